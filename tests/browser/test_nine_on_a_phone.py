"""People come: nine are invited from one sheet, and a teacher is in within a minute."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Visit
from tests.browser.test_a_minute import Thumb

pytestmark = pytest.mark.browser

MOST_CLICKS, LIMIT = 12, 60.0
NAME, PASSWORD = "Nguyễn Thị Mới", "trời nắng đi cấy lúa sớm"


@pytest.mark.case("SC-211")
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_officer_invites_nine_from_one_sheet_and_one_of_them_joins(
    visit: Visit, tmp_path: Path, width: int
) -> None:
    page = visit("cong-chuc", width=width)
    thumb = Thumb(page)
    if width == PHONE:
        thumb.tap(page.get_by_text("Thêm", exact=True))
    thumb.tap(page.get_by_role("link", name="Người dùng", exact=True))
    thumb.tap(page.get_by_role("link", name="Mời từ Excel"))
    with page.expect_download() as download:
        thumb.tap(page.get_by_role("link", name="Tải mẫu"))
    sheet = tmp_path / "moi.xlsx"
    download.value.save_as(sheet)
    workbook = load_workbook(sheet)
    for row in range(5, 14):
        workbook.active.cell(row, 3).value = f"{NAME} {row}"
    workbook.save(sheet)
    page.get_by_label("Tệp Excel đã điền").set_input_files(sheet)
    thumb.taps += 2  # opening the chooser and taking the file
    thumb.tap(page.get_by_role("button", name="Xem trước"))
    thumb.tap(page.get_by_role("button", name="Mời 9 người"))

    expect(page.get_by_role("heading", name="9 giấy mời")).to_be_visible()
    assert thumb.taps <= MOST_CLICKS

    address = re.search(r"/moi/[\w-]+/", page.content())
    assert address is not None
    phone = visit()
    teacher = Thumb(phone, taps=2)  # the camera, and the address that it finds
    phone.goto(address[0])
    teacher.write(phone.get_by_label("Mật khẩu mới"), PASSWORD)
    teacher.tap(phone.get_by_role("button", name="Vào cổng"))

    expect(phone.get_by_text("Đã vào cổng. Lần sau đăng nhập bằng tên nguyen-thi-moi-")).to_be_visible()
    assert teacher.seconds <= LIMIT
