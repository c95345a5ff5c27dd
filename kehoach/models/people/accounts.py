"""The people who sign in."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from kehoach.common.text.columns import LineField
from kehoach.common.text.gate import tidy_line
from kehoach.models.places import Commune, Unit


class Role(models.TextChoices):
    """Who a person is in the portal (plan 04, IV)."""

    REPORTER = "reporter", "Đơn vị báo cáo"
    OFFICER = "officer", "Công chức Văn hóa - Xã hội"
    LEADER = "leader", "Lãnh đạo UBND xã"
    OVERSEER = "overseer", "Cấp trên"
    ADMINISTRATOR = "administrator", "Quản trị"


# What Django itself saves when somebody signs in, and what follows from the name: no version holds it.
UNRECORDED = frozenset(
    {"password", "last_login", "folded_name", "bell_seen_at", "notices_mailed_at", "told_of_disuse_on"}
)


def folded_name(username: str) -> str:
    """A name by which somebody signs in, however it is typed or pasted: no capitals, no blanks around it, NFKC."""
    return tidy_line(unicodedata.normalize("NFKC", username)).casefold()


def folded_phone(typed: str) -> str:
    """A telephone number as it is kept, however it is typed: its digits, from the 0 on."""
    digits = "".join(filter(str.isdigit, typed))
    return f"0{digits[2:]}" if typed.strip().startswith("+84") else digits


class FoldedNameField(models.CharField):  # type: ignore[type-arg]
    """The folded username, made with every save."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Follows the username, which nobody has to remember to fold."""
        value = folded_name(getattr(model_instance, "username"))  # noqa: B009
        setattr(model_instance, self.attname, value)
        return value


class UserManager(DjangoUserManager["User"]):
    """Creates and finds accounts; a superuser is the installation's administrator."""

    def get_by_natural_key(self, username: str | None) -> User:
        """Somebody by the name that they typed, in capitals or not. Raises User.DoesNotExist."""
        return self.get(folded_name=folded_name(username or ""))

    def create_superuser(
        self, username: str, email: str | None = None, password: str | None = None, **extra_fields: Any
    ) -> User:
        """The account of whoever runs the installation."""
        return super().create_superuser(username, email, password, role=Role.ADMINISTRATOR, **extra_fields)


class User(AbstractUser):
    """A person's account: the role says what they do here, the unit or commune for whom."""

    first_name = LineField(_("first name"), max_length=150, blank=True)
    last_name = LineField(_("last name"), max_length=150, blank=True)
    folded_name = FoldedNameField(
        max_length=150,
        unique=True,
        editable=False,
    )
    role = models.CharField("vai trò", max_length=15, choices=Role.choices, default=Role.REPORTER)
    commune = models.ForeignKey(
        Commune, models.PROTECT, verbose_name="xã", null=True, blank=True, related_name="people"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="đơn vị", null=True, blank=True, related_name="people")
    position = LineField("chức vụ", max_length=100, blank=True)
    phone = LineField("điện thoại", max_length=20, blank=True)
    # The last day of whoever has handed over to somebody else.
    active_until = models.DateField("phụ trách đến hết ngày", null=True, blank=True)
    # What the level above and administrators look after; both empty is the whole country.
    area_province = LineField("phạm vi: tỉnh, thành phố", max_length=100, blank=True)
    area_communes = LineField(
        "phạm vi: mã các xã", max_length=1000, blank=True, help_text="Cách nhau bằng dấu phẩy. Trống là mọi xã."
    )
    # From when an account that was switched on again counts as used, and when it was last told that it is not.
    switched_on_on = models.DateField("bật lại ngày", null=True, blank=True, editable=False)
    told_of_disuse_on = models.DateField("báo lâu không dùng ngày", null=True, blank=True, editable=False)
    bell_seen_at = models.DateTimeField("xem thông báo lúc", null=True, blank=True, editable=False)
    has_notice_mail = models.BooleanField("nhận thư khi có thông báo mới", default=True)
    # Up to when the notices are that the last letter told, or that were before the account.
    notices_mailed_at = models.DateTimeField("gửi thông báo lúc", default=timezone.now, editable=False)
    is_link = models.BooleanField("dùng cho đường dẫn nhập liệu", default=False, editable=False)
    is_demo = models.BooleanField("tài khoản minh họa", default=False, editable=False)
    history = HistoricalRecords(excluded_fields=[*UNRECORDED])

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"
        ordering = ("username",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(role=Role.REPORTER) | Q(unit__isnull=False),
                name="reporter_has_a_unit",
                violation_error_message="Người của đơn vị báo cáo phải thuộc một đơn vị.",
            ),
            models.CheckConstraint(
                condition=Q(is_link=False) | Q(role=Role.REPORTER),
                name="link_account_only_reports",
                violation_error_message="Tài khoản dùng cho đường dẫn chỉ nhập số liệu.",
            ),
            models.CheckConstraint(
                condition=Q(role__in=(Role.OVERSEER, Role.ADMINISTRATOR)) | Q(commune__isnull=False),
                name="work_account_has_a_commune",
                violation_error_message="Tài khoản của xã phải chọn xã.",
            ),
            models.CheckConstraint(
                condition=Q(role=Role.ADMINISTRATOR, is_staff=True)
                | (~Q(role=Role.ADMINISTRATOR) & Q(is_staff=False, is_superuser=False)),
                name="only_administrators_enter_the_admin",
                violation_error_message="Chỉ tài khoản quản trị mới được vào trang quản trị, và luôn được vào.",
            ),
        )

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.get_full_name(), self.position))) or self.username

    def get_full_name(self) -> str:
        """The name as it is written in Vietnamese: family name first."""
        return f"{self.last_name} {self.first_name}".strip()

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Saves the row; where only columns are saved that no version holds, none is left.

        It would say of the others what this copy of the row says, which an administrator may have changed meanwhile.
        """
        columns = None if update_fields is None else frozenset(update_fields)
        if columns is None or columns - UNRECORDED:
            super().save(*args, update_fields=columns, **kwargs)
            return
        self.skip_history_when_saving = True
        try:
            super().save(*args, update_fields=columns, **kwargs)
        finally:
            del self.skip_history_when_saving

    @property
    def is_administrator(self) -> bool:
        """Whether the person runs the installation."""
        return self.role == Role.ADMINISTRATOR

    @property
    def has_area(self) -> bool:
        """Whether the person looks after a part of the country alone."""
        return bool(self.area_province or self.area_communes)

    @property
    def area_codes(self) -> list[str]:
        """The codes of the communes of the area; none where all of the province are meant."""
        return [code.strip() for code in self.area_communes.split(",") if code.strip()]

    def looks_after(self, commune: Commune) -> bool:
        """Whether a commune lies in the person's area."""
        in_province = not self.area_province or commune.province == self.area_province
        return in_province and (not self.area_codes or commune.code in self.area_codes)

    def clean(self) -> None:
        """A name is one person's, in capitals or not; a unit's people belong to the unit's commune."""
        super().clean()
        namesakes = User.objects.filter(folded_name=folded_name(self.username)).exclude(pk=self.pk)
        if namesakes.exists():
            raise ValidationError({"username": "Đã có tài khoản với tên này (viết hoa hay thường là một)."})
        if self.unit is not None and self.commune != self.unit.commune:
            raise ValidationError({"unit": "Đơn vị này không thuộc xã đã chọn."})
