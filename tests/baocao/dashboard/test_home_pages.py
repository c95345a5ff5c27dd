"""The first page of each role: what is to be done, and by whom."""

from __future__ import annotations

import html
import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from kehoach.models import ReportingYear, State
from kehoach.years.actions import add_missing_forms
from tests.cast import NOW, OPEN_YEAR, Cast, person, put_into, signed_in
from tests.mergers import library
from tests.pages import sections, words

BANNER = "Dữ liệu minh họa."


def close(cast: Cast) -> None:
    """Closes the open year, past the rules."""
    ReportingYear.objects.filter(commune=cast.commune, year=OPEN_YEAR).update(closed_at=NOW, closed_by=cast.officer)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Thư viện Trường THCS", "Chờ tôi"),
        ("khu thể thao thôn Gồm", "Chờ tôi"),
        ("thư viện xã Quảng Nghiệp", "Chờ tôi"),
        ("khu thể thao thôn Ngái, nhập thay", "Chờ tôi"),
        ("thư viện Trường Mầm non", "Chờ đơn vị"),
        ("khu thể thao thôn Mạc", "Chờ đơn vị"),
        ("Thư viện Trường Tiểu học", "Chờ đơn vị"),
    ],
)
def test_the_officer_sees_what_to_do_and_whom_to_remind(cast: Cast, name: str, title: str) -> None:
    page = sections(signed_in(cast.officer).get("/"))

    assert [heading for heading, below in page.items() if name in below] == [title]


@pytest.mark.once
@pytest.mark.parametrize(
    ("line", "url"),
    [
        ("2 phiếu: Thư viện Trường THCS", "/so-lieu/2026/?trang-thai=submitted"),
        ("Phiếu nhà văn hóa - khu thể thao thôn Mạc", "/nguoi-dung/"),
        ("Phiếu thư viện Trường Mầm non", "/so-lieu/2026/nhac/"),
        ("Việc IV.2.a, Trường Mầm non", "/nhiem-vu/IV.2.a/2026/MN/"),
        ("15 nhiệm vụ của tôi chưa xong", "/nhiem-vu/?nam=2026&don-vi=VHTT"),
        ("Báo cáo năm của xã", "/bao-cao/2026/hang-nam/"),
        ("Đường dẫn nhập cho 2 đơn vị", "/so-lieu/2026/duong-dan/"),
    ],
)
def test_each_line_of_the_officers_day_leads_to_where_it_is_done(cast: Cast, line: str, url: str) -> None:
    officer = signed_in(cast.officer)

    links = re.findall(r'<a href="([^"]+)">([^<]+)</a>', html.unescape(officer.get("/").content.decode()))

    assert [href for href, title in links if title.startswith(line)] == [url]
    assert officer.get(url).status_code == 200


def test_the_officer_sees_the_longest_waiting_first(cast: Cast) -> None:
    put_into("TV-THCS", State.SUBMITTED, at=NOW.replace(year=2025))

    mine = sections(signed_in(cast.officer).get("/"))["Chờ tôi"]

    ages = [int(days.replace(".", "")) for days in re.findall(r"Chờ (?:duyệt|xem) ([\d.]+) ngày", mine)]
    assert ages == sorted(ages, reverse=True)
    assert ages[0] >= 365


def test_many_forms_that_nobody_has_submitted_are_one_line(cast: Cast) -> None:
    for number in range(20):
        library(cast, f"TV-{number}", date(2024, 1, 1), f"Thư viện {number}")
    year = ReportingYear.objects.get(commune=cast.commune, year=OPEN_YEAR)
    add_missing_forms(reporting_year=year, by=cast.officer, at=NOW)

    assert "23 phiếu chưa nộp" in sections(signed_in(cast.officer).get("/"))["Chờ đơn vị"]


def test_a_form_past_its_deadline_is_overdue(cast: Cast) -> None:
    years = ReportingYear.objects.filter(commune=cast.commune, year=OPEN_YEAR)
    years.update(window_start=date(2019, 12, 15), window_end=date(2020, 12, 14), unit_deadline=date(2020, 12, 5))

    page = signed_in(cast.officer).get("/")

    assert "Quá hạn" in sections(page)["Chờ đơn vị"].partition("thôn Mạc")[2]


@pytest.mark.parametrize(("days", "tone"), [(-20, "path"), (-5, "open"), (0, "open"), (1, "late")])
def test_a_year_is_red_from_the_day_after_its_reports_deadline(cast: Cast, days: int, tone: str) -> None:
    years = ReportingYear.objects.filter(commune=cast.commune, year=OPEN_YEAR)
    years.update(report_deadline=timezone.localdate() - timedelta(days=days))

    page = signed_in(cast.officer).get("/").content.decode()

    first = page[page.index("years-open") :]
    assert re.findall(r'<li class="(\w+)"', first)[0] == tone


@pytest.mark.parametrize("role", ["officer", "reporter"])
def test_without_an_open_year_there_is_nothing_to_do(cast: Cast, role: str) -> None:
    close(cast)

    response = signed_in(getattr(cast, role)).get("/")

    assert response.status_code == 200
    assert "năm báo cáo" in words(response)
    assert "Thư viện Trường Mầm non" not in words(response)


def test_a_commune_without_a_plan_has_a_home_too(cast: Cast) -> None:
    assert "Chưa mở năm báo cáo nào" in words(signed_in(cast.stranger).get("/"))


