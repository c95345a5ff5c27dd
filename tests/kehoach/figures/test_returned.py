"""A return names questions; the officer sees that it was read; a correction that was not submitted is not forgotten."""

from __future__ import annotations

import pytest
from django.test import Client

from kehoach.figures.actions.figures import accept, return_figures, submit
from kehoach.figures.actions.steps_back import withdraw
from kehoach.figures.unsubmitted import changes_in, changes_of
from kehoach.models import State
from kehoach.people.rules import Refused
from kehoach.questionnaire.layout import AMOUNTS
from tests.cast import NOW, OPEN_YEAR, Cast, figures_of, put_into, signed_in
from tests.kehoach.figures.figure_steps import LATER, REASON, save, take
from tests.pages import filled_in, words
from thuvien.layout import LAYOUT

SCHOOL, PAGE = "TV-TH", f"/thu-vien/TV-TH/{OPEN_YEAR}/"
RETURN, ENTRY = f"{PAGE}tra-lai/", f"{PAGE}nhap/"


@pytest.fixture
def librarian(cast: Cast) -> Client:
    """The primary school's librarian."""
    return signed_in(cast.reporter)


@pytest.mark.case("SC-052")
def test_a_return_names_questions_and_whole_sections(officer: Client, librarian: Client) -> None:
    put_into(SCHOOL, State.SUBMITTED)
    last = len(LAYOUT.sections_for("primary"))
    form = filled_in(officer.get(RETURN), "reason")
    officer.post(RETURN, {**form, "reason": "Đếm lại.", "questions": ["seats", f"phan-{last}"]})

    named = figures_of(SCHOOL).return_questions
    section = [field.name for field in LAYOUT.sections_for("primary")[-1].fields]
    assert named == [field.name for field in LAYOUT.fields if field.name in {"seats", *section}]
    assert "Đơn vị chưa xem." in words(officer.get(PAGE))
    page = librarian.get(ENTRY).content.decode()
    assert [name for name in named if f'href="#id_{name}-card"' not in page or f'id="id_{name}-card"' not in page] == []
    assert page.count("Công chức xã yêu cầu sửa ô này.") == len(named)
    assert "Đơn vị đã xem lúc" in words(officer.get(PAGE))


def test_a_return_without_questions_is_about_the_whole_form(cast: Cast, librarian: Client) -> None:
    return_figures(put_into(SCHOOL, State.SUBMITTED), by=cast.officer, at=NOW, reason=REASON)

    page = words(librarian.get(ENTRY))

    assert f"Phiếu được trả lại: {REASON}" in page
    assert "phải sửa:" not in page
    assert "yêu cầu sửa ô này" not in page


def test_a_question_that_nobody_is_asked_cannot_be_named(cast: Cast, officer: Client) -> None:
    figures = put_into(SCHOOL, State.SUBMITTED)
    form = filled_in(officer.get(RETURN), "reason")

    officer.post(RETURN, {**form, "reason": "Đếm lại.", "questions": ["version"]})

    assert figures_of(SCHOOL).state == State.SUBMITTED
    with pytest.raises(ValueError, match="version"):
        return_figures(figures, by=cast.officer, at=NOW, reason=REASON, questions=["version"])


def test_only_the_unit_itself_has_seen_a_return_and_the_next_one_is_unseen(cast: Cast, officer: Client) -> None:
    return_figures(put_into(SCHOOL, State.SUBMITTED), by=cast.officer, at=NOW, reason=REASON)
    officer.get(ENTRY)
    assert figures_of(SCHOOL).return_seen_at is None

    signed_in(cast.reporter).get(ENTRY)
    first = figures_of(SCHOOL)
    signed_in(cast.reporter).get(ENTRY)
    assert first.return_seen_at == figures_of(SCHOOL).return_seen_at is not None
    assert first.version == figures_of(SCHOOL).version
    put_into(SCHOOL, State.SUBMITTED)
    assert return_figures(figures_of(SCHOOL), by=cast.officer, at=LATER, reason="Còn thiếu.").is_return_unseen


