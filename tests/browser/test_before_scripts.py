"""What is typed while the page's scripts are still on their way is saved like what is typed after them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Visit
from tests.browser.test_report_autosave import OURS, begun, texts
from tests.cast import figures_of

pytestmark = pytest.mark.browser

SAVED = re.compile(r"Đã lưu lúc \d\d:\d\d")


def type_before_the_scripts(page: Page, path: str, field: str, words: str) -> None:
    """Types while a slow line still owes the scripts; then they come, and nobody touches the page again."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/*.js", hold)
    page.goto(path, wait_until="commit")
    page.locator(field).fill(words)
    page.wait_for_timeout(300)
    for route in held:
        route.continue_()


def test_a_number_of_the_yearly_form(visit: Visit) -> None:
    page = visit("mn")

    type_before_the_scripts(page, "/thu-vien/TV-MN/2026/nhap/", "#id_active_users", "38")

    expect(page.locator("#saved")).to_have_text(SAVED)
    assert figures_of("TV-MN").value("active_users") == 38


def test_the_text_of_a_report(visit: Visit) -> None:
    report, page = begun(), visit("cong-chuc")

    type_before_the_scripts(page, f"/bao-cao/{report.pk}/muc/III.1/", "#id_text", OURS)

    expect(page.locator("#saved")).to_have_text(SAVED)
    assert texts(report) == [OURS]
