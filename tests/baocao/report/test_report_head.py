"""Letterheads and ways of signing that a commune sets for its reports: which holds when, and what is printed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from baocao.document.blocks import Document, Signature
from baocao.issuing.letterheads import begun_from
from baocao.models import Purpose, ReportHead, Signing
from baocao.report.head import head_from
from baocao.report.head_agreement import disagreements
from kehoach.models import Commune, CommuneName
from tests.baocao.report.report_reading import below, full_report, text_of, years_of
from tests.cast import Cast, signed_in
from tests.pages import words

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("no_head")]

OFFICE: dict[str, Any] = {
    "parent": "UBND xã Tân Kỳ",
    "issuer": "Phòng Văn hóa - Xã hội",
    "symbol": "BC-VHXH",
    "place": "Tân Kỳ",
    "addressees": "Ủy ban nhân dân xã Tân Kỳ",
    "recipients": "Như trên\nLưu: VT, VHXH",
    "signing": Signing.HEAD,
    "position": "Trưởng phòng",
    "signer": "Trần Văn An",
}
COMMITTEE: dict[str, Any] = {
    "purpose": Purpose.TO_SUPERIOR,
    "issuer": "Ủy ban nhân dân\nxã Quảng Nghiệp",
    "symbol": "BC-UBND",
    "place": "Quảng Nghiệp",
    "addressees": "Ủy ban nhân dân thành phố Hải Phòng\n Sở Văn hóa, Thể thao và Du lịch \n",
    "recipients": "Như trên\nThường trực Đảng ủy\nLưu: VP",
    "signing": Signing.COLLECTIVE,
    "collective": "Ủy ban nhân dân",
    "head": "Chủ tịch",
    "position": "Chủ tịch",
    "signer": "Vũ Chí Mạnh",
}


def set_head(cast: Cast, given: dict[str, Any], **changes: Any) -> ReportHead:
    """A head of the commune of the demonstration, whose own ones make room for it."""
    ReportHead.objects.filter(commune=cast.commune, signer="Người ký minh họa").delete()
    return ReportHead.objects.create(**{"commune": cast.commune, "valid_from": date(2025, 7, 1)} | given | changes)


def report(cast: Cast, *, purpose: Purpose = Purpose.TO_COMMITTEE, signed_on: date | None = None) -> Document:
    """The report on 2025."""
    return full_report(years_of(cast.commune), 2025, purpose=purpose, signed_on=signed_on)


def test_without_a_setting_the_officer_reports_on_the_committees_paper(cast: Cast) -> None:
    made = report(cast)

    assert made.letterhead.issuer == ("Ủy ban nhân dân", "xã Quảng Nghiệp")
    assert made.addressees == ("Ủy ban nhân dân xã Quảng Nghiệp",)
    assert made.signature.authority == ("Người báo cáo",)


def test_an_office_reports_on_its_own_paper(cast: Cast) -> None:
    set_head(cast, OFFICE)

    made = report(cast)

    assert made.letterhead.parent == ("UBND xã Tân Kỳ",)
    assert made.letterhead.issuer == ("Phòng Văn hóa - Xã hội",)
    assert made.letterhead.number_line.endswith("/BC-VHXH")
    assert made.recipient_lines == ("- Như trên;", "- Lưu: VT, VHXH.")
    assert made.signature == Signature((), ("Trưởng phòng",), "Trần Văn An")
    assert "Phòng Văn hóa - Xã hội báo cáo kết quả năm 2025 như sau:" in text_of(made)
    assert made.appendices[0].attached_to.endswith("của Phòng Văn hóa - Xã hội)")


def test_the_committee_reports_to_the_level_above(cast: Cast) -> None:
    set_head(cast, COMMITTEE)

    made = report(cast, purpose=Purpose.TO_SUPERIOR)

    assert made.addressee_lines == (
        "- Ủy ban nhân dân thành phố Hải Phòng;",
        "- Sở Văn hóa, Thể thao và Du lịch.",
    )
    assert made.signature == Signature(("TM. Ủy ban nhân dân",), ("Chủ tịch",), "Vũ Chí Mạnh")
    assert "Ủy ban nhân dân xã Quảng Nghiệp trân trọng báo cáo./." in text_of(made)
    assert "Đề nghị Ủy ban nhân dân thành phố Hải Phòng:" in text_of(made)
    assert "Giao " not in below(made, "V. Đề xuất, kiến nghị"), (
        "the level above gives no orders to the commune's schools"
    )
    asked = below(made, "V. Đề xuất, kiến nghị")
    assert "Hướng dẫn cách tính cả 4 chỉ tiêu của Kế hoạch" in asked
    assert "Mở lớp bồi dưỡng nghiệp vụ cho 4 người làm thư viện kiêm nhiệm của xã trong năm 2026" in asked
    assert report(cast).signature.authority == ("Người báo cáo",), "the other purpose keeps its head"


@pytest.mark.parametrize(
    ("signed_on", "issuer"),
    [
        (date(2025, 6, 30), "Ủy ban nhân dân"),
        (date(2025, 7, 1), "Phòng A"),
        (date(2026, 2, 28), "Phòng A"),
        (date(2026, 3, 1), "Phòng B"),
        (date(2026, 3, 31), "Phòng B"),
        (date(2026, 4, 1), "Phòng A"),
        (None, "Phòng A"),  # the day by which the report on 2025 was due: 20/12/2025
    ],
)
def test_the_day_of_signing_chooses_the_head(cast: Cast, signed_on: date | None, issuer: str) -> None:
    set_head(cast, OFFICE, issuer="Phòng A")
    set_head(cast, OFFICE, issuer="Phòng B", valid_from=date(2026, 3, 1), valid_until=date(2026, 3, 31))
    set_head(cast, OFFICE, issuer="Phòng lạ", commune=cast.neighbour)

    assert report(cast, signed_on=signed_on).letterhead.issuer[0] == issuer


@pytest.mark.parametrize(
    ("signing", "changes", "lines"),
    [
        (Signing.REPORTER, {"position": ""}, ("Người báo cáo", "Officer")),
        (Signing.HEAD, {"position": "Giám đốc"}, ("Giám đốc",)),
        (Signing.COLLECTIVE, {}, ("TM. Ủy ban nhân dân", "Chủ tịch")),
        (Signing.DEPUTY, {"position": "Phó Chủ tịch"}, ("TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch")),
        (Signing.DEPUTY, {"collective": "", "position": "Phó Chủ tịch"}, ("KT. Chủ tịch", "Phó Chủ tịch")),
        (Signing.ACTING, {}, ("TM. Ủy ban nhân dân", "Q. Chủ tịch")),
        (Signing.ORDER, {"position": "Chánh Văn phòng"}, ("TL. Chủ tịch", "Chánh Văn phòng")),
        (Signing.AUTHORISED, {"position": "Trưởng phòng"}, ("TUQ. Chủ tịch", "Trưởng phòng")),
    ],
)
def test_each_capacity_has_the_lines_of_the_decree(
    cast: Cast, signing: Signing, changes: dict[str, str], lines: tuple[str, ...]
) -> None:
    cast.officer.position = "Officer"
    cast.officer.save()
    set_head(cast, COMMITTEE, signing=signing, **changes)
    if signing is Signing.REPORTER:  # the demonstration's own officer makes it unclear whose name to print
        type(cast.officer).objects.filter(username="cong-chuc").update(is_active=False)

    signature = report(cast, purpose=Purpose.TO_SUPERIOR).signature

    assert signature.authority + signature.position == lines


@pytest.mark.case("SC-266")
@pytest.mark.parametrize("pattern", ["a", "a1", "b"])
def test_what_a_commune_begins_with_agrees_with_itself(cast: Cast, pattern: str) -> None:
    plan = years_of(cast.commune).plan
    begun = begun_from(pattern, cast.commune, plan) | {"signer": "Trần Văn An"}
    row = ReportHead(commune=cast.commune, valid_from=date(2025, 7, 1), **begun)

    assert list(disagreements(head_from(row, cast.commune, None))) == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"symbol": "BC-UBND"}, "ký hiệu BC-UBND không phải của Phòng Văn hóa - Xã hội"),
        ({"signer": ""}, "chưa ghi họ tên người ký"),
        ({"signing": Signing.REPORTER}, "ký “Người báo cáo” nhưng lấy số và ký hiệu BC-VHXH"),
        ({"addressees": "Phòng Văn hóa - Xã hội"}, "vừa đứng tên báo cáo vừa là nơi kính gửi"),
        ({"signing": Signing.COLLECTIVE, "collective": "Ủy ban nhân dân"}, "ký “TM. Ủy ban nhân dân” nhưng đầu"),
        ({"recipients": "Như trên"}, "nơi nhận chưa có dòng Lưu ở cuối"),
    ],
)
def test_a_head_of_several_bodies_is_found(cast: Cast, changes: dict[str, str], sentence: str) -> None:
    row = ReportHead(commune=cast.commune, valid_from=date(2025, 7, 1), **(OFFICE | changes))

    assert sentence in "; ".join(disagreements(head_from(row, cast.commune, None)))


def test_every_version_of_a_head_is_kept(cast: Cast) -> None:
    head = set_head(cast, OFFICE)
    head.signer = "Lê Thị Bình"
    head.save()

    assert [version.signer for version in head.history.all()] == ["Lê Thị Bình", "Trần Văn An"]


@pytest.mark.parametrize(
    ("signed_on", "name"), [(date(2025, 12, 20), "Quảng Nghiệp"), (date(2026, 7, 1), "Dân An"), (None, "Quảng Nghiệp")]
)
def test_the_day_of_signing_chooses_the_name_of_the_commune(cast: Cast, signed_on: date | None, name: str) -> None:
    former = {"kind": "commune", "name": "Quảng Nghiệp", "province": "Hải Dương", "valid_until": date(2026, 6, 30)}
    CommuneName.objects.create(commune=cast.commune, **former)
    Commune.objects.filter(pk=cast.commune.pk).update(name="Dân An")

    made = report(cast, signed_on=signed_on)

    assert made.letterhead.issuer == ("Ủy ban nhân dân", f"xã {name}")
    assert made.letterhead.place == name
    assert made.addressees == (f"Ủy ban nhân dân xã {name}",)
    assert "ỦY BAN NHÂN DÂN XÃ QUẢNG NGHIỆP" in words(signed_in(cast.leader).get("/ke-hoach/?nam=2026"))
