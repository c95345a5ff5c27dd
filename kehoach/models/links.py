"""Ways in that are handed out: entry links, for one unit and one year, and invitations, for one person."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from kehoach.common.periods import is_open_on
from kehoach.common.text.columns import LineField
from kehoach.models.people import Role, User
from kehoach.models.places import Commune, Unit
from kehoach.models.years import ReportingYear, YearException


class LinkState(models.TextChoices):
    """How a unit's entry link of a year stands, for the officer."""

    NONE = "none", "Chưa tạo"
    SENT = "sent", "Chưa mở lần nào"
    USED = "used", "Đã mở"
    UNREADABLE = "unreadable", "Không hiện lại được"
    CLOSED = "closed", "Năm đã khóa"
    REVOKED = "revoked", "Đã thu hồi"

    @property
    def tone(self) -> str:
        """The pill's tone in the stylesheet; the word beside it says the same."""
        return _LINK_TONES[self]


_LINK_TONES = {
    LinkState.NONE: "open",
    LinkState.SENT: "path",
    LinkState.USED: "met",
    LinkState.UNREADABLE: "late",
    LinkState.CLOSED: "late",
    LinkState.REVOKED: "late",
}


class EntryLinkQuerySet(models.QuerySet["EntryLink"]):
    """Finds links by what they open."""

    def with_their_year(self) -> EntryLinkQuerySet:
        """With unit, commune and year, in the same query."""
        return self.select_related("unit__commune", "reporting_year")

    def living(self, at: datetime) -> EntryLinkQuerySet:
        """The links that open their forms at this moment (see EntryLink.opens)."""
        excepted = YearException.objects.filter(
            reporting_year=OuterRef("reporting_year"), unit=OuterRef("unit"), granted_at__lte=at, expires_at__gt=at
        )
        is_there = Q(unit__closed_on=None) | Q(unit__closed_on__gt=F("reporting_year__window_end"))
        is_open = Q(reporting_year__closed_at=None) | Exists(excepted)
        return self.with_their_year().filter(is_there, is_open, revoked_at=None)


class EntryLink(models.Model):
    """A link that opens one unit's forms of one year and nothing else, until it is revoked or the year is closed.

    The token itself is nowhere in the database: `nonce` and the installation's secret key make it, `token_hash`
    recognises it (see kehoach.common.tokens).
    """

    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="đơn vị", related_name="entry_links")
    reporting_year = models.ForeignKey(
        ReportingYear, models.PROTECT, verbose_name="năm báo cáo", related_name="entry_links"
    )
    nonce = models.CharField(max_length=32, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField("tạo lúc")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người tạo", related_name="+")
    first_used_at = models.DateTimeField("dùng lần đầu lúc", null=True, blank=True)
    revoked_at = models.DateTimeField("thu hồi lúc", null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người thu hồi", null=True, blank=True, related_name="+"
    )
    history = HistoricalRecords(excluded_fields=["nonce", "token_hash"])

    objects = EntryLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "đường dẫn nhập liệu"
        verbose_name_plural = "đường dẫn nhập liệu"
        ordering = ("reporting_year", "unit", "-created_at")
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "reporting_year"),
                condition=Q(revoked_at__isnull=True),
                name="one_living_entry_link_a_unit_and_year",
                violation_error_message="Đơn vị đã có đường dẫn của năm này. Hãy thu hồi trước khi tạo đường dẫn mới.",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="entry_link_revoked_by_someone",
                violation_error_message="Đường dẫn đã thu hồi phải ghi ai thu hồi và lúc nào.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} {self.reporting_year}"

    def opens(self, at: datetime) -> bool:
        """Whether the unit can enter something through it: not revoked, the year open or an exception granted."""
        is_open = self.reporting_year.closed_at is None or self.reporting_year.excepts(self.unit_id, at)
        return self.revoked_at is None and is_open and not self.is_of_ended_unit

    @property
    def is_of_ended_unit(self) -> bool:
        """Whether the unit was closed or merged before the year's last day, so that it has nothing to enter."""
        return not is_open_on(self.reporting_year.window_end, None, self.unit.closed_on)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Finds invitations by what they are still good for."""

    def living(self, at: datetime) -> InvitationQuerySet:
        """Those that somebody can still join with at this moment."""
        return self.filter(used_at=None, revoked_at=None, expires_at__gt=at)


class Invitation(models.Model):
    """A way in for one person, once: with it they set their own name and password, the first time or again.

    `account` is the account that gets a new password; None where somebody joins. The code itself is nowhere in the
    database: `nonce` and the installation's secret key make it, `code_hash` recognises it (see kehoach.common.tokens).
    """

    role = models.CharField("vai trò", max_length=15, choices=Role.choices, default=Role.REPORTER)
    commune = models.ForeignKey(
        Commune, models.PROTECT, verbose_name="xã", null=True, blank=True, related_name="invitations"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name="đơn vị", null=True, blank=True, related_name="invitations"
    )
    account = models.ForeignKey(
        User, models.PROTECT, verbose_name="tài khoản", null=True, blank=True, related_name="invitations"
    )
    name = LineField("họ và tên", max_length=100, blank=True)
    position = LineField("chức vụ", max_length=100, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    phone = LineField("điện thoại", max_length=20, blank=True)
    area_province = LineField("phạm vi: tỉnh, thành phố", max_length=100, blank=True)
    area_communes = LineField("phạm vi: mã các xã", max_length=1000, blank=True)
    nonce = models.CharField(max_length=32, editable=False)
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField("tạo lúc")
    created_by = models.ForeignKey(User, models.PROTECT, verbose_name="người tạo", related_name="+")
    expires_at = models.DateTimeField("dùng được đến")
    used_at = models.DateTimeField("dùng lúc", null=True, blank=True)
    used_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="người dùng", null=True, blank=True, related_name="joined_with"
    )
    revoked_at = models.DateTimeField("thu hồi lúc", null=True, blank=True)
    history = HistoricalRecords(excluded_fields=["nonce", "code_hash"])

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "giấy mời"
        verbose_name_plural = "giấy mời"
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(role=Role.REPORTER) | Q(unit__isnull=False),
                name="invited_reporter_has_a_unit",
                violation_error_message="Giấy mời cho người của đơn vị phải ghi đơn vị.",
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True, used_by__isnull=True)
                | Q(used_at__isnull=False, used_by__isnull=False),
                name="invitation_used_by_someone",
                violation_error_message="Giấy mời đã dùng phải ghi ai dùng và lúc nào.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit or self.get_role_display()}: {self.name or self.position or 'chưa ghi tên'}"

    @property
    def whom(self) -> str:
        """Whom it is for, as far as it is known."""
        return self.name or (self.unit.name if self.unit else self.get_role_display())

    @property
    def is_new_password(self) -> bool:
        """Whether it is for somebody who has an account already."""
        return self.account_id is not None

    @property
    def last_day(self) -> date:
        """The last day on which it can be used, as people are told."""
        return timezone.localdate(self.expires_at)
