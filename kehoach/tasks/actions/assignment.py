"""Giving tasks to units."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db import transaction

from kehoach.history.recording import delete_recorded, save_recorded
from kehoach.models import Assignment, AssignmentRole, Task, Unit, User
from kehoach.models.places import Commune
from kehoach.people.rules import check_may_review


@transaction.atomic
def assign(*, task: Task, parts: Mapping[Unit, AssignmentRole], by: User, at: datetime) -> None:
    """The task is from now on these units' and nobody else's; units that are no more keep it for past years."""
    check_may_review(by, task.plan.commune)
    Task.objects.select_for_update(no_key=True).get(pk=task.pk)
    present = {assignment.unit_id: assignment for assignment in task.assignments.filter(unit__closed_on=None)}
    for unit, part in parts.items():
        kept = present.pop(unit.pk, None)
        if kept is None or kept.part != part:
            assignment = kept or Assignment(task=task, unit=unit)
            assignment.part = part
            save_recorded(assignment, by=by, at=at, reason="Phân công")
    for dropped in present.values():
        delete_recorded(dropped, by=by, at=at, reason="Thôi phân công")


@transaction.atomic
def assign_named_units(*, commune: Commune, at: datetime, by: User | None = None) -> int:
    """Gives each task that nobody has yet changed to the units of the kinds that the plan names; returns how many.

    A school that opens later gets the schools' duties in the same way.
    """
    tasks = list(Task.objects.filter(plan__commune=commune))
    units = list(Unit.objects.filter(commune=commune, closed_on=None))
    given = set(Assignment.history.filter(task__plan__commune=commune).values_list("task_id", "unit_id"))
    added = 0
    for task in tasks:
        for unit in units:
            if unit.kind in task.named_kinds and (task.pk, unit.pk) not in given:
                save_recorded(Assignment(task=task, unit=unit), by=by, at=at, reason="Theo kế hoạch")
                added += 1
    return added


@transaction.atomic
def assign_many(*, tasks: Iterable[Task], units: Collection[Unit], part: AssignmentRole, by: User, at: datetime) -> int:
    """Gives several tasks to several units; returns how many assignments that changed.

    Nobody loses anything: other units keep the tasks, and who leads one already goes on leading it.
    """
    changed = 0
    for task in tasks:
        present = {
            assignment.unit: AssignmentRole(assignment.part) for assignment in task.assignments.select_related("unit")
        }
        given = {unit: part for unit in units if present.get(unit) not in (part, AssignmentRole.LEAD)}
        if given:
            assign(task=task, parts={**present, **given}, by=by, at=at)
            changed += len(given)
    return changed
