"""Coordinates for the chart of columns over the years. Whatever it shows stands in a table beside it too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from kehoach.common import formats

# The box of the template: goals are named above TOP, values grow from BOTTOM, years stand below it.
TOP, BOTTOM = 34, 104
GOAL_ROW = 18
# How far apart the columns stand: closer where there are more years, so that a phone need not shrink them.
FEW_YEARS, WIDE, CLOSE, GAP = 6, 40, 30, 12
# A letter's width and a line's height, to keep the path out of the labels.
LETTER, LINE = 7.2, 15


@dataclass(frozen=True)
class ChartValue:
    """What is known of a year: all that is counted, and at most how much it can still become (None: no bound)."""

    low: Fraction
    high: Fraction | None

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing."""
        return self.low == self.high


@dataclass(frozen=True)
class Frame:
    """How wide a year is in the box of a chart."""

    pitch: int
    years: int

    @property
    def column(self) -> int:
        """The width of a column."""
        return self.pitch - GAP

    def middle(self, place: int) -> str:
        """The middle of the column at a place, from 0."""
        return f"{place * self.pitch + self.pitch / 2:g}"

    def left(self, place: int, width: float) -> str:
        """Where something so wide begins that is centred on that column."""
        return f"{place * self.pitch + (self.pitch - width) / 2:g}"

    def inside(self, place: int, width: float) -> float:
        """The middle of a label so wide that is to stand above the column, and not over the edge of the box."""
        box = self.years * self.pitch
        return box / 2 if width > box else min(max(place * self.pitch + self.pitch / 2, width / 2), box - width / 2)

    @property
    def step(self) -> int:
        """Every which year is named on the axis."""
        return 1 if self.pitch == WIDE else 2


@dataclass(frozen=True)
class Series:
    """What a chart shows: values and path by year, and the milestones' goals; `told` writes a value for people.

    `breaks` says in words from which years on others are counted.
    """

    values: Mapping[int, ChartValue]
    told: Callable[[Fraction], str]
    path: Mapping[int, Fraction] = field(default_factory=dict)
    goals: Mapping[int, Fraction] = field(default_factory=dict)
    most: Fraction | None = None
    breaks: Mapping[int, str] = field(default_factory=dict)

    @property
    def without_goals(self) -> Series:
        """The same without the milestones."""
        return replace(self, goals={})

    @cached_property
    def top(self) -> Fraction:
        """The value at the upper edge: `most` where the scale is fixed, else the largest of what is drawn."""
        drawn = [value.high or value.low for value in self.values.values()]
        return self.most or max([*drawn, *self.path.values(), *self.goals.values(), Fraction(1)])


@dataclass(frozen=True)
class YearColumn:
    """One year: where its column stands, how high it is, and how much of it is not certain."""

    x: str
    y: str
    height: str
    middle: str
    label: str
    label_at: str
    label_x: str
    label_y: str
    label_width: str
    maybe_y: str
    maybe_height: str
    current: bool


@dataclass(frozen=True)
class Tick:
    """A year on the axis, whether anything is known of it or not."""

    x: str
    year: int
    current: bool


@dataclass(frozen=True)
class Break:
    """A year from which on others are counted: what changed, and where the line between the years stands."""

    year: int
    x: str
    words: str


@dataclass(frozen=True)
class Goal:
    """A milestone: where it stands, and above it its year and what it asks, inside the box."""

    x: str
    y: str
    label: str
    label_at: str


@dataclass(frozen=True)
class Columns:
    """A chart ready to be drawn, and all its values in words."""

    title: str
    box: str
    width: int
    column: int
    columns: tuple[YearColumn, ...]
    axis: tuple[Tick, ...]
    path_line: str
    goals: tuple[Goal, ...]
    breaks: tuple[Break, ...] = ()


def columns(name: str, series: Series, years: Sequence[int], year: int, *, all_labels: bool = False) -> Columns:
    """The chart of these years. Only the first and the last known value are labelled, unless all of them have room."""
    known = [when for when in years if when in series.values]
    labelled = known if all_labels else known[:1] + known[-1:]
    frame, top = Frame(WIDE if len(years) <= FEW_YEARS else CLOSE, len(years)), 0 if series.goals else GOAL_ROW
    places = list(enumerate(years))
    return Columns(
        title=in_words(name, series, years),
        box=f"0 {top} {len(years) * frame.pitch} {124 - top}",
        width=len(years) * frame.pitch,
        column=frame.column,
        columns=tuple(
            _column(series, frame, position, when, when in labelled, when == year)
            for position, when in places
            if when in series.values
        ),
        axis=tuple(
            Tick(frame.middle(position), when, when == year)
            for position, when in places
            if (when - year) % frame.step == 0
        ),
        path_line=_line(
            frame, [(position, series.path[when]) for position, when in places if when in series.path], series
        ),
        goals=tuple(_goal(series, frame, position, when) for position, when in places if when in series.goals),
        breaks=tuple(
            Break(when, f"{position * frame.pitch:g}", series.breaks[when])
            for position, when in places
            if when in series.breaks
        ),
    )


