"""Photos and papers that stand behind a figure."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from simple_history.models import HistoricalRecords

from kehoach.common.text.columns import LineField


def evidence_path(evidence: Evidence, name: str) -> str:
    """Where a file lies under DATA_DIR: by its content, so that no name that somebody typed is a path."""
    return f"evidence/{evidence.sha256[:2]}/{evidence.sha256}{Path(name).suffix}"


class Evidence(models.Model):
    """A photo or PDF for one row, such as a facility's figures of a year, and there for one question (minh chứng)."""

    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("content_type", "object_id")
    question = models.CharField("mục", max_length=60, blank=True)
    name = LineField("tên tệp", max_length=150)
    file = models.FileField("tệp", upload_to=evidence_path, max_length=200)
    media_type = models.CharField("loại tệp", max_length=30)
    size = models.PositiveIntegerField("dung lượng (byte)")
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField("tải lên lúc")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người tải lên", related_name="+"
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = "minh chứng"
        verbose_name_plural = "minh chứng"
        ordering = ("uploaded_at", "pk")
        indexes = (models.Index(fields=("content_type", "object_id")),)
        constraints = (
            models.UniqueConstraint(
                fields=("content_type", "object_id", "question", "sha256"),
                name="evidence_once_for_a_question",
                violation_error_message="Tệp này đã có ở mục này.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        """A photo is shown in the page, a PDF is offered for download."""
        return self.media_type.startswith("image/")
