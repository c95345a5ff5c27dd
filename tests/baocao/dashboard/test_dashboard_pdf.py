"""The dashboard on one page of paper, whatever the year and however large the commune."""

from __future__ import annotations

import pytest
from page import validate_pdf_bytes

from baocao.document.typesetting import MissingFont
from kehoach.demo.load import YEARS
from tests.baocao.document.pdf_reading import fonts, read
from tests.cast import Cast, signed_in
from tests.pages import words
from tests.test_query_growth import grow

pytestmark = pytest.mark.once


def sheet(cast: Cast, year: int) -> bytes:
    """The file as the leader gets it."""
    response = signed_in(cast.leader).get(f"/bang-dieu-hanh/{year}/tai/")
    assert response["Content-Type"] == "application/pdf"
    assert f"bang-dieu-hanh-{year}.pdf" in response["Content-Disposition"]
    return bytes(response.content)


def text_of(pdf: bytes) -> str:
    """Everything on the first page, line by line, with single blanks."""
    return " ".join(" ".join(line.text for line in read(pdf)[0].lines).split())


@pytest.mark.parametrize("year", YEARS)
def test_every_year_fits_on_one_page(cast: Cast, year: int) -> None:
    assert len(read(sheet(cast, year))) == 1


def test_the_page_has_the_numbers_of_the_dashboard(cast: Cast) -> None:
    pdf = sheet(cast, 2025)
    told = text_of(pdf)

    for number in ("2/4 (50%)", "9,4%/năm", "6.775 → 8.882 lượt", "3/4 (75%)", "2/9 đã duyệt", "42.800.000"):
        assert number in told
    assert "Chưa đạt mốc 2025" in told
    assert "dữ liệu minh họa" in told
    assert {font for font in fonts(pdf) if "Liberation" not in font} == set()
    assert validate_pdf_bytes(pdf, profile="3a").is_compliant
    assert validate_pdf_bytes(pdf, profile="ua1").is_compliant


def test_a_large_commune_fits_on_one_page_too(cast: Cast) -> None:
    grow(cast, 60)

    assert len(read(sheet(cast, 2026))) == 1


def test_a_server_without_the_font_leads_back_and_says_what_to_install(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*given: object) -> bytes:
        raise MissingFont("Hãy cài gói Debian fonts-liberation2.")

    monkeypatch.setattr("baocao.dashboard.views.dashboard.render_html_pdf", refuse)

    response = signed_in(cast.leader).get("/bang-dieu-hanh/2025/tai/", follow=True)

    assert response.redirect_chain[-1][0] == "/bang-dieu-hanh/2025/"
    assert "Hãy cài gói Debian fonts-liberation2." in words(response)
