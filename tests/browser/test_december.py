"""December on a phone: 2026 is being reported, 2027 is opened, and nothing of either is hidden."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from kehoach.common.periods import default_window
from kehoach.models import Commune, State, User
from kehoach.years.actions import open_year
from tests.browser.conftest import PHONE, Visit
from tests.cast import NOW, OPEN_YEAR, put_into

pytestmark = pytest.mark.browser

NEXT = OPEN_YEAR + 1


def fits(page: Page) -> bool:
    """Whether nothing of the page lies beside the screen."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.case("SC-127")
def test_both_years_are_in_work_for_officer_school_and_chairman(visit: Visit) -> None:
    put_into("TV-MN", State.RETURNED)
    by = User.objects.get(username="cong-chuc")
    commune = Commune.objects.get(code="11122")
    open_year(commune=commune, year=NEXT, window=default_window(NEXT), by=by, at=NOW)

    officer = visit("cong-chuc", PHONE)
    years = officer.locator(".years-open")
    expect(years).to_contain_text(f"đơn vị nộp trước 05/12/{OPEN_YEAR}")
    expect(years).to_contain_text("chưa ai nhập")
    assert fits(officer)
    for year in (OPEN_YEAR, NEXT):
        for page in ("", "duong-dan/", "nhac/"):
            officer.goto(f"/so-lieu/{year}/{page}")
            expect(officer.locator("main")).to_contain_text("Trường Mầm non Quảng Nghiệp")
            assert fits(officer)

    school = visit("mn", PHONE)
    told = school.locator("main").inner_text()
    assert told.index(f"năm {OPEN_YEAR}") < told.index(f"năm {NEXT}")
    expect(school.locator(f'a[href="/thu-vien/TV-MN/{OPEN_YEAR}/nhap/"]').first).to_be_visible()
    expect(
        school.locator(f'main [href*="/thu-vien/TV-MN/{NEXT}/"], main [action*="/TV-MN/{NEXT}/"]').first
    ).to_be_visible()
    assert fits(school)

    chairman = visit("chu-tich", PHONE)
    chairman.goto("/so-lieu/")
    expect(chairman).to_have_url(f"{chairman.url.split('/so-lieu/')[0]}/so-lieu/{OPEN_YEAR}/")
    chairman.locator(f'a[href="/so-lieu/{NEXT}/"]').first.click()
    expect(chairman.get_by_role("heading", level=1)).to_contain_text(str(NEXT))
    assert fits(chairman)
