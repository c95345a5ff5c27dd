"""Whoever tries whatever in whatever order: the rules hold, and nothing that was acknowledged is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from baocao.attainment.facility_years import gather
from kehoach.common.versions import Conflict
from kehoach.figures.actions.figures import accept, open_form, return_figures, save_values, submit
from kehoach.figures.actions.steps_back import ask_back, withdraw
from kehoach.models import EDITABLE, TRANSITIONS, ReportingYear, State, User
from kehoach.people.rules import Refused
from tests.cast import NOW, OPEN_YEAR, Cast, figures_of
from tests.kehoach.figures.figure_steps import HOUR, REASON
from vanhoa.kind import CENTRES

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
        self.written, self.is_asked_back = [State.NOT_OPENED], False
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
        given["why_unchanged"] = "Số đã đúng."
        if self.attempt(submit, role, may, **given):
            self.moved(State.SUBMITTED)

    @rule(role=st.sampled_from(ACTORS), behind=st.sampled_from([0, 0, 1]))
    def accept(self, role: str, behind: int) -> None:
        """“Duyệt”."""
        may = self.state == State.SUBMITTED and role == "officer" and not behind
        if self.attempt(accept, role, may, version=self.version - behind):
            self.moved(State.ACCEPTED)
            self.is_asked_back = False

    @rule(role=st.sampled_from(ACTORS), reason=st.sampled_from([REASON, ""]))
    def send_back(self, role: str, reason: str) -> None:
        """“Trả lại” and “Mở lại”."""
        may = self.state in (State.SUBMITTED, State.ACCEPTED) and role == "officer" and bool(reason)
        if self.attempt(return_figures, role, may, reason=reason):
            self.moved(State.RETURNED)

    @rule(role=st.sampled_from(ACTORS))
    def take_back(self, role: str) -> None:
        """“Rút lại”."""
        may = self.state == State.SUBMITTED and role in ("reporter", "officer")
        if self.attempt(withdraw, role, may, reason=REASON):
            self.moved(State.DRAFT)

    @rule(role=st.sampled_from(ACTORS))
    def ask_for_it(self, role: str) -> None:
        """“Xin trả lại”."""
        may = self.state == State.ACCEPTED and role == "reporter" and not self.is_asked_back
        if self.attempt(ask_back, role, may, reason=REASON):
            self.moved(self.state)
            self.is_asked_back = True

    @invariant()
    def the_rows_agree_with_the_ledger(self) -> None:
        """State, version and values are the ledger's, and the history has its lines."""
        figures = figures_of(HALL)
        assert (figures.state, figures.version) == (self.state, self.version)
        assert not self.values or figures.values() == self.values
        assert self.written_states() == self.written
        steps = zip(self.written, self.written[1:], strict=False)
        assert all(before == after or after in TRANSITIONS[before] for before, after in steps)

    @invariant()
    def the_version_accepted_last_counts(self) -> None:
        """What once counted goes on counting; the totals are those of a replay of all histories."""
        year = ReportingYear.objects.get(commune=self.cast.commune, year=OPEN_YEAR)
        replayed = {
            version.facility_id: version.participants
            for version in CENTRES.versions.filter(reporting_year=year).order_by("history_id")
            if version.state == State.ACCEPTED
        }
        counted = gather(CENTRES, ("participants",), (self.cast.commune.pk,), {year.pk: year}).answers[OPEN_YEAR]
        assert {facility: participants for facility, (participants, _) in counted.items()} == replayed
        assert (figures_of(HALL).facility_id in replayed) == (State.ACCEPTED in self.written)


def test_whatever_people_try_in_whatever_order_the_rules_hold(cast: Cast) -> None:
    machine = type("Life", (FiguresLife,), {"cast": cast, "village": cast.reporter_of("THON-MAC")})

    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=20, stateful_step_count=20, deadline=None, suppress_health_check=[HealthCheck.too_slow]
        ),
    )

    assert figures_of(HALL).state == State.NOT_OPENED
