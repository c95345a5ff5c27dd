"""What facilities counted in any window of days: summed from their months, or the year's figure with its own days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kehoach.common.periods import default_window
from kehoach.models import Facility, YearFigures
from kehoach.models.figures import COUNTS
from kehoach.models.kinds import FigureKind, kind_of
from kehoach.questionnaire.layout import Field
from kehoach.tallies.months import Window, lifetime, month_of, tallied

__all__ = [
    "Window",
    "WindowTotal",
    "calendar_year",
    "half_year",
    "library_year",
    "plan_year",
    "school_year",
    "sport_year",
    "window_totals",
]

# By a month's first day, of one facility and question.
Amounts = Mapping[date, int]


@dataclass(frozen=True)
class WindowTotal:
    """An amount in a window, in the question's unit; `value` is None where nobody has counted.

    `of` are the days that it holds for: those that were asked for where it is `exact`, else those of the year's form.
    A stock holds on one day.
    """

    value: int | None
    exact: bool
    of: Window


@dataclass(frozen=True)
class YearlyDays:
    """The first and the last day of a report's year as month and day; it is named after the year in which it ends."""

    first: tuple[int, int]
    last: tuple[int, int]

    def of(self, year: int) -> Window:
        """The window of a year."""
        begins = year if self.first <= self.last else year - 1
        return Window(date(begins, *self.first), date(year, *self.last))


# Thông tư 05/2020/TT-BVHTTDL: from 01/12 of the year before to 30/11.
LIBRARY_YEAR = YearlyDays((12, 1), (11, 30))
# Thông tư 01/2019/TT-BVHTTDL: from 01/11 of the year before to 31/10.
SPORT_YEAR = YearlyDays((11, 1), (10, 31))
# Thông tư 25/2023/TT-BGDĐT, Thông tư 16/2022/TT-BVHTTDL: from 01/01 to 31/12.
CALENDAR_YEAR = YearlyDays((1, 1), (12, 31))
# Thông tư 16/2022/TT-BGDĐT: a school year ends on 31/05.
SCHOOL_YEAR = YearlyDays((6, 1), (5, 31))
# Thông tư 13/2016/TT-BVHTTDL Điều 6: every six months.
HALVES = {1: YearlyDays((1, 1), (6, 30)), 2: YearlyDays((7, 1), (12, 31))}

library_year, sport_year, calendar_year, school_year = (
    LIBRARY_YEAR.of,
    SPORT_YEAR.of,
    CALENDAR_YEAR.of,
    SCHOOL_YEAR.of,
)


def plan_year(year: int) -> Window:
    """The window of the plan's report: from 15/12 of the year before to 14/12 (Nghị định 09/2019/NĐ-CP Điều 12)."""
    usual = default_window(year)
    return Window(usual.start, usual.end)


def half_year(year: int, half: int) -> Window:
    """The first or the second half of a calendar year. Raises KeyError for any other half."""
    return HALVES[half].of(year)


def window_totals(
    facilities: Collection[Facility], codes: Iterable[str], window: Window
) -> dict[tuple[int, str], WindowTotal]:
    """What each of these facilities counted in a window, by its key and the question; three queries.

    The year's form counts where its days are those of the window; else the months where they fill it; else the form of
    the year that has more than half of it. Raises ValueError for facilities of several kinds, and KeyError for a
    question that their kind does not have.
    """
    if not facilities:
        return {}
    kind = kind_of(next(iter(facilities)))
    if not all(isinstance(facility, kind.facility_model) for facility in facilities):
        raise ValueError("facilities of one kind at a time: keys of several kinds are the same")
    fields = [kind.layout.field(code) for code in codes]
    amounts, forms = amounts_in(kind, facilities, window), _forms(kind, facilities, window)
    return {
        (facility.pk, field.name): _total(
            field, window, facility, forms.get(facility.pk), amounts[facility.pk, field.name]
        )
        for facility in facilities
        for field in fields
    }


def _total(
    field: Field, window: Window, facility: Facility, form: tuple[Window, YearFigures] | None, amounts: Amounts
) -> WindowTotal:
    days, answer = (form[0], form[1].value(field.name)) if form else (window, None)
    value = answer if type(answer) is int else None
    if not field.flow:
        day = Window(days.last_day, days.last_day)
        return WindowTotal(value, value is not None and days.last_day == window.last_day, day)
    if value is not None and days == window:
        return WindowTotal(value, True, window)
    if field.asked_of(facility.kind):
        counted, lacking = tallied(amounts, window, lifetime(facility.opened_on, facility.closed_on))
        if not lacking:
            return WindowTotal(counted, True, window)
    return WindowTotal(value, False, days if value is not None else window)


def amounts_in(
    kind: FigureKind, facilities: Collection[Facility], window: Window
) -> Mapping[tuple[int, str], dict[date, int]]:
    """By facility and question what was counted in the years that have a day in the window."""
    first, last = month_of(window.first_day).first_day, window.last_day
    amounts: dict[tuple[int, str], dict[date, int]] = defaultdict(dict)
    for tally in kind.tallies.filter(facility__in=facilities, year__range=(first.year, last.year)):
        for name, amount in tally.amounts.items():
            amounts[tally.facility_id, name][tally.first_day] = amount
    return amounts


def _forms(kind: FigureKind, facilities: Collection[Facility], window: Window) -> dict[int, tuple[Window, YearFigures]]:
    """By facility what is accepted of the year that has more than half of the window's days, with the year's days."""
    forms: Any = kind.figures.filter(
        facility__in=facilities,
        reporting_year__window_start__lte=window.last_day,
        reporting_year__window_end__gte=window.first_day,
    )
    forms = forms.filter(COUNTS).select_related("reporting_year").prefetch_related("accepted_version")
    accepted = {}
    for form in forms:
        year = form.reporting_year
        days = Window(year.window_start, year.window_end)
        if 2 * days.within(window).number_of_days > window.number_of_days:
            accepted[form.facility_id] = (days, form.accepted_figures)
    return accepted
