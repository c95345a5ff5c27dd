"""The units of a commune, with the dates for which they exist and whom they continue."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from kehoach.common.text.columns import LineField
from kehoach.models.places.names import check_name_is_new


class UnitKind(models.TextChoices):
    """Kinds of units that the plan gives work to (plan 04, section IV)."""

    COMMITTEE = "committee", "Ủy ban nhân dân"
    CULTURE_OFFICE = "culture_office", "Công chức Văn hóa và Thông tin"
    FINANCE_OFFICE = "finance_office", "Công chức Tài chính - Kế toán"
    FRONT = "front", "Ủy ban Mặt trận Tổ quốc"
    ASSOCIATION = "association", "Hội"
    RADIO = "radio", "Đài Truyền thanh"
    LEARNING_CENTRE = "learning_centre", "Trung tâm học tập cộng đồng"
    SCHOOL = "school", "Trường học"
    VILLAGE = "village", "Thôn"


class UnitManager(models.Manager["Unit"]):
    """Finds a unit by its commune's code and its own."""

    def get_by_natural_key(self, commune: str, code: str) -> Unit:
        """The unit with this code in this commune."""
        return self.get(commune__code=commune, code=code)


# The place of a unit that nobody has put into the commune's own order.
UNSORTED = 9999


class Unit(models.Model):
    """An office, school, village, association or station that the plan gives work to (plan 04, section IV).

    A real change of name or a merger closes the unit and opens its successor, so that past years keep the names that
    they had. Lists follow `position`, the commune's own order, and then the order in which units came.
    """

    commune = models.ForeignKey("kehoach.Commune", models.PROTECT, verbose_name="xã", related_name="units")
    code = LineField("mã", max_length=30)
    name = LineField("tên", max_length=200)
    kind = models.CharField("loại", max_length=20, choices=UnitKind.choices)
    position = models.PositiveSmallIntegerField("thứ tự", default=UNSORTED)
    opened_on = models.DateField("có từ ngày", null=True, blank=True)
    closed_on = models.DateField("thôi hoạt động từ ngày", null=True, blank=True)
    predecessors = models.ManyToManyField(
        "self", verbose_name="tiền thân", symmetrical=False, blank=True, related_name="successors"
    )
    history = HistoricalRecords(m2m_fields=[predecessors])

    objects = UnitManager()

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        ordering = ("commune", "position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("commune", "code"),
                name="unit_code_unique_in_commune",
                violation_error_message="Xã đã có đơn vị với mã này. Hãy chọn mã khác.",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(opened_on__isnull=True) | Q(closed_on__gt=F("opened_on")),
                name="unit_closes_after_it_opens",
                violation_error_message="Ngày thôi hoạt động phải sau ngày bắt đầu.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def siblings(self) -> models.QuerySet[Unit]:
        """The commune's units that are open, itself among them."""
        return Unit.objects.filter(commune=self.commune_id, closed_on=None)

    def clean(self) -> None:
        """Asks where the commune has a unit of this name."""
        if self.commune_id and self.closed_on is None:
            check_name_is_new(self, self.siblings, "đơn vị")

    def natural_key(self) -> tuple[str, str]:
        """The commune's code and the unit's."""
        return (self.commune.code, self.code)

    natural_key.dependencies = ["kehoach.commune"]  # type: ignore[attr-defined]
