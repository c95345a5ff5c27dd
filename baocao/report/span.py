"""The years that a review covers, side by side; no query beside those of the plan's years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from baocao.attainment.queries import TargetAttainment
from baocao.report.data import ReportData, submitted_in_time
from baocao.report.figure_kinds import KindYear, kind_year
from kehoach.models import Facility, ReportingYear
from kehoach.models.kinds import FigureKind


@dataclass(frozen=True)
class SpanYear:
    """One year of several: how far each target was, what the facilities reported, and how many of them in time."""

    year: int
    opened: ReportingYear | None
    targets: tuple[TargetAttainment, ...]
    kinds: tuple[KindYear, ...]
    on_time: int

    @property
    def accepted(self) -> int:
        """How many facilities have accepted figures."""
        return sum(len(of_kind.values) for of_kind in self.kinds)

    @property
    def facilities(self) -> int:
        """How many facilities were open."""
        return sum(len(of_kind.facilities) for of_kind in self.kinds)

    def of_kind(self, kind: FigureKind) -> KindYear:
        """The facilities of one kind."""
        return next(year_of_kind for year_of_kind in self.kinds if year_of_kind.kind is kind)


def span_of(data: ReportData) -> tuple[SpanYear, ...]:
    """The plan's years up to the one reported on, oldest first, after the year before the plan where it was opened."""
    first = data.since if data.since in data.years.reporting_years else data.plan.first_year
    return tuple(_year(data, year) for year in range(first, data.year + 1))


def period(data: ReportData) -> str:
    """The plan's years that are reviewed: giai đoạn 2023 - 2025"""
    first = data.plan.first_year
    return f"năm {first}" if first == data.year else f"giai đoạn {first} - {data.year}"


def of_plan(span: Sequence[SpanYear], data: ReportData) -> tuple[SpanYear, ...]:
    """Those years that the plan covers."""
    return tuple(span_year for span_year in span if span_year.year >= data.plan.first_year)


def facilities_of(span: Sequence[SpanYear], kind: FigureKind) -> tuple[Facility, ...]:
    """Every facility that was open at the end of one of the years, those that came later behind the others."""
    facilities = {facility.code: facility for span_year in span for facility in span_year.of_kind(kind).facilities}
    return tuple(facilities.values())


def _year(data: ReportData, year: int) -> SpanYear:
    return SpanYear(
        year=year,
        opened=data.years.reporting_years.get(year),
        targets=data.years.judge(year),
        kinds=tuple(kind_year(data.years, slug, year) for slug in data.years.by_kind),
        on_time=submitted_in_time(data.years, year),
    )
