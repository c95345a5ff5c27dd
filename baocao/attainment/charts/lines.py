"""Coordinates for the small SVG charts. A number on a chart is always also in words beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from baocao.attainment.charts.columns import Break
from baocao.attainment.results import GrowthCondition, GrowthResult
from kehoach.common import formats

LEFT, RIGHT, TOP, BOTTOM = 24, 256, 26, 84
YEAR_LABEL_WIDTH = 34


@dataclass(frozen=True)
class Mark:
    """A line across a bar: where, in percent as text, and its label."""

    at: str
    label: str


@dataclass(frozen=True)
class Point:
    """A year on a line: its place in the box, its year and its value as labels (either may be empty)."""

    x: str
    y: str
    year: str
    label: str
    below: bool


@dataclass(frozen=True)
class LineChart:
    """The values over the years, the path they should follow, and the same in words."""

    points: tuple[Point, ...]
    line: str
    path_line: str
    title: str
    breaks: tuple[Break, ...] = ()


def line_over_years(condition: GrowthCondition, result: GrowthResult, year: int) -> LineChart:
    """The visits of each wholly reported year up to `year`, and the compound curve to the next milestone."""
    first, last = min(milestone.base_year for milestone in condition.milestones), result.milestone.year
    visits = {when: condition.visits(when) for when in range(first, year + 1)}
    known = {when: of_year.value for when, of_year in visits.items() if of_year.whole}
    path = _path(result, last)
    highest = max([*known.values(), *(float(value) for value in path.values()), 1])
    lowest = min([*known.values(), *(float(value) for value in path.values()), highest])
    scale = _Scale(first, max(last, year), lowest, highest)
    points = (
        "; ".join(f"{when}: {formats.count(value)}" for when, value in known.items()) or "chưa có năm nào đủ số liệu"
    )
    path_words = f". Lộ trình đến {last}: {formats.count(result.needed)} lượt" if result.needed is not None else ""
    labelled = scale.years_with_room(list(known))
    return LineChart(
        points=tuple(
            Point(
                *scale.at(when, value),
                str(when) if when in labelled else "",
                formats.count(value) if when in (min(known), max(known)) else "",
                below=when in path and value < path[when] and when != min(known),
            )
            for when, value in known.items()
        ),
        line=scale.drawn(list(known.items())),
        path_line=scale.drawn([(when, float(value)) for when, value in path.items()]),
        title=f"Lượt người qua các năm: {points}{path_words}",
        breaks=tuple(
            Break(when, scale.between(when), words)
            for when in range(first + 1, year + 1)
            if (words := condition.breaks.get(when, ""))
        ),
    )


def _path(result: GrowthResult, last: int) -> dict[int, Fraction]:
    """The compound curve from the base year to the milestone, where the base is whole."""
    if not result.base:
        return {}
    rate = 1 + Fraction(result.at_least) / 100
    return {when: result.base * rate ** (when - result.base_year) for when in range(result.base_year, last + 1)}


@dataclass(frozen=True)
class _Scale:
    """Maps years and values into the box of the template."""

    first: int
    last: int
    lowest: float
    highest: float

    def at(self, year: int, value: float) -> tuple[str, str]:
        """The place of a value, as text."""
        across = (year - self.first) / ((self.last - self.first) or 1)
        up = (value - self.lowest) / ((self.highest - self.lowest) or 1)
        return f"{LEFT + across * (RIGHT - LEFT):.1f}", f"{BOTTOM - up * (BOTTOM - TOP):.1f}"

    def between(self, year: int) -> str:
        """Half a year before a year, as text."""
        across = (year - Fraction(1, 2) - self.first) / ((self.last - self.first) or 1)
        return f"{float(LEFT + across * (RIGHT - LEFT)):.1f}"

    def years_with_room(self, years: Sequence[int]) -> set[int]:
        """The years whose labels do not touch each other, counted back from the last one."""
        apart = (RIGHT - LEFT) / ((self.last - self.first) or 1)
        step = math.ceil(YEAR_LABEL_WIDTH / apart)
        return set(years[::-1][::step])

    def drawn(self, series: Sequence[tuple[int, float]]) -> str:
        """SVG path data through a series; empty where there is nothing to join."""
        if not series:
            return ""
        return "M" + "L".join(" ".join(self.at(year, value)) for year, value in series)
