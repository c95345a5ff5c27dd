"""The calendar of duties as a sheet of a workbook."""

from __future__ import annotations

from baocao.duties.calendar import YearCalendar
from kehoach.common.sheets import Sheet

_HEADS = ("Hạn", "Việc", "Năm số liệu", "Nơi nhận", "Văn bản", "Ngày gợi ý", "Trạng thái", "Đã gửi")


def duties_sheet(calendar: YearCalendar) -> Sheet:
    """The duties of a calendar year, those without a day at the end."""
    dated = [entry.duty for entry in calendar.entries if entry.duty is not None]
    rows = [
        (
            row.due,
            row.duty.title,
            str(row.year),
            row.receiver,
            row.duty.act,
            row.duty.elsewhere if row.is_suggested else "",
            row.state,
            row.sent,
        )
        for row in (*dated, *calendar.undated)
    ]
    return Sheet(f"Việc phải làm {calendar.year}", "Báo cáo phải gửi, hạn và văn bản.", _HEADS, rows)
