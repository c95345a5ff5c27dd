"""The reporting calendar. Imports no Django and reads no clock.

Nghị định 09/2019/NĐ-CP Điều 12: a year's data run from 15/12 of the year before to 14/12.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# How a year is written in an address and in a command: years of this century.
YEAR = "20[0-9]{2}"
VIET_NAM = ZoneInfo("Asia/Ho_Chi_Minh")
# For a year that is opened when its usual deadlines are over.
TIME_TO_CATCH_UP = timedelta(days=30)


@dataclass(frozen=True)
class Window:
    """The days that a year's figures cover, by when they are due, and until when they come in at all.

    After `entry_until` no form comes in that was not submitted before, after `correction_until` none is corrected any
    more; None where that goes on until the year is closed.
    """

    start: date
    end: date
    unit_deadline: date
    report_deadline: date
    entry_until: date | None = None
    correction_until: date | None = None


def default_window(year: int) -> Window:
    """The window of NĐ 09/2019, with units due on 5/12 and the report on 20/12 (both are settings of each year)."""
    return Window(date(year - 1, 12, 15), date(year, 12, 14), date(year, 12, 5), date(year, 12, 20))


def attainable_window(year: int, today: date) -> Window:
    """The usual window; a deadline that is over by today is moved, so that nobody is late from the first day on."""
    window, later = default_window(year), today + TIME_TO_CATCH_UP
    if window.unit_deadline >= today:
        return window
    return replace(window, unit_deadline=later, report_deadline=max(window.report_deadline, later))


def is_open_on(day: date, opened_on: date | None, closed_on: date | None) -> bool:
    """Whether something that opened and closed on these days (None: unknown, never) existed on `day`."""
    return (opened_on is None or opened_on <= day) and (closed_on is None or closed_on > day)


def days_between(since: date, today: date) -> int:
    """Whole days from `since` to `today`; negative when `since` lies ahead."""
    return (today - since).days


def year_of(day: date) -> int:
    """The year whose usual window covers the day: from 15/12 on it is the next one."""
    return day.year + (day > default_window(day.year).end)


def end_of(day: date) -> datetime:
    """The moment at which the day is over in Viet Nam."""
    return datetime.combine(day + timedelta(days=1), time(), VIET_NAM)
