"""/bieu-mau/: how far each form is, who owes what, the questions that are asked once, and the forms on paper."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from baocao.models import FormAnswers
from tests.cast import Cast, signed_in
from tests.entry_links import inside, link_of
from tests.pages import words
from thuvien.models import Library

pytestmark = pytest.mark.once

COMMUNE_PAGE, SCHOOL_PAGE = "/bieu-mau/tra-loi/2025/", "/bieu-mau/tra-loi/2025/TV-TH/"


@pytest.fixture(autouse=True)
def unanswered(cast: Cast) -> None:
    """Nobody has answered anything yet."""
    FormAnswers.objects.all().delete()


def answer(client: Client, url: str, version: int = 0, **answers: str) -> str:
    """Sends a page of questions as a browser would; what the page says then."""
    return words(client.post(url, {"version": version, **answers}, follow=True))


@pytest.mark.case("SC-186")
def test_the_officer_sees_how_far_the_forms_are_and_answers_what_is_missing(cast: Cast) -> None:
    officer = signed_in(cast.officer)
    before = words(officer.get("/bieu-mau/", {"nam": "2025"}))
    assert "Cộng đồng học tập cấp xã" in before
    assert "còn thiếu" in before

    page = words(officer.get(COMMUNE_PAGE))
    assert "Sổ văn bản có 06/KH-UBND ngày 14/01/2025." in page
    assert "Tủ sách Trung tâm học tập cộng đồng xã có 631 bản sách." in page
    assert "Đã ghi." in answer(officer, COMMUNE_PAGE, citizens_counted="3.100", citizens_recognised="2.015")

    form = words(officer.get("/bieu-mau/cong-dong-hoc-tap/2025/"))
    assert "Tỷ lệ “Công dân học tập” % 65%" in form
    assert "Số người đã qua đào tạo" in form.partition("Ai còn phải trả lời gì")[2]
    kept = FormAnswers.objects.get(library=None)
    assert (kept.answers, kept.version) == ({"citizens_counted": 3100, "citizens_recognised": 2015}, 1)
    answer(officer, COMMUNE_PAGE, 1, citizens_counted="3.100", citizens_recognised="2.015")
    assert FormAnswers.objects.get(library=None).version == 1
    assert [version.history_user for version in kept.history.all()] == [cast.officer]
    assert "Số người dân được đưa vào đánh giá: Chưa trả lời → 3.100" in words(officer.get(COMMUNE_PAGE))
    book = load_workbook(BytesIO(officer.get("/bieu-mau/", {"nam": "2025", "dang": "xlsx"}).content))
    assert book["Biểu mẫu"]["A5"].value == "Cộng đồng học tập cấp xã"


@pytest.mark.case("SC-187")
def test_what_seldom_changes_is_asked_once_and_holds_for_later_years(cast: Cast) -> None:
    school = signed_in(cast.reporter)
    answer(school, SCHOOL_PAGE, founded_in="1998", classes="15", teachers="20", data_gathered_by="direct")

    later = school.get("/bieu-mau/tra-loi/2026/TV-TH/").content.decode()
    assert 'value="1998"' in later
    assert 'value="15"' in later
    answer(
        school, "/bieu-mau/tra-loi/2026/TV-TH/", founded_in="", classes="16", teachers="20", data_gathered_by="direct"
    )
    assert FormAnswers.objects.get(year=2026).answers == {"founded_in": None, "classes": 16}
    assert "Năm thành lập 1998" in words(school.get("/bieu-mau/thu-vien-05-2020/2025/TV-TH/"))
    assert "Năm thành lập chưa có" in words(school.get("/bieu-mau/thu-vien-05-2020/2026/TV-TH/"))


@pytest.mark.case("SC-195")
def test_a_new_name_asks_nothing_again(cast: Cast) -> None:
    school = signed_in(cast.reporter)
    answer(school, SCHOOL_PAGE, founded_in="1998", classes="15")
    old = Library.objects.get(code="TV-TH")
    Library.objects.filter(pk=old.pk).update(closed_on=date(2026, 1, 1))
    renamed = Library.objects.create(
        commune=old.commune,
        unit=old.unit,
        code="TV-TH2",
        name="Thư viện mới",
        kind=old.kind,
        opened_on=date(2026, 1, 1),
    )
    renamed.predecessors.add(old)

    page = school.get("/bieu-mau/tra-loi/2026/TV-TH2/").content.decode()
    assert 'value="1998"' in page
    answer(school, "/bieu-mau/tra-loi/2026/TV-TH2/", founded_in="1998", classes="16")
    assert FormAnswers.objects.get(library=renamed).answers == {"classes": 16}
    assert "Năm thành lập 1998" in words(school.get("/bieu-mau/thu-vien-05-2020/2026/TV-TH2/"))


def test_two_people_lose_nothing(cast: Cast) -> None:
    school, officer = signed_in(cast.reporter), signed_in(cast.officer)
    answer(school, SCHOOL_PAGE, founded_in="1998", classes="15")

    assert "Đã ghi." in answer(officer, SCHOOL_PAGE, founded_in="", classes="", teachers="21")
    clash = answer(officer, SCHOOL_PAGE, 1, founded_in="1999", classes="15", teachers="20")
    assert FormAnswers.objects.get().answers == {"founded_in": 1998, "classes": 15, "teachers": 21}
    assert "Người khác vừa ghi “21”" in clash
    assert "Đã ghi." in answer(officer, SCHOOL_PAGE, 2, founded_in="1999", classes="15", teachers="20")
    assert FormAnswers.objects.get().answers == {"founded_in": 1999, "classes": 15, "teachers": 20}


def test_a_part_is_not_more_than_its_whole(cast: Cast) -> None:
    officer = signed_in(cast.officer)

    said = answer(officer, COMMUNE_PAGE, citizens_counted="100", citizens_trained="101", culture_villages="4")
    assert "Không thể quá 100 người." in said
    assert "Không thể quá 3 thôn." in said
    assert "Không thể quá 2025." in answer(officer, "/bieu-mau/tra-loi/2025/TV-XA/", founded_in="2026")
    assert not FormAnswers.objects.exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"classes": "mười lăm"}, "Hãy chỉ gõ chữ số"),
        ({"founded_in": "98"}, "Năm gồm bốn chữ số, ví dụ 2019."),
        ({"founding_date": "31/02/2001"}, "ngày"),
        ({"press_in_threes": "maybe"}, "không"),
        ({"data_gathered_by": "pigeon"}, "không"),
        ({"version": "x"}, "số nguyên"),
    ],
)
def test_what_cannot_be_read_is_asked_again_and_nothing_is_kept(cast: Cast, sent: dict[str, str], said: str) -> None:
    page = signed_in(cast.reporter).post(SCHOOL_PAGE, {"version": "0", **sent})

    assert page.status_code == 200
    assert said.lower() in words(page).lower()
    assert not FormAnswers.objects.exists()


@pytest.mark.case("SC-188")
def test_a_unit_reaches_its_own_form_by_its_link_and_no_other(cast: Cast) -> None:
    client = inside(link_of("TH"))

    listed = words(client.get("/bieu-mau/"))
    assert "Thư viện Trường Tiểu học Quảng Nghiệp" in listed
    assert "THCS" not in listed
    assert client.get("/bieu-mau/thu-vien-05-2020/2026/TV-TH/").status_code == 200
    assert client.get("/bieu-mau/thu-vien-05-2020/2026/TV-THCS/").status_code == 404
    assert client.get("/bieu-mau/cong-dong-hoc-tap/2026/").status_code == 403
    assert "Đã ghi." in answer(client, "/bieu-mau/tra-loi/2026/TV-TH/", classes="15")


def test_a_form_that_is_not_there_is_not_found(cast: Cast) -> None:
    officer = signed_in(cast.officer)
    paths = ("cong-dong-hoc-tap/2031", "cong-dong-hoc-tap/2022", "thu-vien-truong/2025/TV-XA", "x/2025")

    assert [officer.get(f"/bieu-mau/{path}/").status_code for path in paths] == [404] * len(paths)


def test_a_librarys_form_without_its_code_is_the_communes_or_the_units_own(cast: Cast) -> None:
    url = "/bieu-mau/thu-vien-05-2020/2025/"

    assert "Thư viện xã Quảng Nghiệp" in words(signed_in(cast.officer).get(url))
    assert "Thư viện Trường Tiểu học Quảng Nghiệp" in words(signed_in(cast.reporter).get(url))
