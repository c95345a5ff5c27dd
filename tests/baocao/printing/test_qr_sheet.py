"""The sheet of QR codes: what a phone would read from the paper, and how the cards lie on it."""

from __future__ import annotations

import pypdfium2
import pytest
import segno
from page import validate_pdf_bytes
from PIL.Image import Image

from kehoach.common.tokens import token_of
from kehoach.figures.submissions import units_with_forms
from kehoach.links.actions import links_for
from kehoach.models import EntryLink, ReportingYear, Unit, User
from kehoach.years.actions import add_missing_forms
from tests.baocao.document.pdf_reading import Page, fonts, read
from tests.cast import NOW, Cast, signed_in
from thuvien.models import Library

pytestmark = pytest.mark.once

SHEET = "/so-lieu/2026/ma-qr/"
DOTS = 12  # of the picture for each millimetre of the paper
QUIET = 4  # modules around a code
CARD = (105, 74.25)
CODE, CODE_LEFT, CODE_TOP = 44, 4, 18


@pytest.fixture
def links(cast: Cast) -> list[EntryLink]:
    """A link for every unit with forms, in the order of the cards."""
    year = ReportingYear.objects.get(commune=cast.commune, year=2026)
    officer = User.objects.get(username="cong-chuc")
    return links_for(units=units_with_forms(year), year=year, by=officer, at=NOW)


@pytest.fixture
def pdf(cast: Cast, links: list[EntryLink]) -> bytes:
    """The sheet as the officer gets it."""
    response = signed_in(cast.officer).get(SHEET)
    assert response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]
    return response.content


def printed(pdf: bytes, page: int = 0) -> Image:
    """A page as a grey picture."""
    return pypdfium2.PdfDocument(pdf)[page].render(scale=DOTS * 25.4 / 72).to_pil().convert("L")


def modules(picture: Image, card: int, size: int) -> list[list[bool]]:
    """The modules of a card's code, read in their middles: True is dark. Its quiet zone is left out."""
    left, top = CODE_LEFT + CARD[0] * (card % 2), CODE_TOP + CARD[1] * (card // 2)
    step = CODE / (size + 2 * QUIET)
    return [
        [
            picture.getpixel((round((left + (x + 0.5) * step) * DOTS), round((top + (y + 0.5) * step) * DOTS))) < 128  # type: ignore[operator]
            for x in range(QUIET, size + QUIET)
        ]
        for y in range(QUIET, size + QUIET)
    ]


def address(link: EntryLink) -> str:
    """What the code of a link has to say."""
    return f"http://testserver/l/{token_of(link.nonce)}/"


@pytest.mark.case("SC-035")
def test_every_code_on_the_paper_is_its_units_link(pdf: bytes, links: list[EntryLink]) -> None:
    picture = printed(pdf)

    for card, link in enumerate(links):
        code = segno.make(address(link), error="m", micro=False)
        meant = [[bool(module) for module in row] for row in code.matrix]
        assert modules(picture, card, len(meant)) == meant, link.unit.name


def test_a_code_is_large_enough_for_an_old_phone_and_has_its_quiet_zone(pdf: bytes, links: list[EntryLink]) -> None:
    code = segno.make(address(links[0]), error="m", micro=False)
    size = code.symbol_size(border=0)[0]
    picture = printed(pdf).crop(
        (CODE_LEFT * DOTS, CODE_TOP * DOTS, (CODE_LEFT + CODE) * DOTS, (CODE_TOP + CODE) * DOTS)
    )
    left, top, right, bottom = picture.point(lambda grey: 255 * (grey < 128)).getbbox()  # type: ignore[misc,operator]

    module = (right - left) / size / DOTS
    assert module > 0.8
    assert left / DOTS / module == pytest.approx(QUIET, abs=0.2)
    assert (right - left, bottom - top) == pytest.approx((size * module * DOTS,) * 2, abs=2)


def test_each_card_says_unit_year_deadline_and_address_each_on_a_line(pdf: bytes, links: list[EntryLink]) -> None:
    (page,) = read(pdf)

    for link in links:
        assert page.line(link.unit.name)
        assert page.line(address(link).removeprefix("http://")).faces
    assert page.text.count("Phiếu số liệu năm 2026") == page.text.count("Hạn nộp: hết ngày 05/12/2026") == 8
    assert page.text.count("Mở camera hoặc Zalo để quét") == 8


def test_nothing_leaves_its_card(pdf: bytes) -> None:
    (page,) = read(pdf)

    assert [line.text for line in page.lines if not inside_a_card(line.left, line.right)] == []


def inside_a_card(left: float, right: float) -> bool:
    """Whether a line of text keeps off the edge of the paper and off the cut."""
    return (left > 4 and right < CARD[0] - 3) or (left > CARD[0] + 4 and right < 2 * CARD[0] - 3)


def test_a_page_is_a4_and_holds_eight_cards(cast: Cast, links: list[EntryLink]) -> None:
    grow(cast, links[0].reporting_year)

    pages = read(signed_in(cast.officer).get(SHEET).content)

    assert [(round(page.width), round(page.height)) for page in pages] == [(210, 297)] * 2
    assert [cards_on(page) for page in pages] == [8, 1]


def grow(cast: Cast, year: ReportingYear) -> None:
    """One more unit with a form and a link; its name is as long as names get."""
    name = "Trường Tiểu học và Trung học cơ sở Nguyễn Bỉnh Khiêm Quảng Nghiệp"
    unit = Unit.objects.create(commune=cast.commune, code="DAI", name=name, kind="school")
    kind = Library.objects.get(commune=cast.commune, code="TV-TH").kind
    Library.objects.create(commune=cast.commune, unit=unit, code="TV-DAI", name=f"Thư viện {name}", kind=kind)
    add_missing_forms(reporting_year=year, by=None, at=NOW)
    links_for(units=[unit], year=year, by=User.objects.get(username="cong-chuc"), at=NOW)


def cards_on(page: Page) -> int:
    """How many codes a page carries."""
    return page.text.count("Phiếu số liệu năm")


def test_the_sheet_is_a_file_like_the_reports(pdf: bytes) -> None:
    assert fonts(pdf) == {"Liberation-Serif": True, "Liberation-Serif-Bold": True}
    assert validate_pdf_bytes(pdf, profile="3a").is_compliant
    assert validate_pdf_bytes(pdf, profile="ua1").is_compliant


def test_the_same_links_give_the_same_bytes(cast: Cast, pdf: bytes) -> None:
    assert signed_in(cast.officer).get(SHEET).content == pdf


def test_without_a_link_there_is_nothing_to_print(cast: Cast) -> None:
    response = signed_in(cast.officer).get(SHEET, follow=True)

    assert response.redirect_chain == [("/so-lieu/2026/duong-dan/", 302)]
    assert "Hãy tạo đường dẫn trước" in response.content.decode()
    assert not EntryLink.objects.exists()


@pytest.mark.parametrize("who", ["reporter", "leader", "overseer", "administrator"])
def test_nobody_but_the_officer_prints_links(cast: Cast, links: list[EntryLink], who: str) -> None:
    client = signed_in(getattr(cast, who), cast.commune if who in ("overseer", "administrator") else None)

    assert client.get(SHEET).status_code == 403
