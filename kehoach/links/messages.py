"""Messages that the officer copies into Zalo, ready to send. Pure text: imports no Django and reads no clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kehoach.common import formats

_THANKS = "Trân trọng cảm ơn!"


def invitation(unit_name: str, year: int, deadline: date, url: str) -> str:
    """Asks a unit to enter its figures of a year through its entry link, until the end of the deadline's day."""
    return "\n".join(
        (
            f"Kính gửi {unit_name},",
            f"Kính mời đơn vị nhập và nộp số liệu năm {year} trước hết ngày {formats.date_short(deadline)} "
            "tại đường dẫn sau, không cần tài khoản:",
            url,
            "Đường dẫn chỉ dành cho đơn vị, xin không chuyển cho người ngoài đơn vị.",
            _THANKS,
        )
    )


def reminder(
    unit_name: str, facility_names: Sequence[str], year: int, deadline: date, url: str | None, overdue_days: int
) -> str:
    """Reminds a unit of the facilities whose figures of a year it still has to submit.

    `url` is its entry link, or None where it has none that can be given; `overdue_days` counts the days since the
    deadline, 0 while it has not passed.
    """
    due = f"Hạn nộp: ngày {formats.date_short(deadline)}"
    late = f", đã quá {formats.count(overdue_days)} ngày" if overdue_days else ""
    way = (
        (f"Kính đề nghị đơn vị nhập và nộp tại:\n{url}",) if url else ("Kính đề nghị đơn vị sớm nhập và nộp số liệu.",)
    )
    return "\n".join(
        (
            f"Kính gửi {unit_name},",
            f"Số liệu năm {year} của những cơ sở sau còn phải nộp:",
            *(f"- {name}" for name in facility_names),
            f"{due}{late}.",
            *way,
            _THANKS,
        )
    )
