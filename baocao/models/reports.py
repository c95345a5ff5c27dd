"""A report on its way from draft to issue, its number in the register, and what of it can never change again."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from baocao.document.signers import Signer, signer_from
from baocao.models.heads import Purpose
from baocao.models.report_choices import FilePart, Length, ReportKind, ReportState
from kehoach.common.text.columns import LineField, NoteField
from kehoach.models import Commune, Plan
from kehoach.models.figures.columns import moment, person

SHA256 = 64  # letters of the digest


class Report(models.Model):
    """One report of a commune on a year. Its text is in `texts`; number and date are in `entry` once it is issued.

    `replaces` is the issued report that this one corrects (“thay thế”); `blank` leaves number and date to be written
    by hand on the paper, while the register has them; `signature_field` puts an empty field for a digital signature
    into the file.
    """

    commune = models.ForeignKey(Commune, models.PROTECT, verbose_name="xã", related_name="reports")
    plan = models.ForeignKey(Plan, models.PROTECT, verbose_name="kế hoạch", related_name="reports")
    year = models.PositiveSmallIntegerField("năm")
    kind = models.CharField("loại", max_length=10, choices=ReportKind.choices)
    length = models.CharField("độ dài", max_length=10, choices=Length.choices, default=Length.STANDARD)
    purpose = models.CharField("dùng khi", max_length=20, choices=Purpose.choices, default=Purpose.TO_COMMITTEE)
    state = models.CharField("trạng thái", max_length=10, choices=ReportState.choices, default=ReportState.DRAFT)
    replaces = models.ForeignKey(
        "self", models.PROTECT, verbose_name="thay thế", null=True, blank=True, related_name="replacements"
    )
    replacement_reason = LineField("lý do thay thế", max_length=400, blank=True)
    blank = models.BooleanField("để trống số, ngày trên bản in", default=False)
    signature_field = models.BooleanField("có ô chữ ký số", default=False)
    started_at = models.DateTimeField("bắt đầu soạn lúc")
    started_by = person("người soạn")
    proposed_at = moment("trình lúc")
    proposed_by = person("người trình")
    withdrawn_at = moment("rút lại lúc")
    withdrawn_by = person("người rút lại")
    withdrawal_reason = NoteField("lý do rút lại", max_length=500, blank=True)
    returned_at = moment("trả lại lúc")
    returned_by = person("người trả lại")
    return_reason = NoteField("ý kiến chung", max_length=500, blank=True)
    why_unchanged = NoteField("lý do trình lại như cũ", max_length=500, blank=True, db_default="")
    issued_at = moment("ban hành lúc")
    issued_by = person("người ban hành")
    history = HistoricalRecords()

    class Meta:
        verbose_name = "báo cáo"
        verbose_name_plural = "báo cáo"
        ordering = ("commune", "-year", "kind", "-started_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("commune", "year"),
                condition=~Q(state=ReportState.ISSUED) & Q(kind=ReportKind.ANNUAL),
                name="one_living_annual_draft_a_commune_and_year",
                violation_error_message="Xã đang soạn báo cáo của năm này.",
            ),
            models.UniqueConstraint(
                fields=("plan", "commune", "year", "kind"),
                condition=~Q(state=ReportState.ISSUED),
                name="one_living_draft_a_plan_year_and_kind",
                violation_error_message="Xã đang soạn một báo cáo loại này của năm này theo kế hoạch này.",
            ),
            models.UniqueConstraint(
                fields=("replaces",),
                name="report_is_replaced_once",
                violation_error_message="Báo cáo này đã có báo cáo thay thế.",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.ISSUED) | Q(issued_at__isnull=False, issued_by__isnull=False),
                name="report_issued_by_someone",
                violation_error_message="Báo cáo đã ban hành phải ghi ai ban hành và lúc nào.",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.PROPOSED) | Q(proposed_at__isnull=False, proposed_by__isnull=False),
                name="report_proposed_by_someone",
                violation_error_message="Báo cáo đã trình phải ghi ai trình và lúc nào.",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.RETURNED) | Q(returned_at__isnull=False, returned_by__isnull=False),
                name="report_returned_by_someone",
                violation_error_message="Báo cáo trả lại phải ghi ai trả lại và lúc nào.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year}"

    @property
    def full_name(self) -> str:
        """Báo cáo sơ kết 2025; with the plan where that is of a commune that has merged into this one."""
        is_carried_on = self.kind != ReportKind.ANNUAL and self.plan.commune_id != self.commune_id
        return f"{self}, {self.plan} của {self.plan.commune}" if is_carried_on else str(self)

    @property
    def state_enum(self) -> ReportState:
        """The state as the enum, for its label and tone."""
        return ReportState(self.state)

    @property
    def kind_enum(self) -> ReportKind:
        """The kind as the enum, for its part of an address."""
        return ReportKind(self.kind)

    @property
    def is_draft(self) -> bool:
        """Whether the officer is writing it and has not proposed it yet."""
        return self.state == ReportState.DRAFT

    @property
    def is_proposed(self) -> bool:
        """Whether it waits for the leader."""
        return self.state == ReportState.PROPOSED

    @property
    def is_returned(self) -> bool:
        """Whether the leader has sent it back with remarks."""
        return self.state == ReportState.RETURNED

    @property
    def is_issued(self) -> bool:
        """Whether nothing of it changes any more."""
        return self.state == ReportState.ISSUED


class RegisterEntry(models.Model):
    """A number of the commune's register of documents: taken once, by one report, and never given again."""

    commune = models.ForeignKey(Commune, models.PROTECT, verbose_name="xã", related_name="register")
    year = models.PositiveSmallIntegerField("năm của sổ")
    number = models.PositiveIntegerField("số")
    symbol = LineField("ký hiệu", max_length=30)
    signed_on = models.DateField("ngày ban hành")
    report = models.OneToOneField(Report, models.PROTECT, verbose_name="báo cáo", related_name="entry")
    history = HistoricalRecords()

    class Meta:
        verbose_name = "số văn bản"
        verbose_name_plural = "sổ văn bản"
        ordering = ("commune", "-year", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=("commune", "year", "number"),
                name="register_number_taken_once_a_year",
                violation_error_message="Số này đã cấp cho một văn bản khác trong năm.",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="register_begins_with_one",
                violation_error_message="Số văn bản bắt đầu từ 1.",
            ),
        )

    def __str__(self) -> str:
        return self.full_number

    @property
    def full_number(self) -> str:
        """04/BC-UBND; the number alone where the report has no symbol."""
        return f"{self.number:02d}/{self.symbol}" if self.symbol else f"{self.number:02d}"


