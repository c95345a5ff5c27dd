"""Questions that need no answer, and answers that are words, days and years: typed, saved, taken back and shown."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from kehoach.figures.actions.figures import open_form
from kehoach.figures.assessment import assess
from kehoach.figures.last_year import last_year_of
from kehoach.history.timeline import history_of
from kehoach.models import State, YearFigures
from kehoach.questionnaire.values import Absent, Value
from tests.cast import NOW, OPEN_YEAR, Cast, figures_of, put_into, signed_in
from tests.pages import beside, edit, filled_in, sections, words

SCHOOL, VILLAGE = "TV-TH", "VH-GOM"
PAGE = f"/thu-vien/{SCHOOL}/{OPEN_YEAR}/"
ENTRY = f"{PAGE}nhap/"
VILLAGE_ENTRY = f"/van-hoa/{VILLAGE}/{OPEN_YEAR}/nhap/"


@pytest.fixture
def librarian(cast: Cast) -> Client:
    """The primary school's librarian, with the school's form in work and nothing said beyond what is required."""
    forget(put_into(SCHOOL, State.DRAFT))
    return signed_in(cast.reporter)


@pytest.fixture
def village_head(cast: Cast) -> Client:
    """The head of the village of Gồm, likewise."""
    forget(put_into(VILLAGE, State.DRAFT))
    return signed_in(cast.reporter_of("THON-GOM"))


def forget(figures: YearFigures) -> None:
    """Leaves the optional questions unanswered, as in a form of a time when they were not asked."""
    for field in figures.layout.fields:
        if field.optional:
            figures.set_value(field.name, Absent.UNANSWERED)
    figures.save()


def value(name: str, code: str = SCHOOL) -> Value:
    """What the form says now."""
    return figures_of(code).value(name)


def test_words_a_choice_and_a_day_are_saved_and_stand_there_again(librarian: Client) -> None:
    typed = {"standard_level": "level_1", "standard_decision": "  215/QĐ-SGDĐT ", "standard_date": "03/06/2024"}

    edit(librarian, ENTRY, **typed)

    saved = [value(name) for name in typed]
    assert saved == ["level_1", "215/QĐ-SGDĐT", date(2024, 6, 3)]
    again = filled_in(librarian.get(ENTRY), "version")
    assert [again[name] for name in typed] == [["level_1"], ["215/QĐ-SGDĐT"], ["03/06/2024"]]


def test_a_choice_and_words_can_be_taken_back(librarian: Client) -> None:
    edit(librarian, ENTRY, standard_level="level_1", standard_decision="215/QĐ-SGDĐT", standard_date="03/06/2024")

    edit(librarian, ENTRY, standard_level="", standard_decision="", standard_date="")

    names = ("standard_level", "standard_decision", "standard_date")
    assert [value(name) for name in names] == [Absent.UNANSWERED] * 3


def test_an_answer_where_the_question_was_said_not_to_apply_is_an_answer(librarian: Client) -> None:
    edit(librarian, ENTRY, **{"standard_level-absent": "not_applicable"})
    assert value("standard_level") is Absent.NOT_APPLICABLE

    edit(librarian, ENTRY, standard_level="level_2")

    assert value("standard_level") == "level_2"


def test_an_answer_beside_not_known_is_told(librarian: Client) -> None:
    response = edit(librarian, ENTRY, **{"standard_level": "level_2", "standard_level-absent": "unknown"})

    assert "Hãy bỏ một trong hai." in beside(response, "standard_level")
    assert value("standard_level") is Absent.UNANSWERED


@pytest.mark.once
@pytest.mark.parametrize("typed", ["31/12/2026", "31-12-2026", "31.12.2026", "2026-12-31"])
def test_a_day_may_be_typed_as_people_type_it(librarian: Client, typed: str) -> None:
    edit(librarian, ENTRY, standard_date=typed)

    assert value("standard_date") == date(2026, 12, 31)


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("standard_date", "31/02/2026", "Không có ngày 31/02/2026."),
        ("standard_date", "05/01/0206", "Năm phải từ 1900 trở đi, ví dụ 31/12/2026."),
        ("standard_decision", "x" * 101, "100"),
        ("standard_level", "level_9", "level_9"),
    ],
)
def test_what_is_no_such_answer_is_told_beside_its_field(
    librarian: Client, name: str, typed: str, sentence: str
) -> None:
    response = edit(librarian, ENTRY, **{name: typed})

    assert sentence in beside(response, name)
    assert value(name) is Absent.UNANSWERED


@pytest.mark.once
@pytest.mark.parametrize("typed", ["19", "20260", "năm ngoái"])
def test_a_year_has_four_digits(village_head: Client, typed: str) -> None:
    response = edit(village_head, VILLAGE_ENTRY, renewed_in=typed)

    assert beside(response, "renewed_in") == "Năm gồm bốn chữ số, ví dụ 2019."
    assert value("renewed_in", VILLAGE) is Absent.UNANSWERED


def test_a_year_is_shown_without_a_dot(village_head: Client) -> None:
    edit(village_head, VILLAGE_ENTRY, renewed_in="2019")

    assert value("renewed_in", VILLAGE) == 2019
    assert filled_in(village_head.get(VILLAGE_ENTRY), "version")["renewed_in"] == ["2019"]


def test_the_database_keeps_no_impossible_year(cast: Cast) -> None:
    figures: Any = figures_of(VILLAGE)
    figures.renewed_in = 19

    with transaction.atomic(), pytest.raises(IntegrityError, match="centre_year_of_renewal_is_plausible"):
        figures.save()


def test_progress_counts_only_what_must_be_answered(librarian: Client) -> None:
    required = [field for field in figures_of(SCHOOL).layout.for_kind("primary") if not field.optional]
    whole = f"{len(required)}/{len(required)} câu"
    assert whole in words(librarian.get(ENTRY))

    edit(librarian, ENTRY, standard_level="below")

    assert whole in words(librarian.get(ENTRY))


def test_unanswered_optional_questions_stop_no_submission(librarian: Client) -> None:
    figures = figures_of(SCHOOL)
    assessment = assess(figures, last_year_of(figures))

    assert [finding for finding in assessment.errors if figures.layout.field(finding.fields[0]).optional] == []


def test_tables_leave_out_what_nobody_had_to_say(librarian: Client) -> None:
    assert "Thông tin thêm" not in words(librarian.get(PAGE))

    edit(librarian, ENTRY, standard_level="below")

    table = sections(librarian.get(PAGE))["Số liệu đang nhập"]
    assert "Mức độ đạt chuẩn thư viện Chưa đạt" in table
    assert "Số quyết định công nhận" not in table


def test_accepted_figures_of_a_time_without_these_questions_look_whole(cast: Cast) -> None:
    forget(figures_of(SCHOOL, 2025))

    page = words(signed_in(cast.officer).get(f"/thu-vien/{SCHOOL}/2025/"))

    assert "Thông tin thêm" not in page
    assert Absent.UNANSWERED.label not in page


def test_a_new_form_takes_over_what_was_answered_and_not_that_it_was_left_out(cast: Cast) -> None:
    last: Any = figures_of(SCHOOL, 2025)
    last.set_value("standard_level", "level_1")
    last.set_value("standard_date", Absent.UNKNOWN)
    last.save()
    new: Any = put_into(SCHOOL, State.NOT_OPENED)
    forget(new)

    opened = open_form(new, by=cast.reporter, at=NOW)

    taken = [opened.value(name) for name in ("standard_level", "standard_date", "librarian_qualification")]
    assert taken == ["level_1", Absent.UNANSWERED, Absent.UNANSWERED]


def test_the_history_tells_them_in_words(librarian: Client) -> None:
    edit(librarian, ENTRY, standard_level="level_1", standard_date="03/06/2024")

    notes = [event.note for event in history_of(figures_of(SCHOOL)).events]
    assert "Mức độ đạt chuẩn thư viện: chưa trả lời → Mức độ 1" in notes[0]
    assert "Ngày của quyết định công nhận: chưa trả lời → 03/06/2024" in notes[0]


def test_the_demonstration_says_that_what_its_files_lack_does_not_apply(cast: Cast) -> None:
    for code in (SCHOOL, VILLAGE, "TV-XA"):
        figures = figures_of(code, 2025)
        optional = [field for field in figures.layout.for_kind(figures.facility.kind) if field.optional]
        assert {figures.value(field.name) for field in optional} == {Absent.NOT_APPLICABLE}, code
