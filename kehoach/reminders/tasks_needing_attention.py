"""The tasks of open years that are late or have to be explained, for reminders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import Min
from django.utils import timezone

from kehoach.common.periods import days_between, is_open_on
from kehoach.models import Assignment, AssignmentRole, Explanation, Plan, ReportingYear, TaskProgress
from kehoach.models.plans import plan_holding_in
from kehoach.tasks.clauses import ClauseYear, UnitProgress

# Year, task and unit.
_Key = tuple[int, int, int]


def tasks_needing_attention(years: Collection[ReportingYear], today: date) -> list[UnitProgress]:
    """The late and the questioned tasks of these open years, of all their communes at once, in five queries."""
    results = {_key(row): row for row in TaskProgress.objects.filter(reporting_year__in=years)}
    questions: dict[_Key, list[Explanation]] = defaultdict(list)
    for explanation in Explanation.objects.filter(reporting_year__in=years, answered_at=None):
        questions[_key(explanation)].append(explanation)
    years_of = _years_of_plans(years)
    opened = ReportingYear.objects.filter(commune__in={year.commune_id for year in years}).order_by()
    first_moments = dict(opened.values_list("commune").annotate(Min("opened_at")))
    first_days = {commune: timezone.localtime(moment).date() for commune, moment in first_moments.items()}
    assignments = Assignment.objects.filter(task__plan__in=years_of).select_related("task__plan", "unit")
    parts = []
    for assignment in assignments.order_by("task__position"):
        task, unit = assignment.task, assignment.unit
        for year in years_of[task.plan_id]:
            if year.year < task.plan.first_year or not is_open_on(year.window_end, unit.opened_on, unit.closed_on):
                continue
            due = task.due_in(year.year, year.unit_deadline, first_days[year.commune_id])
            key = (year.pk, task.pk, unit.pk)
            part = UnitProgress(
                clause=ClauseYear(task, year.year, year, due, days_between(today, due), today),
                unit=unit,
                part=AssignmentRole(assignment.part),
                row=results.get(key),
                explanations=tuple(questions.get(key, ())),
            )
            if part.overdue_days or part.open_explanations:
                parts.append(part)
    return parts


def _years_of_plans(years: Collection[ReportingYear]) -> dict[int, list[ReportingYear]]:
    """By the key of each plan the years in which it holds."""
    plans: dict[int, list[Plan]] = defaultdict(list)
    for plan in Plan.objects.filter(commune__in={year.commune_id for year in years}):
        plans[plan.commune_id].append(plan)
    found: dict[int, list[ReportingYear]] = defaultdict(list)
    for year in years:
        if (holding := plan_holding_in(plans[year.commune_id], year.year)) is not None:
            found[holding.pk].append(year)
    return found


def _key(row: TaskProgress | Explanation) -> _Key:
    return row.reporting_year_id, row.task_id, row.unit_id
