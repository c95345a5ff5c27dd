"""The one-page form of a facility's year: letterhead of the unit, last year's figures, room for a stamp."""

from datetime import date
from io import BytesIO

import pdfplumber
import pytest
from cast import Cast, figures_of, put_into, signed_in
from django.test import Client

from baocao.document.blocks import Fit
from baocao.document.pdf import render_pdf
from baocao.printing.printed_form import BLANK, slip
from kehoach.models import State, YearFigures
from kehoach.questionnaire.layout import Kind

pytestmark = pytest.mark.once


def text_of(pdf: bytes) -> str:
    with pdfplumber.open(BytesIO(pdf)) as opened:
        assert len(opened.pages) == 1
        return " ".join(opened.pages[0].extract_text().split())


@pytest.mark.parametrize("code", ["TV-XA", "TV-TH", "TV-THCS", "TV-MN", "TV-TTHTCD", "VH-XA", "VH-MAC"])
@pytest.mark.parametrize("year", [2022, 2026])
def test_every_form_stays_on_one_page(cast: Cast, code: str, year: int) -> None:
    form = figures_of(code, year)
    assert "PHIẾU SỐ LIỆU" in text_of(render_pdf(slip(form)))


LONGEST = {
    Kind.MONEY: 999_999_999,
    Kind.TEXT: "Quyết định số 215/QĐ-SGDĐT ngày 02/3/2024",
    Kind.SWITCH: True,
    Kind.YEAR: 2019,
}


def answered_in_full(code: str, year: int) -> YearFigures:
    """A form on which everything is answered, what need not be too, with every choice that there is."""
    form = put_into(code, State.ACCEPTED, year)
    for field in form.layout.for_kind(form.facility.kind):
        if field.kind is Kind.CHOICES:
            form.set_value(field.name, frozenset(value for value, _ in field.choices))
        elif field.kind is Kind.ONE:
            form.set_value(field.name, max((value for value, _ in field.choices), key=len))
        else:
            form.set_value(field.name, date(2024, 3, 2) if field.kind is Kind.DATE else LONGEST.get(field.kind, 99_999))
    form.save()
    return form


@pytest.mark.parametrize("code", ["TV-XA", "TV-TH", "TV-TTHTCD", "VH-XA", "VH-MAC"])
def test_a_form_that_is_answered_in_full_stays_on_one_page_too(cast: Cast, code: str) -> None:
    answered_in_full(code, 2025)
    assert "99.999" in text_of(render_pdf(slip(answered_in_full(code, 2026))))


def test_a_short_form_leaves_room_to_write_by_hand(cast: Cast) -> None:
    fits = {code: slip(figures_of(code, 2026)).blocks[2].fit for code in ("TV-TTHTCD", "VH-MAC", "TV-TH")}
    assert fits == {"TV-TTHTCD": Fit.ROOMY, "VH-MAC": Fit.ROOMY, "TV-TH": Fit.CLOSE}


def test_a_school_stands_below_the_commune_and_its_principal_signs(cast: Cast) -> None:
    form = figures_of("TV-THCS", 2026)
    document = slip(form)
    assert document.letterhead.parent == ("UBND xã Quảng Nghiệp",)
    assert document.letterhead.issuer == ("Trường THCS Quảng Nghiệp",)
    assert document.signature.position == ("Hiệu trưởng",)


def test_an_office_of_the_committee_has_the_committees_letterhead(cast: Cast) -> None:
    form = figures_of("TV-XA", 2026)
    assert slip(form).letterhead.issuer == ("Ủy ban nhân dân", "xã Quảng Nghiệp")


def test_a_form_that_nobody_opened_has_last_years_figures_and_room_to_write(cast: Cast) -> None:
    form = figures_of("TV-TTHTCD", 2026)
    told = text_of(render_pdf(slip(form)))
    assert "631" in told
    assert BLANK in told


def test_a_submitted_form_prints_its_figures_and_its_version(cast: Cast) -> None:
    form = figures_of("TV-THCS", 2026)
    told = text_of(render_pdf(slip(form)))
    assert "2.860" in told
    assert "TV-THCS, năm 2026, phiên bản" in told


def test_a_unit_prints_its_own_form_and_no_other(cast: Cast) -> None:
    client: Client = signed_in(cast.reporter)
    codes = {code: client.get(f"/phieu/thu-vien/{code}/2026/").status_code for code in ("TV-TH", "TV-THCS", "TV-MN")}
    assert sorted(codes.values()) == [200, 404, 404]


def test_an_unknown_kind_of_form_is_no_page(cast: Cast) -> None:
    assert signed_in(cast.officer).get("/phieu/khong-co/TV-TH/2026/").status_code == 404


def test_equal_forms_give_equal_bytes(cast: Cast) -> None:
    form = figures_of("VH-GOM", 2025)
    assert render_pdf(slip(form)) == render_pdf(slip(form))
