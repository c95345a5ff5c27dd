"""How document systems know the agencies that a report comes from and goes to."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from kehoach.common.text.columns import LineField
from kehoach.models import Commune

LONGEST_CODE = 35
# Groups of capitals and digits with dots between them (Quyết định 20/2020/QĐ-TTg).
agency_code = RegexValidator(
    r"^[0-9A-Z]+(\.[0-9A-Z]+)*\Z",
    f"Mã cơ quan chỉ có chữ in hoa không dấu và số, các nhóm cách nhau một dấu chấm, đến {LONGEST_CODE} ký tự.",
)


class AgencyCode(models.Model):
    """The code of an agency as a commune's văn thư uses it, by the name that it has in the commune's documents."""

    commune = models.ForeignKey(Commune, models.PROTECT, verbose_name="xã", related_name="agency_codes")
    agency = LineField("cơ quan", max_length=300)
    code = models.CharField("mã cơ quan", max_length=LONGEST_CODE, validators=[agency_code])
    history = HistoricalRecords()

    class Meta:
        verbose_name = "mã cơ quan"
        verbose_name_plural = "mã cơ quan"
        ordering = ("commune", "agency")
        constraints = (
            models.UniqueConstraint(
                fields=("commune", "agency"),
                name="agency_has_one_code_in_a_commune",
                violation_error_message="Cơ quan này đã có mã.",
            ),
            models.CheckConstraint(
                condition=~Q(code=""),
                name="agency_code_says_something",
                violation_error_message="Mã cơ quan không được trống.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency}: {self.code}"
