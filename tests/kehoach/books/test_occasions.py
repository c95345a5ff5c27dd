"""The calendar of a year: months, weeks, the plan's days; and the days that the commune sets for itself."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach.books.occasions import months_of, occasions_in, occurrence, weeks_of
from kehoach.common.periods import default_window, year_of
from kehoach.models import Occasion
from tests.books import row_of
from tests.cast import OPEN_YEAR, Cast, ours, signed_in
from tests.pages import beside, words

WEEK = Occasion(pk=1, name="Tuần lễ", start_month=10, start_day=1, end_month=10, end_day=7)
LEAP = Occasion(pk=2, name="29/2", start_month=2, start_day=29, end_month=2, end_day=29)
YEAR_END = Occasion(pk=3, name="Cuối năm", start_month=12, start_day=20, end_month=12, end_day=22)
NEW_DAY = {"name": "Ngày Nhà giáo Việt Nam", "start": "20/11", "end": ""}


@given(st.dates(date(2001, 1, 1), date(2099, 12, 31)))
def test_a_day_belongs_to_the_year_whose_window_covers_it(day: date) -> None:
    window = default_window(year_of(day))

    assert window.start <= day <= window.end


@given(st.integers(2001, 2099))
def test_every_day_of_a_year_stands_in_one_square_of_its_months(year: int) -> None:
    window = default_window(year)

    squares = [
        square.day
        for month in months_of(window)
        for week in weeks_of(month, [], [], window.start)
        for square in week
        if square.inside
    ]

    assert squares == [squares[0] + timedelta(days=n) for n in range(len(squares))]
    assert squares[0] <= window.start < window.end <= squares[-1]


def test_an_occasion_falls_into_the_window_of_its_year() -> None:
    assert occurrence(WEEK, default_window(2026)) == (date(2026, 10, 1), date(2026, 10, 7))
    assert occurrence(YEAR_END, default_window(2026)) == (date(2025, 12, 20), date(2025, 12, 22))
    assert occurrence(LEAP, default_window(2024)) == (date(2024, 2, 29), date(2024, 2, 29))
    assert occurrence(LEAP, default_window(2026)) is None


@pytest.mark.parametrize(
    ("today", "owed", "tone", "told"),
    [
        (date(2026, 9, 20), True, "open", "còn 11 ngày"),
        (date(2026, 10, 3), True, "path", "đang diễn ra"),
        (date(2026, 10, 8), True, "late", "chưa ghi"),
        (date(2026, 10, 8), False, "open", "chưa ghi"),
    ],
)
def test_an_occasion_says_how_it_stands(today: date, owed: bool, tone: str, told: str) -> None:
    (one,) = occasions_in([WEEK], [], default_window(2026), today, owed=owed)

    assert (one.tone, one.told) == (tone, told)


def test_a_month_shows_its_activities_and_the_way_to_the_next(cast: Cast) -> None:
    page = words(signed_in(cast.officer).get(f"/hoat-dong/lich/?nam={OPEN_YEAR}&thang=10"))

    assert "Tháng 10 năm 2026" in page
    assert "Hoạt động trong tháng: 6" in page
    assert "Lễ phát động Tuần lễ hưởng ứng học tập suốt đời của xã" in page
    assert "Tháng 9" in page


def test_both_decembers_of_a_year_can_be_reached_and_show_their_own_days(cast: Cast) -> None:
    client, school = signed_in(cast.officer), cast.reporter.unit
    row_of("activities", school, title="Đầu kỳ", happened_on=date(OPEN_YEAR - 1, 12, 20))
    row_of("activities", school, title="Kỳ trước", happened_on=date(OPEN_YEAR - 1, 12, 10))
    january = client.get(f"/hoat-dong/lich/?nam={OPEN_YEAR}&thang=1").content.decode()
    assert f"thang={OPEN_YEAR - 1}-12" in january

    first = words(client.get(f"/hoat-dong/lich/?nam={OPEN_YEAR}&thang={OPEN_YEAR - 1}-12"))

    assert f"Tháng 12 năm {OPEN_YEAR - 1}" in first
    assert "Đầu kỳ" in first
    assert "Kỳ trước" not in first


def test_each_december_of_a_year_keeps_to_its_own_year(cast: Cast) -> None:
    client, school = signed_in(cast.officer), cast.reporter.unit
    row_of("activities", school, title="Đầu kỳ", happened_on=date(OPEN_YEAR - 1, 12, 20))
    row_of("activities", school, title="Cuối kỳ", happened_on=date(OPEN_YEAR, 12, 5))

    first, last = (
        words(client.get(f"/hoat-dong/lich/?nam={OPEN_YEAR}&thang={year}-12")) for year in (OPEN_YEAR - 1, OPEN_YEAR)
    )

    assert ("Đầu kỳ" in first, "Cuối kỳ" in first) == (True, False)
    assert ("Đầu kỳ" in last, "Cuối kỳ" in last) == (False, True)


@pytest.mark.parametrize(
    ("month", "before", "after"),
    [
        (f"{OPEN_YEAR - 1}-12", None, f"{OPEN_YEAR}-01"),
        (f"{OPEN_YEAR}-01", f"{OPEN_YEAR - 1}-12", f"{OPEN_YEAR}-02"),
        (f"{OPEN_YEAR}-12", f"{OPEN_YEAR}-11", None),
    ],
)
def test_a_month_leads_to_its_neighbours_within_the_year(
    cast: Cast, month: str, before: str | None, after: str | None
) -> None:
    page = signed_in(cast.officer).get(f"/hoat-dong/lich/?nam={OPEN_YEAR}&thang={month}").content.decode()

    assert re.findall(r'href="\?nam=\d+&amp;thang=(\d{4}-\d{2})"', page) == [step for step in (before, after) if step]


def test_an_empty_month_says_so(cast: Cast) -> None:
    assert "Tháng này chưa ghi hoạt động nào" in words(
        signed_in(cast.officer).get(f"/hoat-dong/lich/?nam={OPEN_YEAR}&thang=7")
    )


def test_the_officer_adds_moves_and_removes_a_day(cast: Cast) -> None:
    client = signed_in(cast.officer)
    for _ in range(2):
        client.post("/hoat-dong/dip/", NEW_DAY)
    day = ours(Occasion).get(name=NEW_DAY["name"])
    assert (day.code, day.start_day, day.end_month) == ("NK-7", 20, 11)

    client.post(f"/hoat-dong/dip/{day.pk}/", {**NEW_DAY, "end": "22/11"})
    day.refresh_from_db()
    assert day.end_day == 22
    assert [one.history_change_reason for one in day.history.all()] == ["Sửa dịp", "Thêm dịp"]

    client.post(f"/hoat-dong/dip/{day.pk}/", {"remove": "1"})
    assert not Occasion.objects.filter(pk=day.pk).exists()


def test_the_second_click_on_removing_a_day_finds_it_removed(cast: Cast) -> None:
    client = signed_in(cast.officer)
    client.post("/hoat-dong/dip/", NEW_DAY)
    day = ours(Occasion).get(name=NEW_DAY["name"])
    client.post(f"/hoat-dong/dip/{day.pk}/", {"remove": "1"})

    for again in (
        client.post(f"/hoat-dong/dip/{day.pk}/", {"remove": "1"}, follow=True),
        client.get(f"/hoat-dong/dip/{day.pk}/", follow=True),
    ):
        assert "Dịp này đã được xóa khỏi lịch." in words(again)
    assert client.get(f"/hoat-dong/dip/{day.pk + 1}/").status_code == 404


def test_a_day_with_activities_stays(cast: Cast) -> None:
    day = ours(Occasion).get(code="NK-3")
    row_of("activities", cast.reporter.unit, occasion=day)
    client = signed_in(cast.officer)

    client.post(f"/hoat-dong/dip/{day.pk}/", {"remove": "1"})

    assert Occasion.objects.filter(pk=day.pk).exists()
    assert "hoạt động ghi cho dịp này nên không xóa được" in words(client.get(f"/hoat-dong/dip/{day.pk}/"))


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"start": "31/02"}, "start", "Không có ngày 31/02"),
        ({"start": "hai mươi"}, "start", "Hãy ghi ngày và tháng"),
        ({"end": "1/10"}, "end", "Ngày cuối của dịp phải sau ngày đầu"),
        ({"name": ""}, "name", "Không được để trống mục này."),
    ],
)
def test_a_day_that_cannot_be_is_told(cast: Cast, changes: dict[str, str], field: str, sentence: str) -> None:
    response = signed_in(cast.officer).post("/hoat-dong/dip/", {**NEW_DAY, **changes})

    assert sentence in words(response)
    assert beside(response, field)
    assert not ours(Occasion).filter(name=NEW_DAY["name"]).exists()
