"""A school's whole year of figures, from an unopened link to the receipt, on a phone and in a minute.

Counted are keys and taps, at the pace of somebody who has the numbers at hand; the Next key leads from one to the next.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from kehoach.common.periods import default_window
from kehoach.common.tokens import token_of
from kehoach.links.actions import link_for
from kehoach.models import State, Unit, User
from kehoach.questionnaire.values import Absent
from kehoach.tallies.months import Window, months_of
from kehoach.years.actions import open_year
from tests.browser.conftest import Visit
from tests.cast import OPEN_YEAR, figures_of, put_into
from thuvien.kind import LIBRARIES
from thuvien.models import Library, LibraryTally

pytestmark = pytest.mark.browser

SCHOOL, NEXT_YEAR = "TV-TH", OPEN_YEAR + 1
KEY, TAP = 0.3, 1.5  # seconds
LIMIT, LIMIT_WITH_TROUBLE, LIMIT_WITH_MONTHS = 60.0, 120.0, 30.0
HIGHEST = 4440  # pixels: six screens of a phone
HEIGHT = "document.documentElement.scrollHeight"
# What the school counted, a little more than the year before, in the order of the page.
NUMBERS = {
    "pupils": "441",
    "staff": "24",
    "books_added_budget": "105",
    "books_added_donated": "51",
    "books_withdrawn": "31",
    "books_total": "2915",
    "titles": "1340",
    "periodicals": "5",
    "digital_documents": "115",
    "visits_pupils": "3980",
    "visits_staff": "445",
    "visits_public": "110",
    "online_visits": "430",
    "active_users": "385",
    "loans": "1905",
    "reading_lessons": "170",
    "events": "6",
    "event_participants": "300",
    "rotation_rounds": "2",
    "rotation_books": "180",
    "computers": "2",
    "funding_state_vnd": "5400000",
    "funding_donated_vnd": "1550000",
}
# What seldom changes: confirmed as it was last year.
STEADY = ("services", "it_applications", "floor_area_m2")
QUESTIONS = 29


@dataclass
class Thumb:
    """Somebody's thumb on the phone; `keys` and `taps` are what it has done so far."""

    page: Page
    keys: int = 0
    taps: int = 0

    @property
    def seconds(self) -> float:
        """How long that takes."""
        return self.keys * KEY + self.taps * TAP

    @property
    def told(self) -> str:
        """The same in words, for whoever reads a test that failed."""
        return f"{self.keys} keys and {self.taps} taps: {self.seconds:.1f} s"

    def tap(self, target: Locator) -> None:
        """One tap."""
        self.taps += 1
        target.click()

    def write(self, target: Locator, text: str) -> None:
        """A tap into the field, a key for each character that goes, and the keys of the text."""
        self.taps += 1
        self.keys += len(target.input_value()) + keys_of(text)
        target.fill(text)

    def answer(self, name: str, number: str) -> None:
        """A number into its field, by a tap."""
        self.write(self.page.locator(f"#id_{name}"), number)

    def next_number(self, number: str) -> None:
        """A number into the field that has the focus, and the key that leads to the next one."""
        self.keys += len(number) + 1
        self.page.keyboard.type(number)
        self.page.keyboard.press("Tab")

    def choose(self, name: str, *values: str) -> None:
        """A tap on each choice."""
        for value in values:
            self.tap(self.page.locator(f"label:has([name='{name}'][value='{value}'])"))


def keys_of(text: str) -> int:
    """The keys that a Vietnamese text takes by Telex: a letter's hook, roof or tone each takes one more."""
    return len(unicodedata.normalize("NFD", text)) + text.lower().count("đ")


def at_the_link(page: Page) -> Thumb:
    """In front of the link to the school's form of a year that has just begun."""
    officer, unit = User.objects.get(username="cong-chuc"), Unit.objects.get(code="TH")
    now, window = timezone.now(), default_window(NEXT_YEAR)
    year = open_year(commune=unit.commune, year=NEXT_YEAR, window=window, by=officer, at=now)
    link = link_for(unit=unit, year=year, by=officer, at=now)
    page.goto(f"/l/{token_of(link.nonce)}/")
    assert figures_of(SCHOOL, NEXT_YEAR).state == State.NOT_OPENED
    return Thumb(page, taps=1)


def card(page: Page, name: str) -> Locator:
    """The card of a question."""
    return page.locator(f"#id_{name}-card")


def fill_in(thumb: Thumb, **others: str) -> None:
    """Opens the form and answers all questions; `others` are typed instead, an empty one not at all."""
    thumb.tap(thumb.page.get_by_role("button", name="Mở phiếu"))
    for group in STEADY:
        thumb.choose(f"{group}-same", "same")
    thumb.tap(thumb.page.locator(f"#id_{next(iter(NUMBERS))}"))
    for number in {**NUMBERS, **others}.values():
        thumb.next_number(number)


def look_over(thumb: Thumb) -> None:
    """On to the summary."""
    thumb.tap(thumb.page.get_by_role("button", name="Xem lại và nộp"))


def sign(thumb: Thumb, *, is_as_last_year: bool = False) -> None:
    """From the summary to the receipt; whoever signed last year is there already."""
    name, position = thumb.page.get_by_label("Họ và tên người chịu trách nhiệm"), thumb.page.get_by_label("Chức vụ")
    if is_as_last_year:
        expect(name).to_have_value("Nguyễn Thị Lan")
        expect(position).to_have_value("Hiệu trưởng")
    else:
        thumb.write(name, "Nguyễn Thị Lan")
        thumb.write(position, "Hiệu trưởng")
    thumb.tap(thumb.page.get_by_role("button", name=f"Nộp số liệu năm {NEXT_YEAR}"))
    expect(thumb.page.get_by_role("heading", level=1)).to_have_text(f"Đã nộp số liệu năm {NEXT_YEAR}")
    expect(thumb.page.get_by_text("qua đường dẫn").last).to_be_visible()
    assert figures_of(SCHOOL, NEXT_YEAR).state == State.SUBMITTED


