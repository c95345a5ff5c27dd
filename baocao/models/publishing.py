"""What a commune publishes of its figures for everybody."""

from __future__ import annotations

from django.db import models
from simple_history.models import HistoricalRecords

from kehoach.models import Commune


class OpenData(models.Model):
    """Whether a commune's accepted figures are open data (Nghị định 47/2020/NĐ-CP, Điều 17).

    Without a row they are not.
    """

    commune = models.OneToOneField(Commune, models.PROTECT, verbose_name="xã", related_name="open_data")
    is_public = models.BooleanField("công bố", default=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "dữ liệu mở"
        verbose_name_plural = "dữ liệu mở"
        ordering = ("commune",)

    def __str__(self) -> str:
        return f"{self.commune}: {'đang công bố' if self.is_public else 'không công bố'}"
