"""E-mails that were sent, so that none is sent twice."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from kehoach.models.years import ReportingYear


class Notice(models.Model):
    """One reminder of one occasion to one person about one year (nhắc việc)."""

    class Occasion(models.TextChoices):
        """Why it is sent; WAITING is for the officer, the two after it are about tasks."""

        OPENED = "opened", "Mở năm báo cáo"
        WEEK_BEFORE = "week_before", "Còn một tuần"
        DUE_TODAY = "due_today", "Đến hạn hôm nay"
        OVERDUE = "overdue", "Quá hạn"
        RETURNED = "returned", "Phiếu được trả lại"
        WAITING = "waiting", "Phiếu chờ duyệt"
        ASKED = "asked", "Yêu cầu giải trình"
        LATE_TASKS = "late_tasks", "Nhiệm vụ quá hạn"

    occasion = models.CharField("dịp", max_length=12, choices=Occasion.choices)
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
