"""What presses of the tasks of open years, for reminders: what is late and what has to be explained."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from kehoach.common.periods import days_between, is_open_on
from kehoach.models import Assignment, AssignmentRole, Explanation, ReportingYear, TaskProgress
from kehoach.tasks.clauses import UnitProgress

# Year, task and unit.
_Key = tuple[int, int, int]


def pressing(years: Collection[ReportingYear], today: date) -> list[UnitProgress]:
    """The late and the questioned tasks of these open years, of all their communes at once, in three queries."""
    rows = {_key(row): row for row in TaskProgress.objects.filter(reporting_year__in=years)}
    asked: dict[_Key, list[Explanation]] = defaultdict(list)
    for one in Explanation.objects.filter(reporting_year__in=years, answered_at=None):
        asked[_key(one)].append(one)
    of_commune: dict[int, list[ReportingYear]] = defaultdict(list)
    for year in years:
        of_commune[year.commune_id].append(year)
    assigned = Assignment.objects.filter(task__plan__commune__in=of_commune).select_related("task__plan", "unit")
    found = (
        _part(one, year, rows, asked, today)
        for one in assigned.order_by("task__position")
        for year in of_commune[one.task.plan.commune_id]
        if year.year >= one.task.plan.first_year and is_open_on(year.window_end, one.unit.opened_on, one.unit.closed_on)
    )
    return [one for one in found if one.overdue_days or one.open_explanations]


def _key(row: TaskProgress | Explanation) -> _Key:
    return row.reporting_year_id, row.task_id, row.unit_id


def _part(
    one: Assignment,
    year: ReportingYear,
    rows: Mapping[_Key, TaskProgress],
    asked: Mapping[_Key, list[Explanation]],
    today: date,
) -> UnitProgress:
    key, due = (year.pk, one.task_id, one.unit_id), one.task.due_in(year.year, year.unit_deadline)
    return UnitProgress(
        task=one.task,
        unit=one.unit,
        part=AssignmentRole(one.part),
        year=year.year,
        opened=year,
        row=rows.get(key),
        explanations=tuple(asked.get(key, ())),
        due=due,
        days_left=days_between(today, due),
        today=today,
    )
