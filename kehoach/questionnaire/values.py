"""What the value of one yearly figure can be. Imports no Django.

A value is a number (0 is a number), a yes or no, a set of choices, one choice or a short text, a day, or absent for
one of three reasons that are never confused with zero (ISO 2789).
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from kehoach.common import formats


class Absent(StrEnum):
    """Why there is no value: nobody answered yet, asked but not known, or the question does not apply."""

    UNANSWERED = "unanswered"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        """The word for people, as in a table's cell."""
        return _ABSENT_LABELS[self]


_ABSENT_LABELS = {
    Absent.UNANSWERED: "Chưa trả lời",
    Absent.UNKNOWN: "Chưa thống kê",
    Absent.NOT_APPLICABLE: "Không áp dụng",
}

Value = int | bool | frozenset[str] | str | date | Absent
Values = Mapping[str, Value]

LARGEST_COUNT = 99_999_999
LARGEST_MONEY = 999_999_999_999
LONGEST_TEXT = 100
LONGEST_NOTE = 500


def displayed(value: Value) -> str:
    """A value as a table shows it: 1.234 · Có · Không · 3 mục · 31/12/2026 · Chưa thống kê · Không áp dụng."""
    if isinstance(value, Absent):
        return value.label
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, frozenset):
        return f"{len(value)} mục" if value else "Không có"
    if isinstance(value, date):
        return formats.date_short(value)
    return value if isinstance(value, str) else formats.count(value)
