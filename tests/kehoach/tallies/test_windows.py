"""What was counted in a window of days: every sum against a slow count of days, and where the year's figure stands."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach.tallies.months import Window, lifetime, month_of, months_of, tallied
from kehoach.tallies.windows import (
    WindowTotal,
    calendar_year,
    half_year,
    library_year,
    plan_year,
    school_year,
    sport_year,
    window_totals,
)
from tests.cast import NOW, Cast
from thuvien.models import Library, LibraryFigures, LibraryTally

NAMED = (plan_year, library_year, sport_year, calendar_year, school_year)
SPAN = Window(date(2022, 6, 1), date(2024, 12, 31))


def month_key(day: date) -> date:
    """The first day of the part of time that a day is counted in, the long way."""
    if day.month == 12 and day.day >= 15:
        return day.replace(day=15)
    return day.replace(day=1)


EVERY_DAY = {
    day: month_key(day) for day in (SPAN.first_day + timedelta(days=number) for number in range(SPAN.number_of_days))
}


def counted_by_days(
    amounts: dict[date, int], window: Window, opened_on: date | None, closed_on: date | None
) -> int | None:
    """The same sum day by day, with nothing of the months' arithmetic."""
    months, outside = set(), set()
    for day, month in EVERY_DAY.items():
        if (opened_on is None or opened_on <= day) and (closed_on is None or closed_on > day):
            (months if window.first_day <= day <= window.last_day else outside).add(month)
    return None if months & outside or not months <= amounts.keys() else sum(amounts[month] for month in months)


days = st.dates(SPAN.first_day, SPAN.last_day)
windows = st.one_of(
    st.builds(lambda named, year: named(year), st.sampled_from(NAMED), st.sampled_from((2023, 2024))),
    st.builds(half_year, st.sampled_from((2023, 2024)), st.sampled_from((1, 2))),
    st.builds(lambda day, other: Window(min(day, other), max(day, other)), days, days),
)


@given(windows, st.data())
def test_every_sum_is_what_a_slow_count_of_days_gives(window: Window, data: st.DataObject) -> None:
    opened, closed = data.draw(st.none() | days), data.draw(st.none() | days)
    if opened and closed and closed <= opened:
        closed = None
    every = [month.first_day for month in months_of(SPAN)]
    missing = data.draw(st.sets(st.sampled_from(every), max_size=2))
    # Powers of two: no other choice of months has the same sum.
    amounts = {day: 1 << number for number, day in enumerate(every) if day not in missing}
    total, lacking = tallied(amounts, window, lifetime(opened, closed))
    assert (None if lacking else total) == counted_by_days(amounts, window, opened, closed)


@pytest.mark.parametrize(
    ("window", "first", "last", "months"),
    [
        (plan_year(2026), date(2025, 12, 15), date(2026, 12, 14), 13),
        (library_year(2026), date(2025, 12, 1), date(2026, 11, 30), 13),
        (sport_year(2026), date(2025, 11, 1), date(2026, 10, 31), 13),
        (calendar_year(2026), date(2026, 1, 1), date(2026, 12, 31), 13),
        (school_year(2026), date(2025, 6, 1), date(2026, 5, 31), 13),
        (half_year(2024, 1), date(2024, 1, 1), date(2024, 6, 30), 6),
        (half_year(2024, 2), date(2024, 7, 1), date(2024, 12, 31), 7),
    ],
)
def test_named_windows(window: Window, first: date, last: date, months: int) -> None:
    assert window.days == (first, last)
    parts = list(months_of(window))
    assert len(parts) == months
    assert (parts[0].first_day, parts[-1].last_day) == window.days
    assert sum(part.number_of_days for part in parts) == window.number_of_days


def test_february_and_december() -> None:
    assert month_of(date(2024, 2, 29)) == Window(date(2024, 2, 1), date(2024, 2, 29))
    assert month_of(date(2025, 12, 14)) == Window(date(2025, 12, 1), date(2025, 12, 14))
    assert month_of(date(2025, 12, 15)) == Window(date(2025, 12, 15), date(2025, 12, 31))


def tally(library: Library, first_day: date, by: Any, **amounts: int) -> None:
    LibraryTally.objects.create(
        facility=library,
        year=first_day.year,
        month=first_day.month,
        since_day=first_day.day,
        amounts=amounts,
        saved_at=NOW,
        saved_by=by,
    )


def test_months_where_they_fill_the_window_else_the_years_figure(cast: Cast) -> None:
    school = Library.objects.get(code="TV-TH")
    others = list(Library.objects.exclude(pk=school.pk))
    form = LibraryFigures.objects.get(facility=school, reporting_year__year=2025)
    for number, month in enumerate(months_of(library_year(2025)), 1):
        tally(school, month.first_day, cast.officer, loans=number)
    codes = ("loans", "visits_pupils", "seats")
    totals = window_totals([school, *others], codes, library_year(2025))
    assert totals[school.pk, "loans"] == WindowTotal(sum(range(1, 14)), True, library_year(2025))
    # Nobody counted them by the month: what is accepted of the year, and of which days it is.
    assert totals[school.pk, "visits_pupils"] == WindowTotal(form.visits_pupils, False, plan_year(2025))
    last = date(2025, 12, 14)
    assert totals[school.pk, "seats"] == WindowTotal(form.seats, False, Window(last, last))
    assert {key for key, _ in totals} == {library.pk for library in (school, *others)}
    # The year of the form itself is the form's: what people answer for counts, not what they noted on the way.
    assert window_totals([school], ["loans"], plan_year(2025))[school.pk, "loans"] == WindowTotal(
        form.loans, True, plan_year(2025)
    )
    # A fortnight of the year 2026 is not the year 2027.
    assert window_totals([school], ["loans"], calendar_year(2027))[school.pk, "loans"] == WindowTotal(
        None, False, calendar_year(2027)
    )
    assert window_totals([], codes, plan_year(2025)) == {}
    with pytest.raises(KeyError):
        window_totals([school], ["nothing"], plan_year(2025))
