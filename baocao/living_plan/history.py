"""Who has changed what of a plan: its targets with their conditions and milestones, its tasks and who has them."""

from __future__ import annotations

from kehoach.history.rows import added_together, history_of_rows
from kehoach.history.timeline import Event
from kehoach.models import Assignment, Condition, Milestone, Plan, Target, Task


def history_of_plan(plan: Plan) -> list[Event]:
    """Every version of the plan and its parts, newest first, its set-up as one; six queries, however large it is."""
    dated = [
        *history_of_rows(Plan, lambda row: f"kế hoạch số {row.number}", id=plan.pk),
        *history_of_rows(Target, lambda row: f"chỉ tiêu {row.code}", plan=plan),
        *history_of_rows(
            Condition, lambda row: f"điều kiện của chỉ tiêu {row.target.code}", ("target",), target__plan=plan
        ),
        *history_of_rows(
            Milestone,
            lambda row: f"mốc năm {row.year} của chỉ tiêu {row.condition.target.code}",
            ("condition__target",),
            condition__target__plan=plan,
        ),
        *history_of_rows(Task, lambda row: f"nhiệm vụ {row.code}", plan=plan),
        *history_of_rows(
            Assignment,
            lambda row: f"phân công nhiệm vụ {row.task.code} cho {row.unit.name}",
            ("task", "unit"),
            task__plan=plan,
        ),
    ]
    return added_together(dated, "mục của kế hoạch")
