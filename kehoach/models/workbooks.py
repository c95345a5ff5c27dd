"""Workbooks that people have sent to bring figures in."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from kehoach.models.places import Unit
from kehoach.models.years import ReportingYear


class SentWorkbook(models.Model):
    """A workbook of a year's figures: kept while its sender looks at what it would change, and for good once it has.

    `unit` is whose form it is; without one it is the whole commune's. It came from the command line where nobody is
    named.
    """

    reporting_year = models.ForeignKey(
        ReportingYear, models.PROTECT, verbose_name="năm báo cáo", related_name="workbooks"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="đơn vị", null=True, blank=True, related_name="+")
    name = models.CharField("tên tệp", max_length=150)
    file = models.FileField("tệp", max_length=200)
    size = models.PositiveIntegerField("dung lượng (byte)")
    sha256 = models.CharField(max_length=64)
    sent_at = models.DateTimeField("gửi lúc")
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người gửi", null=True, blank=True, related_name="+"
    )
    imported_at = models.DateTimeField("nhập lúc", null=True, blank=True)
    changed = models.PositiveIntegerField("số ô thay đổi", default=0)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "tệp Excel đã gửi"
        verbose_name_plural = "tệp Excel đã gửi"
        ordering = ("-sent_at", "-pk")

    def __str__(self) -> str:
        return self.name

    @property
    def is_imported(self) -> bool:
        """Whether its figures have been brought in; until then it is a draft of its sender's alone."""
        return self.imported_at is not None
