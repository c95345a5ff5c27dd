"""Whether letterhead, number, addressee and signature of a report are those of one body (NĐ 30/2020, Phụ lục I)."""

from __future__ import annotations

from collections.abc import Iterator

from baocao.models import Signing
from baocao.report.head import Head

_COMMITTEE, _COMMITTEE_SYMBOL = "Ủy ban nhân dân", "UBND"


def disagreements(head: Head) -> Iterator[str]:
    """What contradicts what around the text, a clause each; nothing where a văn thư would find nothing to send back."""
    if not head.is_chosen:
        yield "xã chưa chọn ai báo cáo, gửi ai, ai ký; hãy chọn ở Thể thức báo cáo"
        return
    agency = " ".join(head.issuer)
    by_reporter = Signing.REPORTER.label in head.signature.authority
    if not head.signature.name:
        yield "chưa ghi họ tên người ký"
    if by_reporter and head.symbol:
        yield f"ký “{Signing.REPORTER.label}” nhưng lấy số và ký hiệu {head.symbol} của {agency}"
    if agency in head.addressees and (head.symbol or not by_reporter):
        yield f"{agency} vừa đứng tên báo cáo vừa là nơi kính gửi"
    if head.symbol and head.symbol.endswith(_COMMITTEE_SYMBOL) is not agency.startswith(_COMMITTEE):
        yield f"ký hiệu {head.symbol} không phải của {agency}"
    for line in head.signature.authority:
        if line.startswith("TM. ") and line.removeprefix("TM. ").lower() not in agency.lower():
            yield f"ký “{line}” nhưng đầu văn bản là {agency}"
    if not head.recipients or not head.recipients[-1].startswith("Lưu"):
        yield "nơi nhận chưa có dòng Lưu ở cuối"
