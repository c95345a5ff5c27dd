"""The cells, forms and faults of a workbook that was compared with a year's figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from kehoach.common.versions import digest_of
from kehoach.excel.workbooks.entries import Entry, Fault
from kehoach.models import ReportingYear, Unit, YearFigures
from kehoach.questionnaire.checks import Finding
from kehoach.questionnaire.layout import Field
from kehoach.questionnaire.values import Value


@dataclass(frozen=True)
class Change:
    """One cell that differs: what the portal has and what the workbook has."""

    place: str
    question: Field
    before: str
    after: str
    is_note: bool


@dataclass
class Touched:
    """One form that would change. `figures` hold the new values already, `before` and `notes_before` the old ones.

    `findings` are what the checks find in the new values.
    """

    entry: Entry
    figures: YearFigures
    opens: bool
    before: dict[str, Value]
    notes_before: dict[str, str]
    findings: tuple[Finding, ...] = ()

    @property
    def cells(self) -> int:
        """How many cells differ."""
        return len(self.before) + len(self.notes_before)

    @property
    def changes(self) -> Iterator[Change]:
        """The differing cells in the order of the form."""
        for question in self.figures.layout.fields:
            name = question.name
            if name in self.before:
                now = question.shown(self.figures.value(name))
                yield Change(self._place(name), question, question.shown(self.before[name]), now, False)
            if name in self.notes_before:
                now = self.figures.notes.get(name, "")
                yield Change(self._place(name, is_note=True), question, self.notes_before[name], now, True)

    def _place(self, name: str, is_note: bool = False) -> str:
        return self.entry.fault("", name, is_note).place


@dataclass
class ImportPlan:
    """What would become of a workbook: all of `touched` is written, or nothing where there are `faults`."""

    year: ReportingYear
    unit: Unit | None
    rows: int = 0
    touched: dict[str, list[Touched]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def forms(self) -> list[Touched]:
        """Every form that would change, kind by kind."""
        return [form for touched in self.touched.values() for form in touched]

    @property
    def changed(self) -> int:
        """How many cells differ."""
        return sum(form.cells for form in self.forms)

    @cached_property
    def digest(self) -> str:
        """The same only while the same cells would change from the same to the same."""
        content = []
        for form in self.forms:
            names = sorted(form.before)
            values = [(name, repr(_plain(form.before[name])), repr(_plain(form.figures.value(name)))) for name in names]
            notes = sorted((name, old, form.figures.notes.get(name, "")) for name, old in form.notes_before.items())
            content.append((form.entry.facility, form.figures.pk, form.opens, values, notes))
        return digest_of(content)


def _plain(value: Value) -> object:
    return sorted(value) if isinstance(value, frozenset) else value
