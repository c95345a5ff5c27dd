"""The plan as issued: its text section by section, its targets with conditions and milestones, the readings chosen."""

from __future__ import annotations

from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from kehoach import formats
from kehoach.enums import Measure, Scope
from kehoach.models.places import Commune


class PlanManager(models.Manager["Plan"]):
    """Finds a plan by its commune and number."""

    def get_by_natural_key(self, commune: str, number: str) -> Plan:
        """The plan with this number in this commune."""
        return self.get(commune__code=commune, number=number)


class Plan(models.Model):
    """A commune's plan under Quyết định 1520/QĐ-TTg, such as Kế hoạch số 04/KH-UBND.

    The plan is data: nothing of it is code.
    """

    commune = models.ForeignKey(Commune, models.PROTECT, verbose_name="xã", related_name="plans")
    number = models.CharField("số, ký hiệu", max_length=30)
    issued_on = models.DateField("ngày ban hành")
    issued_at = models.CharField("nơi ban hành", max_length=100)
    issuing_body = models.CharField("cơ quan ban hành", max_length=200)
    title = models.CharField("trích yếu", max_length=500)
    preamble = models.TextField("đoạn mở đầu", help_text="Câu dẫn sau các căn cứ, trước mục I.")
    general_objective = models.TextField("mục tiêu chung")
    closing = models.TextField("đoạn kết")
    first_year = models.PositiveSmallIntegerField("năm đầu")
    last_year = models.PositiveSmallIntegerField("năm cuối")
    regular_activities = models.PositiveSmallIntegerField(
        "“thường xuyên” là từ mấy hoạt động một năm",
        default=12,
        help_text="Kế hoạch không cho số; xem cách hiểu đã chọn.",
    )
    signing_authority = models.CharField("thẩm quyền ký", max_length=100)
    signing_position = models.CharField("chức vụ người ký", max_length=100)
    signatory = models.CharField("người ký", max_length=100)
    history = HistoricalRecords()

    objects = PlanManager()

    class Meta:
        verbose_name = "kế hoạch"
        verbose_name_plural = "kế hoạch"
        ordering = ("commune", "-issued_on")
        constraints = (
            models.UniqueConstraint(
                fields=("commune", "number"),
                name="plan_number_unique_in_commune",
                violation_error_message="Xã đã có kế hoạch mang số này.",
            ),
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")),
                name="plan_ends_after_it_begins",
                violation_error_message="Năm cuối của kế hoạch không được trước năm đầu.",
            ),
        )

    def __str__(self) -> str:
        return f"Kế hoạch số {self.number}"

    @property
    def issuer_lines(self) -> tuple[str, str]:
        """The issuing body as the letterhead has it: ỦY BAN NHÂN DÂN, and below it the commune."""
        return "ỦY BAN NHÂN DÂN", self.commune.full_name.upper()

    @property
    def place_and_date(self) -> str:
        """Quảng Nghiệp, ngày 31 tháng 01 năm 2023"""
        return f"{self.issued_at}, {formats.date_long(self.issued_on)}"

    def natural_key(self) -> tuple[str, str]:
        """The commune's code and the plan's number."""
        return (*self.commune.natural_key(), self.number)

    natural_key.dependencies = ["kehoach.commune"]  # type: ignore[attr-defined]


Found = TypeVar("Found", bound="PlanPart")


class PlanPartManager(models.Manager[Found]):
    """Finds a part of a plan by the plan and the part's code."""

    def get_by_natural_key(self, commune: str, number: str, code: str) -> Found:
        """The part with this code in this plan."""
        return self.get(plan__commune__code=commune, plan__number=number, code=code)


class PlanPart(models.Model):
    """What is found in a plan by a code of the document, such as II.1.a, and stands at a position in it."""

    plan = models.ForeignKey(Plan, models.CASCADE, verbose_name="kế hoạch", related_name="%(class)ss")
    code = models.CharField("mã", max_length=20)
    position = models.PositiveSmallIntegerField("thứ tự")
    history = HistoricalRecords(inherit=True)

    objects: ClassVar[PlanPartManager[Self]] = PlanPartManager()

    class Meta:
        abstract = True
        ordering = ("plan", "position")
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(
                fields=("plan", "code"),
                name="%(class)s_code_unique_in_plan",
                violation_error_message="Kế hoạch đã có mục mang mã này.",
            ),
        )

    def natural_key(self) -> tuple[str, ...]:
        """The plan's key and the part's code."""
        return (*self.plan.natural_key(), self.code)

    natural_key.dependencies = ["kehoach.plan"]  # type: ignore[attr-defined]


class LegalBasis(PlanPart):
    """A document that the plan rests on, in the plan's own words (code CC-1, CC-2 …)."""

    plan = models.ForeignKey(Plan, models.CASCADE, verbose_name="kế hoạch", related_name="legal_bases")
    text = models.TextField("nội dung")

    class Meta(PlanPart.Meta):
        verbose_name = "căn cứ"
        verbose_name_plural = "căn cứ"

    def __str__(self) -> str:
        return self.text


class Recipient(PlanPart):
    """A line of "Nơi nhận", without its dash (code NN-1 …)."""

    text = models.CharField("nơi nhận", max_length=200)

    class Meta(PlanPart.Meta):
        verbose_name = "nơi nhận"
        verbose_name_plural = "nơi nhận"

    def __str__(self) -> str:
        return self.text


class Section(PlanPart):
    """A numbered head of the document, such as II.1, with the text that stands under it before any target or task."""

    title = models.TextField("tiêu đề", blank=True)
    body = models.TextField("nội dung", blank=True)

    class Meta(PlanPart.Meta):
        verbose_name = "mục"
        verbose_name_plural = "mục"

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip()


class Target(PlanPart):
    """A specific objective (mục tiêu cụ thể) in the plan's own wording; it is met when all its conditions are."""

    section = models.ForeignKey(Section, models.PROTECT, verbose_name="mục", related_name="targets")
    wording = models.TextField("nguyên văn")
    short_name = models.CharField("tên ngắn", max_length=100)

    class Meta(PlanPart.Meta):
        verbose_name = "chỉ tiêu"
        verbose_name_plural = "chỉ tiêu"

    def __str__(self) -> str:
        return self.short_name


class Reading(PlanPart):
    """How a wording that can be read two ways is read here: by whom, since when. Printed as a footnote."""

    text = models.TextField("cách hiểu")
    decided_by = models.CharField("người chọn", max_length=100)
    decided_on = models.DateField("ngày chọn")
    targets = models.ManyToManyField(Target, verbose_name="chỉ tiêu", related_name="readings")

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
