"""The files of the demonstration, row by row, and its days."""

from __future__ import annotations

import csv
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings

from kehoach.common.periods import year_of

FOLDER = settings.BASE_DIR / "fixtures"
_TIME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of one file, such as demo/units.csv, by the names of their columns."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day_of(text: str) -> date:
    """The day that a cell names: 31/01/2023."""
    day, month, year = (int(part) for part in text.split("/"))
    return date(year, month, day)


def year_of_row(row: dict[str, str]) -> int:
    """The year of the plan that a row belongs to: its own, or that of its day."""
    return int(row["year"]) if "year" in row else year_of(day_of(row["happened_on"]))


def morning(day: date) -> datetime:
    """The moment at which what happened on a day was noted."""
    return datetime.combine(day, time(8), tzinfo=_TIME_ZONE)


def moment(year: int, month: int, day: int) -> datetime:
    """A fixed morning in Viet Nam, so that the demonstration is the same every time."""
    return morning(date(year, month, day))