@pytest.mark.parametrize(
    ("unit", "state", "step"),
    [
        ("TTHTCD", State.NOT_OPENED, "/thu-vien/TV-TTHTCD/2026/mo/"),
        ("THON-NGAI", State.DRAFT, "/van-hoa/VH-NGAI/2026/nhap/"),
        ("MN", State.RETURNED, "/thu-vien/TV-MN/2026/nhap/"),
        ("THON-GOM", State.SUBMITTED, "/van-hoa/VH-GOM/2026/"),
    ],
)
def test_a_unit_sees_its_forms_and_the_next_step(cast: Cast, unit: str, state: State, step: str) -> None:
    response = signed_in(cast.reporter_of(unit)).get("/")

    assert state.label in words(response)
    assert f'"{step}"' in response.content.decode()


def test_a_unit_sees_why_a_form_came_back(cast: Cast) -> None:
    page = words(signed_in(cast.reporter_of("MN")).get("/"))

    assert "Đề nghị kiểm tra lại số lượt người dân đến thư viện và nêu căn cứ thống kê." in page


def test_a_unit_sees_the_duties_that_the_plan_gives_it(cast: Cast) -> None:
    page = signed_in(cast.reporter).get("/").content.decode()

    assert sorted(re.findall(r'href="/nhiem-vu/([^"/]+)/"', page)) == ["IV.2.a", "IV.2.b", "IV.2.c"]


def test_a_unit_without_a_facility_still_has_its_duties(cast: Cast) -> None:
    response = signed_in(cast.reporter_of("DTT")).get("/")

    assert "không có phiếu số liệu" in words(response)
    assert "/nhiem-vu/IV.5/" in response.content.decode()


def test_what_presses_stands_before_the_books_and_the_workbook_where_a_form_waits(cast: Cast) -> None:
    asked = words(signed_in(cast.reporter_of("MN")).get("/"))
    waiting = words(signed_in(cast.reporter_of("THON-GOM")).get("/"))

    assert asked.index("Việc kế hoạch giao cho đơn vị") < asked.index("Ghi vào sổ theo dõi")
    assert "Ghi vào sổ theo dõi" in waiting
    assert ("Nhập năm 2026 từ Excel" in asked, "từ Excel" in waiting) == (True, False)


def test_a_unit_without_a_duty_is_told_so_and_has_nothing_to_filter(cast: Cast) -> None:
    page = words(signed_in(cast.reporter_of("THON-GOM")).get("/nhiem-vu/"))

    assert "Kế hoạch chưa giao nhiệm vụ nào cho đơn vị." in page
    assert "Lọc theo mục" not in page


def test_the_leader_comes_to_the_dashboard_of_the_newest_closed_year(cast: Cast) -> None:
    response = signed_in(cast.leader).get("/", follow=True)

    assert response.redirect_chain[-1][0] == "/bang-dieu-hanh/2025/"


@pytest.mark.case("SC-036")
@pytest.mark.parametrize("role", ["overseer", "administrator"])
def test_who_has_no_commune_chooses_one_and_comes_to_its_plan(cast: Cast, role: str) -> None:
    client = signed_in(getattr(cast, role))
    page = words(client.get("/"))
    assert "Quảng Nghiệp" in page
    assert "Quang Khải" in page

    response = client.post("/xa/11122/", follow=True)

    assert response.redirect_chain[-1][0] == "/ke-hoach/"
    assert "Kế hoạch số 04/KH-UBND" in words(response)


def test_the_administrator_is_shown_the_way_to_the_admin(cast: Cast) -> None:
    assert 'href="/quan-tri/"' in signed_in(cast.administrator).get("/").content.decode()


@pytest.mark.once
@pytest.mark.parametrize("role", ["reporter", "officer", "leader"])
def test_the_demonstration_is_marked_on_every_page(cast: Cast, role: str) -> None:
    assert BANNER in words(signed_in(getattr(cast, role)).get("/ke-hoach/"))


def test_figures_that_are_a_communes_own_are_not_marked(cast: Cast) -> None:
    assert BANNER not in words(signed_in(cast.stranger).get("/"))


@pytest.mark.once
@pytest.mark.parametrize(
    ("role", "absent"),
    [("reporter", "/bang-dieu-hanh/"), ("officer", "/quan-tri/"), ("administrator", "/bang-dieu-hanh/")],
)
def test_the_menu_offers_nothing_that_would_be_refused(cast: Cast, role: str, absent: str) -> None:
    client = signed_in(getattr(cast, role), cast.commune if role == "administrator" else None)
    page = client.get("/ke-hoach/").content.decode()
    menu = page[page.index("<nav") : page.index("</nav>")]
    links = set(re.findall(r'href="([^"]+)"', menu))

    assert absent not in links
    assert {url: client.get(url, follow=True).status_code for url in links} == dict.fromkeys(links, 200)


def test_somebody_of_two_units_is_two_accounts(cast: Cast) -> None:
    village = person(role=cast.reporter.role, commune=cast.commune, unit=cast.commune.units.get(code="THON-MAC"))

    page = words(signed_in(village).get("/"))

    assert "khu thể thao thôn Mạc" in page
    assert "Thư viện" not in page[page.index("Việc của đơn vị") :]
