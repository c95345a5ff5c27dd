"""How far one clause of the plan is in one year, told from the units that have a part in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils import timezone
from django.utils.functional import cached_property

from kehoach.common.periods import days_between
from kehoach.models import (
    FINISHED,
    AssignmentRole,
    Explanation,
    ProgressState,
    ReportingYear,
    Review,
    Task,
    TaskProgress,
    Unit,
)

# With so many days left a task is due soon.
SOON = 14
# Looked up a thousand times on a page; calling the class takes ten times as long.
_STATES = {state.value: state for state in ProgressState}


@dataclass(frozen=True)
class ClauseYear:
    """A task in one year, as it is for every unit that has it.

    `opened` is None in a year that was never opened. `days_left` counts to the day on which the result is due, below
    zero after it; None in a year that is closed or was never opened: nothing can be owed there.
    """

    task: Task
    year: int
    opened: ReportingYear | None
    due: date
    days_left: int | None
    today: date


class _UnitProgress(NamedTuple):
    clause: ClauseYear
    unit: Unit
    part: AssignmentRole | None
    row: TaskProgress | None
    explanations: tuple[Explanation, ...]


class UnitProgress(_UnitProgress):
    """One unit's part in one task in one year, whether or not it has reported anything.

    `part` is None for a unit that has reported but does not have the task any more. A page has two for each of a
    thousand units: a tuple is made four times as fast as a class that cannot be changed.
    """

    @property
    def task(self) -> Task:
        """The task."""
        return self.clause.task

    @property
    def year(self) -> int:
        """The year."""
        return self.clause.year

    @property
    def opened(self) -> ReportingYear | None:
        """The commune's reporting year; None where it was never opened."""
        return self.clause.opened

    @property
    def due(self) -> date:
        """The day by which the result is due."""
        return self.clause.due

    @property
    def days_left(self) -> int | None:
        """Days to the day on which it is due; None where nothing can be owed."""
        return self.clause.days_left

    @property
    def today(self) -> date:
        """The day on which all of this is so."""
        return self.clause.today

    @property
    def as_row(self) -> TaskProgress:
        """What the unit has reported, unsaved where it has said nothing. ValueError in a year that was never opened."""
        if self.row is None and self.opened is None:
            raise ValueError(f"{self.year} was never opened")
        return self.row or TaskProgress(task=self.task, unit=self.unit, reporting_year=self.opened, version=0)

    @cached_property
    def state(self) -> ProgressState:
        """How far the unit is: as it says itself, but what the officer has returned is under way again."""
        if self.row is None:
            return ProgressState.NOT_STARTED
        return ProgressState.IN_PROGRESS if self.is_returned else _STATES[self.row.state]

    @property
    def is_returned(self) -> bool:
        """Whether the officer has returned the result and the unit has not answered."""
        return self.row is not None and self.row.review == Review.RETURNED

    @cached_property
    def is_finished(self) -> bool:
        """Whether the unit has nothing left to do: done, or nothing to be done this year."""
        return self.state in FINISHED

    @property
    def is_owed(self) -> bool:
        """Whether the unit still has to report: it leads the task. Who takes part may report, and owes nothing."""
        return self.part is AssignmentRole.LEAD and self.clause.days_left is not None and not self.is_finished

    @cached_property
    def overdue_days(self) -> int:
        """Days since the result was due; 0 where it is not late."""
        left = self.clause.days_left
        return -left if left is not None and left < 0 and self.is_owed else 0

    @property
    def is_unanswered(self) -> bool:
        """Whether the unit has said nothing yet of what it has to do or takes part in."""
        return self.part is not None and self.state == ProgressState.NOT_STARTED

    @property
    def is_due_soon(self) -> bool:
        """Whether the result is due within two weeks."""
        return self.is_owed and self.days_left is not None and 0 <= self.days_left <= SOON

    @property
    def waits_for_officer(self) -> bool:
        """Whether a finished result has not been looked at."""
        return self.row is not None and self.is_finished and self.row.review == Review.WAITING

    @property
    def days_waiting(self) -> int:
        """For how many days the result has been as it is."""
        return days_between(timezone.localdate(self.row.updated_at), self.today) if self.row else 0

    @property
    def evidence(self) -> int:
        """How many photos and papers stand behind the result. AttributeError where nobody asked to count them."""
        return self.row.evidence_count if self.row else 0  # type: ignore[attr-defined]

    @property
    def open_explanations(self) -> tuple[Explanation, ...]:
        """What the unit was asked to explain and has not answered."""
        return tuple(explanation for explanation in self.explanations if explanation.answered_at is None)

    @property
    def has_late_explanation(self) -> bool:
        """Whether the day by which it should have explained something is over."""
        return any(explanation.answer_by < self.today for explanation in self.open_explanations)


