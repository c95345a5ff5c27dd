"""A form that is open in a browser while its year is locked says so, and what was typed can be read to the office."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from kehoach.links.actions import revoke
from kehoach.models import EntryLink, ReportingYear, State, User
from tests.at_rest import database_at_rest
from tests.browser.conftest import PHONE, Visit
from tests.browser.test_accessibility import faults
from tests.browser.test_link import token
from tests.cast import DEMONSTRATED, figures_of, put_into

pytestmark = pytest.mark.browser

FORM = "/thu-vien/TV-TH/2026/nhap/"
CALLED = "Cần hỏi, gọi Người phụ trách minh họa, 0900 000 123."


def lock(*, locked: bool) -> None:
    """The officer locks the year, or opens it again."""
    by = User.objects.get(username="cong-chuc") if locked else None
    year = ReportingYear.objects.filter(commune__code=DEMONSTRATED, year=2026)
    with database_at_rest():
        year.update(closed_at=timezone.now() if locked else None, closed_by=by)


def type_into_the_locked_form(page: Page) -> None:
    """A number that the portal refuses, with the reason at the foot of the screen."""
    lock(locked=True)
    page.locator("#id_active_users").fill("391")
    page.keyboard.press("Tab")
    strip = page.locator(".foot-strip")
    expect(strip).to_contain_text("Chưa lưu. Năm 2026 đã khóa ngày")
    expect(strip).to_contain_text(f"{CALLED} Những gì đã gõ còn giữ trên máy này.")
    expect(page.locator("#id_active_users")).to_have_value("391")


def expect_to_be_read_out(page: Page) -> None:
    """The page that comes instead of the form shows what was typed, by its question."""
    kept = page.locator(".kept-here")
    expect(kept.locator("dt")).to_have_text(page.evaluate(LABEL))
    expect(kept.locator("dd")).to_have_text("391")
    assert faults(page, PHONE) == []


LABEL = """() => Object.entries(localStorage).filter(([key]) => key.startsWith("keep:"))
    .map(([, text]) => JSON.parse(text).said.active_users[0])[0]"""


def by_link(visit: Visit) -> tuple[Page, str]:
    """The primary school's form, through its link."""
    secret, page = token("TH"), visit()
    page.goto(f"/l/{secret}/")
    page.get_by_role("button", name="Mở phiếu").click()
    page.wait_for_load_state("load")
    return page, secret


@pytest.mark.case("SC-287")
@pytest.mark.parametrize("came", ["by link", "by account"])
def test_a_year_that_is_locked_meanwhile_keeps_what_is_typed(visit: Visit, came: str) -> None:
    put_into("TV-TH", State.DRAFT)
    if came == "by link":
        page, secret = by_link(visit)
        again = f"/l/{secret}/"
    else:
        page, again = visit("th"), FORM
        page.goto(FORM)
    type_into_the_locked_form(page)

    page.reload()
    expect_to_be_read_out(page)
    page.goto(again)
    expect_to_be_read_out(page)

    lock(locked=False)
    page.goto(again)
    if came == "by link":
        page.get_by_role("button", name="Mở phiếu").click()
    expect(page.get_by_text("Bạn có 1 câu chưa lưu")).to_be_visible()
    page.get_by_role("button", name="Khôi phục").click()
    expect(page.locator("#saved")).to_contain_text("Đã lưu lúc")
    assert figures_of("TV-TH").value("active_users") == 391


def test_an_open_form_saves_by_itself_once_the_year_is_open_again(visit: Visit) -> None:
    page, _ = by_link(visit)
    type_into_the_locked_form(page)

    lock(locked=False)
    page.evaluate("window.dispatchEvent(new Event('online'))")

    expect(page.locator("#saved")).to_contain_text("Đã lưu lúc")
    expect(page.locator(".foot-strip")).to_be_hidden()
    assert figures_of("TV-TH").value("active_users") == 391


def test_what_is_kept_of_a_locked_form_can_be_dropped(visit: Visit) -> None:
    page, _ = by_link(visit)
    type_into_the_locked_form(page)
    page.reload()

    page.get_by_role("button", name="Bỏ những gì còn giữ").click()
    expect(page.locator(".kept-here")).to_be_hidden()
    page.reload()

    expect(page.locator(".kept-here")).to_have_count(0)
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('keep:'))") == []


def test_a_link_that_is_revoked_meanwhile_says_so_and_the_next_one_saves(visit: Visit) -> None:
    page, _ = by_link(visit)
    with database_at_rest():
        revoke(link=EntryLink.objects.get(), by=User.objects.get(username="cong-chuc"), at=timezone.now())
    page.locator("#id_active_users").fill("391")
    page.keyboard.press("Tab")
    expect(page.locator(".foot-strip")).to_contain_text("Xã đã thay hoặc thu hồi đường dẫn này.")
    expect(page.locator(".foot-strip")).to_contain_text(CALLED)

    other = page.context.new_page()
    other.goto(f"/l/{token('TH')}/")
    other.get_by_role("button", name="Mở phiếu").click()
    expect(other.get_by_text("Bạn có 1 câu chưa lưu")).to_be_visible()
    page.evaluate("window.dispatchEvent(new Event('online'))")

    expect(page.locator("#saved")).to_contain_text("Đã lưu lúc")
    assert figures_of("TV-TH").value("active_users") == 391
