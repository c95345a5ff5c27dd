"""The texts of a report save themselves, and two people at one text lose nothing."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from baocao.issuing.actions.writing import start_report
from baocao.models import Report, ReportKind, SectionText
from kehoach.models import Plan, User
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

SAVED = re.compile(r"Đã lưu lúc \d\d:\d\d")
OURS, THEIRS, MORE = "Thư viện mở cửa đều.", "Thư viện mở cửa cả thứ bảy.", " Thêm tủ sách ở thôn."


def begun() -> Report:
    """A draft."""
    plan, officer = Plan.objects.select_related("commune").get(), User.objects.get(username="cong-chuc")
    return start_report(plan=plan, year=2023, kind=ReportKind.ANNUAL, by=officer, at=timezone.now())


def at_the_text(visit: Visit, report: Report) -> Page:
    """Somebody at the section of what went well."""
    page: Page = visit("cong-chuc")
    page.goto(f"/bao-cao/{report.pk}/muc/III.1/")
    return page


def texts(report: Report) -> list[str]:
    """Every version that was saved, the first one first."""
    return [one.text for one in SectionText.history.filter(report=report, section="III.1").order_by("history_id")]


@pytest.mark.case("SC-024")
def test_a_text_saves_itself_and_a_second_writer_is_asked(visit: Visit) -> None:
    report = begun()
    first, second = at_the_text(visit, report), at_the_text(visit, report)

    first.locator("#id_text").press_sequentially(OURS)
    expect(first.locator("#saved")).to_have_text(SAVED)
    expect(first.locator("#xem")).to_contain_text(OURS)
    first.locator("#id_text").fill(OURS + MORE)
    first.keyboard.press("Tab")
    expect(first.locator("#xem")).to_contain_text(MORE.strip())
    assert texts(report) == [OURS, OURS + MORE]

    second.locator("#id_text").fill(THEIRS)
    second.keyboard.press("Tab")
    expect(second.get_by_role("alert")).to_contain_text(OURS + MORE)
    expect(second.locator("#id_text")).to_have_value(THEIRS)
    second.locator("#id_text").press("Control+End")
    second.keyboard.type(MORE)
    second.keyboard.press("Tab")
    second.wait_for_timeout(2_000)  # longer than it takes to save itself
    assert texts(report) == [OURS, OURS + MORE]

    second.get_by_role("button", name="Lưu bản của tôi").click()
    expect(second.locator(".messages")).to_contain_text("Đã lưu mục này.")
    expect(second.locator("#id_text")).to_have_value(THEIRS + MORE)
    expect(second.locator(".versions li")).to_have_count(3)
    assert texts(report) == [OURS, OURS + MORE, THEIRS + MORE]
