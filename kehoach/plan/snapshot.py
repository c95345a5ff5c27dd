"""A plan with all that hangs on it."""

from __future__ import annotations

from operator import attrgetter

from kehoach.models import (
    Assignment,
    Condition,
    Interpretation,
    LegalBasis,
    Milestone,
    Plan,
    Recipient,
    ReportingYear,
    Section,
    Target,
    Task,
    Unit,
)
from kehoach.models.plans import PlanPart
from kehoach.together import hold, know, together


class PlanSnapshot:
    """A plan's text, its targets with conditions and milestones, its tasks with their units, and the commune's years.

    One query reads it. Every list is in the order of the document; `target.conditions.all()`, `task.section` and the
    like ask no further. `interpretations_of` are those by the key of the target that they belong to, `footnotes` their
    numbers.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        assignments = Assignment.objects.filter(task__plan=plan)
        rows = together(
            *(part._default_manager.filter(plan=plan) for part in _PARTS),
            Condition.objects.filter(target__plan=plan),
            Milestone.objects.filter(condition__target__plan=plan),
            assignments,
            Unit.objects.filter(pk__in=assignments.values("unit")),
            ReportingYear.objects.filter(commune=plan.commune_id),
            Interpretation.targets.through._default_manager.filter(interpretation__plan=plan),
        )
        parts = [sorted(part, key=attrgetter("position")) for part in rows[: len(_PARTS)]]
        conditions, milestones, assigned, units, years, read = rows[len(_PARTS) :]
        self.sections: list[Section] = parts[0]
        self.targets: list[Target] = parts[1]
        self.tasks: list[Task] = parts[2]
        self.legal_bases: list[LegalBasis] = parts[3]
        self.recipients: list[Recipient] = parts[4]
        self.interpretations: list[Interpretation] = parts[5]
        self.reporting_years: dict[int, ReportingYear] = {
            row.year: row for row in sorted(years, key=attrgetter("year"))
        }
        numbers = {reading.pk: number for number, reading in enumerate(self.interpretations, 1)}
        self.footnotes: dict[int, tuple[int, ...]] = {
            target.pk: tuple(sorted(numbers[one.interpretation_id] for one in read if one.target_id == target.pk))
            for target in self.targets
        }
        self.interpretations_of: dict[int, tuple[Interpretation, ...]] = {
            key: tuple(self.interpretations[number - 1] for number in noted) for key, noted in self.footnotes.items()
        }
        for part in parts:
            know(part, "plan", [plan])
        know(self.targets, "section", self.sections)
        know(self.tasks, "section", self.sections)
        know(conditions, "target", self.targets)
        know(milestones, "condition", conditions)
        know(assigned, "task", self.tasks)
        know(assigned, "unit", units)
        hold(self.targets, "conditions", "target", sorted(conditions, key=attrgetter("position")))
        hold(conditions, "milestones", "condition", sorted(milestones, key=attrgetter("year")))
        hold(self.tasks, "assignments", "task", sorted(assigned, key=attrgetter("part", "unit_id")))


_PARTS: tuple[type[PlanPart], ...] = (Section, Target, Task, LegalBasis, Recipient, Interpretation)
