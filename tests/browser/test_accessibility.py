"""Every page of every role, on a phone and on a desk: axe finds nothing, and nothing runs off the side."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Locator, Page, expect
from pytest_django import Settings

from kehoach.figures.actions.steps_back import ask_back
from kehoach.models import ReportingYear, State, User
from tests.browser.conftest import DESK, HEIGHT, PHONE, Visit
from tests.cast import figures_of, put_into

pytestmark = pytest.mark.browser

NARROWEST = 320
FORM, SUBMIT = "/thu-vien/TV-MN/2026/nhap/", "/thu-vien/TV-MN/2026/nop/"
AXE = Axe().axe_script
# No rule that is on needs the sheets: to read an @import of one, axe would set styles, which the policy stops.
OPTIONS = {"preload": False, "resultTypes": ["violations"]}
LEFT_OVER = "document.documentElement.scrollWidth - window.innerWidth"

# Each page type once, for the role that sees the most of it, and again where another role sees it differently.
PAGES = {
    "": ["/dang-nhap/", "/dang-nhap/khoa/", "/quen-mat-khau/", "/l/khong-co/"],
    "mn": [
        "/",
        "/thu-vien/TV-MN/",
        "/thu-vien/TV-MN/2026/",
        "/thu-vien/TV-MN/2026/nhap/",
        "/thu-vien/TV-MN/2026/nop/",
        "/nhiem-vu/IV.2.a/",
        "/nhiem-vu/IV.2.a/2026/MN/",
        "/ke-hoach/",
    ],
    "dai-truyen-thanh": ["/", "/truyen-thanh/them/"],
    "tai-chinh": ["/kinh-phi/", "/kinh-phi/them/"],
    "thon-gom": ["/", "/van-hoa/VH-GOM/2026/", "/van-hoa/VH-GOM/2026/bien-nhan/"],
    "cong-chuc": [
        "/",
        "/thu-vien/",
        "/tim/?q=thu+vien",
        "/tim/?q=khong+co",
        "/tim/?q=a",
        "/van-hoa/",
        "/thu-vien/TV-MN/",
        "/thu-vien/TV-TTHTCD/2026/",
        "/thu-vien/TV-XA/2026/",
        "/thu-vien/TV-THCS/2026/",
        "/thu-vien/TV-THCS/2026/tra-lai/",
        "/thu-vien/TV-TH/2026/",
        "/thu-vien/TV-TH/2026/tra-lai/",
        "/van-hoa/VH-MAC/2025/",
        "/van-hoa/VH-NGAI/2026/nhap/",
        "/thu-vien/TV-XA/2026/minh-chung/",
        "/nhiem-vu/IV.5/",
        "/nhiem-vu/",
        "/nhiem-vu/giai-trinh/",
        "/nhiem-vu/phan-cong/",
        "/nhiem-vu/IV.2.b/2026/TH/",
        "/so-theo-doi/",
        "/hoat-dong/",
        "/hoat-dong/lich/?thang=10",
        "/hoat-dong/them/?dip=NK-4",
        "/khen-thuong/1/",
        "/so-lieu/2026/",
        "/so-lieu/2026/duong-dan/",
        "/so-lieu/2026/nhac/",
        "/so-lieu/2026/so-thang/",
        "/thu-vien/TV-TH/2026/so-thang/2026-10-01/",
        "/bieu-mau/?nam=2025",
        "/bieu-mau/thu-vien-truong/2025/",
        "/bieu-mau/tra-loi/2025/",
        "/bieu-mau/tra-loi/2025/TV-TH/",
        "/lich/2026/",
        "/lich/2026/the-thao/",
        "/lich/dien-thoai/",
        "/lich/du-kien/them/",
        "/cong-bo-du-lieu/",
        "/mau-cap-tren/them/",
        "/bao-cao/1/ban-giao/",
        "/so-lieu/2026/han/",
        "/so-lieu/2026/excel/",
        "/so-lieu/2026/khoa/",
        "/ke-hoach/?nam=2026",
        "/bang-dieu-hanh/2026/",
        "/so-lieu/2026/duong-dan/",
        "/nguoi-dung/",
        "/nguoi-dung/tu-excel/",
        "/du-lieu-ca-nhan/yeu-cau/",
        "/thu-vien/TV-TH/2025/lich-su/",
        "/bao-cao/",
        "/bao-cao/2025/hang-nam/",
        "/bao-cao/1/",
        "/bao-cao/kiem-tra/",
        "/bao-cao/1/ban-ky/",
        "/bao-cao/the-thuc/",
        "/bao-cao/the-thuc/them/?mau=b",
    ],
    "chu-tich": [
        "/bao-cao/2/",
        "/bao-cao/2/ban-hanh/",
        "/bao-cao/2/tra-lai/",
        "/bao-cao/2/xem/",
        "/",
        "/bang-dieu-hanh/2025/chi-tieu/I.2.a-1/",
        "/bang-dieu-hanh/2026/chi-tieu/I.2.a-3/",
        "/bang-dieu-hanh/2025/neu/",
        "/bang-dieu-hanh/2026/xu-huong/",
        "/bang-dieu-hanh/2025/thay-doi/?tu=01/11/2026",
        "/thu-vien/TV-MN/2026/",
        "/so-lieu/nguoi-thu-hai/",
        "/quan-tri/",
    ],
    "cap-tren": [
        *("/", "/thu-vien/", "/thu-vien/TV-TH/2025/"),
        *("/tai-khoan/", "/tai-khoan/khoa/", "/tai-khoan/lop-thu-hai/", "/thong-bao/"),
    ],
    "quan-tri": [
        *("/", "/khong-co/", "/thu-vien/", "/nhat-ky/", "/quan-tri/kehoach/user/3/history/"),
        *(f"/quan-tri/kehoach/{page}/" for page in ("user/3/change", "plan/1/change", "target/1/change")),
        *("/quan-tri/kehoach/condition/1/change/", "/quan-tri/thuvien/library/"),
    ],
}


def faults(page: Page, *widths: int) -> list[str]:
    """What axe says of the page as it stands, at each width, and by how much it is wider than the narrowest screen."""
    found = []
    page.evaluate(AXE)
    for width in widths:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        for fault in page.evaluate("options => axe.run(options)", OPTIONS)["violations"]:
            found += [f"{page.url} at {width}: {fault['id']} {node['html'][:120]}" for node in fault["nodes"]]
    page.set_viewport_size({"width": NARROWEST, "height": HEIGHT})
    left_over = page.evaluate(LEFT_OVER)
    return [*found, f"{page.url} at {NARROWEST}: {left_over} pixels too wide"] if left_over > 0 else found


@pytest.mark.parametrize("username", [pytest.param(name, id=name or "anonymous") for name in PAGES])
def test_every_page_can_be_read_by_everybody_on_every_screen(visit: Visit, username: str) -> None:
    page = visit(username)
    found: list[str] = []

    for path in PAGES[username]:
        page.goto(path)
        found += faults(page, PHONE, DESK)

    assert not found, "\n".join(found)


def test_the_yearly_form_can_be_read_by_everybody_in_every_state(visit: Visit) -> None:
    page, other = visit("mn"), visit("mn")
    found: list[str] = []

    def look(locator: Locator) -> None:
        expect(locator).to_be_visible()
        found.extend(faults(page, PHONE, DESK))

    page.goto(FORM)
    look(page.get_by_text("Phiếu được trả lại"))
    page.locator("#id_active_users").fill("ba mươi")
    page.locator("#id_loans").fill("")
    page.get_by_role("button", name="Xem lại và nộp").click()
    look(page.get_by_role("alert").get_by_text("1 mục chưa lưu được"))
    other.goto(FORM)
    other.locator("#id_active_users").fill("38")
    other.get_by_role("button", name="Lưu, để sau").click()
    expect(other.locator(".message")).to_contain_text("Đã lưu")
    page.locator("#id_active_users").fill("39")
    page.keyboard.press("Tab")
    look(page.get_by_text("Người khác vừa lưu: 38"))
    page.get_by_role("button", name="Lưu, để sau").click()
    look(page.get_by_role("alert").get_by_text("hãy chọn một"))
    page.goto(SUBMIT)
    look(page.get_by_role("list", name="Còn phải làm trước khi nộp"))
    put_into("TV-MN", State.SUBMITTED)
    for path in ("bien-nhan", "rut-lai"):
        page.goto(FORM.replace("nhap", path))
        look(page.get_by_role("heading", level=1))
    put_into("TV-MN", State.ACCEPTED)
    for path in ("bien-nhan", "xin-tra-lai", "nhap"):
        page.goto(FORM.replace("nhap", path))
        look(page.get_by_role("heading", level=1))

    assert not found, "\n".join(found)


def test_a_form_just_withdrawn_and_one_never_filled_can_be_read_by_everybody(visit: Visit) -> None:
    page = visit("mn")
    put_into("TV-MN", State.SUBMITTED)
    page.goto(FORM.replace("nhap", "rut-lai"))
    page.get_by_label("Nhập nhầm số").check()
    page.get_by_role("button", name="Rút lại").click()
    expect(page.get_by_text("Đã rút lại. Phiếu là bản nháp")).to_be_visible()
    found = faults(page, PHONE, DESK)
    put_into("TV-MN", State.NOT_OPENED)
    page.goto(FORM)
    found += faults(page, PHONE, DESK)
    page.get_by_role("button", name="Mở phiếu").click()
    expect(page.get_by_role("button", name="Xem lại và nộp")).to_be_visible()

    assert found + faults(page, PHONE, DESK) == []


def test_a_form_that_was_asked_back_and_one_of_a_closed_year_can_be_read_by_everybody(visit: Visit) -> None:
    page, found, now = visit("mn"), list[str](), timezone.now()
    ask_back(put_into("TV-MN", State.ACCEPTED), by=User.objects.get(username="mn"), at=now, reason="Nhầm")

    for url in (FORM, FORM.replace("nhap", "bien-nhan"), FORM.replace("nhap/", "")):
        page.goto(url)
        found += faults(page, PHONE, DESK)
    put_into("TV-MN", State.DRAFT)
    officer = User.objects.get(username="cong-chuc")
    ReportingYear.objects.filter(year=2026).update(closed_at=now, closed_by=officer)
    page.goto(FORM)
    found += faults(page, PHONE, DESK)

    assert found == []


@pytest.mark.case("SC-283")
def test_a_superiors_form_is_filled_on_a_phone_and_read_by_everybody(visit: Visit, tmp_path: Path) -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.title, sheet["A1"], sheet["A2"], sheet["B4"] = "Biểu 1", "BIỂU GỬI SỞ", "Lượt mượn", "=SUM(B2:B3)"
    sheet.merge_cells("A1:H1")
    book.save(tmp_path / "bieu.xlsx")
    page = visit("cong-chuc")
    found: list[str] = []
    page.goto("/mau-cap-tren/them/")
    page.get_by_label("Tên mẫu").fill("Biểu gửi Sở")
    page.get_by_label("Tệp mẫu").set_input_files(tmp_path / "bieu.xlsx")
    page.get_by_role("button", name="Đưa lên").click()
    page.get_by_role("link", name="Ô B2").click()
    found += faults(page, PHONE, DESK)
    page.get_by_label("Tìm theo tên").fill("luot muon ve nha")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Lượt mượn về nhà").click()
    page.get_by_role("button", name="Ghi").click()
    expect(page.locator("#B2")).to_contain_text("Lượt mượn về nhà")
    page.get_by_role("link", name="2025", exact=True).click()
    found += faults(page, PHONE, DESK)
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải bản đã điền năm 2025").click()
    download.value.save_as(tmp_path / "filled.xlsx")
    filled: Any = load_workbook(tmp_path / "filled.xlsx", data_only=True)["Biểu 1"]
    loans = sum(figures_of(code, 2025).value("loans") for code in ("TV-XA", "TV-TH", "TV-THCS", "TV-MN", "TV-TTHTCD"))
    assert filled["B2"].value == filled["B4"].value == loans

    page.goto("/cong-bo-du-lieu/")
    page.get_by_label("Cho mọi người xem và tải").check()
    page.get_by_role("button", name="Ghi").click()
    page.goto("/du-lieu-mo/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert found + faults(page, PHONE, DESK) == []


def test_every_component_can_be_read_by_everybody(visit: Visit, settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.browser.gallery_urls"
    page = visit("cong-chuc")

    answer = page.goto("/thanh-phan/")

    assert answer is not None
    assert answer.status == 200
    assert faults(page, PHONE, DESK) == []
