"""The targets of a plan with their conditions and milestones, and the readings chosen of their wording."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from kehoach.common.text.columns import LineField, ProseField
from kehoach.models.plans import Clause, PlanPart, Section


class Scope(models.TextChoices):
    """Which facilities a condition counts."""

    COMMUNE_LIBRARY = "commune_library", "thư viện xã"
    OTHER_LIBRARIES = "other_libraries", "thư viện cơ sở giáo dục phổ thông và cơ sở khác"
    ALL_LIBRARIES = "all_libraries", "tất cả thư viện"
    ALL_CENTRES = "all_centres", "trung tâm văn hóa, thể thao xã và nhà văn hóa thôn"


class Measure(models.TextChoices):
    """What a condition asks of a facility's year."""

    SERVICES = "services", "có dịch vụ phục vụ học tập suốt đời"
    IT = "it", "có ứng dụng công nghệ thông tin"
    VISITS = "visits", "lượt người sử dụng thư viện"
    ACTIVE = "active", "có lớp, câu lạc bộ hoặc nhóm và hoạt động thường xuyên"


class Target(Clause):
    """A specific objective (mục tiêu cụ thể) in the plan's own wording; it is met when all its conditions are."""

    section = models.ForeignKey(Section, models.PROTECT, verbose_name="mục", related_name="targets")
    wording = ProseField("nguyên văn")
    short_name = LineField("tên ngắn", max_length=100)

    class Meta(PlanPart.Meta):
        verbose_name = "chỉ tiêu"
        verbose_name_plural = "chỉ tiêu"

    def __str__(self) -> str:
        return self.short_name


class Interpretation(PlanPart):
    """How a wording that can be read two ways is read here: by whom, since when. Printed as a footnote."""

    text = ProseField("cách hiểu")
    decided_by = LineField("người chọn", max_length=100)
    decided_on = models.DateField("ngày chọn")
    targets = models.ManyToManyField(Target, verbose_name="chỉ tiêu", related_name="interpretations")

    class Meta(PlanPart.Meta):
        verbose_name = "cách hiểu"
        verbose_name_plural = "cách hiểu"

    def __str__(self) -> str:
        return self.text


class ConditionManager(models.Manager["Condition"]):
    """Finds a condition by its target, scope and measure."""

    def get_by_natural_key(self, commune: str, number: str, code: str, scope: str, measure: str) -> Condition:
        """The condition of this target over this scope and measure."""
        return self.get(
            target__plan__commune__code=commune,
            target__plan__number=number,
            target__code=code,
            scope=scope,
            measure=measure,
        )


class Condition(models.Model):
    """One thing that a target asks: which facilities, and what of them. A share, or for visits a growth a year."""

    target = models.ForeignKey(Target, models.CASCADE, verbose_name="chỉ tiêu", related_name="conditions")
    scope = models.CharField("phạm vi", max_length=20, choices=Scope.choices)
    measure = models.CharField("thước đo", max_length=20, choices=Measure.choices)
    position = models.PositiveSmallIntegerField("thứ tự", default=1)
    history = HistoricalRecords()

    objects = ConditionManager()

    class Meta:
        verbose_name = "điều kiện"
        verbose_name_plural = "điều kiện"
        ordering = ("target", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("target", "scope", "measure"),
                name="condition_unique_in_target",
                violation_error_message="Chỉ tiêu đã có điều kiện này.",
            ),
            models.CheckConstraint(
                condition=Q(measure__in=(Measure.SERVICES, Measure.IT))
                & Q(scope__in=(Scope.COMMUNE_LIBRARY, Scope.OTHER_LIBRARIES, Scope.ALL_LIBRARIES))
                | Q(measure=Measure.VISITS, scope=Scope.ALL_LIBRARIES)
                | Q(measure=Measure.ACTIVE, scope=Scope.ALL_CENTRES),
                name="condition_measures_what_its_scope_has",
                violation_error_message="Thước đo này không dùng được cho phạm vi đã chọn.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_scope_display()} {self.get_measure_display()}"

    def natural_key(self) -> tuple[str, ...]:
        """The target's key, the scope and the measure."""
        return (*self.target.natural_key(), self.scope, self.measure)

    natural_key.dependencies = ["kehoach.target"]  # type: ignore[attr-defined]


class MilestoneManager(models.Manager["Milestone"]):
    """Finds a milestone by its condition and year."""

    def get_by_natural_key(self, *key: str | int) -> Milestone:
        """The milestone of this condition in this year."""
        *condition, year = key
        return self.get(condition=Condition.objects.get_by_natural_key(*condition), year=year)  # type: ignore[arg-type]


class Milestone(models.Model):
    """What a condition must reach by the end of a year, in percent, counted from a base year.

    For growth it is the percent a year.
    """

    condition = models.ForeignKey(Condition, models.CASCADE, verbose_name="điều kiện", related_name="milestones")
    year = models.PositiveSmallIntegerField("năm mốc")
    base_year = models.PositiveSmallIntegerField("năm gốc")
    at_least = models.DecimalField("ít nhất (%)", max_digits=6, decimal_places=2)
    at_most = models.DecimalField("nhiều nhất (%)", max_digits=6, decimal_places=2, null=True, blank=True)
    history = HistoricalRecords()

    objects = MilestoneManager()

    class Meta:
        verbose_name = "mốc"
        verbose_name_plural = "mốc"
        ordering = ("condition", "year")
        constraints = (
            models.UniqueConstraint(
                fields=("condition", "year"),
                name="milestone_unique_in_condition",
                violation_error_message="Điều kiện đã có mốc của năm này.",
            ),
            models.CheckConstraint(
                condition=Q(base_year__lt=F("year")),
                name="milestone_after_its_base_year",
                violation_error_message="Năm gốc phải trước năm mốc.",
            ),
            models.CheckConstraint(
                condition=Q(at_least__gte=0) & (Q(at_most__isnull=True) | Q(at_most__gte=F("at_least"))),
                name="milestone_range_in_order",
                violation_error_message="Mức nhiều nhất không được nhỏ hơn mức ít nhất, và không mức nào được âm.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.condition} {self.year}"

    def natural_key(self) -> tuple[str | int, ...]:
        """The condition's key and the year."""
        return (*self.condition.natural_key(), self.year)

    natural_key.dependencies = ["kehoach.condition"]  # type: ignore[attr-defined]
