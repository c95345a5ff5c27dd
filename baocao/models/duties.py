"""The reports that a commune owes: when and to whom, where the act leaves that open, and when they were sent."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from kehoach.common.text.columns import LineField
from kehoach.models import AuditKind, Commune, Unit, User


def _by(verbose_name: str) -> models.ForeignKey[User, User]:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=verbose_name, related_name="+")


class DutySetting(models.Model):
    """What the officer knows of a duty in this commune: whether it is owed, on which day of the year, and to whom.

    Without a row, and where a column is empty, the duty's definition holds.
    """

    commune = models.ForeignKey(Commune, models.PROTECT, verbose_name="xã", related_name="duty_settings")
    code = models.CharField("việc", max_length=40)
    is_owed = models.BooleanField("xã phải gửi", default=True)
    due_month = models.PositiveSmallIntegerField("hạn: tháng", null=True, blank=True)
    due_day = models.PositiveSmallIntegerField("hạn: ngày", null=True, blank=True)
    is_year_after = models.BooleanField("hạn thuộc năm sau", default=False)
    receiver = LineField("nơi nhận", max_length=200, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=0)
    set_at = models.DateTimeField("đặt lúc")
    set_by = _by("người đặt")
    history = HistoricalRecords()

    class Meta:
        verbose_name = "hạn của việc phải làm"
        verbose_name_plural = "hạn của việc phải làm"
        ordering = ("commune", "code")
        constraints = (
            models.UniqueConstraint(
                fields=("commune", "code"),
                name="duty_set_once",
                violation_error_message="Việc này đã có hạn riêng của xã.",
            ),
            models.CheckConstraint(
                condition=Q(due_month=None, due_day=None) | Q(due_month__range=(1, 12), due_day__range=(1, 31)),
                name="duty_is_due_on_a_day",
                violation_error_message="Hạn gồm ngày từ 1 đến 31 và tháng từ 1 đến 12.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.commune}: {self.code}"


class SentDuty(models.Model):
    """A duty of a year that was done: on which day it was sent, and under which number."""

    commune = models.ForeignKey(Commune, models.PROTECT, verbose_name="xã", related_name="sent_duties")
    code = models.CharField("việc", max_length=40)
    year = models.PositiveSmallIntegerField("năm")
    sent_on = models.DateField("gửi ngày")
    document_number = LineField("số văn bản", max_length=50, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=0)
    recorded_at = models.DateTimeField("ghi lúc")
    recorded_by = _by("người ghi")
    history = HistoricalRecords()

    class Meta:
        verbose_name = "việc đã gửi"
        verbose_name_plural = "việc đã gửi"
        ordering = ("commune", "-year", "code")
        constraints = (
            models.UniqueConstraint(
                fields=("commune", "code", "year"),
                name="duty_sent_once",
                violation_error_message="Việc này của năm đã được ghi là đã gửi.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.commune}: {self.code} {self.year}"


class PlannedActivity(models.Model):
    """An activity that is meant to be held on a day; once it was, it is noted in the book of activities.

    It counts nowhere: the book alone says what took place.
    """

    commune = models.ForeignKey(Commune, models.PROTECT, verbose_name="xã", related_name="planned_activities")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="đơn vị tổ chức", related_name="planned_activities")
    planned_on = models.DateField("ngày dự kiến")
    title = LineField("nội dung", max_length=200)
    place = LineField("địa điểm", max_length=200, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=0)
    planned_at = models.DateTimeField("ghi lúc")
    planned_by = _by("người ghi")
    history = HistoricalRecords()

    class Meta:
        verbose_name = "hoạt động dự kiến"
        verbose_name_plural = "hoạt động dự kiến"
        ordering = ("commune", "planned_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("commune", "unit", "planned_on", "title"),
                name="activity_planned_once",
                violation_error_message="Lịch đã có hoạt động này.",
            ),
        )

    def __str__(self) -> str:
        return self.title


class CalendarFeed(models.Model):
    """The secret address at which a person's telephone reads the calendar, until it is revoked.

    The token itself is nowhere in the database (see EntryLink).
    """

    audited_as = AuditKind.LINK

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="của", related_name="calendar_feeds"
    )
    nonce = models.CharField(max_length=32, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField("tạo lúc")
    revoked_at = models.DateTimeField("thu hồi lúc", null=True, blank=True)
    history = HistoricalRecords(excluded_fields=["nonce", "token_hash"])

    class Meta:
        verbose_name = "địa chỉ lịch"
        verbose_name_plural = "địa chỉ lịch"
        ordering = ("user", "-created_at")
        constraints = (
            models.UniqueConstraint(
                fields=("user",),
                condition=Q(revoked_at=None),
                name="calendar_feed_one_a_person",
                violation_error_message="Mỗi người chỉ có một địa chỉ lịch còn dùng được.",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(revoked_at__gte=F("created_at")),
                name="calendar_feed_revoked_after_it_was_made",
                violation_error_message="Lúc thu hồi không được trước lúc tạo.",
            ),
        )

    def __str__(self) -> str:
        return str(self.user)
