"""The life of one facility's figures of one year, through the actions that pages, imports and the demonstration use."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from itertools import product
from typing import Any, ClassVar

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from kehoach.actions.figures import Conflict, accept, open_form, return_figures, save_values, submit
from kehoach.assessment import assess, last_accepted
from kehoach.enums import EDITABLE, TRANSITIONS, State
from kehoach.models import ReportingYear, User
from kehoach.rules import Refused
from kehoach.values import Absent
from tests.cast import NOW, OPEN_YEAR, Cast, figures_of, put_into

HOUR = timedelta(hours=1)
LATER = NOW + HOUR
SCHOOL = "TV-TH"
REASON = "Thiếu lượt người dân."
PAIRS = list(product(State, State))
LEGAL = [(before, after) for before, after in PAIRS if after in TRANSITIONS[before]]
ILLEGAL = [(before, after) for before, after in PAIRS if before != after and after not in TRANSITIONS[before]]


def take(figures: Any, wanted: State, by: User, reason: str = REASON) -> Any:
    """The action that leads into a state; there is none back to “chưa mở”."""
    match wanted:
        case State.DRAFT:
            return open_form(figures, by=by, at=LATER)
        case State.SUBMITTED:
            return submit(figures, by=by, at=LATER, version=figures.version, name="Lan", position="Hiệu trưởng")
        case State.ACCEPTED:
            return accept(figures, by=by, at=LATER, version=figures.version)
        case State.RETURNED:
            return return_figures(figures, by=by, at=LATER, reason=reason)
    raise Refused("Không có bước nào như vậy.")


def save(figures: Any, by: User, notes: dict[str, str] | None = None, **values: Any) -> Any:
    """Saves these values as somebody who has the newest version in front of them."""
    return save_values(figures, by=by, at=LATER, version=figures.version, values=values, notes=notes or {})


def versions(figures: Any) -> list[Any]:
    """The history of a form, newest first."""
    return list(figures.history.order_by("-history_id"))


def draft(code: str = SCHOOL, **values: Any) -> Any:
    """A form that could be submitted as it is, but for these values."""
    figures = put_into(code, State.DRAFT)
    for name, value in values.items():
        figures.set_value(name, value)
    figures.save()
    return figures


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
    ("return", State.SUBMITTED, lambda figures, by: take(figures, State.RETURNED, by)),
    ("reopen", State.ACCEPTED, lambda figures, by: take(figures, State.RETURNED, by)),
]
MAY = {
    "reporter": {"open", "save", "submit"},
    "officer": {"open", "save", "submit", "accept", "return", "reopen"},
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

    assert (conflict.value.current.value("pupils"), conflict.value.current.value("staff")) == (436, 24)
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


def test_opening_takes_over_what_rarely_changes_and_nothing_else(cast: Cast) -> None:
    opened = open_form(figures_of("VH-MAC"), by=cast.officer, at=LATER)

    last = figures_of("VH-MAC", OPEN_YEAR - 1)
    for field in opened.layout.fields:
        taken = field.slow and not field.optional  # the demonstration answers no optional question
        assert opened.value(field.name) == (last.value(field.name) if taken else Absent.UNANSWERED), field.name
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
    assert last_accepted(figures) == figures_of(SCHOOL, OPEN_YEAR - 1)

    put_into(SCHOOL, State.RETURNED, OPEN_YEAR - 1)

    assert last_accepted(figures) is None
    assert assess(figures, last_accepted(figures)).last is None


ACTORS = ("reporter", "officer", "officer", "colleague", "leader", "overseer")
HALL = "VH-MAC"
MEMBERS = 22


class FiguresLife(RuleBasedStateMachine):
    """Anybody tries anything in any order on one village's form, beside a clerk with a ledger."""

    cast: ClassVar[Cast]
    village: ClassVar[User]

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.state, self.version, self.values = State.NOT_OPENED, 0, dict[str, Any]()
        self.written = [State.NOT_OPENED]
        self.acknowledged: list[tuple[int, int]] = []
        self.clock = NOW

    def teardown(self) -> None:
        """What was acknowledged is in the history, then everything is taken back."""
        kept = set(figures_of(HALL).history.values_list("version", "participants"))  # type: ignore[attr-defined]
        assert set(self.acknowledged) <= kept
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def attempt(self, action: Callable[..., Any], role: str, allowed: bool, **given: Any) -> bool:
        """Runs an action; it works exactly when it is allowed, or when it has nothing to do."""
        by = self.village if role == "reporter" else getattr(self.cast, role)
        self.clock += HOUR
        before = self.written_states()
        try:
            action(figures_of(HALL), by=by, at=self.clock, **given)
        except (Refused, Conflict):
            assert not allowed, f"{role} was refused"
            return False
        if not allowed:
            assert self.written_states() == before, f"{role} was not refused"
        return allowed

    def written_states(self) -> list[str]:
        """The states that the history tells, oldest first."""
        return list(figures_of(HALL).history.order_by("history_id").values_list("state", flat=True))  # type: ignore[attr-defined]

    def moved(self, state: State) -> None:
        """The ledger's next line."""
        self.state = state
        self.written.append(state)

    @rule(role=st.sampled_from(ACTORS))
    def open(self, role: str) -> None:
        """“Mở phiếu”."""
        if self.attempt(open_form, role, self.state == State.NOT_OPENED and role in ("reporter", "officer")):
            self.moved(State.DRAFT)

    @rule(
        role=st.sampled_from(ACTORS),
        participants=st.sampled_from([330, 341, MEMBERS, 5]),
        behind=st.sampled_from([0, 0, 1]),
    )
    def save(self, role: str, participants: int, behind: int) -> None:
        """The whole form, as last year's but for one number; 5 is fewer than the club has members, an error."""
        values = {**figures_of(HALL, OPEN_YEAR - 1).values(), "participants": participants}
        changes = values != self.values
        may = self.state in EDITABLE and role in ("reporter", "officer")
        given = {"version": self.version - behind, "values": values, "notes": {}}
        if self.attempt(save_values, role, may and changes and not behind, **given):
            self.values, self.version = values, self.version + 1
            self.acknowledged.append((self.version, participants))
            self.moved(self.state)

    @rule(role=st.sampled_from(ACTORS), behind=st.sampled_from([0, 0, 1]))
    def submit(self, role: str, behind: int) -> None:
        """“Nộp”: only what is whole and right."""
        right = self.values.get("participants", 0) >= MEMBERS
        may = self.state in EDITABLE and role in ("reporter", "officer") and right and not behind
        given = {"version": self.version - behind, "name": "Mạc Văn Bình", "position": "Trưởng thôn"}
        if self.attempt(submit, role, may, **given):
            self.moved(State.SUBMITTED)

    @rule(role=st.sampled_from(ACTORS), behind=st.sampled_from([0, 0, 1]))
    def accept(self, role: str, behind: int) -> None:
        """“Duyệt”."""
        may = self.state == State.SUBMITTED and role == "officer" and not behind
        if self.attempt(accept, role, may, version=self.version - behind):
            self.moved(State.ACCEPTED)

    @rule(role=st.sampled_from(ACTORS), reason=st.sampled_from([REASON, ""]))
    def send_back(self, role: str, reason: str) -> None:
        """“Trả lại” and “Mở lại”."""
        may = self.state in (State.SUBMITTED, State.ACCEPTED) and role == "officer" and bool(reason)
        if self.attempt(return_figures, role, may, reason=reason):
            self.moved(State.RETURNED)

    @invariant()
    def the_rows_agree_with_the_ledger(self) -> None:
        """State, version and values are the ledger's, and the history has its lines."""
        figures = figures_of(HALL)
        assert (figures.state, figures.version) == (self.state, self.version)
        assert not self.values or figures.values() == self.values
        assert self.written_states() == self.written
        steps = zip(self.written, self.written[1:], strict=False)
        assert all(before == after or after in TRANSITIONS[before] for before, after in steps)


def test_whatever_people_try_in_whatever_order_the_rules_hold(cast: Cast) -> None:
    machine = type("Life", (FiguresLife,), {"cast": cast, "village": cast.reporter_of("THON-MAC")})

    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=20, stateful_step_count=20, deadline=None, suppress_health_check=[HealthCheck.too_slow]
        ),
    )

    assert figures_of(HALL).state == State.NOT_OPENED
