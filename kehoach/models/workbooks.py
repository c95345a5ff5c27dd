"""Workbooks that people have sent to bring figures in, or to set a commune up."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from kehoach.common.text.columns import LineField
from kehoach.models.places import Commune, Unit
from kehoach.models.years import ReportingYear


class SentWorkbook(models.Model):
    """A workbook: kept while its sender looks at what it would change, and for good once it has.

    With a `reporting_year` it holds that year's figures: of a `unit`, or without one of the whole commune. Without a
    year it sets a commune up, which is known once it has. It came from the command line where nobody is named.
    """

    reporting_year = models.ForeignKey(
        ReportingYear, models.PROTECT, verbose_name="năm báo cáo", null=True, blank=True, related_name="workbooks"
    )
    commune = models.ForeignKey(
        Commune, models.PROTECT, verbose_name="xã được thiết lập", null=True, blank=True, related_name="+"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="đơn vị", null=True, blank=True, related_name="+")
    name = LineField("tên tệp", max_length=150)
    file = models.FileField("tệp", max_length=200)
    size = models.PositiveIntegerField("dung lượng (byte)")
    sha256 = models.CharField(max_length=64)
    sent_at = models.DateTimeField("gửi lúc")
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người gửi", null=True, blank=True, related_name="+"
    )
    imported_at = models.DateTimeField("nhập lúc", null=True, blank=True)
    changed = models.PositiveIntegerField("số chỗ thay đổi", default=0)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "tệp Excel đã gửi"
        verbose_name_plural = "tệp Excel đã gửi"
        ordering = ("-sent_at", "-pk")

    def __str__(self) -> str:
        return self.name

    @property
    def year(self) -> ReportingYear:
        """The year whose figures it holds. ValueError where it sets a commune up instead."""
        if self.reporting_year is None:
            raise ValueError(f"{self.name} holds no year's figures")
        return self.reporting_year

    @property
    def is_imported(self) -> bool:
        """Whether its figures have been brought in; until then it is a draft of its sender's alone."""
        return self.imported_at is not None
