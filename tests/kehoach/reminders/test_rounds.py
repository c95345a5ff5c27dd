"""The rounds between unit and office: stock reasons, the chain that tells them, who entered, and repeated posts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kehoach.common.versions import Conflict
from kehoach.figures.actions.figures import accept, return_figures, save_values, submit
from kehoach.figures.forms.steps import STOCK_REASONS, ReturnForm
from kehoach.history.timeline import history_of
from kehoach.models import State, User, YearFigures
from tests.cast import NOW, Cast, figures_of, put_into, signed_in
from tests.pages import filled_in, sections, words

SCHOOL = "TV-TH"
FORM = f"/thu-vien/{SCHOOL}/2026/"
RETURN, ACCEPT, OPEN = f"{FORM}tra-lai/", f"{FORM}duyet/", f"{FORM}mo/"
WHO = {"name": "Nguyễn Thị Lan", "position": "Hiệu trưởng"}


def school() -> YearFigures:
    """The primary school's figures of the open year."""
    return figures_of(SCHOOL)


def hand_in(by: User, at_day: int) -> YearFigures:
    """Somebody submits the school's figures."""
    figures = school()
    at = NOW + timedelta(days=at_day)
    return submit(figures, by=by, at=at, version=figures.version, why_unchanged="Số đã đúng.", **WHO)


@pytest.mark.parametrize(
    ("stock", "own", "whole"),
    [
        (STOCK_REASONS[0], "", STOCK_REASONS[0]),
        ("", "Thiếu mục 12.", "Thiếu mục 12."),
        (STOCK_REASONS[0], "Xem mục 12.", f"{STOCK_REASONS[0]}. Xem mục 12."),
    ],
)
def test_a_stock_reason_and_own_words_become_one_text(officer: Client, stock: str, own: str, whole: str) -> None:
    put_into(SCHOOL, State.SUBMITTED)

    officer.post(RETURN, {**filled_in(officer.get(RETURN), "reason"), "stock": stock, "reason": own})

    assert school().return_reason == whole


def test_the_unit_reads_the_whole_reason_on_top_of_its_form(cast: Cast, officer: Client) -> None:
    put_into(SCHOOL, State.SUBMITTED)
    officer.post(RETURN, {"stock": STOCK_REASONS[1], "reason": "Lượt học sinh tăng gấp đôi."})

    page = words(signed_in(cast.reporter).get(f"{FORM}nhap/"))

    assert f"{STOCK_REASONS[1]}. Lượt học sinh tăng gấp đôi." in page


def test_every_stock_reason_fits_with_the_longest_own_words() -> None:
    for stock in STOCK_REASONS:
        form = ReturnForm((), {"stock": stock, "reason": "x" * 400})

        assert form.is_valid()
        assert len(form.cleaned_data["reason"]) <= 500


def test_a_reason_that_is_not_on_the_list_is_refused(officer: Client) -> None:
    put_into(SCHOOL, State.SUBMITTED)

    officer.post(RETURN, {"stock": "Vì thế", "reason": ""})

    assert school().state == State.SUBMITTED


def test_who_meant_to_return_a_submission_does_not_reopen_what_was_accepted_meanwhile(
    cast: Cast, officer: Client
) -> None:
    put_into(SCHOOL, State.SUBMITTED)
    form = filled_in(officer.get(RETURN), "reason")
    put_into(SCHOOL, State.ACCEPTED)

    response = officer.post(RETURN, {**form, "stock": STOCK_REASONS[0], "reason": "Thiếu mục 12"})

    assert "Phiếu đã chuyển trạng thái sau khi trang này mở." in words(response)
    assert "vẫn được tính vào kết quả" in words(response), "what goes on counting is not told"
    assert school().state == State.ACCEPTED
    again = filled_in(response, "reason")
    assert (again["stock"], again["reason"], again["seen"]) == ([STOCK_REASONS[0]], ["Thiếu mục 12"], ["accepted"])
    with pytest.raises(Conflict):
        return_figures(school(), by=cast.officer, at=NOW, reason="Thiếu", seen=State.SUBMITTED)


