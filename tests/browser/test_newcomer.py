"""An unknown superior's Excel, from the file in the hand to the file that is filled, by somebody who has never done it.

FORM_CELLS sets how many of its thirty cells are marked (`make stress`: all); the rest take as long as these on average.
"""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.baocao.superior_forms.unknown_form import SHEET, WISHES, Wish, unknown_form
from tests.browser.conftest import DESK, PHONE, Visit
from tests.browser.test_a_minute import TAP, Thumb

pytestmark = pytest.mark.browser

CELLS = int(os.environ.get("FORM_CELLS", "4"))
READING, LIMIT = 3.0, 600.0  # seconds: to find the next cell and its words; in all
CHOOSER = 2  # taps: opening the chooser and taking the file


def mark(thumb: Thumb, wish: Wish) -> None:
    """One cell, by its taps."""
    page = thumb.page
    thumb.tap(page.locator(f"#{wish.cell} a"))
    if wish.typed:
        thumb.write(page.get_by_label("Tìm theo tên"), wish.typed)
        thumb.tap(page.locator("#noi-dung").get_by_role("button", name="Tìm"))
    thumb.tap(page.locator(".found a", has_text=wish.figure).first)
    if wish.scope:
        choice = page.get_by_label("Của cơ sở nào")
        chosen = choice.locator("option:checked").inner_text()
        if not chosen.startswith(wish.scope):
            thumb.taps += 2
            choice.select_option(label=choice.locator("option", has_text=wish.scope).first.inner_text())
    thumb.tap(page.get_by_role("button", name="Ghi", exact=True))


@pytest.mark.case("SC-293")
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_newcomer_fills_an_unknown_form_in_ten_minutes(visit: Visit, tmp_path: Path, width: int) -> None:
    page = visit("cong-chuc", width=width)
    thumb = Thumb(page)
    if width == PHONE:
        thumb.tap(page.get_by_text("Thêm", exact=True))
    thumb.tap(page.get_by_role("link", name="Báo cáo", exact=True))
    thumb.tap(page.get_by_role("link", name="Mẫu của cấp trên"))
    thumb.tap(page.get_by_role("link", name="Đưa mẫu lên"))
    thumb.write(page.get_by_label("Tên mẫu"), "Biểu 01 gửi Sở")
    page.locator("[name=file]").set_input_files(
        {"name": "PL01.xlsx", "mimeType": "application/octet-stream", "buffer": unknown_form()}
    )
    thumb.taps += CHOOSER
    thumb.tap(page.get_by_role("button", name="Đưa lên"))
    before = thumb.seconds

    step = len(WISHES) // CELLS
    wishes = WISHES[step - 1 :: step]
    for wish in wishes:
        mark(thumb, wish)

    per_cell = (thumb.seconds - before) / len(wishes) + READING
    with page.expect_download() as download:
        thumb.tap(page.get_by_role("link", name="Tải bản đã điền năm 2025"))
    sheet = load_workbook(BytesIO(download.value.path().read_bytes()))[SHEET]
    assert [wish.cell for wish in wishes if sheet[wish.cell].value is None] == []
    seconds = before + TAP + per_cell * len(WISHES)
    assert seconds <= LIMIT, thumb.told
