"""Tasks of section II and duties of section IV, and who is to do them."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from kehoach.common.text.columns import LineField, ProseField
from kehoach.models.places import Unit
from kehoach.models.plans import ONE_CLAUSE_A_ROLE, ROLE_HELP, Clause, PlanPart, Section


class AssignmentRole(models.TextChoices):
    """A unit's part in a task."""

    LEAD = "lead", "Chủ trì"
    SUPPORT = "support", "Phối hợp"


class TaskRole(models.TextChoices):
    """What is recorded for a task unless somebody says otherwise, whichever number the plan gives it.

    In plan 04 these are II.1.b, IV.5, IV.1.a, IV.2.a, IV.2.c, II.3.a, II.3.d, IV.3 and II.1.d. A plan that has
    no task of a role goes without: such rows are then for no task.
    """

    OCCASIONS = "occasions", "Hoạt động nhân dịp kỷ niệm"
    BROADCASTS = "broadcasts", "Truyền thanh"
    DOCUMENTS = "documents", "Văn bản triển khai"
    SCHOOL_PLANS = "school_plans", "Kế hoạch của nhà trường"
    ROTATIONS = "rotations", "Luân chuyển sách báo"
    COURSES = "courses", "Tập huấn, bồi dưỡng"
    MOBILISATIONS = "mobilisations", "Huy động nhân lực"
    FUNDING = "funding", "Bố trí kinh phí"
    COMMENDATIONS = "commendations", "Khen thưởng"


class Task(Clause):
    """A task (II.1.a …) or a duty (IV.1.a …) in the plan's own wording."""

    section = models.ForeignKey(Section, models.PROTECT, verbose_name="mục", related_name="tasks")
    wording = ProseField("nguyên văn")
    short_name = LineField("tên ngắn", max_length=120)
    named_kinds = models.JSONField(
        "loại đơn vị được giao",
        default=list,
        help_text="Những loại đơn vị mà kế hoạch giao việc; mỗi đơn vị thuộc loại đó được phân công chủ trì.",
    )
    expected = LineField("việc phải có mỗi năm", max_length=300, blank=True)
    counts = LineField(
        "số lượng đếm bằng",
        max_length=40,
        blank=True,
        help_text="Ví dụ: lớp tập huấn. Để trống nếu không có gì để đếm.",
    )
    role = models.CharField(
        "vai trò trong cổng", max_length=30, choices=TaskRole.choices, blank=True, help_text=ROLE_HELP
    )
    due_month = models.PositiveSmallIntegerField("hạn: tháng", null=True, blank=True)
    due_day = models.PositiveSmallIntegerField(
        "hạn: ngày", null=True, blank=True, help_text="Để trống thì hạn là hạn nộp của đơn vị trong năm báo cáo."
    )

    class Meta(PlanPart.Meta):
        verbose_name = "nhiệm vụ"
        verbose_name_plural = "nhiệm vụ"
        constraints = (
            *PlanPart.Meta.constraints,
            ONE_CLAUSE_A_ROLE,
            models.CheckConstraint(
                condition=Q(due_month__isnull=True, due_day__isnull=True)
                | Q(due_month__range=(1, 12), due_day__range=(1, 28)),
                name="task_due_on_a_day_of_every_year",
                violation_error_message="Hạn phải có cả ngày và tháng; ngày từ 1 đến 28 để năm nào cũng có.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.short_name}"

    def due_in(self, year: int, unit_deadline: date, first_day: date = date.min) -> date:
        """The day by which a year's result is due: the task's own, else the deadline of that year's units.

        A day before the commune's first one in the portal could not be kept, so the deadline takes its place.
        """
        if self.due_month is None or self.due_day is None:
            return unit_deadline
        due = date(year, self.due_month, self.due_day)
        return max(due, unit_deadline) if due < first_day else due


class AssignmentManager(models.Manager["Assignment"]):
    """Finds an assignment by its task and unit."""

    def get_by_natural_key(self, commune: str, number: str, code: str, unit: str) -> Assignment:
        """The assignment of this task to this unit."""
        return self.get(task__plan__commune__code=commune, task__plan__number=number, task__code=code, unit__code=unit)


class Assignment(models.Model):
    """A unit that leads a task or takes part in it (phân công)."""

    task = models.ForeignKey(Task, models.CASCADE, verbose_name="nhiệm vụ", related_name="assignments")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="đơn vị", related_name="assignments")
    part = models.CharField("vai trò", max_length=10, choices=AssignmentRole.choices, default=AssignmentRole.LEAD)
    history = HistoricalRecords()

    objects = AssignmentManager()

    class Meta:
        verbose_name = "phân công"
        verbose_name_plural = "phân công"
        ordering = ("task", "part", "unit")
        constraints = (
            models.UniqueConstraint(
                fields=("task", "unit"),
                name="unit_assigned_once_to_a_task",
                violation_error_message="Đơn vị này đã được phân công nhiệm vụ này.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.task.code} – {self.unit}"

    def natural_key(self) -> tuple[str, ...]:
        """The task's key and the unit's code."""
        return (*self.task.natural_key(), self.unit.code)

    natural_key.dependencies = ["kehoach.task", "kehoach.unit"]  # type: ignore[attr-defined]