def say_unknown(thumb: Thumb, name: str, why: str) -> None:
    """Asked on the page before submitting, but nobody counted it."""
    thumb.choose(f"{name}-absent", "unknown")
    thumb.write(thumb.page.locator(f"#id_{name}-note"), why)


def explain(thumb: Thumb) -> None:
    """One query by a stock explanation, one in own words."""
    thumb.choose("loans-why", "Thay đổi cách đếm")
    thumb.write(thumb.page.locator("#id_visits_public-note"), "Mở thêm sáng thứ Bảy cho phụ huynh")


@pytest.mark.case("SC-007")
@pytest.mark.parametrize("javascript", [True, False])
def test_a_year_takes_a_minute(visit: Visit, javascript: bool) -> None:
    put_into(SCHOOL, State.ACCEPTED)
    page = visit(javascript=javascript)
    thumb = at_the_link(page)

    fill_in(thumb)
    if javascript:
        expect(page.locator("#progress")).to_contain_text(f"{QUESTIONS}/{QUESTIONS} câu")
        expect(page.locator("#saved")).to_contain_text("Đã lưu lúc")
        assert page.evaluate(HEIGHT) <= HIGHEST
    look_over(thumb)
    sign(thumb, is_as_last_year=True)

    assert thumb.seconds <= LIMIT, thumb.told


def count_months() -> list[str]:
    """The school has counted every month of the year: all in the first, nothing in the others. Which questions."""
    school, officer = Library.objects.get(code=SCHOOL), User.objects.get(username="cong-chuc")
    flows = [field.name for field in LIBRARIES.layout.flows_for(school.kind)]
    window = default_window(NEXT_YEAR)
    for number, month in enumerate(months_of(Window(window.start, window.end))):
        day = month.first_day
        LibraryTally.objects.create(
            facility=school,
            year=day.year,
            month=day.month,
            since_day=day.day,
            amounts={name: int(NUMBERS[name]) if number == 0 else 0 for name in flows},
            saved_at=timezone.now(),
            saved_by=officer,
        )
    return flows


@pytest.mark.case("SC-282")
def test_a_year_whose_months_were_counted_takes_half_of_it(visit: Visit) -> None:
    put_into(SCHOOL, State.ACCEPTED)
    page = visit()
    counted = count_months()
    thumb = at_the_link(page)

    fill_in(thumb, **dict.fromkeys(counted, ""))
    expect(page.locator("#progress")).to_contain_text(f"{QUESTIONS}/{QUESTIONS} câu")
    look_over(thumb)
    sign(thumb, is_as_last_year=True)

    saved = figures_of(SCHOOL, NEXT_YEAR)
    assert {name: saved.value(name) for name in counted} == {name: int(NUMBERS[name]) for name in counted}
    assert thumb.seconds <= LIMIT_WITH_MONTHS, thumb.told


@pytest.mark.case("SC-008")
@pytest.mark.parametrize("javascript", [True, False])
def test_a_year_with_an_error_two_queries_and_a_gap_takes_two(visit: Visit, javascript: bool) -> None:
    page = visit(javascript=javascript)
    thumb = at_the_link(page)

    fill_in(thumb, titles="13400", visits_public="240", loans="2905", online_visits="")
    if javascript:
        expect(card(page, "titles")).to_contain_text("nhiều hơn tổng số bản sách 2.915")
        assert page.evaluate(HEIGHT) <= HIGHEST
    look_over(thumb)
    expect(page.get_by_role("main")).to_contain_text("còn 2 lỗi phải sửa và 2 mục cần giải trình")
    say_unknown(thumb, "online_visits", "Phần mềm không đếm")
    thumb.answer("titles", NUMBERS["titles"])
    explain(thumb)
    thumb.tap(page.get_by_role("button", name="Lưu các câu trên rồi xem lại"))
    sign(thumb)

    saved = figures_of(SCHOOL, NEXT_YEAR)
    assert (saved.value("titles"), saved.value("online_visits")) == (1340, Absent.UNKNOWN)
    assert saved.notes == {
        "online_visits": "Phần mềm không đếm",
        "loans": "Thay đổi cách đếm",
        "visits_public": "Mở thêm sáng thứ Bảy cho phụ huynh",
    }
    assert thumb.seconds < LIMIT_WITH_TROUBLE, thumb.told


def test_a_form_with_everything_to_say_is_no_longer_than_six_screens(visit: Visit) -> None:
    """Three answers that cannot be saved, an error, a query, a gap, and the list of errors above them all."""
    page = visit()
    thumb = at_the_link(page)

    fill_in(
        thumb,
        staff="1.5",
        events="-3",
        rotation_books="sáu trăm",
        titles="13400",
        visits_public="240",
        online_visits="",
    )
    expect(page.locator("#progress")).to_contain_text("4 câu cần sửa")
    look_over(thumb)

    expect(page.get_by_role("alert")).to_contain_text("3 mục chưa lưu được, các mục khác đã lưu")
    assert page.evaluate(HEIGHT) <= HIGHEST
    page.get_by_text("Xem cả 3 mục").click()
    page.get_by_role("alert").get_by_role("link", name="Bản sách luân chuyển").click()
    expect(page.locator("#id_rotation_books")).to_be_in_viewport()
