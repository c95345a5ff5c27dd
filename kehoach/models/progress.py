"""What each unit has done for a task in a year, and what it was asked to explain."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from kehoach.common.text.columns import NoteField, ProseField
from kehoach.models.evidence import Evidence
from kehoach.models.places import Unit
from kehoach.models.tasks import Task
from kehoach.models.years import ReportingYear


class ProgressState(models.TextChoices):
    """How far a unit is with a task in a year, as the unit says."""

    NOT_STARTED = "not_started", "Chưa thực hiện"
    IN_PROGRESS = "in_progress", "Đang thực hiện"
    DONE = "done", "Hoàn thành"
    NOTHING = "nothing", "Không phát sinh"

    @property
    def tone(self) -> str:
        """The pill's tone in the stylesheet; the word beside it says the same."""
        return _PROGRESS_TONES[self]


_PROGRESS_TONES = {
    ProgressState.NOT_STARTED: "open",
    ProgressState.IN_PROGRESS: "path",
    ProgressState.DONE: "met",
    ProgressState.NOTHING: "met",
}


FINISHED = frozenset({ProgressState.DONE, ProgressState.NOTHING})


class Review(models.TextChoices):
    """What the officer has said to a unit's result; any change of the result takes it back to the first."""

    WAITING = "waiting", "Chưa xem"
    CONFIRMED = "confirmed", "Đã xác nhận"
    RETURNED = "returned", "Trả lại"


class YearTask(models.Model):
    """What belongs to one unit's work on one task in one reporting year.

    Kept by task and unit, not by the assignment: a result stays what it was when the task is later given to others.
    """

    reporting_year = models.ForeignKey(
        ReportingYear, models.PROTECT, verbose_name="năm báo cáo", related_name="%(class)s_rows"
    )
    task = models.ForeignKey(Task, models.PROTECT, verbose_name="nhiệm vụ", related_name="%(class)s_rows")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="đơn vị", related_name="%(class)s_rows")
    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.task.code} – {self.unit} {self.reporting_year}"


class TaskProgress(YearTask):
    """The result of a task in a year (kết quả thực hiện nhiệm vụ). Where there is no row, nothing was reported.

    `count` is in the task's own unit (`Task.counts`); empty means that nobody counted, which is not 0.
    """

    state = models.CharField(
        "tình trạng", max_length=20, choices=ProgressState.choices, default=ProgressState.NOT_STARTED
    )
    result = ProseField("kết quả", max_length=2000, blank=True)
    count = models.PositiveIntegerField("số lượng", null=True, blank=True)
    updated_at = models.DateTimeField("cập nhật lúc")
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người cập nhật", related_name="+"
    )
    review = models.CharField("ý kiến", max_length=10, choices=Review.choices, default=Review.WAITING)
    reviewed_at = models.DateTimeField("xem lúc", null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người xem", null=True, blank=True, related_name="+"
    )
    return_reason = NoteField("lý do trả lại", max_length=500, blank=True)
    why_unchanged = NoteField("lý do gửi lại như cũ", max_length=500, blank=True, db_default="")
    version = models.PositiveIntegerField("phiên bản", default=1)
    evidence = GenericRelation(Evidence)

    class Meta:
        verbose_name = "kết quả thực hiện nhiệm vụ"
        verbose_name_plural = "kết quả thực hiện nhiệm vụ"
        ordering = ("reporting_year", "task", "unit")
        constraints = (
            models.UniqueConstraint(
                fields=("reporting_year", "task", "unit"),
                name="progress_once_for_task_unit_and_year",
                violation_error_message="Đơn vị đã có kết quả của nhiệm vụ này trong năm.",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProgressState.DONE) | ~Q(result="") | Q(count__gt=0),
                name="progress_done_has_a_result",
                violation_error_message="Nhiệm vụ đã hoàn thành phải ghi kết quả hoặc số lượng.",
            ),
            models.CheckConstraint(
                condition=Q(review=Review.WAITING) | Q(reviewed_at__isnull=False, reviewed_by__isnull=False),
                name="progress_reviewed_by_someone",
                violation_error_message="Ý kiến phải ghi ai xem và lúc nào.",
            ),
            models.CheckConstraint(
                condition=~Q(review=Review.RETURNED) | ~Q(return_reason=""),
                name="progress_returned_with_a_reason",
                violation_error_message="Kết quả trả lại phải ghi lý do.",
            ),
        )

    @property
    def is_confirmed(self) -> bool:
        """Whether the officer has confirmed it."""
        return self.review == Review.CONFIRMED

    @property
    def is_returned(self) -> bool:
        """Whether the officer has sent it back, and the unit has not answered."""
        return self.review == Review.RETURNED


class Explanation(YearTask):
    """What the officer or the leader asks a unit about a task, and its answer (yêu cầu giải trình)."""

    question = NoteField("nội dung yêu cầu", max_length=500)
    asked_at = models.DateTimeField("yêu cầu lúc")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người yêu cầu", related_name="+"
    )
    answer_by = models.DateField("trả lời trước hết ngày")
    answer = ProseField("nội dung giải trình", max_length=2000, blank=True)
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người trả lời", null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "yêu cầu giải trình"
        verbose_name_plural = "yêu cầu giải trình"
        ordering = ("asked_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(question=""),
                name="explanation_asks_something",
                violation_error_message="Yêu cầu giải trình phải ghi nội dung.",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True, answered_by__isnull=True)
                | ~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False),
                name="explanation_answered_by_someone",
                violation_error_message="Câu trả lời phải ghi nội dung, ai trả lời và lúc nào.",
            ),
        )
