"""What saving and opening a facility's figures of one year leave behind, and what they refuse."""

from __future__ import annotations

from typing import Any

import pytest

from kehoach.common.versions import Conflict
from kehoach.figures.actions.figures import open_form, save_values
from kehoach.figures.assessment import assess
from kehoach.figures.last_year import last_year_of
from kehoach.models import State
from kehoach.questionnaire.values import Absent
from tests.cast import OPEN_YEAR, Cast, figures_of, put_into
from tests.kehoach.figures.figure_steps import LATER, SCHOOL, draft, save, versions


def test_saving_what_is_there_already_changes_nothing(cast: Cast) -> None:
    figures = draft()
    known = versions(figures)

    asked = figures.layout.for_kind(figures.facility.kind)
    same = save(figures, cast.reporter, dict(figures.notes), **{one.name: figures.value(one.name) for one in asked})

    assert same.version == figures.version
    assert versions(figures) == known


def test_saving_a_value_raises_the_version_and_tells_who_when_and_why(cast: Cast) -> None:
    figures = draft()

    saved = save(figures, cast.reporter, pupils=436)

    newest, before, *_ = versions(figures)
    assert (saved.version, saved.value("pupils")) == (figures.version + 1, 436)
    assert (newest.pupils, before.pupils) == (436, 435)
    assert (newest.history_user, newest.history_date) == (cast.reporter, LATER)
    assert newest.history_change_reason == "Lưu số liệu"


@pytest.mark.parametrize("value", [7, 0, Absent.UNKNOWN, Absent.NOT_APPLICABLE, Absent.UNANSWERED])
def test_the_states_of_a_value_are_kept_apart(cast: Cast, value: Any) -> None:
    save(draft(), cast.reporter, online_visits=value)

    figures = figures_of(SCHOOL)
    assert figures.value("online_visits") == value
    assert isinstance(figures.value("online_visits"), type(value))
    assert versions(figures)[0].online_visits == (None if isinstance(value, Absent) else value)


@pytest.mark.parametrize("choices", [frozenset(), frozenset({"lending", "reading_room"})])
def test_no_service_is_an_answer(cast: Cast, choices: frozenset[str]) -> None:
    save(draft(), cast.reporter, services=choices)

    assert figures_of(SCHOOL).value("services") == choices


def test_an_old_version_is_a_conflict_and_loses_nothing(cast: Cast) -> None:
    old = draft()
    save(figures_of(SCHOOL), cast.reporter, pupils=436)

    with pytest.raises(Conflict) as conflict:
        save(old, cast.officer, pupils=500, staff=25)

    assert (conflict.value.theirs.value("pupils"), conflict.value.theirs.value("staff")) == (436, 24)
    assert figures_of(SCHOOL).value("pupils") == 436


def test_an_old_version_that_would_change_nothing_is_no_conflict(cast: Cast) -> None:
    old = draft()
    save(figures_of(SCHOOL), cast.reporter, pupils=436)

    assert save(old, cast.officer, pupils=436).version == old.version + 1


def test_an_empty_note_takes_the_note_away(cast: Cast) -> None:
    figures = save(draft(), cast.reporter, {"pupils": "Thêm một lớp"})
    assert figures_of(SCHOOL).notes["pupils"] == "Thêm một lớp"

    save(figures, cast.reporter, {"pupils": ""})

    assert "pupils" not in figures_of(SCHOOL).notes


@pytest.mark.parametrize(
    ("code", "name"), [(SCHOOL, "headmaster"), ("TV-XA", "pupils"), ("TV-XA", "reading_lessons"), (SCHOOL, "state")]
)
@pytest.mark.parametrize("part", ["values", "notes"])
def test_what_is_not_asked_of_the_facility_is_an_error(cast: Cast, code: str, name: str, part: str) -> None:
    figures = put_into(code, State.DRAFT)
    given: dict[str, Any] = {"values": {}, "notes": {}, part: {name: "x" if part == "notes" else 1}}

    with pytest.raises(ValueError, match=name):
        save_values(figures, by=cast.officer, at=LATER, version=figures.version, **given)


def test_opening_takes_over_what_rarely_changes_and_need_not_be_answered(cast: Cast) -> None:
    last = figures_of("VH-MAC", OPEN_YEAR - 1)
    last.set_value("person_in_charge", "Trưởng thôn")
    last.save()

    opened = open_form(figures_of("VH-MAC"), by=cast.officer, at=LATER)

    for field in opened.layout.fields:
        expected = "Trưởng thôn" if field.name == "person_in_charge" else Absent.UNANSWERED
        assert opened.value(field.name) == expected, field.name
    assert (opened.opened_by, opened.opened_at) == (cast.officer, LATER)


def test_opening_without_a_last_year_takes_over_nothing(cast: Cast) -> None:
    put_into("VH-MAC", State.RETURNED, OPEN_YEAR - 1)

    opened = open_form(figures_of("VH-MAC"), by=cast.officer, at=LATER)

    assert set(opened.values().values()) == {Absent.UNANSWERED}


@pytest.mark.parametrize("code", ["TV-TTHTCD", "VH-MAC"])
def test_what_does_not_apply_to_the_kind_is_answered_from_the_start(cast: Cast, code: str) -> None:
    figures: Any = figures_of(code)
    assert figures.state == State.NOT_OPENED

    asked = {field.name for field in figures.layout.for_kind(figures.facility.kind)}
    answered = {name for name, value in figures.values().items() if value is Absent.NOT_APPLICABLE}
    assert answered == {field.name for field in figures.layout.fields} - asked


def test_only_accepted_figures_of_the_year_before_are_compared_with(cast: Cast) -> None:
    figures = figures_of(SCHOOL)
    assert last_year_of(figures).values == figures_of(SCHOOL, OPEN_YEAR - 1).values()

    put_into(SCHOOL, State.RETURNED, OPEN_YEAR - 1)

    assert last_year_of(figures).values is None
    assert assess(figures, last_year_of(figures)).last.values is None
