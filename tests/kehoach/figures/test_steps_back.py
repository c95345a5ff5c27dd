"""A unit takes back what it has submitted, and asks for what was accepted; the officer sees why and answers."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from kehoach.figures.actions.figures import accept, return_figures, submit
from kehoach.figures.actions.steps_back import ask_back, decline, withdraw
from kehoach.models import State
from kehoach.people.rules import Refused
from tests.cast import NOW, OPEN_YEAR, Cast, figures_of, put_into, signed_in
from tests.pages import words

SCHOOL = "TV-TH"
PAGE = f"/thu-vien/{SCHOOL}/{OPEN_YEAR}/"
LATER = NOW + timedelta(hours=1)


def pills(page: str) -> set[str]:
    """The words of all signs on a page."""
    return {
        re.sub(r"<.*?>", "", sign, flags=re.DOTALL).strip()
        for sign in re.findall(r'<span class="pill.*?</span>', page, re.DOTALL)
    }


@pytest.fixture
def librarian(cast: Cast) -> Client:
    """The primary school's librarian."""
    return signed_in(cast.reporter)


@pytest.mark.case("SC-043")
def test_what_was_submitted_is_taken_back_with_its_answers(cast: Cast, librarian: Client) -> None:
    before = put_into(SCHOOL, State.SUBMITTED)

    response = librarian.post(f"{PAGE}rut-lai/", {"stock": "Nhập nhầm số", "words": "tổng số sách"}, follow=True)

    after = figures_of(SCHOOL)
    assert after.state == State.DRAFT
    assert after.values() == before.values()
    assert response.redirect_chain[-1][0] == f"{PAGE}nhap/"
    told = words(signed_in(cast.officer).get(PAGE))
    assert "Đơn vị rút lại" in told
    assert "Nhập nhầm số. tổng số sách" in told


@pytest.mark.once
def test_whoever_comes_back_to_the_form_hears_of_the_step_that_is_theirs(cast: Cast, librarian: Client) -> None:
    put_into(SCHOOL, State.SUBMITTED)
    submitted = words(librarian.get(f"{PAGE}nhap/", follow=True))
    figures = put_into(SCHOOL, State.ACCEPTED)
    accepted = words(librarian.get(f"{PAGE}nhap/", follow=True))
    ask_back(figures, by=cast.reporter, at=LATER, reason="Nhầm số")
    asked = words(librarian.get(f"{PAGE}nhap/", follow=True))

    assert "Muốn sửa, hãy mở phiếu đã nộp và rút lại." in submitted
    assert "Muốn sửa, hãy mở phiếu đã nộp và xin trả lại." in accepted
    assert "trả lời đề nghị trả lại." in asked


@pytest.mark.parametrize("stock", ["", "khac"])
def test_taking_back_asks_why(librarian: Client, stock: str) -> None:
    put_into(SCHOOL, State.SUBMITTED)
    assert "checked" not in librarian.get(f"{PAGE}rut-lai/").content.decode(), "nobody has chosen yet"

    response = librarian.post(f"{PAGE}rut-lai/", {"stock": stock, "words": " "})

    assert "Hãy chọn một lý do hoặc ghi lý do" in words(response)
    assert figures_of(SCHOOL).state == State.SUBMITTED


def test_what_was_accepted_meanwhile_is_not_taken_back(cast: Cast, librarian: Client) -> None:
    figures = put_into(SCHOOL, State.SUBMITTED)
    accept(figures, by=cast.officer, at=LATER, version=figures.version)

    response = librarian.post(f"{PAGE}rut-lai/", {"stock": "Nhập nhầm số"}, follow=True)

    assert "Phiếu đã được duyệt nên không rút lại được. Muốn sửa, hãy xin trả lại." in words(response)
    assert figures_of(SCHOOL).state == State.ACCEPTED


def test_taking_back_is_idempotent_and_a_submission_ends_it(cast: Cast) -> None:
    figures = put_into(SCHOOL, State.SUBMITTED)
    withdrawn = withdraw(figures, by=cast.reporter, at=LATER, reason="Nhầm")
    again = withdraw(figures, by=cast.reporter, at=LATER + timedelta(minutes=1), reason="Nhầm")
    assert again.withdrawn_at == withdrawn.withdrawn_at == LATER

    submit(again, by=cast.reporter, at=LATER, version=again.version, name="Người ký", position="Hiệu trưởng")

    assert figures_of(SCHOOL).withdrawn_at is None
    assert "Đơn vị rút lại" not in words(signed_in(cast.officer).get(PAGE))


