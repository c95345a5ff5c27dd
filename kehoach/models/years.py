"""The years for which a commune collects figures and reports."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from kehoach.common.periods import Window
from kehoach.common.text.columns import NoteField
from kehoach.models.places import Commune, Unit

UNTIL_CLOSED = "Để trống: đến khi khóa năm."


class ReportingYear(models.Model):
    """A commune's reporting year: the days its figures cover, the deadlines, and whether it is closed.

    It closes in three steps: the deadline that units are told, the last day for forms that were never submitted, the
    last day for corrections.
    """

    commune = models.ForeignKey(Commune, models.PROTECT, verbose_name="xã", related_name="years")
    year = models.PositiveSmallIntegerField("năm")
    window_start = models.DateField("số liệu từ ngày")
    window_end = models.DateField("đến hết ngày")
    unit_deadline = models.DateField("hạn nộp của đơn vị")
    report_deadline = models.DateField("hạn gửi báo cáo")
    entry_until = models.DateField("nhận phiếu mới đến hết ngày", null=True, blank=True, help_text=UNTIL_CLOSED)
    correction_until = models.DateField("sửa phiếu đến hết ngày", null=True, blank=True, help_text=UNTIL_CLOSED)
    opened_at = models.DateTimeField("mở lúc")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người mở", related_name="+")
    closed_at = models.DateTimeField("khóa lúc", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người khóa", null=True, blank=True, related_name="+"
    )
    closing_reason = NoteField("lý do khóa khi còn thiếu", max_length=300, blank=True, default="")
    history = HistoricalRecords()

    class Meta:
        verbose_name = "năm báo cáo"
        verbose_name_plural = "năm báo cáo"
        ordering = ("commune", "-year")
        constraints = (
            models.UniqueConstraint(
                fields=("commune", "year"),
                name="reporting_year_unique_in_commune",
                violation_error_message="Xã đã mở năm báo cáo này.",
            ),
            models.CheckConstraint(
                condition=Q(window_end__gt=F("window_start")),
                name="reporting_window_in_order",
                violation_error_message="Ngày cuối của kỳ số liệu phải sau ngày đầu.",
            ),
            models.CheckConstraint(
                condition=Q(entry_until__isnull=True) | Q(entry_until__gte=F("unit_deadline")),
                name="reporting_year_takes_forms_until_its_deadline",
                violation_error_message="Ngày cuối nhận phiếu mới không được trước hạn nộp của đơn vị.",
            ),
            models.CheckConstraint(
                condition=Q(correction_until__isnull=True)
                | Q(entry_until__isnull=False, correction_until__gte=F("entry_until")),
                name="reporting_year_is_corrected_after_entry",
                violation_error_message="Ngày cuối sửa phiếu không được trước ngày cuối nhận phiếu mới.",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="reporting_year_closed_by_someone",
                violation_error_message="Năm đã khóa phải ghi ai khóa và lúc nào.",
            ),
        )

    def __str__(self) -> str:
        return str(self.year)

    @property
    def is_closed(self) -> bool:
        """A closed year's figures are read, not changed."""
        return self.closed_at is not None

    @property
    def window(self) -> Window:
        """Its days and deadlines."""
        deadlines = (self.unit_deadline, self.report_deadline, self.entry_until, self.correction_until)
        return Window(self.window_start, self.window_end, *deadlines)

    def last_day_for(self, *, submitted_before: bool) -> date | None:
        """Until when a unit may submit, for the first time or what it `submitted_before`; None: until closing."""
        return self.correction_until if submitted_before else self.entry_until

    def takes(self, today: date, *, submitted_before: bool) -> bool:
        """Whether such a form of a unit may still come in today, by the closing days alone."""
        last_day = self.last_day_for(submitted_before=submitted_before)
        return last_day is None or today <= last_day

    def exception_of(self, unit_id: int, at: datetime) -> YearException | None:
        """What lets this unit work on the closed year at this moment; no query where `exceptions` are prefetched."""
        return next((row for row in self.exceptions.all() if row.unit_id == unit_id and row.is_valid(at)), None)

    def excepts(self, unit_id: int, at: datetime) -> bool:
        """Whether this unit may work on the closed year at this moment."""
        return self.exception_of(unit_id, at) is not None


class YearExceptionQuerySet(models.QuerySet["YearException"]):
    """Which exceptions hold."""

    def valid(self, at: datetime) -> YearExceptionQuerySet:
        """Those that hold at this moment."""
        return self.filter(granted_at__lte=at, expires_at__gt=at)


class YearException(models.Model):
    """One unit may still work on a closed year, for a reason and until a moment; then the lock falls again."""

    reporting_year = models.ForeignKey(
        ReportingYear, models.PROTECT, verbose_name="năm báo cáo", related_name="exceptions"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="đơn vị", related_name="+")
    reason = NoteField("lý do", max_length=300)
    expires_at = models.DateTimeField("đến lúc")
    granted_at = models.DateTimeField("cho phép lúc")
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người cho phép", related_name="+"
    )
    history = HistoricalRecords()

    objects = YearExceptionQuerySet.as_manager()

    class Meta:
        verbose_name = "ngoại lệ"
        verbose_name_plural = "ngoại lệ"
        ordering = ("reporting_year", "unit", "expires_at")
        constraints = (
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="year_exception_has_a_reason",
                violation_error_message="Ngoại lệ phải ghi lý do.",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("granted_at")),
                name="year_exception_ends_after_it_begins",
                violation_error_message="Hạn của ngoại lệ phải sau lúc cho phép.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} {self.reporting_year}"

    @property
    def last_day(self) -> date:
        """The last day on which it holds, here."""
        return timezone.localdate(self.expires_at - timedelta.resolution)

    def is_valid(self, at: datetime) -> bool:
        """Whether it holds at this moment: from when it was granted until just before it expires."""
        return self.granted_at <= at < self.expires_at


class ReminderKind(models.TextChoices):
    """Why it is sent; WAITING is for the officer, the two after it are about tasks."""

    OPENED = "opened", "Mở năm báo cáo"
    WEEK_BEFORE = "week_before", "Còn một tuần"
    DUE_TODAY = "due_today", "Đến hạn hôm nay"
    OVERDUE = "overdue", "Quá hạn"
    RETURNED = "returned", "Phiếu được trả lại"
    WAITING = "waiting", "Phiếu chờ duyệt"
    DUTY = "duty", "Báo cáo đến hạn"
    ASKED = "asked", "Yêu cầu giải trình"
    LATE_TASKS = "late_tasks", "Nhiệm vụ quá hạn"


class Notice(models.Model):
    """One reminder of one occasion to one person about one year (nhắc việc)."""

    occasion = models.CharField("dịp", max_length=12, choices=ReminderKind.choices)
    reporting_year = models.ForeignKey(
        ReportingYear, models.PROTECT, verbose_name="năm báo cáo", related_name="notices"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người nhận", related_name="+")
    about = models.CharField("về", max_length=60, blank=True)
    sent_at = models.DateTimeField("gửi lúc")

    class Meta:
        verbose_name = "thư nhắc"
        verbose_name_plural = "thư nhắc"
        ordering = ("-sent_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("occasion", "reporting_year", "person", "about"),
                name="notice_sent_once",
                violation_error_message="Thư nhắc này đã gửi.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_occasion_display()}: {self.person}"
