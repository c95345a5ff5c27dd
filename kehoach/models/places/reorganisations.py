"""What decisions have made of communes, units and facilities."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from kehoach.common.text.columns import LineField


class ReorganisationKind(models.TextChoices):
    """What a decision does to communes, units and facilities (Luật Tổ chức chính quyền địa phương 2025)."""

    RENAME = "rename", "Đổi tên"
    MERGE = "merge", "Sáp nhập"
    SPLIT = "split", "Tách"
    CLOSE = "close", "Thôi hoạt động"
    OPEN = "open", "Lập mới"
    MOVE = "move", "Chuyển sang đơn vị khác"


class Reorganisation(models.Model):
    """One reorganisation as it was carried out; it is never changed, only taken back.

    `level` is what it is about: "commune", "unit" or the slug of a kind of facilities. `order` is what was asked for,
    as the form takes it. `effects` are pairs of a heading and a sentence, as people saw them. `steps` are the rows that
    were written, in their order, each with what its columns held before and after, so that they can be put back.
    """

    commune = models.ForeignKey("kehoach.Commune", models.PROTECT, verbose_name="xã", related_name="reorganisations")
    kind = models.CharField("việc", max_length=10, choices=ReorganisationKind.choices)
    level = models.CharField("cấp", max_length=20)
    day = models.DateField("có hiệu lực từ ngày")
    document_number = LineField("số, ký hiệu văn bản", max_length=50)
    document_date = models.DateField("ngày văn bản")
    document_issuer = LineField("cơ quan ban hành", max_length=200)
    summary = LineField("nội dung", max_length=1000)
    order = models.JSONField("yêu cầu")
    effects = models.JSONField("những gì đã thay đổi")
    steps = models.JSONField("các bước đã ghi")
    done_at = models.DateTimeField("ghi lúc")
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người ghi", related_name="+")
    undone_at = models.DateTimeField("hoàn tác lúc", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người hoàn tác", null=True, blank=True, related_name="+"
    )
    history = HistoricalRecords(excluded_fields=["steps"])

    class Meta:
        verbose_name = "sắp xếp"
        verbose_name_plural = "sắp xếp"
        ordering = ("-done_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="reorganisation_undone_by_someone",
                violation_error_message="Lần sắp xếp đã hoàn tác phải ghi ai hoàn tác và lúc nào.",
            ),
        )

    def __str__(self) -> str:
        return self.summary

    @property
    def is_undone(self) -> bool:
        """Whether it was taken back."""
        return self.undone_at is not None