class ReportSnapshot(models.Model):
    """All that an issued report is built from, as it was at that moment; the file can be made again from it alone."""

    report = models.OneToOneField(
        Report, models.PROTECT, primary_key=True, verbose_name="báo cáo", related_name="snapshot"
    )
    content = models.JSONField("dữ liệu đóng băng")

    class Meta:
        verbose_name = "dữ liệu đóng băng"
        verbose_name_plural = "dữ liệu đóng băng"

    def __str__(self) -> str:
        return str(self.report)


class ReportFile(models.Model):
    """The bytes of an issued report, or of a copy of it that was signed; written once, found again by their SHA-256.

    They are in the database and not in a folder, so that number, frozen data and file come into being together or not
    at all, and one back-up has them all. `remark` says what was found when a signed copy came in, `signatures` who has
    signed it digitally (see baocao.document.signers).
    """

    report = models.ForeignKey(Report, models.PROTECT, verbose_name="báo cáo", related_name="files")
    part = models.CharField("bản", max_length=10, choices=FilePart.choices)
    content = models.BinaryField("nội dung")
    sha256 = models.CharField(max_length=SHA256, db_index=True)
    size = models.PositiveIntegerField("dung lượng (byte)")
    remark = NoteField("nhận xét", max_length=300, blank=True)
    signatures = models.JSONField("chữ ký số", default=list, blank=True)
    added_at = models.DateTimeField("đưa vào lúc")
    added_by = person("người đưa vào")
    history = HistoricalRecords(excluded_fields=["content"])

    class Meta:
        verbose_name = "tệp báo cáo"
        verbose_name_plural = "tệp báo cáo"
        ordering = ("report", "part", "-added_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("report",),
                condition=Q(part=FilePart.ISSUED),
                name="one_issued_file_a_report",
                violation_error_message="Báo cáo này đã có tệp ban hành.",
            ),
            models.UniqueConstraint(
                fields=("report", "sha256"),
                name="report_file_kept_once",
                violation_error_message="Tệp này đã được lưu.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.report} {self.get_part_display()}"

    @property
    def is_issued(self) -> bool:
        """Whether it is the file that the portal made."""
        return self.part == FilePart.ISSUED

    @property
    def is_signed(self) -> bool:
        """Whether it is a copy that was signed digitally."""
        return self.part == FilePart.SIGNED

    @property
    def whole(self) -> bytes:
        """The content as bytes, whatever the database's driver gives."""
        content: Any = self.content
        return bytes(content)

    @property
    def signers(self) -> list[Signer]:
        """Who has signed it digitally, in their order."""
        return [signer_from(kept) for kept in self.signatures]
