"""The years for which a commune collects figures and reports."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from kehoach.models.places import Commune, Unit


class ReportingYear(models.Model):
    """A commune's reporting year: the days its figures cover, the deadlines, and whether it is closed."""

    commune = models.ForeignKey(Commune, models.PROTECT, verbose_name="xã", related_name="years")
    year = models.PositiveSmallIntegerField("năm")
    window_start = models.DateField("số liệu từ ngày")
    window_end = models.DateField("đến hết ngày")
    unit_deadline = models.DateField("hạn nộp của đơn vị")
    report_deadline = models.DateField("hạn gửi báo cáo")
    opened_at = models.DateTimeField("mở lúc")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người mở", related_name="+")
    closed_at = models.DateTimeField("khóa lúc", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người khóa", null=True, blank=True, related_name="+"
    )
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


class YearException(models.Model):
    """One unit may still work on a closed year, for a reason and until a moment; then the lock falls again."""

    reporting_year = models.ForeignKey(
        ReportingYear, models.PROTECT, verbose_name="năm báo cáo", related_name="exceptions"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="đơn vị", related_name="+")
    reason = models.CharField("lý do", max_length=300)
    expires_at = models.DateTimeField("đến lúc")
    granted_at = models.DateTimeField("cho phép lúc")
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người cho phép", related_name="+"
    )
    history = HistoricalRecords()

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
