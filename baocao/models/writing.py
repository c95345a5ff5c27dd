"""What people write into a report: their own text of a section, the leader's remarks, the reasons of a waiver."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from baocao.models.reports import Report
from kehoach.common.text.columns import LineField, NoteField, ProseField
from kehoach.models.figures.columns import moment, person


class PreIssueCheck(models.TextChoices):
    """What is looked for before a report is issued; each finding can be waived with a reason that is kept."""

    HEAD = "head", "Thể thức, người ký"
    NUMBERS = "numbers", "Số liệu mâu thuẫn nhau"
    TYPED = "typed", "Số gõ tay trong lời văn"
    LETTERS = "letters", "Ký tự không in được"
    UNREPORTED = "unreported", "Cơ sở chưa có số liệu được duyệt"
    QUERIES = "queries", "Số liệu đã duyệt còn mục chưa giải trình"
    TASKS = "tasks", "Nhiệm vụ chưa có kết quả"
    SAME_TEXT = "same_text", "Lời văn giống báo cáo năm trước"
    EMPTY = "empty", "Mục còn trống"


# The reader would hold these against the office at first sight: they are settled before the leader gets the report.
BEFORE_PROPOSING = frozenset({PreIssueCheck.HEAD, PreIssueCheck.NUMBERS, PreIssueCheck.TYPED, PreIssueCheck.LETTERS})
LONGEST_TEXT = 20_000


class SectionText(models.Model):
    """The officer's own text of one section, named by its code in the outline (I, II.1, III.2 …).

    An empty text lets the generated one stand. `title` is the heading that it was written under; `suggestion` is the
    generated text as it was when it was last taken over, so that a later one can be compared.
    """

    report = models.ForeignKey(Report, models.PROTECT, verbose_name="báo cáo", related_name="texts")
    section = models.CharField("mục", max_length=20)
    title = LineField("tiêu đề", max_length=300)
    text = ProseField("lời văn", blank=True)
    suggestion = ProseField("văn bản gợi ý đã lấy", blank=True)
    version = models.PositiveIntegerField("phiên bản", default=0)
    saved_at = moment("lưu lúc")
    saved_by = person("người lưu")
    history = HistoricalRecords()

    class Meta:
        verbose_name = "lời văn của mục"
        verbose_name_plural = "lời văn của mục"
        ordering = ("report", "section")
        constraints = (
            models.UniqueConstraint(
                fields=("report", "section"),
                name="section_written_once_in_a_report",
                violation_error_message="Mục này đã có lời văn.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.report} {self.section}"


class Remark(models.Model):
    """What the leader wants changed in a section, made when the report was returned."""

    report = models.ForeignKey(Report, models.PROTECT, verbose_name="báo cáo", related_name="remarks")
    section = models.CharField("mục", max_length=20)
    text = LineField("ý kiến", max_length=500)
    made_at = models.DateTimeField("lúc")
    made_by = person("người nêu")
    history = HistoricalRecords()

    class Meta:
        verbose_name = "ý kiến"
        verbose_name_plural = "ý kiến"
        ordering = ("report", "made_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(text=""), name="remark_says_something", violation_error_message="Ý kiến không được trống."
            ),
        )

    def __str__(self) -> str:
        return self.text


class Waiver(models.Model):
    """Why a report may be issued although a check found something; it holds for `finding` as it was then, no other."""

    report = models.ForeignKey(Report, models.PROTECT, verbose_name="báo cáo", related_name="waivers")
    failed_check = models.CharField("điều được kiểm tra", max_length=12, choices=PreIssueCheck.choices)
    finding = ProseField("điều tìm thấy")
    reason = NoteField("lý do", max_length=300)
    waived_at = models.DateTimeField("lúc")
    waived_by = person("người bỏ qua")
    history = HistoricalRecords()

    class Meta:
        verbose_name = "bỏ qua có lý do"
        verbose_name_plural = "bỏ qua có lý do"
        ordering = ("report", "failed_check")
        constraints = (
            models.UniqueConstraint(
                fields=("report", "failed_check"),
                name="check_waived_once_in_a_report",
                violation_error_message="Điều này đã được bỏ qua.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="waiver_has_a_reason",
                violation_error_message="Muốn bỏ qua phải ghi lý do.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.report} {self.get_failed_check_display()}"
