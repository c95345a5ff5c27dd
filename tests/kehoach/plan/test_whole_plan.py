"""A plan with all that hangs on it, each part read once."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from kehoach.models import Plan
from kehoach.plan.snapshot import PlanSnapshot
from tests.cast import Cast, ours


def test_the_plan_is_whole_and_in_the_order_of_the_document(cast: Cast) -> None:
    plan = ours(Plan).get()
    whole = PlanSnapshot(plan)

    for name in ("sections", "targets", "tasks", "legal_bases", "recipients", "interpretations"):
        assert getattr(whole, name) == list(getattr(plan, name).order_by("position")), name
    assert set(whole.reporting_years) == {2022, 2023, 2024, 2025, 2026}


def test_nothing_of_it_is_asked_for_again(cast: Cast) -> None:
    plan = ours(Plan).get()
    with CaptureQueriesContext(connection) as captured:
        whole = PlanSnapshot(plan)
        milestones = [
            (target.section.code, condition.scope, row.condition.target == target, row.year)
            for target in whole.targets
            for condition in target.conditions.all()
            for row in condition.milestones.all()
        ]
        tasks = {task.code: (task.section.code, whole.assignments[task.pk]) for task in whole.tasks}
        units = {code: [unit.code for unit, _ in assigned] for code, (_, assigned) in tasks.items()}

    assert len(captured) == 7
    assert ("I.2.b", "all_centres", True, 2030) in milestones
    assert len(milestones) == 12
    assert units["IV.2.a"] == ["MN", "TH", "THCS"]


def test_another_communes_plan_is_no_part_of_it(cast: Cast) -> None:
    plan = ours(Plan).get()
    plan.pk, plan.commune, plan.number = None, cast.neighbour, "01/KH-UBND"
    plan.save()

    whole = PlanSnapshot(plan)

    assert (whole.sections, whole.targets, whole.tasks, whole.reporting_years) == ([], [], [], {})