@pytest.mark.case("SC-053")
def test_what_was_changed_and_not_submitted_again_is_said_until_it_is(cast: Cast, librarian: Client) -> None:
    put_into(SCHOOL, State.SUBMITTED)
    before = figures_of(SCHOOL)
    numbers = [field.name for field in LAYOUT.for_kind("primary") if field.kind in AMOUNTS][:2]
    pages = ("/", ENTRY, PAGE)

    figures = withdraw(before, by=cast.reporter, at=NOW, reason="Nhập nhầm số")
    assert not [page for page in pages if "chưa nộp lại" in words(librarian.get(page))], "nothing is changed yet"
    figures = save(figures, cast.reporter, **dict.fromkeys(numbers, 77))

    assert [page for page in pages if "Bạn đã sửa 2 ô, chưa nộp lại" not in words(librarian.get(page))] == []
    assert "Đơn vị đã sửa 2 ô, chưa nộp lại" in words(signed_in(cast.officer).get(PAGE))
    assert "đã sửa 2 ô, chưa nộp lại" in words(librarian.get("/thu-vien/"))
    figures = save(figures, cast.reporter, **{numbers[0]: before.value(numbers[0])})
    assert "Bạn đã sửa 1 ô, chưa nộp lại" in words(librarian.get("/"))
    put_into(SCHOOL, State.SUBMITTED)
    assert "chưa nộp lại" not in words(librarian.get("/"))


def test_the_last_submission_is_what_a_correction_is_compared_with(cast: Cast) -> None:
    figures = return_figures(put_into(SCHOOL, State.SUBMITTED), by=cast.officer, at=NOW, reason=REASON)
    figures = save(figures, cast.reporter, visits_pupils=3651)
    assert changes_in(figures) == 1
    figures = submit(figures, by=cast.reporter, at=NOW, version=figures.version, name="Lan", position="Hiệu trưởng")
    figures = accept(figures, by=cast.officer, at=NOW, version=figures.version)
    figures = return_figures(figures, by=cast.officer, at=NOW, reason=REASON)

    assert changes_in(figures) == 0
    assert changes_in(save(figures, cast.reporter, visits_pupils=3652)) == 1
    assert changes_in(put_into("TV-MN", State.NOT_OPENED)) == 0
    assert changes_of([]) == {}


@pytest.mark.case("SC-246")
def test_what_is_sent_back_as_it_was_says_why(cast: Cast, librarian: Client) -> None:
    submitted = save(put_into(SCHOOL, State.DRAFT), cast.reporter)
    submitted = take(submitted, State.SUBMITTED, cast.reporter)
    figures = return_figures(submitted, by=cast.officer, at=NOW, reason=REASON)
    page, who = f"{PAGE}nop/", {"name": "Lan", "position": "Hiệu trưởng", "version": figures.version}

    refused = librarian.post(page, who)
    sent = librarian.post(page, {**who, "why_unchanged": "Số đã đúng <theo sổ>"})

    assert "Hãy ghi vì sao nộp lại như cũ, hoặc quay lại phiếu để sửa." in words(refused)
    assert sent.status_code == 302
    officer = signed_in(cast.officer)
    assert "Đơn vị nộp lại, không sửa gì:" in words(officer.get(PAGE))
    assert "Số đã đúng &lt;theo sổ&gt;" in officer.get(PAGE).content.decode()
    assert "Đơn vị nộp lại, không sửa: Số đã đúng" in words(officer.get(f"/so-lieu/{OPEN_YEAR}/"))


def test_who_has_changed_something_is_not_asked_why(cast: Cast) -> None:
    submitted = take(put_into(SCHOOL, State.DRAFT), State.SUBMITTED, cast.reporter)
    figures = return_figures(submitted, by=cast.officer, at=NOW, reason=REASON)

    with pytest.raises(Refused, match="chưa sửa gì"):
        submit(figures, by=cast.reporter, at=NOW, version=figures.version, name="Lan", position="Hiệu trưởng")
    figures = save(figures, cast.reporter, notes={"visits_public": "Đếm lại sổ, đúng"})
    figures = submit(figures, by=cast.reporter, at=NOW, version=figures.version, name="Lan", position="Hiệu trưởng")

    assert (figures.state, figures.why_unchanged) == (State.SUBMITTED, "")
