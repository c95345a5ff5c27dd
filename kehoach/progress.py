"""Where the plan's tasks stand in a year: who has reported what, what is late, what was asked to be explained."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Count, Model, QuerySet
from django.utils import timezone

from kehoach.enums import FINISHED, Part, ProgressState, Review
from kehoach.models import Explanation, Plan, ReportingYear, Task, TaskProgress, Unit
from kehoach.periods import days_between, default_window, is_open_on
from kehoach.whole_plan import WholePlan

# With so many days left a task is due soon.
SOON = 14

M = TypeVar("M", bound=Model)
_Key = tuple[int, int, int]


@dataclass(frozen=True)
class UnitProgress:
    """One unit's part in one task in one year, whether or not it has reported anything.

    `part` is None for a unit that has reported but does not have the task any more. `days_left` counts to the day on
    which the result is due, below zero after it; None in a year that is closed or was never opened: nothing can be
    owed there.
    """

    task: Task
    unit: Unit
    part: Part | None
    year: int
    opened: ReportingYear | None
    row: TaskProgress | None
    explanations: tuple[Explanation, ...]
    due: date
    days_left: int | None
    today: date

    @property
    def as_row(self) -> TaskProgress:
        """What the unit has reported, unsaved where it has said nothing. ValueError in a year that was never opened."""
        if self.row is None and self.opened is None:
            raise ValueError(f"{self.year} was never opened")
        return self.row or TaskProgress(task=self.task, unit=self.unit, reporting_year=self.opened, version=0)

    @property
    def state(self) -> ProgressState:
        """How far the unit is: as it says itself, but what the officer has returned is under way again."""
        if self.row is None:
            return ProgressState.NOT_STARTED
        return ProgressState.IN_PROGRESS if self.is_returned else ProgressState(self.row.state)

    @property
    def is_returned(self) -> bool:
        """Whether the officer has returned the result and the unit has not answered."""
        return self.row is not None and self.row.review == Review.RETURNED

    @property
    def is_finished(self) -> bool:
        """Whether the unit has nothing left to do: done, or nothing to be done this year."""
        return self.state in FINISHED

    @property
    def is_owed(self) -> bool:
        """Whether the unit still has to report: it leads the task. Who takes part may report, and owes nothing."""
        return self.part == Part.LEAD and self.days_left is not None and not self.is_finished

    @property
    def overdue_days(self) -> int:
        """Days since the result was due; 0 where it is not late."""
        return max(0, -self.days_left) if self.is_owed and self.days_left is not None else 0

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
        """How many photos and papers stand behind the result."""
        return getattr(self.row, "evidence_count", 0)

    @property
    def open_explanations(self) -> tuple[Explanation, ...]:
        """What the unit was asked to explain and has not answered."""
        return tuple(one for one in self.explanations if one.answered_at is None)

    @property
    def has_late_explanation(self) -> bool:
        """Whether the day by which it should have explained something is over."""
        return any(one.answer_by < self.today for one in self.open_explanations)


@dataclass(frozen=True)
class ClauseProgress:
    """One task or duty of the plan in one year, with every unit's part in it: those that lead, then the others."""

    task: Task
    year: int
    units: tuple[UnitProgress, ...]

    @property
    def leads(self) -> tuple[UnitProgress, ...]:
        """The units that lead it."""
        return tuple(one for one in self.units if one.part == Part.LEAD)

    @property
    def state(self) -> ProgressState:
        """How far the clause is, told from the units that lead it.

        Nothing to be done where every one of them says so; done where each of them is finished; not begun where none
        has begun; else under way. A unit that had nothing to do holds nobody up.
        """
        states = {one.state for one in self.leads}
        if states == {ProgressState.NOTHING}:
            return ProgressState.NOTHING
        if states <= {ProgressState.NOTHING, ProgressState.NOT_STARTED}:
            return ProgressState.NOT_STARTED
        return ProgressState.DONE if states <= FINISHED else ProgressState.IN_PROGRESS

    @property
    def due(self) -> date | None:
        """The day by which it is due; None where nobody has it."""
        return self.units[0].due if self.units else None

    @property
    def late(self) -> tuple[UnitProgress, ...]:
        """The units that should have reported before today."""
        return tuple(one for one in self.units if one.overdue_days)

    @property
    def overdue_days(self) -> int:
        """Days since it was due; 0 where no unit is late."""
        return max((one.overdue_days for one in self.units), default=0)

    @property
    def is_due_soon(self) -> bool:
        """Whether somebody still owes it and has two weeks at most."""
        return any(one.is_due_soon for one in self.units)

    @property
    def finished(self) -> int:
        """How many of the leading units are finished."""
        return sum(one.is_finished for one in self.leads)

    @property
    def count(self) -> int | None:
        """The units' numbers added up, in what `task.counts` says; None where nobody gave one."""
        known = [one.row.count for one in self.units if one.row is not None and one.row.count is not None]
        return sum(known) if known else None

    @property
    def evidence(self) -> int:
        """How many photos and papers all units have sent."""
        return sum(one.evidence for one in self.units)

    @property
    def open_explanations(self) -> tuple[Explanation, ...]:
        """What was asked of its units and is not answered."""
        return tuple(asked for one in self.units for asked in one.open_explanations)


