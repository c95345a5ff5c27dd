"""Counting by the month: typed, corrected, refused, and what it does for the yearly form."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from kehoach.demo.files import moment
from kehoach.excel.gathering import template_of
from kehoach.models import ReportingYear, State
from kehoach.tallies.keeping import months_asked
from tests.cast import NOW, OPEN_YEAR, Cast, figures_of, put_into, signed_in
from tests.entry_links import inside, link_of
from tests.pages import words
from thuvien.models import LibraryTally

LIST = f"/thu-vien/TV-TH/{OPEN_YEAR}/so-thang/"
OCTOBER = f"{LIST}{OPEN_YEAR}-10-01/"


@pytest.fixture(autouse=True)
def november(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day of the tests' cast."""
    at(monkeypatch, NOW)


def at(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


def kept() -> dict[str, int]:
    tally = LibraryTally.objects.filter(month=10).first()
    return tally.amounts if tally else {}


@pytest.mark.case("SC-176")
def test_a_month_is_counted_in_one_short_page(cast: Cast) -> None:
    client = signed_in(cast.reporter)
    page = client.get(OCTOBER)
    assert "Tháng 10/2026" in words(page)
    posted = client.post(OCTOBER, {"version": "0", "loans": "1.234", "funding_state_vnd": "5,1 triệu", "events": ""})
    assert posted.url == LIST
    assert kept() == {"loans": 1234, "funding_state_vnd": 5_100_000}
    assert "Tháng 10/2026 2 số đã ghi" in words(client.get(LIST))
    # The same post twice changes nothing; an emptied input takes the amount back; zero is a number.
    client.post(OCTOBER, {"version": "0", "loans": "1.234"})
    assert LibraryTally.history.count() == 1
    client.post(OCTOBER, {"version": "1", "loans": "", "events": "0"})
    assert kept() == {"funding_state_vnd": 5_100_000, "events": 0}
    tally = LibraryTally.history.latest()
    assert (tally.history_user, tally.history_change_reason) == (cast.reporter, "Ghi Tháng 10/2026")


@pytest.mark.parametrize("typed", ["-1", "nhiều", "999999999999"])
def test_what_is_no_number_stays_as_typed(cast: Cast, typed: str) -> None:
    page = signed_in(cast.reporter).post(OCTOBER, {"version": "0", "loans": typed})
    assert page.status_code == 200
    assert 'class="say late"' in page.content.decode()
    assert f'value="{typed}"' in page.content.decode()
    assert kept() == {}


@pytest.mark.case("SC-177")
def test_two_people_count_the_same_month(cast: Cast) -> None:
    reporter, officer = signed_in(cast.reporter), signed_in(cast.officer)
    reporter.post(OCTOBER, {"version": "0", "loans": "10", "events": "1"})
    # What only one of them touched is saved; what both changed is shown to the second.
    assert officer.post(OCTOBER, {"version": "0", "online_visits": "7"}).status_code == 302
    clash = officer.post(OCTOBER, {"version": "0", "loans": "12"})
    assert clash.status_code == 409
    assert "người khác ghi 10" in words(clash)
    assert kept()["loans"] == 10
    version = re.search(r'name="version" value="(\d+)"', clash.content.decode())
    assert version
    assert officer.post(OCTOBER, {"version": version[1], "loans": "12"}).status_code == 302
    assert kept() == {"loans": 12, "events": 1, "online_visits": 7}
    assert "Lượt mượn về nhà: 10 → 12" in words(officer.get(OCTOBER))
    # Nobody knows what the sender had seen: every difference is asked about.
    assert officer.post(OCTOBER, {"version": "x", "loans": "13", "events": "1"}).status_code == 409


@pytest.mark.parametrize("day", ["2026-12-15", "2025-12-01", "2027-01-01", "2026-10-02", "10", "x", "2026-10-01T00"])
def test_a_month_of_another_year_is_no_page(cast: Cast, day: str) -> None:
    assert signed_in(cast.reporter).get(f"{LIST}{day}/").status_code == 404


@pytest.mark.case("SC-178")
def test_when_a_month_is_refused(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    client, december = signed_in(cast.reporter), f"{LIST}{OPEN_YEAR}-12-01/"
    assert client.get(december).url == LIST
    refused = client.post(december, {"version": "0", "loans": "5"})
    assert refused.status_code == 409
    assert "chưa tới. Ghi được từ ngày 01/12/2026" in words(refused)
    # What was accepted does not stand in the way: other reports need the months too.
    put_into("TV-TH", State.ACCEPTED)
    assert client.post(OCTOBER, {"version": "0", "loans": "5"}).status_code == 302
    year = ReportingYear.objects.get(commune=cast.commune, year=OPEN_YEAR)
    year.closed_at, year.closed_by = NOW, cast.officer
    year.save()
    refused = client.post(OCTOBER, {"version": "1", "loans": "6"})
    assert refused.status_code == 409
    assert f"Năm {OPEN_YEAR} đã khóa" in words(refused)
    assert kept() == {"loans": 5}


def count_all(client: Client, amount: int) -> None:
    """Every month of the school's year."""
    for month in months_asked(figures_of("TV-TH")):
        client.post(f"{LIST}{month.first_day.isoformat()}/", {"version": "0", "loans": str(amount), "events": "1"})


@pytest.mark.case("SC-179")
def test_the_yearly_form_begins_with_the_sum(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    form = f"/thu-vien/TV-TH/{OPEN_YEAR}/nhap/"
    put_into("TV-TH", State.DRAFT)
    figures = figures_of("TV-TH")
    figures.loans, figures.events = None, 3
    figures.save()
    at(monkeypatch, moment(OPEN_YEAR, 12, 14))
    client = inside(link_of("TH"))
    count_all(client, 10)
    assert LibraryTally.objects.count() == 13
    page = client.get(form)
    assert re.search(r'name="loans"\s+type="text"\s+value="130"', page.content.decode())
    assert "tổng 12 tháng đã ghi: 130, sửa được" in words(page)
    # An answer that somebody has given stays, with the sum beside it.
    assert re.search(r'name="events"\s+type="text"\s+value="3"', page.content.decode())
    assert "tổng 12 tháng đã ghi: 13, sửa được; theo sổ hoạt động: 2; phiếu ghi ít hơn 10" in words(page)
    client.post(form, {"version": str(figures_of("TV-TH").version), "page": "p", "loans": "130"})
    assert figures_of("TV-TH").loans == 130  # type: ignore[attr-defined]


@pytest.mark.case("SC-299")
def test_a_part_of_the_year_is_told_and_never_filed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    form = f"/thu-vien/TV-TH/{OPEN_YEAR}/nhap/"
    put_into("TV-TH", State.DRAFT)
    figures = figures_of("TV-TH")
    figures.loans, figures.events = None, 3
    figures.save()
    at(monkeypatch, moment(OPEN_YEAR, 12, 14))
    client = inside(link_of("TH"))
    count_all(client, 10)
    LibraryTally.objects.filter(month=3).delete()
    page = client.get(form)
    assert "tổng 12 trong 13 kỳ đã ghi: 120, thiếu tháng 3/2026 nên chưa phải số cả năm" in words(page)
    assert re.search(r'name="loans"\s+type="text"\s+value=""', page.content.decode())
    # What the book of activities has is whole: it stays in front, and less than the months already have is told.
    assert "theo sổ hoạt động: 2, sửa được; tổng 12 trong 13 kỳ đã ghi: 12, thiếu tháng 3/2026" in words(page)
    client.post(form, {"version": str(figures_of("TV-TH").version), "page": "p", "loans": "110"})
    assert "thiếu tháng 3/2026 nên chưa phải số cả năm; phiếu ghi ít hơn 10" in words(client.get(form))
    client.post(form, {"version": str(figures_of("TV-TH").version), "page": "p", "loans": "130"})
    assert "phiếu ghi nhiều hơn 10" not in words(client.get(form))
    LibraryTally.objects.exclude(month__in=[1, 2]).delete()
    assert "tổng 2 trong 13 kỳ đã ghi: 20, thiếu 11 kỳ nên" in words(client.get(form))


@pytest.mark.case("SC-299")
def test_the_workbook_leaves_a_part_of_the_year_empty(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    put_into("TV-TH", State.DRAFT)
    figures = figures_of("TV-TH")
    figures.loans, figures.online_visits = None, None
    figures.save()
    at(monkeypatch, moment(OPEN_YEAR, 12, 14))
    count_all(inside(link_of("TH")), 10)
    LibraryTally.objects.filter(month=3).delete()
    book = load_workbook(BytesIO(template_of(figures.reporting_year, cast.commune.units.get(code="TH"))))
    sheet: Any = book.worksheets[0]
    cells = {str(cell.value): cell for row in sheet.iter_rows() for cell in row if cell.value is not None}
    answer = sheet.cell(cells["loans"].row, cells["TV-TH"].column)
    assert answer.value is None
    assert "1 mục để trống vì số tháng thiếu tháng 3/2026." in sheet["B3"].value
    # The same number typed by somebody is an answer like any other.
    answer.value = 120
    sent = BytesIO()
    book.save(sent)
    page = signed_in(cast.officer).post(
        f"/so-lieu/{OPEN_YEAR}/excel/", {"file": SimpleUploadedFile("a.xlsx", sent.getvalue())}, follow=True
    )
    assert "Chưa trả lời 120" in words(page)


@pytest.mark.case("SC-281")
@pytest.mark.parametrize("unit", ["TH", None])
def test_the_workbook_begins_with_the_sum(cast: Cast, monkeypatch: pytest.MonkeyPatch, unit: str | None) -> None:
    put_into("TV-TH", State.DRAFT)
    figures = figures_of("TV-TH")
    figures.loans, figures.events, figures.event_participants = None, 3, None
    figures.save()
    at(monkeypatch, moment(OPEN_YEAR, 12, 14))
    count_all(inside(link_of("TH")), 10)
    year = figures.reporting_year

    own = cast.commune.units.get(code=unit) if unit else None
    sheet: Any = load_workbook(BytesIO(template_of(year, own))).worksheets[0]
    cells = {str(cell.value): cell for row in sheet.iter_rows() for cell in row if cell.value is not None}

    def answer(name: str) -> object:
        if unit:
            return sheet.cell(cells[name].row, cells["TV-TH"].column).value
        return sheet.cell(cells["TV-TH"].row, cells[name].column).value

    assert (answer("loans"), answer("events")) == (130, 3)
    # The people who came stand in the book of activities: nobody counts them again.
    assert answer("event_participants") == 846
    assert "2 mục điền sẵn theo sổ hoạt động và tổng 12 tháng đã ghi" in sheet["B3"].value


@pytest.mark.case("SC-180")
def test_the_officer_sees_which_months_are_there(cast: Cast) -> None:
    signed_in(cast.reporter).post(OCTOBER, {"version": "0", "loans": "10"})
    page = words(signed_in(cast.officer).get(f"/so-lieu/{OPEN_YEAR}/so-thang/"))
    assert "Thư viện Trường Tiểu học" in page
    assert "1 kỳ" in page
    assert "Tháng 9/2026" in page
    assert "Không ghi theo tháng" in page


def test_a_neighbour_is_nobody_here(cast: Cast) -> None:
    for user in (cast.colleague, cast.stranger):
        assert signed_in(user).get(OCTOBER).status_code == 404
    answers: Any = inside(link_of("THCS"))
    assert answers.get(OCTOBER).status_code == 404
