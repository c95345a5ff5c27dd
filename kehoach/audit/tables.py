"""The log as Excel."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from kehoach.common.sheets import Sheet
from kehoach.models import AuditEvent

# A sheet that a commune's computer still opens.
MOST_ROWS = 20_000
_HEADS = ("Lúc", "Việc", "Ai", "Tên đăng nhập", "Xã", "Nội dung", "Địa chỉ mạng", "Máy")


def sheet_of(events: QuerySet[AuditEvent]) -> Sheet:
    """The events, those of last at the top; the sheet says how many they are."""
    rows = [
        (
            f"{timezone.localtime(event.at):%H:%M:%S %d/%m/%Y}",
            event.get_kind_display(),
            event.who,
            event.account.username if event.account else "",
            str(event.commune or ""),
            event.about,
            event.address,
            event.device,
        )
        for event in events[:MOST_ROWS]
    ]
    about = f"{len(rows)} việc mới nhất trong số đang lọc, xuất lúc {timezone.localtime():%H:%M %d/%m/%Y}"
    return Sheet("Nhật ký", about, _HEADS, rows)