@dataclass(frozen=True)
class ClauseProgress:
    """One task or duty of the plan in one year, with every unit's part in it: those that lead, then the others."""

    task: Task
    year: int
    units: tuple[UnitProgress, ...]

    @cached_property
    def leads(self) -> tuple[UnitProgress, ...]:
        """The units that lead it."""
        return tuple(part for part in self.units if part.part is AssignmentRole.LEAD)

    @cached_property
    def state(self) -> ProgressState:
        """How far the clause is, told from the units that lead it.

        Nothing to be done where every one of them says so; done where each of them is finished; not begun where none
        has begun; else under way. A unit that had nothing to do holds nobody up.
        """
        states = {part.state for part in self.leads}
        if states == {ProgressState.NOTHING}:
            return ProgressState.NOTHING
        if states <= {ProgressState.NOTHING, ProgressState.NOT_STARTED}:
            return ProgressState.NOT_STARTED
        return ProgressState.DONE if states <= FINISHED else ProgressState.IN_PROGRESS

    @property
    def due(self) -> date | None:
        """The day by which it is due; None where nobody has it."""
        return self.units[0].due if self.units else None

    @cached_property
    def late(self) -> tuple[UnitProgress, ...]:
        """The units that should have reported before today."""
        return tuple(part for part in self.units if part.overdue_days)

    @property
    def overdue_days(self) -> int:
        """Days since it was due; 0 where no unit is late."""
        return max((part.overdue_days for part in self.units), default=0)

    @property
    def is_due_soon(self) -> bool:
        """Whether somebody still owes it and has two weeks at most."""
        return any(part.is_due_soon for part in self.units)

    @property
    def finished(self) -> int:
        """How many of the leading units are finished."""
        return sum(part.is_finished for part in self.leads)

    @property
    def count(self) -> int | None:
        """The units' numbers added up, in what `task.counts` says; None where nobody gave one."""
        known = [part.row.count for part in self.units if part.row is not None and part.row.count is not None]
        return sum(known) if known else None

    @property
    def evidence(self) -> int:
        """How many photos and papers all units have sent."""
        return sum(part.evidence for part in self.units)

    @property
    def open_explanations(self) -> tuple[Explanation, ...]:
        """What was asked of its units and is not answered."""
        return tuple(explanation for part in self.units for explanation in part.open_explanations)


@dataclass(frozen=True)
class Tally:
    """How many of some clauses are finished and how many late; for a unit, of those that it leads."""

    finished: int
    total: int
    late: int


def tally(clauses: Iterable[ClauseProgress]) -> Tally:
    """Counts clauses."""
    return _tally((clause.state in FINISHED, bool(clause.late)) for clause in clauses)


def tallies_of_units(clauses: Iterable[ClauseProgress]) -> list[tuple[Unit, Tally]]:
    """Every unit that leads a part, with how many of its parts there are."""
    parts: dict[int, list[UnitProgress]] = defaultdict(list)
    for clause in clauses:
        for part in clause.leads:
            parts[part.unit.id].append(part)
    return [(own[0].unit, _tally((part.is_finished, part.overdue_days > 0) for part in own)) for own in parts.values()]


def _tally(units: Iterable[tuple[bool, bool]]) -> Tally:
    """Out of what is finished and what is late, one by one."""
    known = list(units)
    return Tally(sum(done for done, _ in known), len(known), sum(late for _, late in known))
