"""The two sheets whose rows are more than one row of the database: milestones with conditions, tasks with units."""

from __future__ import annotations

from typing import Any

from import_export.fields import Field

from kehoach.models import Assignment, AssignmentRole, Condition, Milestone, Unit
from kehoach.setup.resource import Founding, SheetResource
from kehoach.setup.widgets import Codes


class MilestoneSheet(SheetResource):
    """A row is a milestone; the condition that it belongs to is made where there is none."""

    def get_queryset(self) -> Any:
        """The milestones of the plan."""
        found = Milestone.objects.filter(condition__target__plan=self.founding.plan)
        return found.select_related("condition__target")

    def get_instance(self, instance_loader: Any, row: Any) -> Any:
        """The milestone of this condition and year."""
        try:
            target, scope, measure, year = (
                self.fields[name].clean(row) for name in ("target", "scope", "measure", "year")
            )
        except ValueError:
            return None
        named = {"condition__scope": scope, "condition__measure": measure, "year": year}
        return self.get_queryset().filter(condition__target=target, **named).first()

    def init_instance(self, row: Any = None) -> Any:
        """A milestone of the condition that the row names."""
        target, scope, measure = (self.fields[name].clean(row) for name in ("target", "scope", "measure"))
        condition = Condition.objects.filter(target=target, scope=scope, measure=measure).first()
        if condition is None:
            condition = Condition(
                target=target, scope=scope or "", measure=measure or "", position=target.conditions.count() + 1
            )
            condition.full_clean()
            self.founding.save(condition)
        return Milestone(condition=condition)


class ConditionField(Field):
    """What a milestone's condition says; read when the milestone is found or made, never written into it."""

    def save(self, instance: Any, row: Any, is_m2m: bool = False, **kwargs: Any) -> None:
        """Nothing: it is part of the key. What cannot be read is told."""
        self.clean(row)


class PartField(Field):
    """The units that have one part in a task, by their codes."""

    def __init__(self, part: AssignmentRole, founding: Founding) -> None:
        units = Codes(lambda: Unit.objects.filter(commune=founding.commune), "Đơn vị")
        super().__init__(attribute=part.value, column_name=part.value, widget=units)
        self.part = part

    def get_value(self, instance: Any) -> tuple[Unit, ...]:
        """The units that the row has named, else those that the task has."""
        named: dict[AssignmentRole, tuple[Unit, ...]] = getattr(instance, "named_units", {})
        if self.part in named:
            return named[self.part]
        if instance.pk is None:
            return ()
        given = Assignment.objects.filter(task=instance.pk, part=self.part).select_related("unit")
        return tuple(sorted((one.unit for one in given), key=lambda unit: unit.pk))

    def save(self, instance: Any, row: Any, is_m2m: bool = False, **kwargs: Any) -> None:
        """Keeps them with the task until that is saved."""
        units = tuple(sorted(self.clean(row), key=lambda unit: unit.pk))
        instance.named_units = {**getattr(instance, "named_units", {}), self.part: units}


class TaskSheet(SheetResource):
    """A row is a task with the units that lead and support it."""

    def after_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """Gives the task to the units that the row names and to nobody else; a new one without any to its kinds."""
        named: dict[AssignmentRole, tuple[Unit, ...]] = getattr(instance, "named_units", {})
        parts = {unit: part for part in (AssignmentRole.SUPPORT, AssignmentRole.LEAD) for unit in named.get(part, ())}
        if not parts and not Assignment.history.filter(task_id=instance.pk).exists():
            of_kinds = Unit.objects.filter(commune=self.founding.commune, kind__in=instance.named_kinds, closed_on=None)
            parts = dict.fromkeys(of_kinds, AssignmentRole.LEAD)
        for given in instance.assignments.select_related("unit"):
            wanted = parts.pop(given.unit, None)
            if wanted is None and given.part in named:
                self.founding.delete(given)
            elif wanted is not None and wanted != given.part:
                given.part = wanted
                self.founding.save(given)
        for unit, part in parts.items():
            self.founding.save(Assignment(task=instance, unit=unit, part=part))
