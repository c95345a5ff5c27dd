"""Every kind of report keeps the decree's layout, whatever a commune has, whoever signs, and is fit for the archive."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import cycle, product
from typing import Any, NamedTuple

import pytest
from page import validate_pdf_bytes

from baocao.document.blocks import Document
from baocao.document.pdf import render_pdf
from baocao.models import Length, Purpose, ReportKind, Signing
from baocao.report import compose
from baocao.report.data import gather
from tests.baocao.document.layout_cases import A_PRIME, COMMUNES, LETTERHEADS, SIGNED, A, B, Texts, signed
from tests.baocao.document.layout_rules import check_letterhead, check_page, check_report, check_signature
from tests.baocao.document.pdf_reading import read
from tests.baocao.report.report_reading import years_of
from tests.baocao.report.test_report_head import set_head
from tests.cast import Cast

pytestmark = pytest.mark.once

ANNUAL, MIDTERM, FINAL = ReportKind.ANNUAL, ReportKind.MIDTERM, ReportKind.FINAL
REPORTER, COLLECTIVE, DEPUTY, AUTHORISED = Signing.REPORTER, Signing.COLLECTIVE, Signing.DEPUTY, Signing.AUTHORISED


class Row(NamedTuple):
    """A report: of which commune, on whose paper, signed how, with number and day or with room for them.

    It has at least so many pages, and a line of it says `told` in one piece.
    """

    commune: str
    kind: ReportKind
    year: int
    letterhead: dict[str, Any]
    signing: Signing
    numbered: bool
    pages: int
    told: str
    length: Length = Length.FULL


# Of the two communes with the longest reports one is set in full; the others are what is sent.
TABLE = [
    Row("demonstration", ANNUAL, 2022, A, REPORTER, False, 15, "6.775"),
    Row("demonstration", ANNUAL, 2025, A, REPORTER, True, 30, "44/UBND-VHXH"),
    Row("demonstration", ANNUAL, 2026, B, Signing.ACTING, False, 25, "PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2027"),
    Row("demonstration", MIDTERM, 2025, B, COLLECTIVE, True, 25, "163.400.000"),
    Row("demonstration", FINAL, 2030, A_PRIME, Signing.HEAD, False, 18, "(thiếu 4 cơ sở)"),
    Row("hundred facilities", ANNUAL, 2025, B, DEPUTY, True, 50, "140.727 lượt"),
    Row("hundred facilities", MIDTERM, 2025, A_PRIME, Signing.ORDER, False, 10, "140.727 lượt", Length.STANDARD),
    Row("hundred facilities", FINAL, 2030, A, REPORTER, False, 10, "140.727", Length.STANDARD),
    Row("no data", ANNUAL, 2025, A_PRIME, AUTHORISED, True, 10, "Chưa có số liệu về kinh phí"),
    Row("no data", MIDTERM, 2025, A, REPORTER, False, 10, "Chưa có số liệu về kinh phí"),
    Row("no data", FINAL, 2030, B, Signing.ACTING, False, 10, "Chưa có số liệu về kinh phí"),
    Row("endless names", ANNUAL, 2025, A_PRIME, AUTHORISED, False, 10, "Trường phổ thông", Length.STANDARD),
    Row("endless names", MIDTERM, 2025, B, DEPUTY, True, 10, "Trường phổ thông", Length.STANDARD),
    Row("endless names", FINAL, 2030, A, COLLECTIVE, False, 30, "bo) Trường phổ thông"),
]
# Every letterhead is signed in every capacity, with and without number and day in turn.
HEADS = [
    (name, signing, number)
    for (name, signing), number in zip(product(LETTERHEADS, SIGNED), cycle((4, None)), strict=False)
]


def report(
    cast: Cast,
    kind: ReportKind,
    year: int,
    letterhead: dict[str, Any],
    number: int | None,
    texts: Texts,
    length: Length = Length.FULL,
) -> Document:
    """The report as it would be issued."""
    signed_on = date(year + 1, 1, 5) if number else None
    purpose = letterhead.get("purpose", Purpose.TO_COMMITTEE)
    data = gather(years_of(cast.commune), year, kind=kind, length=length, purpose=purpose, signed_on=signed_on)
    return compose(data, texts=texts, number=number, signed_on=signed_on).document


def check_profiles(pdf: bytes) -> None:
    """PDF/A-3a and PDF/UA-1 at once."""
    for profile in ("3a", "ua1"):
        assert [failure.message for failure in validate_pdf_bytes(pdf, profile=profile).failures] == []


@pytest.mark.parametrize("row", TABLE, ids=[f"{row.commune}, {row.kind.value} {row.year}" for row in TABLE])
def test_a_report_keeps_the_layout(cast: Cast, row: Row) -> None:
    set_head(cast, row.letterhead, **signed(row.signing))
    texts = COMMUNES[row.commune](cast)
    document = report(cast, row.kind, row.year, row.letterhead, 4 if row.numbered else None, texts, row.length)

    pdf = render_pdf(document)

    pages = read(pdf)
    check_report(pages, document)
    check_profiles(pdf)
    assert len(pages) >= row.pages
    assert any(row.told in " ".join(line.text.split()) for page in pages for line in page.lines)


@pytest.mark.parametrize(("name", "signing", "number"), HEADS)
def test_every_letterhead_is_signed_in_every_capacity(
    cast: Cast, name: str, signing: Signing, number: int | None
) -> None:
    set_head(cast, LETTERHEADS[name], **signed(signing))
    whole = report(cast, ANNUAL, 2025, LETTERHEADS[name], number, {})
    document = replace(whole, blocks=whole.blocks[-1:], appendices=())

    (page,) = read(render_pdf(document))

    check_page(page)
    check_letterhead(page, document)
    check_signature([page], document)
    lines = [page.line(start) for start in SIGNED[signing][1]]
    assert [line.text for line in lines] == list(SIGNED[signing][1]), "each on one line"
    assert [line.top for line in lines] == sorted(line.top for line in lines)
    assert lines[0].bottom == pytest.approx(page.line("Nơi nhận:").bottom, abs=0.6)
    assert {line.left > page.width / 2 - 10 for line in lines} == {True}
    middles = [line.centre for line in (*lines, page.line(document.signature.name))]
    assert max(middles) - min(middles) < 0.5
    assert page.line(document.signature.name).top - lines[-1].bottom >= 29