@dataclass(frozen=True)
class Tally:
    """How many of some clauses are finished and how many late; for a unit, of those that it leads."""

    finished: int
    total: int
    late: int


def tally(clauses: Iterable[ClauseProgress]) -> Tally:
    """Counts clauses."""
    return _tally((clause.state in FINISHED, bool(clause.late)) for clause in clauses)


def tallies_of_units(clauses: Iterable[ClauseProgress]) -> dict[Unit, Tally]:
    """Counts for each unit the parts that it leads."""
    parts: dict[Unit, list[UnitProgress]] = {}
    for clause in clauses:
        for part in clause.leads:
            parts.setdefault(part.unit, []).append(part)
    return {unit: _tally((part.is_finished, bool(part.overdue_days)) for part in own) for unit, own in parts.items()}


def _tally(told: Iterable[tuple[bool, bool]]) -> Tally:
    """Out of what is finished and what is late, one by one."""
    known = list(told)
    return Tally(sum(done for done, _ in known), len(known), sum(late for _, late in known))


class PlanProgress:
    """All that is known of a plan's tasks, gathered once in three queries; then any of its years is told without one.

    `years` leaves out the other years (none given: all), `task` the other tasks, `unit` what is not that unit's. With
    the `whole` plan at hand there are two queries.
    """

    def __init__(
        self,
        plan: Plan,
        today: date,
        *,
        years: Collection[int] = (),
        task: Task | None = None,
        unit: Unit | None = None,
        whole: WholePlan | None = None,
    ) -> None:
        self.plan, self.today, self.unit = plan, today, unit
        whole = whole or WholePlan(plan)
        self.reporting_years = whole.reporting_years
        self._year_of = {row.pk: year for year, row in self.reporting_years.items() if not years or year in years}
        self.tasks = [one for one in whole.tasks if task in (None, one)]
        self._parts: dict[int, dict[Unit, Part]] = {
            one.pk: {each.unit: Part(each.part) for each in one.assignments.all() if unit in (None, each.unit)}
            for one in self.tasks
        }
        self._rows: dict[_Key, TaskProgress] = {}
        self._asked: dict[_Key, list[Explanation]] = {}
        self._heard_of: dict[tuple[int, int], set[Unit]] = {}
        rows = self._in_years(TaskProgress.objects.annotate(evidence_count=Count("evidence")), unit)
        for row in rows.select_related("updated_by", "reviewed_by"):
            self._rows[self._key(row)] = row
            row.reporting_year = self.reporting_years[self._year_of[row.reporting_year_id]]
        for asked in self._in_years(Explanation.objects.select_related("asked_by", "answered_by"), unit):
            self._asked.setdefault(self._key(asked), []).append(asked)

    def clauses(self, year: int) -> tuple[ClauseProgress, ...]:
        """Every clause in one year, in the plan's order; with a `unit`, those that it has or has reported on.

        Before the plan began nobody has anything to do.
        """
        found = (ClauseProgress(task, year, self._units(task, year)) for task in self.tasks)
        return tuple(one for one in found if one.units or self.unit is None)

    def _in_years(self, rows: QuerySet[M], unit: Unit | None) -> QuerySet[M]:
        return _of(rows.filter(task__in=self.tasks, reporting_year__in=self._year_of), unit)

    def _key(self, row: TaskProgress | Explanation) -> _Key:
        """Year, task and unit of a row; the unit is remembered, for it may not have the task any more."""
        year = self._year_of[row.reporting_year_id]
        self._heard_of.setdefault((year, row.task_id), set()).add(row.unit)
        return year, row.task_id, row.unit_id

    def _units(self, task: Task, year: int) -> tuple[UnitProgress, ...]:
        if year < self.plan.first_year:
            return ()
        opened = self.reporting_years.get(year)
        window = opened.window if opened else default_window(year)
        due = task.due_in(year, window.unit_deadline)
        left = days_between(self.today, due) if opened and not opened.is_closed else None
        return tuple(
            UnitProgress(
                task=task,
                unit=unit,
                part=part,
                year=year,
                opened=opened,
                row=self._rows.get((year, task.pk, unit.pk)),
                explanations=tuple(self._asked.get((year, task.pk, unit.pk), ())),
                due=due,
                days_left=left,
                today=self.today,
            )
            for unit, part in self._parts_in(task, year, window.end)
        )

    def _parts_in(self, task: Task, year: int, day: date) -> list[tuple[Unit, Part | None]]:
        """Who has the task and existed on `day`, then who has it no more but is heard of in that year."""
        parts: dict[Unit, Part | None] = dict.fromkeys(self._heard_of.get((year, task.pk), ()))
        for unit, part in self._parts[task.pk].items():
            if unit in parts or is_open_on(day, unit.opened_on, unit.closed_on):
                parts[unit] = part
        return sorted(parts.items(), key=lambda one: (_PARTS.index(one[1]), one[0].pk))


_PARTS: tuple[Part | None, ...] = (Part.LEAD, Part.SUPPORT, None)


def _of(rows: QuerySet[M], unit: Unit | None) -> QuerySet[M]:
    """The rows with their units, of all units or of one."""
    rows = rows.select_related("unit")
    return rows.filter(unit=unit) if unit else rows
