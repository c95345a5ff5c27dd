"""A passkey in Chromium, with an authenticator that the browser pretends to have."""

from __future__ import annotations

from playwright.sync_api import expect

from kehoach.management.commands.prepare import DEMO_PASSWORD
from tests.browser.conftest import DESK, Visit


def test_a_key_is_made_and_lets_in_after_the_password_and_without_it(visit: Visit) -> None:
    page = visit("cong-chuc")
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
            }
        },
    )

    page.goto("/tai-khoan/khoa/")
    page.get_by_label("Tên máy").fill("Điện thoại của tôi")
    page.get_by_label("Mật khẩu đang dùng").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Tạo khóa").click()
    expect(page.get_by_role("heading", name="Mười mã dự phòng")).to_be_visible()

    page.get_by_role("button", name="Đăng xuất").click()
    page.get_by_role("link", name="Vào bằng khóa truy cập").click()
    page.get_by_role("button", name="Dùng khóa truy cập").click()
    expect(page.get_by_role("button", name="Đăng xuất")).to_be_visible()

    page.get_by_role("button", name="Đăng xuất").click()
    page.get_by_label("Tên đăng nhập").fill("cong-chuc")
    page.get_by_label("Mật khẩu").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", name="Mã đăng nhập")).to_be_visible()
    page.get_by_role("button", name="Dùng khóa truy cập").click()
    expect(page.get_by_role("button", name="Đăng xuất")).to_be_visible()

    page.set_viewport_size({"width": DESK, "height": 800})
    page.goto("/tai-khoan/khoa/")
    page.get_by_label("Mật khẩu đang dùng").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Tạo khóa").click()
    expect(page.get_by_text("Máy này đã có khóa của cổng rồi.")).to_be_visible()
