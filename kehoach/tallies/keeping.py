"""Which months belong to a form's year, which of them are kept, and what they add up to so far."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from kehoach.common import formats
from kehoach.history.timeline import Event
from kehoach.models import Facility, MonthlyTally, ReportingYear, YearFigures
from kehoach.models.kinds import FigureKind, kind_of, kinds
from kehoach.questionnaire.layout import Field
from kehoach.tallies.months import Window, lifetime, months_of, name_of


@dataclass(frozen=True)
class Month:
    """A month of a facility's year: its name, its address below the list, how many questions are counted in it."""

    name: str
    path: str
    counted: int
    has_begun: bool


@dataclass(frozen=True)
class SoFar:
    """A question with the sum of the months that are kept, and how many these are."""

    field: Field
    sum: int
    months: int


@dataclass(frozen=True)
class Keeper:
    """A facility that keeps its months: how many of those that are over, and which are missing."""

    facility: Facility
    url_name: str
    kept: int
    over: int
    missing: str


def months_asked(figures: YearFigures) -> list[Window]:
    """The months of a form's year in which its facility exists."""
    return _months(figures.reporting_year, figures.facility)


def _months(year: ReportingYear, facility: Facility) -> list[Window]:
    """A month belongs to the year that has its first day, so that it belongs to one alone."""
    existing = lifetime(facility.opened_on, facility.closed_on)
    window = Window(year.window_start, year.window_end)
    return [
        month
        for month in months_of(window)
        if month.first_day >= window.first_day and month.within(existing).number_of_days
    ]


def kept_months(figures: YearFigures, today: date) -> tuple[list[Month], list[SoFar]]:
    """The months of a form's year, the newest that has begun first, and what they add up to; one query."""
    kind, months = kind_of(figures), months_asked(figures)
    known = {month.first_day for month in months}
    tallies = {
        tally.first_day: tally.amounts
        for tally in _tallies(kind, figures.reporting_year).filter(facility=figures.facility)
        if tally.first_day in known
    }
    shown = [
        Month(name_of(month), month.first_day.isoformat(), len(tallies.get(month.first_day, ())), has_begun)
        for month in months
        for has_begun in [month.first_day <= today]
    ]
    begun, ahead = [month for month in shown if month.has_begun], [month for month in shown if not month.has_begun]
    sums = [
        SoFar(field, sum(counted), len(counted))
        for field in kind.layout.flows_for(figures.facility.kind)
        if (counted := [amounts[field.name] for amounts in tallies.values() if field.name in amounts])
    ]
    return begun[::-1] + ahead, sums


def keepers(year: ReportingYear, today: date) -> tuple[list[Keeper], list[Facility]]:
    """Who keeps months of a year, and who keeps none; two queries a kind, however many facilities there are."""
    keeping, others = [], []
    for kind in kinds():
        kept: dict[int, set[date]] = {}
        for tally in _tallies(kind, year).filter(facility__commune=year.commune_id):
            if tally.amounts:
                kept.setdefault(tally.facility_id, set()).add(tally.first_day)
        forms: Iterable[Any] = kind.figures_asked.filter(reporting_year=year).select_related("facility")
        for facility in (form.facility for form in forms):
            months = _months(year, facility)
            days = kept.get(facility.pk, set()) & {month.first_day for month in months}
            if not days:
                others.append(facility)
                continue
            over = [month for month in months if month.last_day < today]
            missing = [name_of(month) for month in over if month.first_day not in days]
            keeping.append(Keeper(facility, kind.url_name, len(days), len(over), formats.joined(missing)))
    return keeping, others


def _tallies(kind: FigureKind, year: ReportingYear) -> Any:
    """The months of the calendar years that the reporting year touches."""
    return kind.tallies.filter(year__range=(year.window_start.year, year.window_end.year))


def history_of_month(tally: MonthlyTally, flows: Sequence[Field]) -> list[Event]:
    """Who counted what when, the newest first; one query where anything is kept."""
    if not tally.pk:
        return []
    rows: Any = tally.history.select_related("history_user").order_by("history_date", "history_id")
    events: list[Event] = []
    before: dict[str, int] = {}
    for version in rows:
        changes = [
            f"{field.label}: {_amount(before.get(field.name))} → {_amount(version.amounts.get(field.name))}"
            for field in flows
            if before.get(field.name) != version.amounts.get(field.name)
        ]
        when = f"{timezone.localtime(version.history_date):%H:%M %d/%m/%Y}"
        who = str(version.history_user or "hệ thống")
        events.append(Event(when, version.history_change_reason or "Ghi", who, "; ".join(changes), "path"))
        before = version.amounts
    return events[::-1]


def _amount(amount: int | None) -> str:
    return formats.DASH if amount is None else formats.count(amount)


def tally_of(figures: YearFigures, month: Window) -> MonthlyTally:
    """What the form's facility counted in a month; nothing yet where the row is not saved."""
    kind, day = kind_of(figures), month.first_day
    key = {"facility": figures.facility, "year": day.year, "month": day.month, "since_day": day.day}
    row: MonthlyTally | None = kind.tallies.filter(**key).first()
    return row or kind.tally_model(**key)
