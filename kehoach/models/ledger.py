"""What is kept by year, not by day: money planned and spent, and who is proposed for commendation."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from kehoach.common.reading import EARLIEST_YEAR, LATEST_YEAR
from kehoach.common.text.columns import LineField, NoteField
from kehoach.models.evidence import Evidence
from kehoach.models.figures.columns import within
from kehoach.models.places import Commune, Unit
from kehoach.models.tasks import Task
from kehoach.questionnaire.values import LARGEST_MONEY


class FundingSource(models.TextChoices):
    """The two sources of money (plan 04, III.1 and III.2)."""

    STATE = "state", "Ngân sách nhà nước"
    DONATED = "donated", "Xã hội hóa, tài trợ"


class Honoured(models.TextChoices):
    """Whom a commendation is for (plan 04, IV.1.e)."""

    COLLECTIVE = "collective", "Tập thể"
    INDIVIDUAL = "individual", "Cá nhân"


class Decision(models.TextChoices):
    """What has become of a proposed commendation."""

    PROPOSED = "proposed", "Đề nghị"
    DECIDED = "decided", "Đã quyết định"
    DECLINED = "declined", "Không xét"

    @property
    def tone(self) -> str:
        """The pill's tone in the stylesheet; the word beside it says the same."""
        return _DECISION_TONES[self]


_DECISION_TONES = {Decision.PROPOSED: "path", Decision.DECIDED: "met", Decision.DECLINED: "open"}

_NO_AMOUNT = "Hãy nhập dự toán hoặc số đã chi."
_NOT_DONATED = "Khoản có người tài trợ thuộc nguồn xã hội hóa, không phải ngân sách."


class YearRecord(models.Model):
    """One line of a commune's year, there for one of the plan's tasks perhaps."""

    commune = models.ForeignKey(Commune, models.PROTECT, verbose_name="xã", related_name="%(class)s_rows")
    year = models.PositiveSmallIntegerField("năm")
    task = models.ForeignKey(
        Task, models.PROTECT, verbose_name="nhiệm vụ", null=True, blank=True, related_name="%(class)s_rows"
    )
    note = NoteField("ghi chú", max_length=500, blank=True)
    recorded_at = models.DateTimeField("ghi lúc")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người ghi", related_name="+"
    )
    version = models.PositiveIntegerField("phiên bản", default=1)
    evidence = GenericRelation(Evidence)
    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True
        ordering: ClassVar[tuple[str, ...]] = ("year", "pk")
        indexes = (models.Index(fields=("commune", "year")),)
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                condition=Q(year__range=(EARLIEST_YEAR, LATEST_YEAR)),
                name="%(class)s_in_a_plausible_year",
                violation_error_message="Năm không hợp lệ.",
            ),
        )


class Funding(YearRecord):
    """Money for the plan in a year, in whole đồng (kinh phí; plan 04, III and IV.3). An empty amount is not known."""

    unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name="đơn vị sử dụng", null=True, blank=True, related_name="funding_rows"
    )
    source = models.CharField("nguồn", max_length=10, choices=FundingSource.choices)
    purpose = LineField("nội dung", max_length=300)
    donor = LineField("đơn vị, cá nhân tài trợ", max_length=200, blank=True)
    planned = models.PositiveBigIntegerField("dự toán (đồng)", null=True, blank=True)
    spent = models.PositiveBigIntegerField("đã chi (đồng)", null=True, blank=True)

    class Meta(YearRecord.Meta):
        verbose_name = "kinh phí"
        verbose_name_plural = "kinh phí"
        ordering = ("year", "source", "pk")
        constraints = (
            *YearRecord.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(purpose=""),
                name="funding_says_what_for",
                violation_error_message="Hãy ghi nội dung chi.",
            ),
            models.CheckConstraint(
                condition=Q(planned__isnull=False) | Q(spent__isnull=False),
                name="funding_has_an_amount",
                violation_error_message=_NO_AMOUNT,
            ),
            models.CheckConstraint(
                condition=within(LARGEST_MONEY, "planned", "spent"),
                name="funding_is_plausible",
                violation_error_message="Có khoản tiền lớn quá mức có thể. Hãy kiểm tra lại đơn vị tính là đồng.",
            ),
            models.CheckConstraint(
                condition=Q(donor="") | Q(source=FundingSource.DONATED),
                name="funding_of_a_donor_is_donated",
                violation_error_message=_NOT_DONATED,
            ),
        )

    def __str__(self) -> str:
        return self.purpose

    def clean(self) -> None:
        """What two columns together get wrong, told at the one to mend; the constraints hold it without a form too."""
        wrong = {}
        if self.planned is None and self.spent is None:
            wrong["planned"] = _NO_AMOUNT
        if self.donor and self.source == FundingSource.STATE:
            wrong["donor"] = _NOT_DONATED
        if wrong:
            raise ValidationError(wrong)


class Commendation(YearRecord):
    """A collective or person proposed for commendation, and the decision (khen thưởng; plan 04, II.1.d, IV.1.e)."""

    unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name="đơn vị đề nghị", null=True, blank=True, related_name="commendation_rows"
    )
    honoured = models.CharField("đối tượng", max_length=12, choices=Honoured.choices)
    name = LineField("tên tập thể, cá nhân", max_length=200)
    achievement = NoteField("thành tích", max_length=500)
    form = LineField("hình thức", max_length=150)
    decision = models.CharField("tình trạng", max_length=10, choices=Decision.choices, default=Decision.PROPOSED)
    decision_number = LineField("số quyết định", max_length=50, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người ghi quyết định",
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta(YearRecord.Meta):
        verbose_name = "khen thưởng"
        verbose_name_plural = "khen thưởng"
        constraints = (
            *YearRecord.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(achievement="") & ~Q(form=""),
                name="commendation_says_whom_and_why",
                violation_error_message="Hãy ghi tên, thành tích và hình thức khen thưởng.",
            ),
            models.CheckConstraint(
                condition=~Q(decision=Decision.DECIDED) | ~Q(decision_number="") & Q(decided_on__isnull=False),
                name="commendation_decided_by_a_document",
                violation_error_message="Khen thưởng đã quyết định phải ghi số và ngày của quyết định.",
            ),
        )

    def __str__(self) -> str:
        return self.name
