"""Communes whose reports test the layout: the demonstration, a hundred facilities, no data, names without end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Model

from baocao.models import Purpose, ReportHead, Signing
from baocao.models.writing import LONGEST_TEXT
from kehoach.models import (
    Activity,
    Broadcast,
    Commendation,
    Course,
    Funding,
    IssuedDocument,
    Mobilisation,
    TaskProgress,
    Unit,
)
from kehoach.models.kinds import kinds
from tests.baocao.dashboard.growing import grow_commune
from tests.baocao.report.test_report_head import COMMITTEE, OFFICE
from tests.cast import Cast

Texts = Mapping[str, tuple[str, str]]
NAME = "Trường phổ thông dân tộc bán trú trung học cơ sở "
POSITION = "Chủ tịch Ủy ban nhân dân "
TOLD: tuple[type[Model], ...] = (
    Activity,
    Broadcast,
    Course,
    Mobilisation,
    IssuedDocument,
    Funding,
    Commendation,
    TaskProgress,
)

# The letterheads of Nghị định 30/2020/NĐ-CP, Phụ lục I. A is an officer's own report, on the committee's paper.
A: dict[str, Any] = COMMITTEE | {"purpose": Purpose.TO_COMMITTEE, "addressees": "Ủy ban nhân dân xã Quảng Nghiệp"}
A_PRIME: dict[str, Any] = OFFICE
B: dict[str, Any] = COMMITTEE
LETTERHEADS = {"A": A, "A'": A_PRIME, "B": B}

# How each capacity is signed, and the lines that are printed for it.
SIGNED: dict[Signing, tuple[dict[str, str], tuple[str, ...]]] = {
    Signing.REPORTER: ({"position": "Công chức Văn hóa - Xã hội"}, ("NGƯỜI BÁO CÁO", "CÔNG CHỨC VĂN HÓA - XÃ HỘI")),
    Signing.HEAD: ({"position": "Trưởng phòng"}, ("TRƯỞNG PHÒNG",)),
    Signing.COLLECTIVE: ({"position": "Chủ tịch"}, ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
    Signing.DEPUTY: ({"position": "Phó Chủ tịch"}, ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
    Signing.ACTING: ({"position": ""}, ("TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH")),
    Signing.ORDER: ({"position": "Chánh Văn phòng"}, ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
    Signing.AUTHORISED: ({"position": "Trưởng phòng"}, ("TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG")),
}


def signed(signing: Signing) -> dict[str, str]:
    """What a head needs beside its letterhead to be signed so."""
    return {"signing": signing, "collective": "Ủy ban nhân dân", "head": "Chủ tịch", **SIGNED[signing][0]}


def as_it_is(cast: Cast) -> Texts:
    """The demonstration."""
    return {}


def a_hundred(cast: Cast) -> Texts:
    """Forty libraries and sixty centres, all reported in every year."""
    grow_commune(cast.commune, cast.officer, libraries=40, centres=60, years=[2022, 2023, 2024, 2025])
    return {}


def nothing(cast: Cast) -> Texts:
    """Plan, units and facilities, and nobody has reported or written anything down."""
    for model in (*(kind.figures_model for kind in kinds()), *TOLD):
        model._default_manager.all()._raw_delete("default")  # type: ignore[attr-defined]
    return {}


def endless(cast: Cast) -> Texts:
    """Names, positions and texts as long as they may be."""
    for kind in kinds():
        for facility in kind.facilities.filter(commune=cast.commune):
            facility.name = repeated(NAME, facility._meta.get_field("name").max_length)
            facility.save()
    Unit.objects.filter(commune=cast.commune).update(name=repeated(NAME, _room(Unit, "name")))
    ReportHead.objects.filter(commune=cast.commune).update(
        issuer=repeated(NAME, 200),
        addressees=f"{NAME * 3}\n{NAME * 4}",
        recipients="\n".join(["Như trên", *[NAME * 2] * 12, "Lưu: VT"]),
        **{name: repeated(POSITION, _room(ReportHead, name)) for name in ("head", "position", "signer", "collective")},
    )
    return {
        "I": ("I. Công tác chỉ đạo", repeated(f"{NAME}ban hành Kế hoạch số 06/KH-UBND, kinh phí 12.500.000 đồng. ")),
        "III.1": ("1. Ưu điểm", "\n".join(["# Những việc nổi bật", *[f"- {NAME * 3}" for _ in range(60)]])),
        "V": ("V. Đề xuất", f"{'W' * 300} {NAME}\n\n{'- ' + 'x' * 300}\n# {NAME * 5}"),
    }


COMMUNES: dict[str, Callable[[Cast], Texts]] = {
    "demonstration": as_it_is,
    "hundred facilities": a_hundred,
    "no data": nothing,
    "endless names": endless,
}


def repeated(words: str, length: int = LONGEST_TEXT) -> str:
    """So many letters of such words."""
    return (words * (length // len(words) + 1))[:length].strip()


def _room(model: type[Model], name: str) -> int:
    return int(model._meta.get_field(name).max_length)  # type: ignore[union-attr]
