"""The calendar of a year: its months, the days that the plan asks to celebrate, and what took place."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kehoach.common.periods import Window, days_between
from kehoach.models import Activity, Occasion

_WEEKS = Calendar()


@dataclass(frozen=True)
class OccasionInYear:
    """One of the plan's days in a year, and the activities that were noted for it.

    `owed` says that somebody must see to it that there is one: the commune, not a single unit.
    """

    occasion: Occasion
    first: date
    last: date
    activities: tuple[Activity, ...]
    today: date
    owed: bool

    @property
    def days_left(self) -> int:
        """How long until it begins; negative once it has begun."""
        return days_between(self.today, self.first)

    @property
    def tone(self) -> str:
        """Noted, still ahead, now, or gone by without anything."""
        if self.activities:
            return "met"
        if self.today > self.last:
            return "late" if self.owed else "open"
        return "path" if self.days_left <= 0 else "open"

    @property
    def told(self) -> str:
        """The same in words."""
        if self.activities:
            return f"{len(self.activities)} hoạt động"
        if self.days_left > 0:
            return f"còn {self.days_left} ngày"
        return "chưa ghi" if self.today > self.last else "đang diễn ra"


@dataclass(frozen=True)
class Day:
    """One square of a month; those of the months beside it are not `inside`."""

    day: date
    inside: bool
    is_today: bool
    occasions: tuple[OccasionInYear, ...]
    activities: tuple[Activity, ...]


def occurrence(occasion: Occasion, window: Window) -> tuple[date, date] | None:
    """The first and last day of an occasion within a year's window; None where the year has no such day."""
    for year in {window.start.year, window.end.year}:
        try:
            first, last = occasion.days_in(year)
        except ValueError:
            continue
        if window.start <= first <= window.end:
            return first, last
    return None


def occasions_in(
    occasions: Iterable[Occasion], activities: Sequence[Activity], window: Window, today: date, *, owed: bool = True
) -> list[OccasionInYear]:
    """The plan's days of a year, in the order of the calendar."""
    in_year = []
    for occasion in occasions:
        days = occurrence(occasion, window)
        if days is not None:
            held = tuple(activity for activity in activities if activity.occasion_id == occasion.pk)
            in_year.append(OccasionInYear(occasion, *days, held, today, owed))
    return sorted(in_year, key=lambda occurrence: occurrence.first)


def months_of(window: Window) -> list[date]:
    """The first day of every month that the window touches."""
    first, count = window.start, (window.end.year - window.start.year) * 12 + window.end.month - window.start.month
    months = [first.month - 1 + step for step in range(count + 1)]
    return [date(first.year + month // 12, month % 12 + 1, 1) for month in months]


def weeks_of(
    month: date, occasions: Sequence[OccasionInYear], activities: Sequence[Activity], today: date
) -> list[list[Day]]:
    """A month by weeks, from Monday to Sunday."""
    return [
        [
            Day(
                day=day,
                inside=day.month == month.month,
                is_today=day == today,
                occasions=tuple(occasion for occasion in occasions if occasion.first <= day <= occasion.last),
                activities=tuple(activity for activity in activities if activity.happened_on == day),
            )
            for day in week
        ]
        for week in _WEEKS.monthdatescalendar(month.year, month.month)
    ]
