"""Communes, with the dates for which they exist, their successors and their former names."""

from __future__ import annotations

import re
from copy import copy
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from simple_history.models import HistoricalRecords

from kehoach.common.text.columns import LineField
from kehoach.models.places.names import check_name_is_new


class CommuneKind(models.TextChoices):
    """Kinds of commune-level units (Luật Tổ chức chính quyền địa phương 2025)."""

    COMMUNE = "commune", "xã"
    WARD = "ward", "phường"
    TOWNSHIP = "township", "thị trấn"
    ZONE = "zone", "đặc khu"


# A province is typed with and without it.
_PROVINCE_KIND = re.compile(r"^(tỉnh|thành phố|tp\.?) +", re.IGNORECASE)

# What a commune calls the person who runs its plan, unless it says otherwise.
OFFICER_TITLE = "công chức Văn hóa - Xã hội"


class CommuneManager(models.Manager["Commune"]):
    """Finds a commune by its code, and those of a day."""

    def existing_on(self, day: date) -> models.QuerySet[Commune]:
        """The communes that exist on a day; one without days has always existed."""
        has_begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        return self.filter(has_begun, Q(valid_until__isnull=True) | Q(valid_until__gte=day))

    def with_code(self, code: str, day: date | None = None) -> Commune | None:
        """The commune that has a GSO code on a day; where none has, or without a day, the one that had it last."""
        known = sorted(self.filter(code=code), key=lambda commune: commune.valid_from or date.min)
        existing = [commune for commune in known if day is not None and commune.exists_on(day)]
        return next(reversed(existing or known), None)

    def get_by_natural_key(self, code: str) -> Commune:
        """The commune that had this GSO code last. Raises Commune.DoesNotExist."""
        commune = self.with_code(code)
        if commune is None:
            raise Commune.DoesNotExist(f"no commune has the code {code}")
        return commune


class Commune(models.Model):
    """A commune, ward, township or special zone; it owns everything else.

    Communes merge, so it has dates and a successor.
    """

    code = LineField("mã GSO", max_length=10, db_index=True)
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
    officer_title = LineField(
        "cách gọi người phụ trách",
        max_length=80,
        blank=True,
        help_text=f"Ví dụ: chuyên viên phòng Văn hóa - Xã hội. Để trống: {OFFICER_TITLE}.",
    )
    # What the office submits itself is accepted by somebody else; the leader decides.
    second_look = models.BooleanField("người thứ hai duyệt phiếu", default=False, db_default=False)
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
            models.UniqueConstraint(
                F("code"),
                Coalesce("valid_from", Value(date.min)),
                name="commune_code_unique_from_a_day",
                violation_error_message="Đã có xã mang mã này từ ngày đó.",
            ),
        )

    def __str__(self) -> str:
        return self.full_name

    def clean(self) -> None:
        """A code is one commune's on a day; asks where the province has a commune of this kind and name."""
        for twin in Commune.objects.filter(code=self.code).exclude(pk=self.pk):
            both_begun = max(self.valid_from or date.min, twin.valid_from or date.min)
            if both_begun <= min(self.valid_until or date.max, twin.valid_until or date.max):
                problem = (
                    f"Mã {self.code} là của {twin}. Một mã trong một ngày chỉ của một xã: hãy ghi ngày của từng xã."
                )
                raise ValidationError({"code": problem})
        if self.valid_until is None:
            self.check_name()

    def check_name(self) -> None:
        """That no other commune of this kind and province that is there has its name. Raises ValidationError."""
        province = _PROVINCE_KIND.sub("", self.province)
        siblings = Commune.objects.filter(kind=self.kind, province__iendswith=province, valid_until=None)
        check_name_is_new(self, siblings, self.get_kind_display())

    def exists_on(self, day: date) -> bool:
        """Whether it exists on a day; its last day is one."""
        return (self.valid_from or date.min) <= day <= (self.valid_until or date.max)

    def natural_key(self) -> tuple[str]:
        """The GSO code."""
        return (self.code,)

    @property
    def officer(self) -> str:
        """What its pages call the person who runs the plan, as inside a sentence."""
        return self.officer_title or OFFICER_TITLE

    @property
    def whom_to_call(self) -> str:
        """That person's name and telephone, as far as the commune tells them, as inside a sentence."""
        return ", ".join(filter(None, (self.contact_name or self.officer, self.contact_phone)))

    @property
    def full_name(self) -> str:
        """xã Quảng Nghiệp"""
        return f"{self.get_kind_display()} {self.name}"

    def as_of(self, day: date) -> Commune:
        """The commune under the name that it had on a day: itself, or a copy to be read and not saved.

        A query where `former_names` are not loaded.
        """
        names = sorted(self.former_names.all(), key=lambda former: former.valid_until)
        former = next((former for former in names if day <= former.valid_until), None)
        if former is None:
            return self
        named = copy(self)
        named.kind, named.name, named.province = former.kind, former.name, former.province
        return named


class CommuneName(models.Model):
    """A name that a commune had until it was given another (đổi tên); documents of those days keep it."""

    commune = models.ForeignKey(Commune, models.PROTECT, verbose_name="xã", related_name="former_names")
    kind = models.CharField("loại", max_length=10, choices=CommuneKind.choices)
    name = LineField("tên", max_length=100)
    province = LineField("tỉnh, thành phố", max_length=100)
    valid_until = models.DateField("đến hết ngày")
    history = HistoricalRecords()

    class Meta:
        verbose_name = "tên cũ của xã"
        verbose_name_plural = "tên cũ của xã"
        ordering = ("commune", "valid_until")
        constraints = (
            models.UniqueConstraint(
                fields=("commune", "valid_until"),
                name="commune_renamed_once_a_day",
                violation_error_message="Xã đã đổi tên vào ngày này.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name}"
