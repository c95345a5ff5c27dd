"""The plan as issued, and its text section by section."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from typing import ClassVar, Self, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from kehoach.common import formats
from kehoach.common.text.columns import LineField, ProseField
from kehoach.models.places import Commune


class SectionRole(models.TextChoices):
    """What the portal shows at a head of the plan, whichever number the plan gives it (in plan 04: I.1, III.1, III.2).

    A plan that has no such head goes without.
    """

    GENERAL_OBJECTIVE = "general_objective", "Mục tiêu chung"
    STATE_FUNDING = "state_funding", "Kinh phí từ ngân sách nhà nước"
    DONATED_FUNDING = "donated_funding", "Kinh phí xã hội hóa, tài trợ"


ROLE_HELP = "Việc mà cổng gắn với mục này, dù mục mang số nào. Để trống nếu không có."
# A part of every table whose rows have a role.
ONE_CLAUSE_A_ROLE = models.UniqueConstraint(
    fields=("plan", "role"),
    condition=~Q(role=""),
    name="%(class)s_role_unique_in_plan",
    violation_error_message="Kế hoạch đã có mục khác giữ vai trò này.",
)


def plan_holding_in(plans: Iterable[Plan], year: int) -> Plan | None:
    """Which of a commune's plans holds in a year: of those that have begun the one that begins last.

    A later plan takes over from its first year on, even if the older one was meant to go further; the years before
    keep theirs. A year before all plans belongs to the first one, which counts from it. None where there is no plan.
    """
    known = sorted(plans, key=lambda plan: (plan.first_year, plan.issued_on, plan.pk))
    begun = [plan for plan in known if plan.first_year <= year]
    return begun[-1] if begun else next(iter(known), None)


class PlanManager(models.Manager["Plan"]):
    """Finds a plan by its commune, and there by its number, by a year or as the newest."""

    def of_commune(self, commune: Commune) -> models.QuerySet[Plan]:
        """All plans that the commune has had, the oldest first; `has_merged` says whether others merged into it."""
        merged = Commune.objects.filter(successor=models.OuterRef("commune"))
        plans: models.QuerySet[Plan] = commune.plans.annotate(has_merged=models.Exists(merged))
        return plans.order_by("first_year", "issued_on", "pk")

    def holding_in(self, commune: Commune, year: int) -> Plan | None:
        """The plan that holds in the commune in a year (plan_holding_in)."""
        return plan_holding_in(self.of_commune(commune), year)

    def newest_of(self, commune: Commune | None) -> models.QuerySet[Plan]:
        """The plan that a commune issued last, to be set up further; with None the last of all communes.

        One row, or none where there is no plan yet.
        """
        plans = self.filter(commune=commune) if commune is not None else self.all()
        return plans.select_related("commune").order_by("-issued_on", "-pk")[:1]

    def get_by_natural_key(self, commune: str, number: str) -> Plan:
        """The plan with this number in this commune."""
        return self.select_related("commune").get(commune__code=commune, number=number)


class Plan(models.Model):
    """A commune's plan under Quyết định 1520/QĐ-TTg, such as Kế hoạch số 04/KH-UBND.

    The plan is data: nothing of it is code.
    """

    commune = models.ForeignKey(Commune, models.PROTECT, verbose_name="xã", related_name="plans")
    number = LineField("số, ký hiệu", max_length=30)
    issued_on = models.DateField("ngày ban hành")
    issued_at = LineField("nơi ban hành", max_length=100)
    issuing_body = LineField("cơ quan ban hành", max_length=200)
    title = LineField("trích yếu", max_length=500)
    preamble = ProseField("đoạn mở đầu", help_text="Câu dẫn sau các căn cứ, trước mục I.")
    general_objective = ProseField("mục tiêu chung")
    closing = ProseField("đoạn kết")
    amends = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="sửa đổi, bổ sung kế hoạch",
        null=True,
        blank=True,
        related_name="amendments",
        help_text="Chỉ ghi khi đây là bản sửa đổi, bổ sung của một kế hoạch đã có; bản này ghi đủ mọi điều.",
    )
    first_year = models.PositiveSmallIntegerField("năm đầu")
    last_year = models.PositiveSmallIntegerField("năm cuối")
    regular_activities = models.PositiveSmallIntegerField(
        "“thường xuyên” là từ mấy hoạt động một năm",
        default=12,
        help_text="Kế hoạch không cho số; xem cách hiểu đã chọn.",
    )
    signing_authority = LineField("thẩm quyền ký", max_length=100)
    signing_position = LineField("chức vụ người ký", max_length=100)
    signatory = LineField("người ký", max_length=100)
    history = HistoricalRecords()
    # Where another commune carries it on, the one that issued it.
    issued_in: Commune | None = None

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

    def clean(self) -> None:
        """An amendment has a number of its own, is of the same commune and comes after what it amends."""
        former, issued_on = self.amends, getattr(self, "issued_on", None)
        if former is not None:
            if former.pk == self.pk:
                raise ValidationError({"amends": "Kế hoạch không sửa đổi chính nó. Bản sửa đổi phải mang số khác."})
            if former.commune_id != self.commune_id:
                raise ValidationError({"amends": "Kế hoạch được sửa đổi phải là của xã này."})
            if issued_on is not None and former.issued_on > issued_on:
                problem = f"{former} ban hành ngày {formats.date_short(former.issued_on)}, sau bản sửa đổi này."
                raise ValidationError({"amends": problem})

    def carried_on_in(self, commune: Commune) -> Plan:
        """The plan as the commune carries it on that followed its own: a copy to be read and not saved."""
        if commune.pk == self.commune_id:
            return self
        carried = copy(self)
        carried.issued_in, carried.commune = self.commune, commune
        return carried

    @property
    def is_carried_on(self) -> bool:
        """Whether it was issued by a commune that has merged into the one that reads it."""
        return self.issued_in is not None

    @property
    def issuing_commune(self) -> Commune:
        """Whose plan it was when it was issued."""
        return self.issued_in or self.commune

    @property
    def issuer_lines(self) -> tuple[str, str]:
        """The issuing body as the letterhead has it: ỦY BAN NHÂN DÂN, and below it the commune."""
        return "ỦY BAN NHÂN DÂN", self.issuing_commune.as_of(self.issued_on).full_name.upper()

    @property
    def place_and_date(self) -> str:
        """Quảng Nghiệp, ngày 31 tháng 01 năm 2023"""
        return f"{self.issued_at}, {formats.date_long(self.issued_on)}"

    def begins_after(self, year: int) -> bool:
        """Whether the year is one that the plan counts from, not one of its own: 2022 of a plan for 2023 to 2030."""
        return year < self.first_year

    def natural_key(self) -> tuple[str, str]:
        """The commune's code and the plan's number."""
        return (*self.commune.natural_key(), self.number)

    natural_key.dependencies = ["kehoach.commune"]  # type: ignore[attr-defined]


Found = TypeVar("Found", bound="PlanPart")


class PlanPartManager(models.Manager[Found]):
    """Finds a part of a plan by the plan and the part's code."""

    def get_by_natural_key(self, commune: str, number: str, code: str) -> Found:
        """The part with this code in this plan."""
        return self.select_related("plan__commune").get(plan__commune__code=commune, plan__number=number, code=code)


