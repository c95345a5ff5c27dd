"""What the ledger of silent failures compares of reports: what was issued, and the bytes that are kept of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256

from baocao.models import FilePart, Report, ReportFile, ReportState
from kehoach.ledger.checks import CHECKS, Check
from kehoach.models import Commune


def unverified(commune: Commune | None, at: datetime) -> Iterator[str]:
    """Issued reports without their file, and files that are not the bytes that were issued or signed."""
    reports, files = Report.objects.filter(state=ReportState.ISSUED), ReportFile.objects.select_related("report__entry")
    if commune:
        reports, files = reports.filter(commune=commune), files.filter(report__commune=commune)
    for report in reports.exclude(files__part=FilePart.ISSUED).select_related("entry"):
        yield f"{report}: đã ban hành nhưng không có tệp."
    for file in files.iterator(chunk_size=20):
        if sha256(bytes(file.content)).hexdigest() != file.sha256:
            yield f"{file.report}: tệp không còn nguyên từng byte như khi ban hành."


CHECKS.append(
    Check(
        "reports",
        "Báo cáo đã ban hành, tệp còn nguyên",
        "Quản trị lấy báo cáo này từ bản sao lưu; không gửi tệp đang có cho ai.",
        unverified,
    )
)
