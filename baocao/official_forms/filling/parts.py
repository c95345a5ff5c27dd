"""What a form consists of: declared lines and how they stand on paper, filled for one cut."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from baocao.document.blocks import Block, Column, Fit, Heading, Paragraph, Table
from baocao.official_forms.filling.gathered import Gathered
from baocao.official_forms.filling.readings import Cut, Missing, Reading, Source
from kehoach.models import Facility
from kehoach.tallies.windows import Window


@dataclass(frozen=True)
class Line:
    """One field of a form: what it is called there, its unit, its source, and the clause that asks for it."""

    label: str
    source: Source
    clause: str
    unit: str = ""


@dataclass(frozen=True)
class Sourced:
    """A line of the list of sources."""

    label: str
    origin: str
    period: str
    clause: str


@dataclass(frozen=True)
class Filled:
    """A part that has been filled: what is printed, where it comes from, how much of it is there."""

    blocks: tuple[Block, ...]
    sources: tuple[Sourced, ...] = ()
    missing: tuple[Missing, ...] = ()
    asked: int = 0
    answered: int = 0


class Part(Protocol):
    """A piece of a form."""

    @property
    def lines(self) -> Sequence[Line]:
        """Its fields, for the list of sources and the documentation."""

    def fill(self, gathered: Gathered, cut: Cut) -> Filled:
        """The piece for one cut."""


def filled(
    blocks: Sequence[Block], lines: Sequence[Line], readings: Sequence[Sequence[Reading]], window: Window
) -> Filled:
    """A part out of its blocks and, for each line, what was read in its places.

    What is not there yet is wanted for the days of `window`.
    """
    sources = []
    for line, row in zip(lines, readings, strict=True):
        periods = "; ".join(dict.fromkeys(reading.period for reading in row if reading.period))
        wanted = str(window) if line.source.flows else "không theo kỳ"
        sources.append(Sourced(line.label, line.source.origin, periods or wanted, line.clause))
    every = [reading for row in readings for reading in row]
    missing = tuple(dict.fromkeys(lack for reading in every for lack in reading.missing))
    return Filled(tuple(blocks), tuple(sources), missing, len(every), sum(reading.is_known for reading in every))


@dataclass(frozen=True)
class Text:
    """Words of the form around its numbers."""

    write: Callable[[Gathered, Cut], Sequence[Block]]
    lines: tuple[Line, ...] = ()

    def fill(self, gathered: Gathered, cut: Cut) -> Filled:
        """The words."""
        return Filled(tuple(self.write(gathered, cut)))


@dataclass(frozen=True)
class Listed:
    """A table with a line a field; beside each number the days that it holds for.

    `of` takes other facilities than the form is about; `fit` sets it small.
    """

    title: str
    lines: tuple[Line, ...]
    of: Callable[[Gathered], Sequence[Facility]] | None = None
    fit: Fit | None = None

    def fill(self, gathered: Gathered, cut: Cut) -> Filled:
        """The table under its title."""
        cut = cut if self.of is None else replace(cut, facilities=self.of(gathered))
        readings = [line.source.read(gathered, cut) for line in self.lines]
        columns = (
            Column("TT", "center", 7),
            Column("Nội dung", "left", 38),
            Column("Đơn vị", "left", 13),
            Column("Số liệu", "right" if any(reading.amount is not None for reading in readings) else "left", 25),
            Column("Kỳ số liệu", "left", 28),
        )
        rows = tuple(
            (str(number), line.label, line.unit, reading.text, reading.period)
            for number, (line, reading) in enumerate(zip(self.lines, readings, strict=True), start=1)
        )
        blocks = (Heading(3, self.title), Table(columns, rows, fit=self.fit))
        return filled(blocks, self.lines, [[reading] for reading in readings], cut.window)


@dataclass(frozen=True)
class Compared:
    """A table with a line a field and a column for each of several windows."""

    title: str
    lines: tuple[Line, ...]
    windows: Callable[[int], Sequence[tuple[str, Window, bool]]]

    def fill(self, gathered: Gathered, cut: Cut) -> Filled:
        """The table; a window that may not be filled with a number of other days is told by its third value."""
        cuts = [
            (title, replace(cut, window=window, whole=whole)) for title, window, whole in self.windows(gathered.year)
        ]
        readings = [[line.source.read(gathered, one) for _, one in cuts] for line in self.lines]
        columns = (
            Column("TT", "center", 7),
            Column("Nội dung", "left", 40),
            Column("Đơn vị", "left", 12),
            *(Column(title, "right", 18) for title, _ in cuts),
            Column("Kỳ số liệu cả năm", "left", 24),
        )
        rows = tuple(
            (str(number), line.label, line.unit, *(reading.text for reading in row), row[-1].period)
            for number, (line, row) in enumerate(zip(self.lines, readings, strict=True), start=1)
        )
        return filled((Heading(3, self.title), Table(columns, rows)), self.lines, readings, cut.window)


@dataclass(frozen=True)
class ByFacility:
    """A table with a row a facility, a column a field, and what all together have."""

    title: str
    lines: tuple[Line, ...]
    of: Callable[[Gathered], Sequence[Facility]]
    first: str
    none: str
    total: bool = True

    def fill(self, gathered: Gathered, cut: Cut) -> Filled:
        """The table; a sentence where there is no such facility."""
        facilities = self.of(gathered)
        if not facilities:
            return Filled((Heading(3, self.title), Paragraph(self.none)))
        cuts = [replace(cut, facilities=(facility,)) for facility in facilities]
        together = replace(cut, facilities=facilities)
        readings = [[line.source.read(gathered, cut) for cut in cuts] for line in self.lines]
        sums = [line.source.read(gathered, together) for line in self.lines]
        columns = (
            Column(self.first, "left", 30),
            *(Column(_headed(line), "right", 20 if line.unit == "đồng" else 14) for line in self.lines),
        )
        rows = tuple(
            (facility.name, *(row[place].text for row in readings)) for place, facility in enumerate(facilities)
        )
        last = ("Cộng, chung", *(reading.text for reading in sums)) if self.total else None
        days = dict.fromkeys(
            reading.period
            for line, row in zip(self.lines, readings, strict=True)
            for reading in row
            if line.source.flows and reading.period
        )
        note = [Paragraph(f"Số đếm trong năm: số liệu kỳ {'; '.join(days)}.")] if days else []
        blocks: tuple[Block, ...] = (Heading(3, self.title), Table(columns, rows, total=last), *note)
        return filled(blocks, self.lines, readings, cut.window)


def _headed(line: Line) -> str:
    return f"{line.label} ({line.unit})" if line.unit else line.label