class PlanPart(models.Model):
    """What is found in a plan by a code of the document, such as II.1.a, and stands at a position in it."""

    plan = models.ForeignKey(Plan, models.CASCADE, verbose_name="kế hoạch", related_name="%(class)ss")
    code = LineField("mã", max_length=20)
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


# At a clause of an amending plan: it has its former clause's code by chance, and follows none.
NEW_CLAUSE = "mới"


class Clause(PlanPart):
    """A target or task: it keeps its identity when the plan is amended, by its code or by `former_code`."""

    former_code = LineField(
        "mã trước khi sửa đổi",
        max_length=20,
        blank=True,
        help_text=f"Để trống nếu mã không đổi; điều mới thêm vào chỗ của một mã cũ thì ghi “{NEW_CLAUSE}”.",
    )

    class Meta(PlanPart.Meta):
        abstract = True


class LegalBasis(PlanPart):
    """A document that the plan rests on, in the plan's own words (code CC-1, CC-2 …)."""

    plan = models.ForeignKey(Plan, models.CASCADE, verbose_name="kế hoạch", related_name="legal_bases")
    text = ProseField("nội dung")

    class Meta(PlanPart.Meta):
        verbose_name = "căn cứ"
        verbose_name_plural = "căn cứ"

    def __str__(self) -> str:
        return self.text


class Recipient(PlanPart):
    """A line of "Nơi nhận", without its dash (code NN-1 …)."""

    text = LineField("nơi nhận", max_length=200)

    class Meta(PlanPart.Meta):
        verbose_name = "nơi nhận"
        verbose_name_plural = "nơi nhận"

    def __str__(self) -> str:
        return self.text


class Section(PlanPart):
    """A numbered head of the document, such as II.1, with the text that stands under it before any target or task."""

    title = ProseField("tiêu đề", blank=True)
    body = ProseField("nội dung", blank=True)
    role = models.CharField(
        "vai trò trong cổng", max_length=30, choices=SectionRole.choices, blank=True, help_text=ROLE_HELP
    )

    class Meta(PlanPart.Meta):
        verbose_name = "mục"
        verbose_name_plural = "mục"
        constraints = (*PlanPart.Meta.constraints, ONE_CLAUSE_A_ROLE)

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip()

    @property
    def level(self) -> int:
        """How deep the head stands: 1 for a part (I), 2 for II.1, 3 for I.2.a."""
        return self.code.count(".") + 1

    def covers(self, code: str) -> bool:
        """Whether a clause stands under this head: II.1.a under II.1 and II, IV.3 under IV.3; I.2.a-1 under I.2.a."""
        return code == self.code or code.startswith((f"{self.code}.", f"{self.code}-"))
