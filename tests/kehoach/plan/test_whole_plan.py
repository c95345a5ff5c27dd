"""A plan with all that hangs on it, and the one query that reads it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from kehoach.models import Milestone, Plan, ReportingYear, Task, TaskProgress, User
from kehoach.plan.snapshot import PlanSnapshot
from kehoach.together import together
from tests.cast import Cast
from thuvien.models import LibraryFigures
from vanhoa.models import CulturalCentre


def columns(row: Model) -> dict[str, Any]:
    """Every value of a row, with its type."""
    return {
        field.attname: (type(value), value)
        for field in row._meta.concrete_fields
        for value in [getattr(row, field.attname)]
    }


def by_key(rows: list[Any]) -> dict[int, dict[str, Any]]:
    """The rows' values by their keys."""
    return {row.pk: columns(row) for row in rows}


@pytest.mark.parametrize(
    "model", [Plan, Task, Milestone, ReportingYear, User, LibraryFigures, CulturalCentre, TaskProgress]
)
def test_a_row_read_together_with_others_is_as_it_is_alone(cast: Cast, model: type[Model]) -> None:
    rows = model._default_manager.all()

    nothing, found, communes = together(rows.none(), rows, rows.order_by("-pk").filter(pk__in=rows.values("pk")[:1]))

    assert nothing == []
    assert by_key(found) == by_key(list(rows))
    assert len(communes) == min(1, len(found))


def test_the_plan_is_whole_and_in_the_order_of_the_document(cast: Cast) -> None:
    plan = Plan.objects.get()
    whole = PlanSnapshot(plan)

    for name in ("sections", "targets", "tasks", "legal_bases", "recipients", "interpretations"):
        assert getattr(whole, name) == list(getattr(plan, name).order_by("position")), name
    assert set(whole.reporting_years) == {2022, 2023, 2024, 2025, 2026}


def test_one_query_reads_it_and_what_hangs_on_it(cast: Cast) -> None:
    plan = Plan.objects.get()
    with CaptureQueriesContext(connection) as asked:
        whole = PlanSnapshot(plan)
        milestones = [
            (target.section.code, one.scope, row.condition.target == target, row.year)
            for target in whole.targets
            for one in target.conditions.all()
            for row in one.milestones.all()
        ]
        units = {task.code: [one.unit.code for one in task.assignments.all()] for task in whole.tasks}

    assert len(asked) == 1
    assert ("I.2.b", "all_centres", True, 2030) in milestones
    assert len(milestones) == 12
    assert units["IV.2.a"] == ["MN", "TH", "THCS"]


def test_another_communes_plan_is_no_part_of_it(cast: Cast) -> None:
    plan = Plan.objects.get()
    plan.pk, plan.commune, plan.number = None, cast.neighbour, "01/KH-UBND"
    plan.save()

    whole = PlanSnapshot(plan)

    assert (whole.sections, whole.targets, whole.tasks, whole.reporting_years) == ([], [], [], {})
