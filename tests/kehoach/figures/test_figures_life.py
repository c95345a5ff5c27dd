"""The life of one facility's figures of one year, through the actions that pages, imports and the demonstration use."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from itertools import product
from typing import Any

import pytest

from kehoach.common.versions import Conflict
from kehoach.figures.actions.figures import return_figures
from kehoach.models import EDITABLE, TRANSITIONS, ReportingYear, State, User
from kehoach.people.rules import Refused
from kehoach.questionnaire.values import Absent
from tests.cast import NOW, OPEN_YEAR, Cast, figures_of, put_into
from tests.kehoach.figures.figure_steps import LATER, REASON, SCHOOL, draft, save, take, versions

PAIRS = list(product(State, State))
LEGAL = [(before, after) for before, after in PAIRS if after in TRANSITIONS[before]]
ILLEGAL = [(before, after) for before, after in PAIRS if before != after and after not in TRANSITIONS[before]]


def test_every_state_has_its_transitions() -> None:
    assert set(TRANSITIONS) == set(State)
    assert set().union(*TRANSITIONS.values()) == set(State) - {State.NOT_OPENED}


@pytest.mark.parametrize(("before", "after"), LEGAL)
def test_a_legal_step_is_taken_and_leaves_a_version(cast: Cast, before: State, after: State) -> None:
    figures = put_into(SCHOOL, before)
    known = len(versions(figures))

    take(figures, after, cast.officer)

    newest, *others = versions(figures)
    assert (newest.state, len(others)) == (after, known)
    assert (newest.history_user, newest.history_date) == (cast.officer, LATER)
    assert newest.history_change_reason
    assert figures_of(SCHOOL).state == after


@pytest.mark.parametrize(("before", "after"), ILLEGAL)
def test_an_illegal_step_is_refused_and_changes_nothing(cast: Cast, before: State, after: State) -> None:
    figures = put_into(SCHOOL, before)
    known = versions(figures)

    with pytest.raises(Refused, match=r"\w"):
        take(figures, after, cast.officer)

    assert versions(figures) == known
    assert figures_of(SCHOOL).state == before


@pytest.mark.parametrize("state", State)
def test_a_step_that_was_taken_already_changes_nothing(cast: Cast, state: State) -> None:
    figures = put_into(SCHOOL, state)
    known = versions(figures)

    with suppress(Refused):  # the second of two clicks may as well be told that all is done
        take(figures, state, cast.officer, figures.return_reason)

    assert versions(figures) == known


@pytest.mark.parametrize("state", [state for state in State if state not in EDITABLE])
def test_values_are_saved_only_in_a_draft_or_after_a_return(cast: Cast, state: State) -> None:
    figures = put_into(SCHOOL, state)

    with pytest.raises(Refused, match="Mở phiếu" if state == State.NOT_OPENED else state.label):
        save(figures, cast.reporter, pupils=1)

    assert figures_of(SCHOOL).value("pupils") == 435


STEPS: list[tuple[str, State, Callable[[Any, User], Any]]] = [
    ("open", State.NOT_OPENED, lambda figures, by: take(figures, State.DRAFT, by)),
    ("save", State.DRAFT, lambda figures, by: save(figures, by, pupils=1)),
    ("submit", State.DRAFT, lambda figures, by: take(figures, State.SUBMITTED, by)),
    ("accept", State.SUBMITTED, lambda figures, by: take(figures, State.ACCEPTED, by)),
    ("withdraw", State.SUBMITTED, lambda figures, by: take(figures, State.DRAFT, by)),
    ("return", State.SUBMITTED, lambda figures, by: take(figures, State.RETURNED, by)),
    ("reopen", State.ACCEPTED, lambda figures, by: take(figures, State.RETURNED, by)),
]
MAY = {
    "reporter": {"open", "save", "submit", "withdraw"},
    "officer": {"open", "save", "submit", "withdraw", "accept", "return", "reopen"},
    **dict.fromkeys(("colleague", "leader", "stranger", "overseer", "administrator"), frozenset[str]()),
}


@pytest.mark.parametrize(("name", "state", "step"), STEPS, ids=[name for name, *_ in STEPS])
def test_a_closed_year_refuses_every_step(cast: Cast, name: str, state: State, step: Callable[..., Any]) -> None:
    figures = put_into(SCHOOL, state)
    ReportingYear.objects.filter(commune=cast.commune, year=OPEN_YEAR).update(closed_at=NOW, closed_by=cast.officer)

    with pytest.raises(Refused, match="Năm 2026 đã khóa ngày 22/11/2026"):
        step(figures_of(SCHOOL), cast.officer)

    assert figures_of(SCHOOL).state == state
    assert figures.version == figures_of(SCHOOL).version


@pytest.mark.parametrize("role", MAY)
@pytest.mark.parametrize(("name", "state", "step"), STEPS, ids=[name for name, *_ in STEPS])
def test_a_step_is_taken_only_by_those_who_may(
    cast: Cast, role: str, name: str, state: State, step: Callable[..., Any]
) -> None:
    figures = put_into(SCHOOL, state)
    known = versions(figures)

    if name in MAY[role]:
        step(figures, getattr(cast, role))
        assert len(versions(figures)) == len(known) + 1
    else:
        with pytest.raises(Refused):
            step(figures, getattr(cast, role))
        assert versions(figures) == known


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_returning_takes_a_reason(cast: Cast, reason: str) -> None:
    figures = put_into(SCHOOL, State.SUBMITTED)

    with pytest.raises(Refused, match="Cần ghi lý do"):
        return_figures(figures, by=cast.officer, at=LATER, reason=reason)

    assert figures_of(SCHOOL).state == State.SUBMITTED


def test_a_returned_form_carries_the_reason(cast: Cast) -> None:
    take(put_into(SCHOOL, State.SUBMITTED), State.RETURNED, cast.officer, f"  {REASON} ")

    figures = figures_of(SCHOOL)
    assert (figures.return_reason, figures.returned_by, figures.returned_at) == (REASON, cast.officer, LATER)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        pytest.param({"pupils": Absent.UNANSWERED}, "còn 1 lỗi phải sửa", id="unanswered"),
        pytest.param({"pupils": 0}, "còn 1 lỗi phải sửa", id="an error"),
        pytest.param({"online_visits": Absent.UNKNOWN}, "còn 1 lỗi phải sửa", id="an unknown without a note"),
        pytest.param({"loans": 17_450}, "còn 1 mục cần giải trình", id="a query"),
        pytest.param({"titles": 9_999, "loans": 17_450}, "còn 1 lỗi phải sửa và 1 mục cần giải trình", id="both"),
    ],
)
def test_submitting_is_refused_while_something_is_open(cast: Cast, values: dict[str, Any], told: str) -> None:
    figures = draft(**values)

    with pytest.raises(Refused, match=told):
        take(figures, State.SUBMITTED, cast.reporter)

    assert figures_of(SCHOOL).state == State.DRAFT


@pytest.mark.parametrize("values", [{"loans": 17_450}, {"online_visits": Absent.UNKNOWN}], ids=["query", "unknown"])
def test_a_note_opens_the_way_to_submitting(cast: Cast, values: dict[str, Any]) -> None:
    figures = draft()
    (name,) = values

    figures = save(figures, cast.reporter, {name: "Thay đổi cách đếm"}, **values)
    take(figures, State.SUBMITTED, cast.reporter)

    assert figures_of(SCHOOL).state == State.SUBMITTED


def test_what_was_submitted_names_the_person_responsible(cast: Cast) -> None:
    take(draft(), State.SUBMITTED, cast.reporter)

    figures = figures_of(SCHOOL)
    assert (figures.responsible_name, figures.responsible_position) == ("Lan", "Hiệu trưởng")
    assert (figures.submitted_by, figures.submitted_at) == (cast.reporter, LATER)


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED])
def test_nobody_submits_or_accepts_a_version_they_have_not_seen(cast: Cast, state: State) -> None:
    figures = put_into(SCHOOL, state)
    figures.version -= 1

    with pytest.raises(Conflict):
        take(figures, State.SUBMITTED if state == State.DRAFT else State.ACCEPTED, cast.officer)

    assert figures_of(SCHOOL).state == state
