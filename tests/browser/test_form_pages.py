"""The pages of the yearly form tell whose they are, fit on paper, and keep their tables readable on a phone."""

from __future__ import annotations

import io

import pdfplumber
import pytest
from playwright.sync_api import Page, expect

from kehoach.models import State
from tests.browser.conftest import Visit
from tests.cast import put_into

pytestmark = pytest.mark.browser

SCHOOL = "Thư viện Trường Tiểu học Quảng Nghiệp"
# Each page of a school's form, and the state in which it is open.
PAGES = {
    "": State.SUBMITTED,
    "nhap/": State.DRAFT,
    "nop/": State.DRAFT,
    "bien-nhan/": State.SUBMITTED,
    "rut-lai/": State.SUBMITTED,
    "xin-tra-lai/": State.ACCEPTED,
}
WIDTH_OF_LABELS = """() => Math.min(...[...document.querySelectorAll(".table.review tbody th")]
    .filter((label) => !label.closest(".cap")).map((label) => label.getBoundingClientRect().width))"""
READABLE = 95  # pixels


def pages_on_paper(page: Page) -> int:
    """How many sheets of A4 the page takes."""
    with pdfplumber.open(io.BytesIO(page.pdf(format="A4"))) as document:
        return len(document.pages)


@pytest.mark.case("SC-046")
def test_every_page_names_the_facility_and_fits_on_two_sheets(visit: Visit) -> None:
    page = visit("th")
    titles = set()

    for path, state in PAGES.items():
        put_into("TV-TH", state)
        page.goto(f"/thu-vien/TV-TH/2026/{path}")
        titles.add(page.title())
        assert SCHOOL in page.title()
        expect(page.locator(".head")).to_contain_text(SCHOOL)
        if page.locator(".table.review").count():
            assert page.evaluate(WIDTH_OF_LABELS) >= READABLE, path
            assert pages_on_paper(page) <= 2, path

    assert len(titles) == len(PAGES)


CAN_SHARE = """navigator.canShare = () => true;
navigator.share = async ({ files: [file] }) => {
    document.title = [file.name, file.type, (await file.text()).slice(0, 5)].join(" ");
};"""


@pytest.mark.case("SC-047")
def test_what_was_submitted_goes_on_as_a_file_in_one_tap(visit: Visit) -> None:
    put_into("TV-TH", State.SUBMITTED)
    page = visit("th")
    page.goto("/thu-vien/TV-TH/2026/bien-nhan/")
    expect(page.get_by_text("Gửi PDF qua Zalo")).to_be_hidden()

    page.add_init_script(CAN_SHARE)
    page.reload()
    page.get_by_role("button", name="Gửi PDF qua Zalo").click()

    expect(page).to_have_title("TV-TH-2026.pdf application/pdf %PDF-")
