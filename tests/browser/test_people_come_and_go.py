"""Who leaves is followed by somebody else and keeps what they did; who has lost everything comes back by a slip."""

from __future__ import annotations

import re

import pytest
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import Page, expect

from kehoach.models import User
from tests.browser.conftest import DESK, Visit
from tests.browser.test_a_minute import Thumb
from tests.browser.test_journey import FIGURES, VISITORS_IN_FULL, correct
from tests.browser.test_nine_on_a_phone import LIMIT, PASSWORD

pytestmark = pytest.mark.browser

SUCCESSOR = "Trần Thị Kế Nhiệm"


def address_of_the_slip(page: Page) -> str:
    """Where the QR code of the only slip leads."""
    expect(page.get_by_role("heading", name="1 giấy mời")).to_be_visible()
    address = re.search(r"/moi/[\w-]+/", page.content())
    assert address is not None
    return address[0]


def joins(phone: Page, address: str, name: str = "") -> Thumb:
    """Somebody opens the camera, the address that it finds, and sets a password; the name where nobody knew it."""
    thumb = Thumb(phone, taps=2)
    phone.goto(address)
    if name:
        thumb.write(phone.get_by_label("Họ và tên"), name)
    thumb.write(phone.get_by_label("Mật khẩu mới"), PASSWORD)
    thumb.tap(phone.get_by_role("button", name="Vào cổng"))
    expect(phone.get_by_text("Đã vào cổng. Lần sau đăng nhập bằng tên")).to_be_visible()
    return thumb


@pytest.mark.case("SC-274")
def test_a_teacher_leaves_and_the_history_names_both(visit: Visit) -> None:
    teacher = visit("mn")
    before = str(User.objects.get(username="mn"))
    teacher.goto(f"{FIGURES}nhap/")
    correct(teacher, "98")

    officer = visit("cong-chuc")
    officer.goto("/nguoi-dung/?q=Mầm non")
    thumb = Thumb(officer)
    thumb.tap(officer.get_by_text("Sửa", exact=False).first)
    thumb.tap(officer.get_by_role("link", name="Bàn giao cho người khác"))
    thumb.write(officer.get_by_label("Họ và tên người phụ trách mới"), SUCCESSOR)
    thumb.tap(officer.get_by_role("button", name="Bàn giao và tạo giấy mời"))
    successor = visit()
    joining = joins(successor, address_of_the_slip(officer))
    successor.goto(f"{FIGURES}nhap/")
    correct(successor, "99")
    teacher.goto("/")
    expect(teacher.get_by_role("heading", name="Đăng nhập")).to_be_visible()

    asking = Thumb(officer)
    officer.goto(f"{FIGURES}lich-su/")
    officer.set_viewport_size({"width": DESK, "height": 800})
    for who, change in ((before, "→ 98"), (SUCCESSOR, "98 → 99")):
        entry = officer.get_by_role("listitem").filter(has_text=f"· {who}").filter(has_text=VISITORS_IN_FULL).first
        expect(entry).to_contain_text(change)
    assert thumb.taps + asking.taps <= 5
    assert joining.seconds <= LIMIT


@pytest.mark.case("SC-275")
@pytest.mark.parametrize("width", [360, DESK])
def test_the_chairman_comes_back_without_password_and_telephone(visit: Visit, width: int) -> None:
    chairman = User.objects.get(username="chu-tich")
    TOTPDevice.objects.create(user=chairman, name="Điện thoại đã mất", confirmed=True)
    lost = visit(width=width)
    lost.goto("/quen-mat-khau/")
    lost.get_by_label("Tên đăng nhập hoặc thư điện tử").fill("chu-tich")
    lost.get_by_role("button", name="Gửi").click()
    expect(lost.get_by_text("để được cấp giấy mời mới")).to_be_visible()

    administrator = visit("quan-tri", width=width)
    administrator.goto("/nguoi-dung/?q=chu-tich")
    thumb = Thumb(administrator)
    thumb.tap(administrator.get_by_text("Sửa", exact=False).first)
    thumb.tap(administrator.get_by_role("link", name="Cấp lại giấy mời"))
    thumb.tap(administrator.get_by_role("button", name="Cấp giấy mời mới"))
    coming = joins(lost, address_of_the_slip(administrator), "Người Minh Họa")

    lost.goto("/tai-khoan/")
    expect(lost.get_by_text("Chưa có").first).to_be_visible()
    assert (thumb.taps, coming.seconds <= LIMIT) == (3, True)
