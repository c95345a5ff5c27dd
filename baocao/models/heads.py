"""How a commune's reports look from one day to another: letterhead, addressees, recipients and who signs."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from kehoach.common.formats import date_short
from kehoach.common.text.columns import LineField, ProseField
from kehoach.models import Commune


class Purpose(models.TextChoices):
    """Who reports to whom: a commune may send the same figures to its own committee and to the level above."""

    TO_COMMITTEE = "to_committee", "Báo cáo Ủy ban nhân dân xã"
    TO_SUPERIOR = "to_superior", "Ủy ban nhân dân xã báo cáo cấp trên"


class Signing(models.TextChoices):
    """In what capacity somebody signs (NĐ 30/2020, Phụ lục I, ô số 7a), named as the decree abbreviates it."""

    REPORTER = "reporter", "Người báo cáo"
    HEAD = "head", "Người đứng đầu ký"
    COLLECTIVE = "collective", "TM. (thay mặt tập thể)"
    DEPUTY = "deputy", "KT. (cấp phó ký thay)"
    ACTING = "acting", "Q. (quyền cấp trưởng)"
    ORDER = "order", "TL. (ký thừa lệnh)"
    AUTHORISED = "authorised", "TUQ. (ký thừa ủy quyền)"


# Signed in the place or by the order of somebody, who is named.
NEEDS_A_HEAD = (Signing.DEPUTY, Signing.ACTING, Signing.ORDER, Signing.AUTHORISED)


class ReportHead(models.Model):
    """Everything of NĐ 30/2020 around the text of a report, for one purpose and from one day to another.

    Lists have an entry a line. A commune without one reports as the plan has it: its committee's
    letterhead, signed by the culture officer.
    """

    commune = models.ForeignKey(Commune, models.PROTECT, verbose_name="xã", related_name="report_heads")
    purpose = models.CharField("dùng khi", max_length=20, choices=Purpose.choices, default=Purpose.TO_COMMITTEE)
    valid_from = models.DateField("dùng từ ngày")
    valid_until = models.DateField("đến hết ngày", null=True, blank=True, help_text="Để trống nếu còn dùng.")
    parent = ProseField(
        "cơ quan chủ quản",
        blank=True,
        help_text="Mỗi dòng một dòng in, không in đậm, ví dụ UBND xã Tân Kỳ. Để trống nếu không có.",
    )
    issuer = ProseField("cơ quan ban hành", help_text="Mỗi dòng một dòng in, in đậm.")
    symbol = LineField(
        "ký hiệu sau số", max_length=30, blank=True, help_text="Ví dụ BC-UBND, BC-VHXH. Để trống nếu không ghi số."
    )
    place = LineField("địa danh", max_length=100)
    addressees = ProseField("kính gửi", help_text="Mỗi nơi một dòng.")
    recipients = ProseField("nơi nhận", help_text="Mỗi nơi một dòng; dòng cuối là Lưu, ví dụ Lưu: VT, VHXH.")
    signing = models.CharField("thể thức ký", max_length=20, choices=Signing.choices, default=Signing.REPORTER)
    collective = LineField("ký thay mặt", max_length=200, blank=True, help_text="In sau TM., ví dụ Ủy ban nhân dân.")
    head = LineField(
        "chức vụ người đứng đầu",
        max_length=200,
        blank=True,
        help_text="In sau KT., Q., TL. hoặc TUQ., ví dụ Chủ tịch.",
    )
    position = LineField("chức vụ người ký", max_length=200, blank=True)
    signer = LineField(
        "họ và tên người ký", max_length=100, blank=True, help_text="Không ghi học hàm, học vị. Để trống để ghi tay."
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = "thể thức báo cáo"
        verbose_name_plural = "thể thức báo cáo"
        ordering = ("commune", "purpose", "-valid_from")
        constraints = (
            models.UniqueConstraint(
                fields=("commune", "purpose", "valid_from"),
                name="report_head_unique_from_a_day",
                violation_error_message="Đã có thể thức dùng từ ngày này.",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="report_head_ends_after_it_begins",
                violation_error_message="Ngày cuối không được trước ngày đầu.",
            ),
            models.CheckConstraint(
                condition=~Q(signing=Signing.COLLECTIVE) | ~Q(collective=""),
                name="report_head_signed_for_a_collective",
                violation_error_message="Ký TM. thì phải ghi thay mặt cơ quan nào.",
            ),
            models.CheckConstraint(
                condition=~Q(signing__in=NEEDS_A_HEAD) | ~Q(head=""),
                name="report_head_signed_for_somebody",
                violation_error_message="Ký KT., Q., TL. hoặc TUQ. thì phải ghi chức vụ người đứng đầu.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} từ {self.valid_from:%d/%m/%Y}"

    def clean(self) -> None:
        """Two of one purpose never hold on the same day; ValidationError names the other one."""
        super().clean()
        begins: date | None = self.valid_from  # None where a form could not read it
        if begins is None or (self.valid_until and self.valid_until < begins):
            return
        others = ReportHead.objects.filter(commune=self.commune_id, purpose=self.purpose).exclude(pk=self.pk)
        for other in others.order_by("valid_from"):
            if self.overlaps(other):
                clash = f"Trùng ngày với thể thức {other.span_words}."
                raise ValidationError({"valid_from": f"{clash} Hãy kết thúc thể thức đó trước, hoặc chọn ngày khác."})

    def overlaps(self, other: ReportHead) -> bool:
        """Whether there is a day on which both would hold."""
        last, others_last = self.valid_until or date.max, other.valid_until or date.max
        return self.valid_from <= others_last and other.valid_from <= last

    @property
    def span_words(self) -> str:
        """dùng từ 01/7/2025 đến hết 31/12/2026 · dùng từ 01/7/2025, chưa có ngày kết thúc"""
        until = f" đến hết {date_short(self.valid_until)}" if self.valid_until else ", chưa có ngày kết thúc"
        return f"dùng từ {date_short(self.valid_from)}{until}"

    def holds_on(self, day: date) -> bool:
        """Whether the day is one of those for which it is set."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)
