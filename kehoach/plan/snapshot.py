"""A plan with all that hangs on it."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Prefetch
from django.utils.functional import cached_property

from kehoach.models import (
    Assignment,
    AssignmentRole,
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


class PlanSnapshot:
    """A plan's text, its targets with conditions and milestones, its tasks with their units, and the commune's years.

    Each part is read when it is first asked for, whole, in the order of the document; nothing of it asks further for
    `target.section`, `task.section` or `target.conditions.all()`.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    @cached_property
    def sections(self) -> list[Section]:
        """The numbered heads."""
        return list(self.plan.sections.order_by("position"))

    @cached_property
    def targets(self) -> list[Target]:
        """The targets with their conditions, and these with their milestones by year: three queries."""
        # The tables' own order would lead over four others.
        milestones = Prefetch("milestones", Milestone.objects.order_by("year"))
        conditions = Prefetch("conditions", Condition.objects.order_by("position").prefetch_related(milestones))
        return list(self.plan.targets.order_by("position").select_related("section").prefetch_related(conditions))

    @cached_property
    def tasks(self) -> list[Task]:
        """The tasks and duties under their sections: two queries."""
        tasks, sections = list(self.plan.tasks.order_by("position")), {section.pk: section for section in self.sections}
        for task in tasks:
            task.section = sections[task.section_id]
        return tasks

    @cached_property
    def units(self) -> dict[int, Unit]:
        """The commune's units by their keys, closed ones too: a unit that is gone may have reported."""
        return Unit.objects.filter(commune=self.plan.commune_id).order_by("pk").in_bulk()

    @cached_property
    def assignments(self) -> dict[int, list[tuple[Unit, AssignmentRole]]]:
        """By the key of a task the units that have it: first those that lead, each group in the units' order.

        Nobody, where another commune carries the plan on: its units ended with their commune.
        """
        assigned: dict[int, list[tuple[Unit, AssignmentRole]]] = defaultdict(list)
        roles = {role.value: role for role in AssignmentRole}
        if self.plan.is_carried_on:
            return assigned
        rows = Assignment.objects.filter(task__plan=self.plan).order_by("part", "unit_id")
        for task, unit, part in rows.values_list("task_id", "unit_id", "part"):
            assigned[task].append((self.units[unit], roles[part]))
        return assigned

    @cached_property
    def legal_bases(self) -> list[LegalBasis]:
        """The documents that the plan rests on."""
        return list(self.plan.legal_bases.order_by("position"))

    @cached_property
    def recipients(self) -> list[Recipient]:
        """The lines of “Nơi nhận”."""
        return list(self.plan.recipients.order_by("position"))

    @cached_property
    def interpretations(self) -> list[Interpretation]:
        """How the commune reads what can be read in two ways, with the targets that it concerns: two queries."""
        targets = Prefetch("targets", Target.objects.order_by())
        return list(self.plan.interpretations.order_by("position").prefetch_related(targets))

    @cached_property
    def footnotes(self) -> dict[int, tuple[int, ...]]:
        """By the key of a target the numbers of its interpretations, counted from 1."""
        numbers: dict[int, tuple[int, ...]] = {target.pk: () for target in self.targets}
        for number, interpretation in enumerate(self.interpretations, 1):
            for target in interpretation.targets.all():
                numbers[target.pk] += (number,)
        return numbers

    @property
    def interpretations_of(self) -> dict[int, tuple[Interpretation, ...]]:
        """By the key of a target the interpretations that belong to it."""
        return {
            target: tuple(self.interpretations[number - 1] for number in numbers)
            for target, numbers in self.footnotes.items()
        }

    @cached_property
    def reporting_years(self) -> dict[int, ReportingYear]:
        """The years that the commune has opened, the oldest first."""
        years = ReportingYear.objects.filter(commune=self.plan.commune_id).order_by("year")
        return {row.year: row for row in years}
