"""The parts of time that are counted: months, and December in two, since the plan's year begins on its 15th."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kehoach.common import formats
from kehoach.common.periods import default_window


@dataclass(frozen=True, order=True)
class Window:
    """Some days in a row, both ends included."""

    first_day: date
    last_day: date

    @property
    def days(self) -> tuple[date, date]:
        """Both ends, as a `__range` of rows takes them."""
        return self.first_day, self.last_day

    @property
    def number_of_days(self) -> int:
        """How many days it has; none where it ends before it begins."""
        return max((self.last_day - self.first_day).days + 1, 0)

    def within(self, other: Window) -> Window:
        """The days that both have, possibly none."""
        return Window(max(self.first_day, other.first_day), min(self.last_day, other.last_day))

    def __str__(self) -> str:
        """“15/12/2025–14/12/2026”, as it stands behind “số liệu kỳ”; of a single day that day."""
        first, last = (formats.date_short(day) for day in self.days)
        return first if first == last else f"{first}–{last}"


def month_of(day: date) -> Window:
    """The part of time that is counted together with this day."""
    split = default_window(day.year).end
    if day.month != split.month:
        return Window(day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1]))
    return Window(day.replace(day=1), split) if day <= split else Window(split + timedelta(days=1), day.replace(day=31))


def months_of(window: Window) -> Iterator[Window]:
    """The parts of time that have a day in a window, in their order."""
    day = window.first_day
    while day <= window.last_day:
        month = month_of(day)
        yield month
        day = month.last_day + timedelta(days=1)


def name_of(month: Window) -> str:
    """“Tháng 10/2026”; of December which days of it."""
    first, last = month.days
    days = f", ngày {first.day}–{last.day}" if first.month == default_window(first.year).end.month else ""
    return f"Tháng {first.month}/{first.year}{days}"


def lifetime(opened_on: date | None, closed_on: date | None) -> Window:
    """The days on which something exists that opens and closes on these days (None: always been, never)."""
    return Window(opened_on or date.min, closed_on - timedelta(days=1) if closed_on else date.max)


def tallied(amounts: Mapping[date, int], window: Window, existing: Window) -> tuple[int, list[Window]]:
    """What was counted in a window, by the first days of the months, and the months of it that cannot be told.

    Nothing is wanted of days on which the facility did not exist. A month that reaches out of the window on days on
    which the facility existed cannot be cut.
    """
    total, lacking = 0, []
    for month in months_of(window):
        counted = month.within(existing)
        inside = counted.within(window)
        if not inside.number_of_days:
            continue
        if inside != counted or month.first_day not in amounts:
            lacking.append(month)
        else:
            total += amounts[month.first_day]
    return total, lacking
