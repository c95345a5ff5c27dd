"""The grid of a year's collection: who sees it, what it counts, how it is filtered, and how heavy it is."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from kehoach.common.periods import default_window
from kehoach.figures.actions.figures import return_figures, submit
from kehoach.figures.submissions import punctuality, submissions
from kehoach.models import ReportingYear, State, Unit, UnitKind
from tests.cast import NOW, OPEN_YEAR, Cast, put_into, signed_in
from tests.mergers import merge_schools
from tests.pages import words
from thuvien.models import Library, LibraryFigures

GRID = f"/so-lieu/{OPEN_YEAR}/"
STEPS = ("opened", "saved", "submitted", "returned", "accepted")


def names(client: Client, query: str = "") -> list[str]:
    """The facilities on the grid, in its order."""
    page = client.get(GRID + query).content.decode()
    return re.findall(r'<th scope="row" id="c\d+"><a [^>]*>([^<]+)</a>', page)


def year_of(cast: Cast) -> ReportingYear:
    """The open year of the demonstration."""
    return ReportingYear.objects.get(commune=cast.commune, year=OPEN_YEAR)


def test_the_short_address_leads_to_the_newest_open_year(officer: Client) -> None:
    assert officer.get("/so-lieu/").headers["Location"] == GRID


def test_without_an_open_year_it_leads_to_the_newest_one(cast: Cast, officer: Client) -> None:
    ReportingYear.objects.filter(commune=cast.commune, closed_at=None).update(closed_at=NOW, closed_by=cast.officer)

    assert officer.get("/so-lieu/").headers["Location"] == GRID


@pytest.mark.parametrize(("role", "offered"), [("stranger", True), ("leader", False)])
def test_without_any_year_the_page_says_what_comes_first(cast: Cast, role: str, offered: bool) -> None:
    user = getattr(cast, role)
    user.commune = cast.neighbour
    user.save()

    page = signed_in(user).get("/so-lieu/").content.decode()

    assert "Chưa mở năm báo cáo nào" in page
    assert (f'href="{reverse("open_year")}"' in page) is offered


def test_every_facility_has_its_row_with_state_age_and_last_touch(officer: Client) -> None:
    put_into("TV-TH", State.SUBMITTED, at=NOW - timedelta(days=3))

    page = words(officer.get(GRID))

    assert len(names(officer)) == 9
    assert "Thư viện Trường Tiểu học Quảng Nghiệp Chờ duyệt" in page
    assert "Nhà văn hóa - khu thể thao thôn Gồm Thôn Gồm Chờ duyệt" in page
    assert "19/11/2026" in page


def test_whoever_waits_longest_for_the_officer_stands_first(officer: Client) -> None:
    put_into("TV-MN", State.SUBMITTED, at=NOW - timedelta(days=400))

    assert names(officer)[0] == "Thư viện Trường Mầm non Quảng Nghiệp"


def test_a_form_waits_from_the_day_on_which_it_was_laid_out(cast: Cast) -> None:
    merge_schools(cast)

    forms = submissions([year_of(cast)], NOW.date()).to_chase
    ages = {form.code: form.age for form in forms if form.state == State.NOT_OPENED}

    assert ages.pop("TV-LC") == "hôm nay"
    assert set(ages.values()) == {"đã 20 ngày"}


def test_the_counts_by_state_lead_to_the_rows_of_that_state(officer: Client) -> None:
    page = officer.get(GRID).content.decode()

    found = dict(re.findall(r'<a href="\?trang-thai=(\w+)">(\d+)</a>', page))

    assert {state: len(names(officer, f"?trang-thai={state}")) for state in State} == {
        state: int(count) for state, count in found.items()
    }


@pytest.mark.parametrize("page", [GRID, "/"])
def test_a_name_is_never_markup(officer: Client, page: str) -> None:
    Library.objects.filter(code="TV-TH").update(name="<b>Thư viện", code="T/V <i>")
    Unit.objects.filter(code="TH").update(name="<i>Trường & lớp")

    html = officer.get(page).content.decode()

    assert "&lt;b&gt;Thư viện</a><small>&lt;i&gt;Trường &amp; lớp</small>" in html
    assert f'href="/thu-vien/T/V%20%3Ci%3E/{OPEN_YEAR}/"' in html


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?don-vi=mam non", ["Thư viện Trường Mầm non Quảng Nghiệp"]),
        ("?don-vi=Thôn Gồm", ["Nhà văn hóa - khu thể thao thôn Gồm"]),
        ("?don-vi=tv-thcs", ["Thư viện Trường THCS Quảng Nghiệp"]),
        ("?loai=thu-vien&trang-thai=submitted", ["Thư viện Trường THCS Quảng Nghiệp"]),
        ("?qua-han=on", []),
        ("?don-vi=khong co", []),
    ],
)
def test_the_grid_is_narrowed_by_words_kind_and_state(
    cast: Cast, officer: Client, query: str, expected: list[str]
) -> None:
    # Nothing is overdue, on whatever day this is tried.
    deadline = NOW.date() + timedelta(days=4000)
    ReportingYear.objects.filter(pk=year_of(cast).pk).update(unit_deadline=deadline, report_deadline=deadline)

    assert names(officer, query) == expected


@pytest.mark.parametrize("query", ["?trang-thai=lost", "?loai=' OR 1=1", "?don-vi=%00", "?qua-han=x&khac=1"])
def test_a_filter_that_means_nothing_breaks_nothing(officer: Client, query: str) -> None:
    assert officer.get(GRID + query).status_code == 200


def test_only_what_the_units_still_owe_is_overdue(cast: Cast, officer: Client) -> None:
    ReportingYear.objects.filter(pk=year_of(cast).pk).update(unit_deadline=NOW.date() - timedelta(days=400))

    shown = names(officer, "?qua-han=on")

    owed = submissions([year_of(cast)], NOW.date()).to_chase
    assert sorted(shown) == sorted(one.name for one in owed)


@pytest.mark.parametrize(("minutes", "counted"), [(0, True), (16 * 60 - 1, True), (16 * 60, False)])
def test_on_time_is_what_came_by_the_end_of_the_deadlines_day(cast: Cast, minutes: int, counted: bool) -> None:
    year = year_of(cast)
    year.unit_deadline = NOW.date()  # where it is eight in the morning
    before = punctuality(year, 9).on_time

    put_into("VH-MAC", State.SUBMITTED, at=NOW + timedelta(minutes=minutes))

    assert punctuality(year, 9).on_time == before + counted


def test_a_form_that_was_sent_back_is_on_time_by_its_first_submission(cast: Cast) -> None:
    year, figures = year_of(cast), put_into("TV-THCS", State.SUBMITTED)
    on_time = punctuality(year, 9).on_time

    return_figures(figures, by=cast.officer, at=NOW, reason="Thiếu")
    late = NOW + timedelta(days=60)
    who = {"name": "Lan", "position": "Hiệu trưởng", "why_unchanged": "Số đã đúng."}
    submit(figures, by=cast.colleague, at=late, version=figures.version, **who)

    assert punctuality(year, 9).on_time == on_time


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (-1, "Đã nộp 4/9 cơ sở. Còn 1 ngày."),
        (0, "Đã nộp 4/9 cơ sở. Hôm nay là hạn."),
        (1, "Nộp đúng hạn: "),
    ],
)
def test_nobody_is_late_before_the_deadline(
    cast: Cast, officer: Client, monkeypatch: pytest.MonkeyPatch, days: int, told: str
) -> None:
    ReportingYear.objects.filter(pk=year_of(cast).pk).update(unit_deadline=NOW.date())
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(days=days))

    assert told in words(officer.get(GRID))


def test_a_form_laid_out_after_the_deadline_is_not_expected_by_it(cast: Cast) -> None:
    year = year_of(cast)
    merge_schools(cast)

    assert punctuality(year, 8).expected == 8
    year.unit_deadline = NOW.date() - timedelta(days=1)
    assert punctuality(year, 8).expected == 7


def test_nothing_expected_has_no_share(cast: Cast) -> None:
    assert punctuality(year_of(cast), 0).share is None


def test_what_the_officer_entered_for_a_unit_is_marked(officer: Client) -> None:
    assert "nhập thay" in words(officer.get(GRID))


@pytest.mark.parametrize(("role", "works"), [("officer", True), ("leader", False)])
def test_the_leader_reads_and_the_officer_works(cast: Cast, role: str, works: bool) -> None:
    page = signed_in(getattr(cast, role)).get(GRID).content.decode()

    assert ('name="chosen"' in page) is works
    assert ("Khóa năm" in page) is works
    assert 'class="on-time"' in page


def test_only_submissions_can_be_ticked_and_all_of_them_at_once(officer: Client) -> None:
    page = officer.get(GRID + "?chon-het=1").content.decode()

    assert len(re.findall(r'name="chosen"[^>]* checked', page)) == len(names(officer, "?trang-thai=submitted")) == 2
    assert "checked" not in officer.get(GRID).content.decode()


def test_the_menu_leads_to_the_grid_for_those_who_may_see_it(cast: Cast) -> None:
    menus = {role: '<a href="/so-lieu/"' in _menu(cast, role) for role in ("officer", "leader", "reporter")}

    assert menus == {"officer": True, "leader": True, "reporter": False}


def _menu(cast: Cast, role: str) -> str:
    return signed_in(getattr(cast, role)).get("/ke-hoach/").content.decode().split("</nav>")[0]


@pytest.mark.parametrize("role", ["officer", "leader"])
def test_a_phone_shows_five_entries_of_the_menu_at_most(cast: Cast, role: str) -> None:
    menu = _menu(cast, role)

    assert 'class="nav many"' in menu  # the stylesheet shows four of them and “Thêm”
    assert menu.index("/so-lieu/") < menu.index('class="more"')


def test_the_grid_of_two_hundred_facilities_stays_under_100_kb(cast: Cast) -> None:
    year = grown(cast, 200)

    response = signed_in(cast.officer).get(f"/so-lieu/{year.year}/")

    assert response.content.count(b'<th scope="row"') == 200
    assert len(response.content) < 100_000


def grown(cast: Cast, facilities: int) -> ReportingYear:
    """A year of the commune with so many libraries of as many schools, named at length, in every state."""
    commune, last = cast.commune, OPEN_YEAR + 1
    units = Unit.objects.bulk_create(
        Unit(commune=commune, code=f"TH-{n:03}", name=f"Trường Tiểu học và THCS số {n}", kind=UnitKind.SCHOOL)
        for n in range(facilities)
    )
    libraries = Library.objects.bulk_create(
        Library(commune=commune, unit=unit, code=f"TV-{unit.code}", name=f"Thư viện {unit.name}", kind="primary")
        for unit in units
    )
    window = default_window(last)
    year = ReportingYear.objects.create(
        commune=commune,
        year=last,
        window_start=window.start,
        window_end=window.end,
        unit_deadline=window.unit_deadline,
        report_deadline=window.report_deadline,
        opened_at=NOW,
        opened_by=cast.officer,
    )
    done = {f"{step}_at": NOW for step in STEPS} | {f"{step}_by": cast.officer for step in STEPS}
    words_of_form = dict.fromkeys(("return_reason", "responsible_name", "responsible_position"), "Lan")
    LibraryFigures.objects.bulk_create(
        LibraryFigures(
            facility=library,
            reporting_year=year,
            state=list(State)[n % 5],
            entered_on_behalf=n % 3 == 0,
            **{**done, "accepted_at": NOW if n % 5 == list(State).index(State.ACCEPTED) else None},
            **words_of_form,
        )
        for n, library in enumerate(libraries)
    )
    return year
