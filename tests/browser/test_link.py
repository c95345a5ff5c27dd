"""From the link in a message to the form, on a phone and without JavaScript."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from kehoach.common.tokens import token_of
from kehoach.links.actions import link_for
from kehoach.models import ReportingYear, State, Unit, User
from tests.browser.conftest import DESK, PHONE, Visit
from tests.browser.test_accessibility import faults
from tests.cast import figures_of, put_into

pytestmark = pytest.mark.browser


def token(unit: str) -> str:
    """The token of the unit's link; nobody has opened its form yet."""
    put_into("TV-TH", State.NOT_OPENED)
    link = link_for(
        unit=Unit.objects.get(code=unit),
        year=ReportingYear.objects.get(year=2026),
        by=User.objects.get(username="cong-chuc"),
        at=timezone.now(),
    )
    return token_of(link.nonce)


@pytest.mark.case("SC-010")
def test_two_taps_lead_from_the_message_to_the_form(visit: Visit) -> None:
    secret = token("TH")
    page = visit(javascript=False)
    told: list[str] = []
    page.on("request", lambda request: told.append(request.headers.get("referer", "")))

    page.goto(f"/l/{secret}/")
    expect(page.get_by_text("Trường Tiểu học Quảng Nghiệp")).to_be_visible()
    assert figures_of("TV-TH").state == State.NOT_OPENED
    page.get_by_role("button", name="Mở phiếu").click()

    expect(page).to_have_url("/thu-vien/TV-TH/2026/nhap/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Số liệu năm 2026")
    assert figures_of("TV-TH").state == State.DRAFT
    assert [referrer for referrer in told if secret in referrer] == []


def test_what_is_typed_behind_the_link_is_kept(visit: Visit) -> None:
    page = visit(javascript=False)
    page.goto(f"/l/{token('TH')}/")
    page.get_by_role("button", name="Mở phiếu").click()

    page.locator("[name=visits_pupils]").fill("3.641")
    page.get_by_role("button", name="Lưu, để sau").click()

    expect(page.get_by_text("qua đường dẫn")).to_be_visible()
    assert figures_of("TV-TH").value("visits_pupils") == 3641


@pytest.mark.case("SC-288")
def test_once_the_link_is_opened_again_one_press_saves_what_was_held(visit: Visit) -> None:
    secret, page = token("TH"), visit()
    page.goto(f"/l/{secret}/")
    page.get_by_role("button", name="Mở phiếu").click()
    page.context.clear_cookies(name="sessionid")
    page.locator("[name=visits_pupils]").fill("3.641")
    page.get_by_role("button", name="Lưu, để sau").click()
    expect(page.get_by_text("Mở lại đường dẫn xã đã gửi")).to_be_visible()
    other = page.context.new_page()
    other.goto(f"/l/{secret}/")
    other.get_by_role("button", name="Mở phiếu").click()
    expect(other).to_have_url("/thu-vien/TV-TH/2026/nhap/")

    page.get_by_role("button", name="Lưu những gì đã gõ").click()

    expect(page.locator(".messages")).to_contain_text("Đã lưu.")
    assert figures_of("TV-TH").value("visits_pupils") == 3641


@pytest.mark.case("SC-011")
def test_the_officer_copies_the_message_with_one_press(visit: Visit) -> None:
    secret = token("TH")
    page = visit("cong-chuc")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/so-lieu/2026/duong-dan/")

    page.get_by_role("button", name="Chép lời nhắn").click()

    expect(page.get_by_role("button", name="Đã chép")).to_be_visible()
    assert f"/l/{secret}/" in page.evaluate("navigator.clipboard.readText()")


def test_without_javascript_the_message_is_there_to_be_selected(visit: Visit) -> None:
    secret = token("TH")
    page = visit("cong-chuc", javascript=False)

    page.goto("/so-lieu/2026/duong-dan/")

    assert f"/l/{secret}/" in page.get_by_label("Lời nhắn để gửi").input_value()
    expect(page.get_by_role("button", name="Chép lời nhắn")).to_be_hidden()


def test_the_pages_of_links_can_be_read_by_everybody(visit: Visit) -> None:
    address = f"/l/{token('TH')}/"
    officer, school = visit("cong-chuc"), visit()
    found: list[str] = []

    for page, path in (
        *((officer, path) for path in ("/so-lieu/2026/duong-dan/", "/so-lieu/2026/duong-dan/TH/thu-hoi/", address)),
        (school, address),
    ):
        page.goto(path)
        found += faults(page, PHONE, DESK)
    school.get_by_role("button", name="Mở phiếu").click()
    for path in ("/", "/thu-vien/TV-TH/2026/", "/ke-hoach/"):
        school.goto(path)
        found += faults(school, PHONE, DESK)

    assert found == []
