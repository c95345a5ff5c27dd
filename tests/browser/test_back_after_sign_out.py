"""After signing out, Back shows none of the pages that were read."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

READ = ("/", "/so-lieu/2026/", "/ke-hoach/", "/nguoi-dung/", "/bao-cao/", "/tai-khoan/")


def test_back_after_signing_out_leads_to_the_sign_in_page(visit: Visit) -> None:
    page = visit("cong-chuc")
    for path in READ:
        page.goto(path)
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()

    for _ in READ:
        page.evaluate("history.back()")
        page.wait_for_url("**/dang-nhap/**")
        expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()
        expect(page.get_by_role("button", name="Đăng xuất")).to_have_count(0)
