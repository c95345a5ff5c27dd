"""Where the plan's tasks stand in a year: who has reported what, what is late, what was asked to be explained."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from operator import attrgetter
from typing import TypeVar

from django.db.models import Count, Model, Q, QuerySet

from kehoach.common.periods import days_between, default_window, is_open_on
from kehoach.models import AssignmentRole, Explanation, Plan, Task, TaskProgress, Unit, User
from kehoach.plan.snapshot import PlanSnapshot
from kehoach.tasks.clauses import ClauseProgress, UnitProgress
from kehoach.together import know, together

M = TypeVar("M", bound=Model)
_Key = tuple[int, int, int]


class PlanProgress:
    """All that is known of a plan's tasks, gathered once in two queries; then any of its years is told without one.

    `years` leaves out the other years (none given: all), `task` the other tasks, `unit` what is not that unit's. With
    the `whole` plan at hand there is one.
    """

    def __init__(
        self,
        plan: Plan,
        today: date,
        *,
        years: Collection[int] = (),
        task: Task | None = None,
        unit: Unit | None = None,
        whole: PlanSnapshot | None = None,
    ) -> None:
        self.plan, self.today, self.unit = plan, today, unit
        whole = whole or PlanSnapshot(plan)
        self.reporting_years = whole.reporting_years
        self._year_of = {row.pk: year for year, row in self.reporting_years.items() if not years or year in years}
        self.tasks = [one for one in whole.tasks if task in (None, one)]
        self._parts: dict[int, dict[Unit, AssignmentRole]] = {
            one.pk: {
                each.unit: AssignmentRole(each.part) for each in one.assignments.all() if unit in (None, each.unit)
            }
            for one in self.tasks
        }
        self._rows: dict[_Key, TaskProgress] = {}
        self._asked: dict[_Key, list[Explanation]] = {}
        self._heard_of: dict[tuple[int, int], set[Unit]] = {}
        self._gather(unit)

    def _gather(self, unit: Unit | None) -> None:
        """What was reported and what was asked, with their units and people."""
        reported, asked = self._in_years(TaskProgress, unit), self._in_years(Explanation, unit)
        rows, explanations, units, people = together(
            reported.annotate(evidence_count=Count("evidence")),
            asked,
            Unit.objects.filter(Q(pk__in=reported.values("unit")) | Q(pk__in=asked.values("unit"))),
            User.objects.filter(
                Q(pk__in=reported.values("updated_by"))
                | Q(pk__in=reported.values("reviewed_by"))
                | Q(pk__in=asked.values("asked_by"))
                | Q(pk__in=asked.values("answered_by"))
            ),
        )
        know([*rows, *explanations], "unit", units)
        for of_kind, who in ((rows, ("updated_by", "reviewed_by")), (explanations, ("asked_by", "answered_by"))):
            for name in who:
                know(of_kind, name, people)
        know(rows, "reporting_year", self.reporting_years.values())
        for row in rows:
            self._rows[self._key(row)] = row
        for one in sorted(explanations, key=attrgetter("asked_at", "pk")):
            self._asked.setdefault(self._key(one), []).append(one)

    def clauses(self, year: int) -> tuple[ClauseProgress, ...]:
        """Every clause in one year, in the plan's order; with a `unit`, those that it has or has reported on.

        Before the plan began nobody has anything to do.
        """
        found = (ClauseProgress(task, year, self._units(task, year)) for task in self.tasks)
        return tuple(one for one in found if one.units or self.unit is None)

    def _in_years(self, model: type[M], unit: Unit | None) -> QuerySet[M]:
        """The rows of these tasks and years, of all units or of one."""
        rows = model._default_manager.filter(task__in=self.tasks, reporting_year__in=self._year_of)
        return rows.filter(unit=unit) if unit else rows

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

    def _parts_in(self, task: Task, year: int, day: date) -> list[tuple[Unit, AssignmentRole | None]]:
        """Who has the task and existed on `day`, then who has it no more but is heard of in that year."""
        parts: dict[Unit, AssignmentRole | None] = dict.fromkeys(self._heard_of.get((year, task.pk), ()))
        for unit, part in self._parts[task.pk].items():
            if unit in parts or is_open_on(day, unit.opened_on, unit.closed_on):
                parts[unit] = part
        return sorted(parts.items(), key=lambda one: (_PARTS.index(one[1]), one[0].pk))


_PARTS: tuple[AssignmentRole | None, ...] = (AssignmentRole.LEAD, AssignmentRole.SUPPORT, None)
