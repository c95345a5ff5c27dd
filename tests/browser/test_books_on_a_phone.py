"""The books in a browser: a programme is noted on a phone in under 30 seconds, a year's money at a desk."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from kehoach.models import Broadcast, Funding
from tests.browser.conftest import DESK, Visit
from tests.browser.test_a_minute import Thumb
from tests.cast import OPEN_YEAR

pytestmark = pytest.mark.browser

LIMIT = 30.0  # seconds
# What the finance officer enters: purpose, source, planned and spent as typed, and what is kept of them.
MONEY = (
    ("Mua giá sách cho Thư viện xã", "Ngân sách nhà nước", "12,5 triệu", "12.000.000", (12_500_000, 12_000_000)),
    ("Sách cho tủ sách các thôn", "Xã hội hóa, tài trợ", "", "3.500.000", (None, 3_500_000)),
)


@pytest.mark.case("SC-016")
@pytest.mark.parametrize("javascript", [True, False])
def test_the_station_notes_a_programme_in_under_30_seconds(visit: Visit, javascript: bool) -> None:
    page = visit("dai-truyen-thanh", javascript=javascript)
    thumb = Thumb(page)

    thumb.tap(page.get_by_role("main").get_by_role("link", name="Truyền thanh"))
    thumb.tap(page.get_by_role("link", name="Ghi tin, bài"))
    thumb.write(page.get_by_label("Nội dung").first, "Tin: ngày hội đọc sách")
    thumb.write(page.get_by_label("Thời lượng (phút)").first, "5")
    thumb.tap(page.get_by_role("button", name="Ghi vào sổ"))

    expect(page.get_by_text("Đã ghi 1 tin, bài vào sổ.")).to_be_visible()
    written = Broadcast.objects.latest("pk")
    assert (written.title, written.minutes, written.task and written.task.code) == ("Tin: ngày hội đọc sách", 5, "IV.5")
    assert thumb.seconds < LIMIT, thumb.told


@pytest.mark.case("SC-017")
def test_the_finance_officer_enters_the_years_money(visit: Visit) -> None:
    page = visit("tai-chinh", width=DESK)

    for purpose, source, planned, spent, _ in MONEY:
        page.get_by_role("link", name="Sổ theo dõi").click()
        page.get_by_role("link", name="Ghi khoản kinh phí").click()
        page.get_by_label("Nội dung").fill(purpose)
        page.get_by_label(source).check()
        page.get_by_label("Dự toán (đồng)").fill(planned)
        page.get_by_label("Đã chi (đồng)").fill(spent)
        page.get_by_role("button", name="Ghi vào sổ").click()
        expect(page.get_by_text("Đã ghi vào sổ.")).to_be_visible()

    page.goto(f"/kinh-phi/?nam={OPEN_YEAR}")
    for purpose, *_, (planned, spent) in MONEY:
        expect(page.get_by_role("link", name=purpose)).to_be_visible()
        assert Funding.objects.filter(purpose=purpose, planned=planned, spent=spent, year=OPEN_YEAR).count() == 1
