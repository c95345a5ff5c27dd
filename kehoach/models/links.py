"""Entry without an account: a link for one unit and one year."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from simple_history.models import HistoricalRecords

from kehoach.models.places import Unit
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
        return self.with_their_year().filter(Q(reporting_year__closed_at=None) | Exists(excepted), revoked_at=None)


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
        return self.revoked_at is None and is_open
