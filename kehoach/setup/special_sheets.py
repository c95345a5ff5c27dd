"""The two sheets whose rows are more than one row of the database: milestones with conditions, tasks with units."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from import_export.fields import Field

from kehoach.models import (
    Assignment,
    AssignmentRole,
    Condition,
    Measure,
    Milestone,
    Scope,
    Target,
    Task,
    Unit,
    UnitKind,
)
from kehoach.setup.resource import SheetResource, column
from kehoach.setup.widgets import CellWidget, ClauseRole, Codes, FormerCode, OneOf, Reference, SomeOf


class ConditionField(Field):
    """What a milestone's condition says; read when the milestone is found or made, never written into it."""

    def __init__(self, name: str, widget: CellWidget) -> None:
        super().__init__(attribute=f"condition__{name}", column_name=name, widget=widget)

    def save(self, instance: Any, row: Any, is_m2m: bool = False, **kwargs: Any) -> None:
        """Nothing: it is part of the key. What cannot be read is told."""
        self.clean(row)


class MilestoneSheet(SheetResource):
    """A row is a milestone; the condition that it belongs to is made where there is none."""

    slug, heading = "moc", "Điều kiện và mốc"
    about = "Mỗi dòng một mốc: chỉ tiêu nào, đếm cơ sở nào, đo bằng gì, đến năm nào ít nhất bao nhiêu phần trăm."
    labels = {"target": "Mã chỉ tiêu", "scope": "Phạm vi", "measure": "Thước đo"}
    target = ConditionField("target", Reference(Target))
    scope = ConditionField("scope", OneOf(Scope.choices))
    measure = ConditionField("measure", OneOf(Measure.choices))

    class Meta:
        model = Milestone
        import_id_fields = ("target", "scope", "measure", "year")
        fields = ("target", "scope", "measure", "year", "base_year", "at_least", "at_most")

    def get_queryset(self) -> Any:
        """The milestones of the plan."""
        found = Milestone.objects.filter(condition__target__plan=self.setup.plan)
        return found.select_related("condition__target")

    def init_instance(self, row: Any = None) -> Any:
        """A milestone of the condition that the row names."""
        target, scope, measure = (self.fields[name].clean(row) for name in ("target", "scope", "measure"))
        condition = Condition.objects.filter(target=target, scope=scope, measure=measure).first()
        if condition is None:
            condition = Condition(
                target=target, scope=scope or "", measure=measure or "", position=target.conditions.count() + 1
            )
            condition.full_clean()
            self.setup.save(condition)
        return Milestone(condition=condition)


class PartField(Field):
    """The units that have one part in a task, by their codes."""

    def __init__(self, part: AssignmentRole) -> None:
        super().__init__(attribute=part.value, column_name=part.value, widget=Codes(Unit))
        self.part = part

    def get_value(self, instance: Any) -> tuple[Unit, ...]:
        """The units that the row has named, else those that the task has."""
        named: dict[AssignmentRole, tuple[Unit, ...]] = getattr(instance, "named_units", {})
        if self.part in named:
            return named[self.part]
        given = (assignment.unit for assignment in getattr(instance, "given", ()) if assignment.part == self.part)
        return tuple(sorted(given, key=lambda unit: unit.pk))

    def save(self, instance: Any, row: Any, is_m2m: bool = False, **kwargs: Any) -> None:
        """Keeps them with the task until that is saved."""
        units = tuple(sorted(self.clean(row), key=lambda unit: unit.pk))
        instance.named_units = {**getattr(instance, "named_units", {}), self.part: units}


class TaskSheet(SheetResource):
    """A row is a task with the units that lead and support it."""

    slug, heading = "nhiem-vu", "Nhiệm vụ"
    about = (
        "Nguyên văn từng nhiệm vụ, trách nhiệm; đơn vị chủ trì, phối hợp ghi bằng mã, cách nhau bằng dấu chấm phẩy. "
        "Để trống cả hai cột đơn vị: nhiệm vụ mới được giao cho mọi đơn vị thuộc các loại được nêu."
    )
    labels = {part.value: f"Đơn vị {part.label.lower()} (mã)" for part in AssignmentRole}
    named_kinds = column("named_kinds", SomeOf(UnitKind.choices))
    lead, support = PartField(AssignmentRole.LEAD), PartField(AssignmentRole.SUPPORT)
    role = column("role", ClauseRole(Task))
    former_code = column("former_code", FormerCode(Task))

    class Meta:
        model = Task
        fields = (
            *("code", "section", "wording", "short_name", "named_kinds", "lead", "support", "expected", "counts"),
            *("role", "due_day", "due_month", "former_code", "position"),
        )

    def get_queryset(self) -> Any:
        """The tasks of the plan, each with what is `given` to which unit."""
        given = Prefetch("assignments", Assignment.objects.select_related("unit"), to_attr="given")
        return super().get_queryset().prefetch_related(given)

    def after_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """Gives the task to the units that the row names and to nobody else; a new one without any to its kinds."""
        named: dict[AssignmentRole, tuple[Unit, ...]] = getattr(instance, "named_units", {})
        parts = {unit: part for part in (AssignmentRole.SUPPORT, AssignmentRole.LEAD) for unit in named.get(part, ())}
        if not parts and not Assignment.history.filter(task_id=instance.pk).exists():
            of_kinds = Unit.objects.filter(commune=self.setup.commune, kind__in=instance.named_kinds, closed_on=None)
            parts = dict.fromkeys(of_kinds, AssignmentRole.LEAD)
        for given in instance.assignments.select_related("unit"):
            wanted = parts.pop(given.unit, None)
            if wanted is None and given.part in named:
                self.setup.delete(given)
            elif wanted is not None and wanted != given.part:
                given.part = wanted
                self.setup.save(given)
        for unit, part in parts.items():
            self.setup.save(Assignment(task=instance, unit=unit, part=part))
        instance.given = list(instance.assignments.select_related("unit"))