@pytest.mark.case("SC-044")
def test_what_was_accepted_is_asked_back_and_given_back(cast: Cast, librarian: Client) -> None:
    put_into(SCHOOL, State.ACCEPTED)

    librarian.post(f"{PAGE}xin-tra-lai/", {"reason": "Lượt mượn là 1.905"})

    assert figures_of(SCHOOL).state == State.ACCEPTED
    assert "Lượt mượn là 1.905" in words(signed_in(cast.officer).get(PAGE))
    return_figures(figures_of(SCHOOL), by=cast.officer, at=LATER, reason="Theo lời xin")
    assert not figures_of(SCHOOL).is_asked_back
    assert figures_of(SCHOOL).state == State.RETURNED


def test_a_request_is_declined_with_a_reason_that_the_unit_sees(cast: Cast, librarian: Client) -> None:
    figures = put_into(SCHOOL, State.ACCEPTED)
    ask_back(figures, by=cast.reporter, at=LATER, reason="Sửa lại một số")
    officer = signed_in(cast.officer)

    assert "Đơn vị xin: “Sửa lại một số”" in words(officer.get(f"{PAGE}khong-tra-lai/"))
    officer.post(f"{PAGE}khong-tra-lai/", {"reason": "Số này đã đúng"})

    assert "Công chức xã không trả lại: Số này đã đúng" in words(librarian.get(PAGE))
    assert ask_back(figures, by=cast.reporter, at=LATER, reason="Xin xem lại lần nữa").is_asked_back


def test_only_one_request_waits_at_a_time(cast: Cast) -> None:
    figures = put_into(SCHOOL, State.ACCEPTED)
    ask_back(figures, by=cast.reporter, at=LATER, reason="Sửa lại một số")

    with pytest.raises(Refused, match="đang chờ công chức trả lời"):
        ask_back(figures, by=cast.reporter, at=LATER, reason="Thêm một lý do")


def test_nothing_is_declined_that_nobody_has_asked(cast: Cast) -> None:
    figures = put_into(SCHOOL, State.ACCEPTED)

    with pytest.raises(Refused, match="Không có lời xin trả lại nào đang chờ"):
        decline(figures, by=cast.officer, at=LATER, answer="Không")


@pytest.mark.case("SC-054")
def test_the_officer_finds_requests_and_withdrawals_with_their_reasons(cast: Cast) -> None:
    ask_back(put_into(SCHOOL, State.ACCEPTED), by=cast.reporter, at=LATER, reason="Sai lượt mượn")
    withdraw(put_into("TV-THCS", State.SUBMITTED), by=cast.colleague, at=LATER, reason="Nhập nhầm <số>")
    officer = signed_in(cast.officer)

    home, grid = officer.get("/"), officer.get(f"/so-lieu/{OPEN_YEAR}/")

    for page in (home, grid):
        assert "Đơn vị xin trả lại: Sai lượt mượn" in words(page)
        assert "Đơn vị rút lại: Nhập nhầm &lt;số&gt;" in page.content.decode()
    decline(figures_of(SCHOOL), by=cast.officer, at=LATER, answer="Số đã đúng")
    assert "Sai lượt mượn" not in words(officer.get("/"))


@pytest.mark.case("SC-055")
def test_what_the_unit_has_submitted_waits_for_the_officer(cast: Cast, librarian: Client) -> None:
    put_into(SCHOOL, State.SUBMITTED)
    pages = {"unit": (librarian, "Đã nộp", "Chờ duyệt"), "office": (signed_in(cast.officer), "Chờ duyệt", "Đã nộp")}

    for browser, said, unsaid in pages.values():
        for address in (PAGE, "/thu-vien/", f"/thu-vien/{SCHOOL}/"):
            page = browser.get(address).content.decode()
            assert said in pills(page), address
            assert unsaid not in pills(page), address
    assert "“Đã nộp” nên không sửa được" in words(librarian.get(f"{PAGE}nhap/", follow=True))
    assert "“Chờ duyệt” nên không sửa được" in words(pages["office"][0].get(f"{PAGE}nhap/", follow=True))
