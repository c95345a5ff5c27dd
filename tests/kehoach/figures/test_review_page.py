"""One facility's year as the officer checks it, and as others read it."""

from __future__ import annotations

import pytest
from django.test import Client

from kehoach.figures.state_words import OFFICE_WORDS
from kehoach.models import ReportingYear, State
from tests.cast import NOW, OPEN_YEAR, Cast, figures_of, put_into, signed_in
from tests.pages import beside, edit, filled_in, words

SCHOOL = "TV-TH"
PAGE = f"/thu-vien/{SCHOOL}/{OPEN_YEAR}/"
ACCEPT, RETURN = f"{PAGE}duyet/", f"{PAGE}tra-lai/"


@pytest.fixture
def officer(cast: Cast) -> Client:
    """The culture officer, with the primary school's submission before them."""
    put_into(SCHOOL, State.SUBMITTED)
    return signed_in(cast.officer)


def state() -> str:
    """Where the school's form stands."""
    return figures_of(SCHOOL).state


@pytest.mark.once
@pytest.mark.parametrize("shown", [state for state in State if state != State.NOT_OPENED])
def test_the_page_names_the_state_and_shows_the_values(officer: Client, shown: State) -> None:
    put_into(SCHOOL, shown)

    page = words(officer.get(PAGE))

    assert OFFICE_WORDS[shown] in page
    assert "3.640" in page
    assert "3.290" in page, "last year's value is missing"


def test_what_is_seen_is_accepted(cast: Cast, officer: Client) -> None:
    form = filled_in(officer.get(PAGE), "version")

    response = officer.post(ACCEPT, form, follow=True)

    assert response.redirect_chain[-1][0] == PAGE
    assert "Đã duyệt. Số liệu này được tính vào kết quả của xã." in words(response)
    assert (state(), figures_of(SCHOOL).accepted_by) == (State.ACCEPTED, cast.officer)


def test_what_was_changed_after_the_page_was_opened_is_not_accepted(cast: Cast, officer: Client) -> None:
    form = filled_in(officer.get(PAGE), "version")
    put_into(SCHOOL, State.RETURNED)
    edit(signed_in(cast.reporter), f"{PAGE}nhap/", pupils="436")
    put_into(SCHOOL, State.SUBMITTED)

    response = officer.post(ACCEPT, form, follow=True)

    assert "Phiếu đã thay đổi sau khi trang này mở. Hãy xem lại số liệu mới rồi duyệt." in words(response)
    assert state() == State.SUBMITTED


@pytest.mark.parametrize("version", [{}, {"version": "một"}, {"version": "999"}])
def test_nothing_is_accepted_without_the_version_that_was_seen(officer: Client, version: dict[str, str]) -> None:
    officer.post(ACCEPT, version)

    assert state() == State.SUBMITTED


def test_what_was_taken_back_meanwhile_is_not_accepted(officer: Client) -> None:
    form = filled_in(officer.get(PAGE), "version")
    put_into(SCHOOL, State.RETURNED)

    response = officer.post(ACCEPT, form, follow=True)

    assert "Phiếu đang ở trạng thái “Trả lại” nên không chuyển sang “Đã duyệt” được." in words(response)
    assert state() == State.RETURNED


def test_a_return_is_sent_with_its_reason(cast: Cast, officer: Client) -> None:
    form = filled_in(officer.get(RETURN), "reason")

    response = officer.post(RETURN, {**form, "reason": "Thiếu lượt người dân."}, follow=True)

    assert "Đã trả lại. Đơn vị sẽ thấy lý do ở đầu phiếu." in words(response)
    assert (state(), figures_of(SCHOOL).return_reason) == (State.RETURNED, "Thiếu lượt người dân.")
    assert "Thiếu lượt người dân." in words(signed_in(cast.reporter).get(PAGE))


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_a_return_without_a_fitting_reason_is_asked_again(officer: Client, reason: str) -> None:
    form = filled_in(officer.get(RETURN), "reason")

    response = officer.post(RETURN, {**form, "reason": reason})

    assert response.status_code == 200
    assert beside(response, "reason")
    assert state() == State.SUBMITTED


def test_reopening_says_first_what_goes_on_counting(officer: Client) -> None:
    put_into(SCHOOL, State.ACCEPTED)

    page = words(officer.get(RETURN))

    assert "vẫn được tính vào kết quả năm 2026 của xã. Bản sửa chỉ được tính từ khi được duyệt." in page
    assert "Báo cáo đã ban hành không thay đổi." in page
    assert state() == State.ACCEPTED


def test_what_is_accepted_can_be_reopened_with_a_reason(officer: Client) -> None:
    put_into(SCHOOL, State.ACCEPTED)
    form = filled_in(officer.get(RETURN), "reason")

    officer.post(RETURN, {**form, "reason": "Trường xin sửa số bản sách."})

    assert state() == State.RETURNED


@pytest.mark.parametrize("path", [ACCEPT, RETURN])
def test_a_closed_year_is_neither_accepted_nor_returned(cast: Cast, officer: Client, path: str) -> None:
    sent = {"version": figures_of(SCHOOL).version, "reason": "Sửa"}
    ReportingYear.objects.filter(commune=cast.commune, year=OPEN_YEAR).update(closed_at=NOW, closed_by=cast.officer)

    response = officer.post(path, sent, follow=True)

    assert "Năm 2026 đã khóa ngày 22/11/2026." in words(response)
    assert state() == State.SUBMITTED


def test_every_version_is_told_with_who_when_and_what_changed(cast: Cast, officer: Client) -> None:
    put_into(SCHOOL, State.DRAFT)
    edit(signed_in(cast.reporter), f"{PAGE}nhap/", visits_pupils="3650")

    page = words(officer.get(PAGE))

    assert "Lượt học sinh đến thư viện: 3.640 → 3.650" in page
    assert str(cast.reporter) in page
    assert "08:00 04/11/2026" in page


@pytest.mark.parametrize(("role", "offered"), [("officer", True), ("leader", False), ("reporter", False)])
def test_only_the_officer_is_offered_to_accept(cast: Cast, officer: Client, role: str, offered: bool) -> None:
    page = signed_in(getattr(cast, role)).get(PAGE).content.decode()

    assert (f'action="{ACCEPT}"' in page) is offered


@pytest.mark.parametrize(("shown", "status"), [(state, 200 if state == State.ACCEPTED else 404) for state in State])
def test_the_overseer_sees_only_what_is_accepted(cast: Cast, officer: Client, shown: State, status: int) -> None:
    put_into(SCHOOL, shown)

    assert signed_in(cast.overseer, cast.commune).get(PAGE).status_code == status


def test_nothing_is_told_of_a_form_that_nobody_has_opened(officer: Client) -> None:
    page = words(officer.get(f"/thu-vien/TV-TTHTCD/{OPEN_YEAR}/"))

    assert "Đơn vị chưa mở phiếu" in page
    assert "Chưa trả lời" not in page


@pytest.mark.parametrize("when", ["05/01/2026", "04/01/2026"])
def test_a_day_is_the_day_that_it_was_here(cast: Cast, officer: Client, when: str) -> None:
    early = NOW.replace(month=1, day=int(when[:2]), hour=1)
    put_into(SCHOOL, State.RETURNED, at=early)

    assert f"Trả lại ngày {when}" in words(officer.get(PAGE))
