"""A unit's tasks on a phone: three duties answered, one question asked and answered."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from kehoach.models import TaskProgress
from tests.access.areas.figures import PHOTO
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

QUESTION = "Đề nghị Đài cho biết số tin, bài còn lại của năm và thời hạn hoàn thành."
ANSWER = "Còn một chuyên mục tổng kết, phát trước ngày 10/12."


def report(page: Page, code: str, words: str, number: str = "") -> None:
    """From the unit's first page through the form of one task and back."""
    page.goto("/")
    page.get_by_role("link", name=f"Ghi kết quả {code}").click()
    page.get_by_label("Hoàn thành").check()
    page.get_by_label("Kết quả", exact=False).first.fill(words)
    if number:
        page.get_by_label("Số tiết").fill(number)
        page.get_by_label("Ảnh hoặc tệp PDF").set_input_files(
            {"name": "anh.png", "mimeType": "image/png", "buffer": PHOTO}
        )
    page.get_by_role("button", name="Ghi kết quả").click()
    expect(page.get_by_role("status").first).to_contain_text(f"Đã ghi kết quả nhiệm vụ {code}")


@pytest.mark.case("SC-013")
def test_a_school_answers_its_three_duties_without_javascript(visit: Visit) -> None:
    TaskProgress.objects.filter(unit__code="TH", reporting_year__year=2026).delete()
    school, officer = visit("th", javascript=False), visit("cong-chuc")

    report(school, "IV.2.a", "Ban hành Kế hoạch số 34/KH-TH ngày 13/9/2026.")
    report(school, "IV.2.b", "164 tiết đọc tại thư viện.", "164")
    school.get_by_role("button", name="Không phát sinh IV.2.c").click()
    expect(school.get_by_role("status").first).to_contain_text("Đã ghi không phát sinh: IV.2.c.")
    expect(school.get_by_role("button", name="Không phát sinh")).to_have_count(0)

    officer.goto("/nhiem-vu/IV.2.b/2026/TH/")
    expect(officer.get_by_role("link", name="anh.png")).to_be_visible()
    officer.get_by_role("button", name="Xác nhận kết quả").click()
    expect(officer.locator(".head")).to_contain_text("đã xác nhận")


@pytest.mark.case("SC-014")
def test_the_officer_asks_one_unit_and_gets_the_answer(visit: Visit) -> None:
    officer, radio = visit("cong-chuc"), visit("dai-truyen-thanh")
    officer.goto("/nhiem-vu/IV.5/")
    officer.get_by_role("link", name="Đài Truyền thanh xã").click()
    officer.get_by_text("Yêu cầu đơn vị giải trình").click()
    officer.get_by_label("Nội dung yêu cầu").fill(QUESTION)
    officer.get_by_role("button", name="Gửi yêu cầu").click()
    expect(officer.get_by_role("status")).to_contain_text("Đã gửi yêu cầu giải trình")

    radio.goto("/")
    expect(radio.get_by_text(QUESTION)).to_be_visible()
    radio.get_by_role("link", name="Giải trình IV.5").click()
    radio.get_by_label("Nội dung giải trình").fill(ANSWER)
    radio.get_by_role("button", name="Gửi giải trình").click()
    expect(radio.get_by_role("status")).to_contain_text("Đã gửi giải trình")

    officer.goto("/")
    officer.get_by_role("link", name="Giải trình IV.5 của Đài Truyền thanh xã").first.click()
    expect(officer.get_by_text(ANSWER)).to_be_visible()
