"""What an administrator can set about the checks."""

from __future__ import annotations

from django.db import models
from simple_history.models import HistoricalRecords

from kehoach.common.text.columns import NoteField


class CheckThreshold(models.Model):
    """The number that a check compares with, where it is another than the form's proposal."""

    kind = models.CharField("loại phiếu", max_length=20)
    code = models.CharField("ngưỡng", max_length=60)
    value = models.DecimalField("giá trị", max_digits=14, decimal_places=2)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "ngưỡng kiểm tra"
        verbose_name_plural = "ngưỡng kiểm tra"
        ordering = ("kind", "code")
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "code"),
                name="check_threshold_unique_in_kind",
                violation_error_message="Ngưỡng này đã có.",
            ),
            models.CheckConstraint(
                condition=models.Q(value__gte=0),
                name="check_threshold_not_negative",
                violation_error_message="Ngưỡng không được âm.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind}: {self.code}"


class CheckSetting(models.Model):
    """A check whose findings count for less than its author meant: a new one begins as a hint, or is switched off."""

    class Weight(models.TextChoices):
        """What the findings of the check become."""

        HINT = "hint", "Chỉ lưu ý"
        OFF = "off", "Tắt"

    kind = models.CharField("loại phiếu", max_length=20)
    code = models.CharField("phép kiểm tra", max_length=60)
    weight = models.CharField("mức", max_length=5, choices=Weight.choices)
    reason = NoteField("lý do", max_length=300)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "mức của phép kiểm tra"
        verbose_name_plural = "mức của phép kiểm tra"
        ordering = ("kind", "code")
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "code"),
                name="check_setting_unique_in_kind",
                violation_error_message="Phép kiểm tra này đã được đặt mức.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind}: {self.code}"
