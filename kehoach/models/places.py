"""Communes and their units, with the dates for which they exist."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from kehoach.common.text.columns import LineField


class CommuneKind(models.TextChoices):
    """Kinds of commune-level units (Luật Tổ chức chính quyền địa phương 2025)."""

    COMMUNE = "commune", "xã"
    WARD = "ward", "phường"
    TOWNSHIP = "township", "thị trấn"
    ZONE = "zone", "đặc khu"


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


class CommuneManager(models.Manager["Commune"]):
    """Finds a commune by its code, and those of a day."""

    def existing_on(self, day: date) -> models.QuerySet[Commune]:
        """The communes that exist on a day; one without days has always existed."""
        has_begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        return self.filter(has_begun, Q(valid_until__isnull=True) | Q(valid_until__gte=day))

    def get_by_natural_key(self, code: str) -> Commune:
        """The commune with this GSO code."""
        return self.get(code=code)


class Commune(models.Model):
    """A commune, ward, township or special zone; it owns everything else.

    Communes merge, so it has dates and a successor.
    """

    code = LineField("mã GSO", max_length=10, unique=True)
    kind = models.CharField("loại", max_length=10, choices=CommuneKind.choices, default=CommuneKind.COMMUNE)
    name = LineField("tên", max_length=100)
    province = LineField("tỉnh, thành phố", max_length=100)
    valid_from = models.DateField("có từ ngày", null=True, blank=True)
    valid_until = models.DateField("đến hết ngày", null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, verbose_name="sáp nhập vào", null=True, blank=True, related_name="predecessors"
    )
    is_demo = models.BooleanField("dữ liệu minh họa", default=False)
    # Whom the pages send people to; the commune's officer keeps it.
    contact_name = LineField("họ tên người phụ trách", max_length=100, blank=True)
    contact_position = LineField("chức vụ", max_length=100, blank=True)
    contact_phone = LineField("số điện thoại", max_length=20, blank=True)
    history = HistoricalRecords()

    objects = CommuneManager()

    class Meta:
        verbose_name = "xã"
        verbose_name_plural = "xã"
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="commune_ends_after_it_begins",
                violation_error_message="Ngày kết thúc của xã phải sau ngày bắt đầu.",
            ),
        )

    def __str__(self) -> str:
        return self.full_name

    def natural_key(self) -> tuple[str]:
        """The GSO code."""
        return (self.code,)

    @property
    def full_name(self) -> str:
        """xã Quảng Nghiệp"""
        return f"{self.get_kind_display()} {self.name}"


class UnitManager(models.Manager["Unit"]):
    """Finds a unit by its commune's code and its own."""

    def get_by_natural_key(self, commune: str, code: str) -> Unit:
        """The unit with this code in this commune."""
        return self.get(commune__code=commune, code=code)


class Unit(models.Model):
    """An office, school, village, association or station that the plan gives work to (plan 04, section IV).

    A real change of name or a merger closes the unit and opens its successor, so that past years keep the names that
    they had.
    """

    commune = models.ForeignKey(Commune, models.PROTECT, verbose_name="xã", related_name="units")
    code = LineField("mã", max_length=30)
    name = LineField("tên", max_length=200)
    kind = models.CharField("loại", max_length=20, choices=UnitKind.choices)
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
        ordering = ("commune", "pk")
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

    def natural_key(self) -> tuple[str, str]:
        """The commune's code and the unit's."""
        return (self.commune.code, self.code)

    natural_key.dependencies = ["kehoach.commune"]  # type: ignore[attr-defined]
