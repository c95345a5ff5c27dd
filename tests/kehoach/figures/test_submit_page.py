"""The summary before submitting, and who stands by the figures."""

from __future__ import annotations

import pytest
from django.test import Client

from kehoach.models import State
from tests.cast import OPEN_YEAR, Cast, figures_of, put_into, signed_in
from tests.pages import edit, filled_in, words

SCHOOL = "TV-TH"
PAGE = f"/thu-vien/{SCHOOL}/{OPEN_YEAR}/"
ENTRY, SUBMIT = f"{PAGE}nhap/", f"{PAGE}nop/"


@pytest.fixture
def librarian(cast: Cast) -> Client:
    """The primary school's librarian, with the school's form half way."""
    put_into(SCHOOL, State.DRAFT)
    return signed_in(cast.reporter)


def test_the_summary_lists_what_is_open_and_offers_no_way_to_submit(librarian: Client) -> None:
    edit(librarian, ENTRY, pupils="", loans="17.450")

    response = librarian.get(SUBMIT)

    assert "Còn trống: 1 câu Điền số, hoặc chọn một câu trả lời ở dưới. Học sinh 2025: 428 học sinh" in words(response)
    assert "Lượt mượn về nhà 17.450, năm trước 1.582" in words(response)
    assert "Chưa nộp được: còn 1 lỗi phải sửa và 1 mục cần giải trình." in words(response)
    with pytest.raises(KeyError):
        filled_in(response, "position")


def test_submitting_past_the_summary_is_refused(librarian: Client) -> None:
    edit(librarian, ENTRY, pupils="")

    sent = {"version": figures_of(SCHOOL).version, "name": "Lan", "position": "Hiệu trưởng"}
    response = librarian.post(SUBMIT, sent, follow=True)

    assert "Chưa nộp được: còn 1 lỗi phải sửa." in words(response)
    assert figures_of(SCHOOL).state == State.DRAFT


def test_submitting_names_the_person_responsible(librarian: Client) -> None:
    form = filled_in(librarian.get(SUBMIT), "position")

    response = librarian.post(SUBMIT, {**form, "name": "Nguyễn Thị Hòa", "position": "Hiệu trưởng"})

    assert response["Location"].startswith(PAGE)
    figures = figures_of(SCHOOL)
    assert (figures.state, figures.responsible_name) == (State.SUBMITTED, "Nguyễn Thị Hòa")


@pytest.mark.once
@pytest.mark.parametrize("missing", ["name", "position"])
def test_submitting_without_the_person_responsible_is_asked_again(librarian: Client, missing: str) -> None:
    form = filled_in(librarian.get(SUBMIT), "position")

    response = librarian.post(SUBMIT, {**form, "name": "Hòa", "position": "Hiệu trưởng", missing: " "})

    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    assert figures_of(SCHOOL).state == State.DRAFT


def test_submitting_what_somebody_changed_meanwhile_is_refused(cast: Cast, librarian: Client) -> None:
    form = filled_in(librarian.get(SUBMIT), "position")
    edit(signed_in(cast.officer), ENTRY, pupils="441")

    response = librarian.post(SUBMIT, {**form, "name": "Hòa", "position": "Hiệu trưởng"}, follow=True)

    assert "Người khác đã lưu phiếu này trong lúc đó." in words(response)
    assert figures_of(SCHOOL).state == State.DRAFT


def test_a_refused_submission_keeps_who_stands_by_it(cast: Cast, librarian: Client) -> None:
    form = filled_in(librarian.get(SUBMIT), "position")
    edit(signed_in(cast.officer), ENTRY, pupils="")
    refused = librarian.post(SUBMIT, {**form, "name": "Hòa", "position": "Phó Hiệu trưởng"})
    edit(librarian, ENTRY, pupils="441")

    again = filled_in(librarian.get(SUBMIT), "position")

    assert "Chưa nộp được: còn 1 lỗi phải sửa." in words(refused)
    assert (again["name"], again["position"]) == (["Hòa"], ["Phó Hiệu trưởng"])


def test_who_stands_by_one_units_figures_is_not_proposed_for_another(cast: Cast, librarian: Client) -> None:
    put_into("TV-MN", State.DRAFT)
    officer = signed_in(cast.officer)
    form = filled_in(officer.get(SUBMIT), "position")

    officer.post(SUBMIT, {**form, "name": "Hòa", "position": "Hiệu trưởng"})

    assert filled_in(officer.get(f"/thu-vien/TV-MN/{OPEN_YEAR}/nop/"), "position")["name"] != ["Hòa"]