def in_words(name: str, series: Series, years: Sequence[int]) -> str:
    """Tên: năm 2022 25%; năm 2023 từ 50%. Mốc: năm 2025 70%."""
    values = [f"năm {when} {value_words(series.values[when], series)}" for when in years if when in series.values]
    goals = [f"năm {when} {series.told(goal)}" for when, goal in series.goals.items()]
    milestones = f". Mốc: {'; '.join(goals)}" if goals else ""
    changed = "".join(
        f". Thay đổi cơ sở từ năm {when}: {words}" for when, words in series.breaks.items() if when in years
    )
    return f"{name}: {'; '.join(values) or 'chưa có năm nào có số liệu được duyệt'}{milestones}{changed}."


def value_words(value: ChartValue, series: Series) -> str:
    """75% · từ 50% đến 75% · từ 4.155"""
    if value.is_whole:
        return series.told(value.low)
    if value.high is None:
        return f"từ {series.told(value.low)}"
    return f"từ {series.told(value.low)} đến {series.told(value.high)}"


@dataclass(frozen=True)
class YearRow:
    """One year of a chart as the table beside it has it; `is_break` says that others are counted from it on."""

    year: int
    value: str
    path: str
    goal: str
    current: bool
    is_break: bool = False


def year_rows(series: Series, shown: Iterable[int], year: int) -> tuple[YearRow, ...]:
    """The numbers of a chart, year by year; a dash where nothing is known."""
    return tuple(
        YearRow(
            year=when,
            value=value_words(series.values[when], series) if when in series.values else formats.DASH,
            path=series.told(series.path[when]) if when in series.path else formats.DASH,
            goal=series.told(series.goals[when]) if when in series.goals else "",
            current=when == year,
            is_break=when in series.breaks,
        )
        for when in shown
    )


def _column(series: Series, frame: Frame, position: int, when: int, labelled: bool, current: bool) -> YearColumn:
    value = series.values[when]
    low, high = _height(value.low, series), _height(value.low if value.high is None else value.high, series)
    label = series.told(value.low) if value.is_whole else f"≥ {series.told(value.low)}"
    width = len(label) * LETTER + 4
    label_at = frame.inside(position, width)
    return YearColumn(
        x=frame.left(position, frame.column),
        y=f"{BOTTOM - low:.1f}",
        height=f"{low:.1f}",
        middle=frame.middle(position),
        label=label if labelled else "",
        label_at=f"{label_at:g}",
        label_x=f"{label_at - width / 2:g}",
        label_y=f"{BOTTOM - _above(high, series.path.get(when), series) - 4:.1f}",
        label_width=f"{width:g}",
        maybe_y=f"{BOTTOM - high:.1f}",
        maybe_height="" if high == low else f"{high - low:.1f}",
        current=current,
    )


def _goal(series: Series, frame: Frame, position: int, when: int) -> Goal:
    label = f"{when}: {series.told(series.goals[when])}"
    at = frame.inside(position, len(label) * LETTER)
    return Goal(frame.middle(position), _up(series.goals[when], series), label, f"{at:g}")


def _above(high: float, path: Fraction | None, series: Series) -> float:
    """The height that a label stands on: the column's, or the path's where that runs right above it."""
    line = 0.0 if path is None else _height(path, series)
    return line if high < line < high + LINE else high


def _height(value: Fraction, series: Series) -> float:
    return float(value / series.top) * (BOTTOM - TOP)


def _up(value: Fraction, series: Series) -> str:
    return f"{BOTTOM - _height(value, series):.1f}"


def _line(frame: Frame, points: Sequence[tuple[int, Fraction]], series: Series) -> str:
    """SVG path data through the points; empty where there are not two."""
    if len(points) < 2:
        return ""
    return "M" + "L".join(f"{frame.middle(position)} {_up(value, series)}" for position, value in points)
