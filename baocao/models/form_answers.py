"""What official forms ask beyond the yearly figures: answered once, read by every form."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from kehoach.common.text.columns import NotesField
from kehoach.models import Commune
from kehoach.models.figures.columns import moment, person


class FormAnswers(models.Model):
    """The further answers of a year, of one library or, without one, of the commune.

    `answers` holds them by the name of their question (see baocao.official_forms.questions); what is not there has not
    been answered in this year. An answer to a slow question holds for later years too, until another is given.
    """

    commune = models.ForeignKey(Commune, models.PROTECT, verbose_name="xã", related_name="form_answers")
    library = models.ForeignKey(
        "thuvien.Library", models.PROTECT, verbose_name="thư viện", null=True, blank=True, related_name="form_answers"
    )
    year = models.PositiveSmallIntegerField("năm")
    answers = NotesField("trả lời", default=dict, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=0)
    saved_at = moment("lưu lúc")
    saved_by = person("người lưu")
    history = HistoricalRecords()

    class Meta:
        verbose_name = "trả lời cho các biểu mẫu"
        verbose_name_plural = "trả lời cho các biểu mẫu"
        ordering = ("commune", "year", "library")
        constraints = (
            models.UniqueConstraint(
                fields=("commune", "year", "library"),
                name="form_answers_once_a_year",
                violation_error_message="Thư viện này đã có trả lời của năm này.",
            ),
            models.UniqueConstraint(
                fields=("commune", "year"),
                condition=Q(library=None),
                name="form_answers_of_a_commune_once_a_year",
                violation_error_message="Xã đã có trả lời của năm này.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.library or self.commune} {self.year}"
