"""What can fail without a word, and where it has: rows against histories, links against visits, files against disks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone

from kehoach.common import formats
from kehoach.models import Commune, EntryLink, Evidence, SentWorkbook, State
from kehoach.models.figures import ASKED
from kehoach.models.kinds import FigureKind, kinds
from kehoach.reminders.actions import portal_address
from kehoach.reminders.reminders import letters, situation

# Somebody who has not opened their link by then has not got it, or does not know what it is for.
LINK_UNOPENED = timedelta(days=7)


@dataclass(frozen=True)
class Check:
    """One comparison. `find` gets a commune, or None for all, and tells a sentence for all that does not agree."""

    name: str
    title: str
    action: str
    find: Callable[[Commune | None, datetime], Iterator[str]]


@dataclass(frozen=True)
class Entry:
    """A check with what it found."""

    check: Check
    findings: tuple[str, ...]

    @property
    def is_clean(self) -> bool:
        """Whether everything agrees."""
        return not self.findings


def entries(commune: Commune | None, at: datetime) -> list[Entry]:
    """Every check of a commune, or of all, in order."""
    return [Entry(check, tuple(check.find(commune, at))) for check in CHECKS]


def uncounted(commune: Commune | None, at: datetime) -> Iterator[str]:
    """Forms that were submitted and are not counted, have no receipt, or of which the history says something else."""
    for kind in kinds():
        sent = kind.figures.filter(state__in=(State.SUBMITTED, State.ACCEPTED))
        if commune:
            sent = sent.filter(facility__commune=commune)
        with_form = sent.filter(ASKED).values("pk")
        rows = sent.select_related("facility", "reporting_year").annotate(**_of_history(kind))
        for figures in rows.filter(~Q(pk__in=with_form)):
            yield f"{figures}: đã nộp nhưng cơ sở không thuộc danh sách của năm, nên không được tính."
        for figures in rows.filter(has_receipt=False):
            yield f"{figures}: đã nộp nhưng không có bản đã nộp để làm biên nhận."
        for figures in rows.filter(~Q(last_state=F("state")) | ~Q(last_version=F("version")) | Q(last_state=None)):
            yield f"{figures}: lịch sử không khớp với phiếu."


def _of_history(kind: FigureKind) -> dict[str, Any]:
    """The newest version's state and number, and whether one was submitted when the form says so."""
    versions = kind.versions.filter(id=OuterRef("pk"))
    newest = versions.order_by("-history_id")
    submitted = versions.filter(state=State.SUBMITTED, submitted_at=OuterRef("submitted_at"))
    return {
        "last_state": Subquery(newest.values("state")[:1]),
        "last_version": Subquery(newest.values("version")[:1]),
        "has_receipt": Exists(submitted),
    }


def unopened(commune: Commune | None, at: datetime) -> Iterator[str]:
    """Entry links that were made a week ago and that nobody has opened."""
    made = EntryLink.objects.living(at).filter(first_used_at=None, created_at__lt=at - LINK_UNOPENED)
    for link in made.filter(unit__commune=commune) if commune else made:
        made_on = formats.date_short(timezone.localdate(link.created_at))
        yield f"{link.unit}: đường dẫn năm {link.reporting_year} tạo ngày {made_on}, chưa ai mở."


def unsent(commune: Commune | None, at: datetime) -> Iterator[str]:
    """Letters that were due yesterday, to somebody with an address, and did not go out."""
    yesterday = timezone.localdate(at) - timedelta(days=1)
    for letter in letters(yesterday, situation(yesterday)):
        if letter.person.email and commune in (None, letter.person.commune):
            why = "" if portal_address() else " (thiếu PUBLIC_URL)"
            yield f"{letter.person}: thư nhắc đến hạn ngày {formats.date_short(yesterday)} chưa gửi{why}."


def unkept(commune: Commune | None, at: datetime) -> Iterator[str]:
    """Files that a row names and that are not on the disk, or not whole."""
    evidence, workbooks = Evidence.objects.all(), SentWorkbook.objects.all()
    if commune:
        evidence = evidence.filter(uploaded_by__commune=commune)
        workbooks = workbooks.filter(Q(commune=commune) | Q(reporting_year__commune=commune))
    rows: Iterable[Any] = chain(evidence.iterator(), workbooks.iterator())
    for row in rows:
        try:
            size = row.file.storage.size(str(row.file.name))
        except OSError:
            yield f"{row.name}: không có trên đĩa ({row.file.name})."
            continue
        if size != row.size:
            yield f"{row.name}: trên đĩa có {formats.count(size)} byte, phải là {formats.count(row.size)}."


CHECKS = [
    Check(
        "counted",
        "Phiếu đã nộp, được tính, có biên nhận",
        "Mở phiếu và xem lịch sử; nếu cơ sở đã thôi hoạt động thì xem lại trang Sắp xếp. Chưa rõ thì báo quản trị.",
        uncounted,
    ),
    Check(
        "links",
        "Đường dẫn đã tạo, đã mở",
        "Gọi cho đơn vị, gửi lại đường dẫn ở trang “Đường dẫn nhập liệu”.",
        unopened,
    ),
    Check(
        "mail",
        "Thư nhắc đến hạn, đã gửi",
        "Quản trị xem kehoach doctor (máy chủ thư, lịch chạy mỗi sáng); trong lúc chờ, nhắc tay ở trang “Nhắc nộp”.",
        unsent,
    ),
    Check(
        "files",
        "Tệp ghi trong sổ, có trên đĩa",
        "Quản trị lấy các tệp này từ bản sao lưu, đặt lại vào DATA_DIR/files.",
        unkept,
    ),
]