def test_the_chain_tells_every_round_with_its_people_and_reasons(cast: Cast) -> None:
    figures = put_into(SCHOOL, State.DRAFT)
    before = len(history_of(figures).steps)
    hand_in(cast.reporter, 1)
    long_reason = "Thiếu lượt người dân. " * 12
    return_figures(school(), by=cast.officer, at=NOW + timedelta(days=2), reason=long_reason)
    figures = hand_in(cast.reporter, 3)
    accept(figures, by=cast.officer, at=NOW + timedelta(days=4), version=figures.version)
    return_figures(school(), by=cast.officer, at=NOW + timedelta(days=5), reason="Trường xin sửa")

    steps = history_of(school()).steps[before:]

    assert [(step.what, step.day, step.reason) for step in steps] == [
        ("Nộp", "23/11/2026", ""),
        ("Trả lại", "24/11/2026", long_reason.strip()),
        ("Nộp lại", "25/11/2026", "Số đã đúng."),
        ("Duyệt", "26/11/2026", ""),
        ("Mở lại", "27/11/2026", "Trường xin sửa"),
    ]
    assert {step.who for step in steps} == {str(cast.reporter), str(cast.officer)}


def test_the_chain_stands_above_the_history_and_both_are_one_query(cast: Cast, officer: Client) -> None:
    put_into(SCHOOL, State.DRAFT)
    hand_in(cast.reporter, 1)

    with CaptureQueriesContext(connection) as queries:
        page = sections(officer.get(FORM))["Quá trình"]

    assert page.index("Nộp 23/11/2026") < page.index("08:00 23/11/2026")
    assert sum("thuvien_historicallibraryfigures" in query["sql"] for query in queries) == 1


def test_who_saved_or_submitted_last_decides_whether_it_was_entered_on_behalf(cast: Cast) -> None:
    figures = put_into(SCHOOL, State.DRAFT)
    told = []
    for by, seats in ((cast.officer, 11), (cast.reporter, 12), (cast.officer, 13)):
        version = school().version
        figures = save_values(figures, by=by, at=NOW, version=version, values={"seats": seats}, notes={})
        told.append(figures.entered_on_behalf)
    told.append(hand_in(cast.reporter, 1).entered_on_behalf)

    assert told == [True, False, True, False]


def test_submitting_for_a_unit_is_on_its_behalf_too(cast: Cast) -> None:
    put_into(SCHOOL, State.DRAFT)

    assert hand_in(cast.officer, 1).entered_on_behalf


def test_accepting_leaves_standing_who_entered(cast: Cast) -> None:
    put_into(SCHOOL, State.DRAFT)
    figures = hand_in(cast.officer, 1)

    assert accept(figures, by=cast.officer, at=NOW, version=figures.version).entered_on_behalf


def test_the_history_says_what_was_done_in_the_units_place(cast: Cast) -> None:
    put_into(SCHOOL, State.DRAFT)
    figures = hand_in(cast.officer, 1)
    accept(figures, by=cast.officer, at=NOW + timedelta(days=1), version=figures.version)

    last, submitted = history_of(school()).steps[-1], history_of(school()).steps[-2]

    assert submitted.who == f"{cast.officer}, nhập thay đơn vị"
    assert last.who == str(cast.officer)


@pytest.mark.parametrize(
    ("state", "path", "sent", "told"),
    [
        (State.SUBMITTED, ACCEPT, {"version": True}, "Đã duyệt."),
        (State.SUBMITTED, RETURN, {"reason": "Thiếu mục 12.", "seen": "submitted"}, "Đã trả lại."),
        (State.ACCEPTED, RETURN, {"reason": "Trường xin sửa.", "seen": "accepted"}, "Đã trả lại."),
        (State.NOT_OPENED, OPEN, {}, "Số liệu năm 2026"),
    ],
)
def test_the_same_post_again_answers_the_same_and_leaves_no_version(
    officer: Client, state: State, path: str, sent: dict[str, object], told: str
) -> None:
    figures = put_into(SCHOOL, state)
    sent = {name: figures.version if name == "version" else value for name, value in sent.items()}
    before = figures.history.count()  # type: ignore[attr-defined]

    answers = [officer.post(path, sent, follow=True) for _ in range(4)]

    assert [told in words(answer) for answer in answers] == [True] * 4
    assert len({answer.redirect_chain[-1] for answer in answers}) == 1
    assert figures.history.count() == before + 1  # type: ignore[attr-defined]


def test_another_reason_is_another_return_and_refused(cast: Cast) -> None:
    put_into(SCHOOL, State.SUBMITTED)
    return_figures(school(), by=cast.officer, at=NOW, reason="Thiếu mục 12.")

    page = words(signed_in(cast.officer).post(RETURN, {"reason": "Thiếu mục 13."}, follow=True))

    assert "Phiếu đang ở trạng thái “Trả lại”" in page
    assert "Lý do vừa ghi: “Thiếu mục 13.”" in page
    assert school().return_reason == "Thiếu mục 12."
