"""Where the plan's tasks stand in a year: who has reported what, what is late, what was asked to be explained."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Count
from django.utils import timezone

from kehoach.common.periods import days_between, default_window, is_open_on
from kehoach.models import AssignmentRole, Explanation, Plan, Task, TaskProgress, Unit
from kehoach.models.plans import plan_holding_in
from kehoach.plan.snapshot import PlanSnapshot
from kehoach.tasks.clauses import ClauseProgress, ClauseYear, UnitProgress


def clauses_of_years(
    plans: Sequence[Plan],
    years: Collection[int],
    today: date,
    *,
    unit: Unit | None = None,
    whole: PlanSnapshot | None = None,
) -> dict[int, tuple[ClauseProgress, ...]]:
    """The clauses of each year, by the plan that holds in it; with a `unit`, those that it has or has reported on.

    Parts of the plan of `whole` are read from there.
    """
    of_plan: dict[Plan, list[int]] = defaultdict(list)
    for year in years:
        if (plan := plan_holding_in(plans, year)) is not None:
            of_plan[plan].append(year)
    found: dict[int, tuple[ClauseProgress, ...]] = {}
    for plan, numbers in of_plan.items():
        known = whole if whole is not None and whole.plan == plan else None
        progress = PlanProgress(plan, today, years=numbers, unit=unit, whole=known)
        found |= {year: progress.clauses(year) for year in numbers}
    return found


class PlanProgress:
    """All that is known of a plan's tasks, gathered once in two queries; then any of its years needs none.

    `years` leaves out the other years (none given: all), `task` the other tasks, `unit` what is not that unit's.
    `evidence` counts the photos and papers, `people` brings along who reported, reviewed, asked and answered. Parts of
    the plan are read from `whole`.
    """

    def __init__(
        self,
        plan: Plan,
        today: date,
        *,
        years: Collection[int] = (),
        task: Task | None = None,
        unit: Unit | None = None,
        evidence: bool = False,
        people: bool = False,
        whole: PlanSnapshot | None = None,
    ) -> None:
        self.plan, self.today, self.unit = plan, today, unit
        self.whole = whole or PlanSnapshot(plan)
        self.reporting_years = self.whole.reporting_years
        # On which day the commune opened its first year here.
        days = [timezone.localtime(row.opened_at).date() for row in self.reporting_years.values()]
        self._first_day = min(days, default=date.min)
        self._year_of = {row.pk: year for year, row in self.reporting_years.items()}
        self.tasks = [known for known in self.whole.tasks if task in (None, known)]
        opened = [row for year, row in self.reporting_years.items() if not years or year in years]
        wanted: dict[str, Any] = {"task__plan": plan, "reporting_year__in": opened}
        wanted |= {"task": task} if task else {}
        wanted |= {"unit": unit} if unit else {}
        rows = TaskProgress.objects.filter(**wanted).order_by()
        explanations = Explanation.objects.filter(**wanted).order_by("asked_at", "pk")
        if evidence:
            rows = rows.annotate(evidence_count=Count("evidence"))
        if people:
            rows = rows.select_related("updated_by", "reviewed_by")
            explanations = explanations.select_related("asked_by", "answered_by")
        # By year and task, and there by unit.
        self._rows: dict[tuple[int, int], dict[int, TaskProgress]] = defaultdict(dict)
        self._explanations: dict[tuple[int, int], dict[int, list[Explanation]]] = defaultdict(lambda: defaultdict(list))
        for row in rows:
            self._rows[self._year_of[row.reporting_year_id], row.task_id][row.unit_id] = row
        for explanation in explanations:
            self._explanations[self._year_of[explanation.reporting_year_id], explanation.task_id][
                explanation.unit_id
            ].append(explanation)

    def clauses(self, year: int) -> tuple[ClauseProgress, ...]:
        """Every clause in one year, in the plan's order; with a `unit`, those that it has or has reported on.

        Before the plan began nobody has anything to do.
        """
        clauses = (ClauseProgress(task, year, tuple(self._units(task, year))) for task in self.tasks)
        return tuple(clause for clause in clauses if clause.units or self.unit is None)

    def _units(self, task: Task, year: int) -> Iterator[UnitProgress]:
        """Who has the task and existed at the end of the year, then who has it no more but is heard of in the year.

        A unit that is gone and was heard of keeps its part.
        """
        if year < self.plan.first_year:
            return
        opened = self.reporting_years.get(year)
        window = opened.window if opened else default_window(year)
        due = task.due_in(year, window.unit_deadline, self._first_day)
        left = days_between(self.today, due) if opened and not opened.is_closed else None
        clause = ClauseYear(task, year, opened, due, left, self.today)
        rows, explanations = self._rows.get((year, task.id), {}), self._explanations.get((year, task.id), {})
        heard_of = rows.keys() | explanations.keys()
        parts: list[tuple[Unit, AssignmentRole | None]] = [
            (unit, part)
            for unit, part in self.whole.assignments[task.id]
            if self.unit in (None, unit)
            and (unit.id in heard_of or is_open_on(window.end, unit.opened_on, unit.closed_on))
        ]
        former = heard_of - {unit.id for unit, _ in parts}
        parts += [(self.whole.units[key], None) for key in sorted(former)]
        for unit, part in parts:
            yield UnitProgress(clause, unit, part, rows.get(unit.id), tuple(explanations.get(unit.id, ())))
