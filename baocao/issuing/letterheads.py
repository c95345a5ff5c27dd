"""What the pages of letterheads show: the patterns to begin with, and how a report would look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import capfirst

from baocao.document.blocks import Document, Paragraph
from baocao.models import Purpose, ReportHead, Signing
from baocao.report.head import Head, head_from, head_of, purposes_on
from kehoach.models import Commune, Plan, User

# Who learns of what the committee tells the level above (NĐ 30/2020, Phụ lục I, ô số 9b).
_RECIPIENTS_OF_THE_COMMITTEE = """\
Như trên
Thường trực Đảng ủy, Thường trực HĐND {kind} (để b/c)
Chủ tịch, các Phó Chủ tịch UBND {kind}
Các đơn vị thực hiện Kế hoạch
Lưu: VT, VHXH"""
_BODY = Paragraph("(Nội dung báo cáo)")


@dataclass(frozen=True)
class Pattern:
    """A letterhead to begin with: its part of an address, what it is called and whom it is for.

    After Nghị định 30/2020/NĐ-CP, Phụ lục I.
    """

    slug: str
    label: str
    purpose: Purpose
    fits: str


PATTERNS = (
    Pattern("a", "Mẫu A", Purpose.TO_COMMITTEE, "Công chức báo cáo Ủy ban nhân dân, không lấy số, ký “Người báo cáo”."),
    Pattern("a1", "Mẫu A′", Purpose.TO_COMMITTEE, "Phòng Văn hóa - Xã hội có tên riêng, Trưởng phòng ký."),
    Pattern("b", "Mẫu B", Purpose.TO_SUPERIOR, "Ủy ban nhân dân báo cáo cấp trên, ký TM. Ủy ban nhân dân."),
)


def begun_from(slug: str, commune: Commune, plan: Plan) -> dict[str, Any]:
    """What a form begins with by a pattern; that of the first one for anything else."""
    committee = f"Ủy ban nhân dân {commune.full_name}"
    own: dict[str, Any] = {
        "purpose": Purpose.TO_COMMITTEE,
        "issuer": f"Ủy ban nhân dân\n{commune.full_name}",
        "symbol": "",
        "place": plan.issued_at,
        "addressees": committee,
        "recipients": "Như trên\nCác đơn vị thực hiện Kế hoạch\nLưu: VT",
        "signing": Signing.REPORTER,
        "position": capfirst(commune.officer),
    }
    if slug == "a1":
        office = {"parent": f"UBND {commune.full_name}", "issuer": "Phòng Văn hóa - Xã hội", "symbol": "BC-VHXH"}
        return (
            own
            | office
            | {"recipients": "Như trên\nLưu: VT, VHXH", "signing": Signing.HEAD, "position": "Trưởng phòng"}
        )
    if slug == "b":
        signed = {
            "symbol": "BC-UBND",
            "signing": Signing.COLLECTIVE,
            "collective": "Ủy ban nhân dân",
            "position": "Chủ tịch",
            "addressees": f"Sở Văn hóa, Thể thao và Du lịch {commune.province}",
            "recipients": _RECIPIENTS_OF_THE_COMMITTEE.format(kind=commune.get_kind_display()),
        }
        return own | signed | {"purpose": Purpose.TO_SUPERIOR}
    return own


def columns_of(head: ReportHead) -> dict[str, Any]:
    """What another head takes over from this one: all but its days."""
    taken = ("purpose", "parent", "issuer", "symbol", "place", "addressees", "recipients")
    return {name: getattr(head, name) for name in (*taken, "signing", "collective", "head", "position", "signer")}


def sample_of(row: ReportHead, plan: Plan, officer: User | None, today: date) -> Document:
    """A report without text under this head, as its page shows it."""
    return _sample(head_from(row, plan.commune, officer), plan, today)


def samples_of_today(
    heads: Iterable[ReportHead], plan: Plan, officer: User | None, today: date
) -> Mapping[Purpose, Document]:
    """How reports look today, for each purpose; the commune reports to the level above only where that is set."""
    rows = list(heads)
    return {
        purpose: _sample(head_of(plan, officer, rows, purpose, today), plan, today)
        for purpose in purposes_on(rows, today)
    }


def _sample(head: Head, plan: Plan, today: date) -> Document:
    return Document(
        letterhead=head.letterhead(None, None),
        kind="Báo cáo",
        abstract=f"Kết quả thực hiện Kế hoạch số {plan.number} năm {today.year}",
        addressees=head.addressees,
        blocks=(_BODY,),
        recipients=head.recipients,
        signature=head.signature,
        title="Thể thức báo cáo",
        dated=today,
    )
