"""Forms that somebody above hands down, with what goes into which cell."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from kehoach.common.text.columns import LineField
from kehoach.models import Commune
from kehoach.models.figures.columns import moment, person


class SuperiorForm(models.Model):
    """An Excel or Word form of a superior, uploaded once and filled every year; without a commune for all of an area.

    The area is that of whoever uploaded it: a province, some communes by their codes, or with neither all.
    `marks` say which cell or placeholder takes which figure, each as superior_forms.marks.Mark has it; `version` counts
    their changes. A form that is not used any more is retired and never deleted.
    """

    commune = models.ForeignKey(
        Commune, models.PROTECT, verbose_name="xã", null=True, blank=True, related_name="superior_forms"
    )
    area_province = LineField("phạm vi: tỉnh, thành phố", max_length=100, blank=True)
    area_communes = LineField("phạm vi: mã các xã", max_length=1000, blank=True)
    title = LineField("tên mẫu", max_length=200)
    issuer = LineField("cơ quan yêu cầu", max_length=200, blank=True)
    kind = models.CharField("loại tệp", max_length=4, choices=(("xlsx", "Excel"), ("docx", "Word")))
    file_name = LineField("tên tệp", max_length=150)
    content = models.BinaryField("nội dung")
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField("dung lượng (byte)")
    marks = models.JSONField("ô đã đánh dấu", default=list, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=0)
    added_at = models.DateTimeField("đưa vào lúc")
    added_by = person("người đưa vào")
    retired_at = moment("thôi dùng lúc")
    retired_by = person("người cho thôi dùng")
    history = HistoricalRecords(excluded_fields=["content"])

    class Meta:
        verbose_name = "mẫu của cấp trên"
        verbose_name_plural = "mẫu của cấp trên"
        ordering = ("title", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(retired_at__isnull=True, retired_by__isnull=True)
                | Q(retired_at__isnull=False, retired_by__isnull=False),
                name="superior_form_retired_by_someone",
                violation_error_message="Mẫu thôi dùng phải ghi ai cho thôi và lúc nào.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_common(self) -> bool:
        """Whether it is the level above's, for every commune of an area."""
        return self.commune_id is None

    def is_for(self, commune: Commune) -> bool:
        """Whether this commune fills it."""
        if not self.is_common:
            return self.commune_id == commune.pk
        codes = [code.strip() for code in self.area_communes.split(",") if code.strip()]
        return self.area_province in ("", commune.province) and (not codes or commune.code in codes)

    @property
    def is_retired(self) -> bool:
        """Whether nobody fills it any more."""
        return self.retired_at is not None

    @property
    def whole(self) -> bytes:
        """The content as bytes, whatever the database's driver gives."""
        content: Any = self.content
        return bytes(content)
