"""The living plan on a phone without JavaScript, on a desk, and on paper; and the search in the head of every page."""

from __future__ import annotations

import io
import re
from datetime import date

import pdfplumber
import pytest
from playwright.sync_api import FloatRect, Page, expect

from kehoach.common.periods import default_window
from kehoach.models import Commune, User
from kehoach.years.actions import open_year
from tests.browser.conftest import DESK, Visit
from tests.cast import NOW, OPEN_YEAR

pytestmark = pytest.mark.browser

NARROWEST, PHONE = 320, 360
MOST_PIXELS = 3500
# With everything owed that can be owed of the open year.
AFTER_ALL_DEADLINES = date(2026, 12, 21)
A4 = (595, 842)


def boxes(page: Page, code: str) -> tuple[FloatRect, FloatRect]:
    """Where the words of a clause stand, and where its note."""
    clause = page.locator(f'[id="{code}"]')
    words, note = clause.locator("> p").bounding_box(), clause.locator("> .note").bounding_box()
    assert words
    assert note
    return words, note


def printed(page: Page) -> list[tuple[tuple[int, int], str]]:
    """The size and the text of each page of paper."""
    with pdfplumber.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as opened:
        return [((round(one.width), round(one.height)), one.extract_text()) for one in opened.pages]


@pytest.mark.case("SC-019")
def test_on_the_smallest_phone_without_javascript(visit: Visit) -> None:
    page = visit("mn", NARROWEST, javascript=False)

    page.get_by_role("searchbox", name="Tìm trong cổng").click()
    page.keyboard.type("dai truyen thanh")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("kết quả cho “dai truyen thanh”")
    page.get_by_role("link", name="Đài Truyền thanh xã").first.click()
    expect(page).to_have_url(re.compile(r"/ke-hoach/#muc-IV\.5$"))

    # The section that the address names stands open, all others are one tap away.
    words, note = boxes(page, "IV.5")
    assert note["y"] >= words["y"] + words["height"]
    expect(page.locator('[id="II.1.a"]')).to_be_hidden()
    page.locator("summary", has_text="1. Tuyên truyền, phổ biến").click()
    expect(page.locator('[id="II.1.a"]')).to_be_visible()
    page.locator("summary", has_text="Mục lục").click()
    page.get_by_role("link", name=re.compile("^III. KINH PHÍ")).click()
    expect(page.locator('[id="muc-III"]')).to_be_in_viewport()


@pytest.mark.case("SC-125")
def test_on_a_phone_the_plan_opens_section_by_section(visit: Visit) -> None:
    page = visit("chu-tich", PHONE)
    page.goto("/ke-hoach/?nam=2025")

    assert page.evaluate("document.documentElement.scrollHeight") <= MOST_PIXELS
    section = page.locator("summary", has_text="2. Mục tiêu cụ thể")
    expect(section).to_contain_text("2 chỉ tiêu đạt mốc 2025 · 2 chỉ tiêu chưa đạt mốc 2025")
    expect(page.locator("summary", has_text="2. Các nhà trường")).to_contain_text("2/3 việc xong, 1 chậm")
    page.goto("/ke-hoach/?nam=2025#I.2.b")
    expect(page.locator('[id="I.2.b"]')).to_be_in_viewport()


@pytest.mark.parametrize("is_next_open", [False, True])
def test_the_chairmans_two_minutes_fit_a_phone(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, is_next_open: bool
) -> None:
    """In December too, when the next year is open beside the one that is reported."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: AFTER_ALL_DEADLINES)
    if is_next_open:
        commune, by = Commune.objects.get(code="11122"), User.objects.get(username="cong-chuc")
        open_year(commune=commune, year=OPEN_YEAR + 1, window=default_window(OPEN_YEAR + 1), by=by, at=NOW)
    page = visit("chu-tich", PHONE)
    page.goto("/bang-dieu-hanh/2025/")

    expect(page.get_by_role("heading", name=re.compile(r"^Cần đôn đốc: 5 việc"))).to_be_visible()
    assert page.evaluate("document.documentElement.scrollHeight") <= MOST_PIXELS


def test_on_a_desk_the_results_stand_in_the_margin_and_on_paper_below(visit: Visit) -> None:
    page = visit("cong-chuc", DESK)
    page.goto("/ke-hoach/?nam=2025")
    words, note = boxes(page, "I.2.a-2")
    assert note["x"] > words["x"] + words["width"]
    assert abs(note["y"] - words["y"]) < 12
    expect(page.get_by_role("button", name="In", exact=True)).to_be_visible()

    paper = printed(page)

    text = "\n".join(text for _, text in paper)
    assert {size for size, _ in paper} == {A4}
    assert paper[0][1].startswith("ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert [one.split("\n")[0] for _, one in paper[1:4]] == ["2", "3", "4"]
    assert "IV. TỔ CHỨC THỰC HIỆN" in text
    assert "Chưa đạt mốc 2025" in text
    assert [word for word in ("Đăng xuất", "Mục lục", "Xem nhiệm vụ", "Chỉ xem") if word in text] == []
