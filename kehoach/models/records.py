"""What happened on a day and is noted where it happened: activities, programmes, documents, courses, volunteers."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from kehoach.common.periods import Window
from kehoach.common.text.columns import LineField, NoteField
from kehoach.models.evidence import Evidence
from kehoach.models.places import Commune, Unit
from kehoach.models.plans import PlanPart
from kehoach.models.tasks import Task


class ActivityKind(models.TextChoices):
    """Kinds of activities, as the figures of libraries and centres count them."""

    ARTS = "arts", "Văn hóa, văn nghệ"
    SPORTS = "sports", "Thể dục, thể thao"
    READING = "reading", "Khuyến đọc, sách"
    COMMUNICATION = "communication", "Tuyên truyền"
    LEARNING = "learning", "Học tập cộng đồng"
    OTHER = "other", "Khác"


class Occasion(PlanPart):
    """Days of every year that the plan asks to celebrate (II.1.b), or that the commune adds (code NK-1 …)."""

    name = LineField("tên", max_length=150)
    start_month = models.PositiveSmallIntegerField("từ tháng")
    start_day = models.PositiveSmallIntegerField("từ ngày")
    end_month = models.PositiveSmallIntegerField("đến tháng")
    end_day = models.PositiveSmallIntegerField("đến ngày")
    first_year = models.PositiveSmallIntegerField("từ năm", null=True, blank=True, help_text="Để trống: mọi năm.")

    class Meta(PlanPart.Meta):
        verbose_name = "dịp kỷ niệm"
        verbose_name_plural = "dịp kỷ niệm"
        constraints = (
            *PlanPart.Meta.constraints,
            models.CheckConstraint(
                condition=Q(start_month__range=(1, 12), end_month__range=(1, 12)),
                name="occasion_in_a_month",
                violation_error_message="Tháng phải từ 1 đến 12.",
            ),
            models.CheckConstraint(
                condition=Q(start_day__range=(1, 31), end_day__range=(1, 31)),
                name="occasion_on_a_day",
                violation_error_message="Ngày phải từ 1 đến 31.",
            ),
            models.CheckConstraint(
                condition=Q(end_month__gt=models.F("start_month"))
                | Q(end_month=models.F("start_month"), end_day__gte=models.F("start_day")),
                name="occasion_ends_after_it_begins",
                violation_error_message="Ngày cuối của dịp phải sau ngày đầu, trong cùng một năm.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def days_in(self, year: int) -> tuple[date, date]:
        """The first and the last day in a year. Raises ValueError for a day that the year does not have, or not yet."""
        if self.first_year is not None and year < self.first_year:
            raise ValueError(f"{self.name} is celebrated from {self.first_year} on")
        return date(year, self.start_month, self.start_day), date(year, self.end_month, self.end_day)


class RecordQuerySet(models.QuerySet["Record"]):
    """Which records belong to a year."""

    def within(self, window: Window) -> Self:
        """Those of the days that a reporting year covers, both ends included."""
        return self.filter(happened_on__range=(window.start, window.end))


class Record(models.Model):
    """One thing that a unit did on a day, there for one of the plan's tasks perhaps. Its year is that of its day."""

    commune = models.ForeignKey(Commune, models.PROTECT, verbose_name="xã", related_name="%(class)s_rows")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="đơn vị", related_name="%(class)s_rows")
    task = models.ForeignKey(
        Task, models.PROTECT, verbose_name="nhiệm vụ", null=True, blank=True, related_name="%(class)s_rows"
    )
    happened_on = models.DateField("ngày")
    title = LineField("nội dung", max_length=300)
    note = NoteField("ghi chú", max_length=500, blank=True)
    recorded_at = models.DateTimeField("ghi lúc")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người ghi", related_name="+"
    )
    version = models.PositiveIntegerField("phiên bản", default=1)
    evidence = GenericRelation(Evidence)
    history = HistoricalRecords(inherit=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("happened_on", "pk")
        indexes = (models.Index(fields=("commune", "happened_on")),)
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                condition=~Q(title=""),
                name="%(class)s_says_what",
                violation_error_message="Hãy ghi nội dung.",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Activity(Record):
    """An activity or event (hoạt động, sự kiện): when, where, whose, how many took part (plan 04, II.1.b)."""

    kind = models.CharField("loại", max_length=20, choices=ActivityKind.choices)
    occasion = models.ForeignKey(
        Occasion, models.PROTECT, verbose_name="nhân dịp", null=True, blank=True, related_name="activities"
    )
    place = LineField("địa điểm", max_length=200, blank=True)
    participants = models.PositiveIntegerField("số lượt người tham gia", null=True, blank=True)
    facility_type = models.ForeignKey(ContentType, models.PROTECT, null=True, blank=True)
    facility_id = models.PositiveBigIntegerField(null=True, blank=True)
    facility = GenericForeignKey("facility_type", "facility_id")

    class Meta(Record.Meta):
        verbose_name = "hoạt động"
        verbose_name_plural = "hoạt động"
        constraints = (
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(facility_type__isnull=True, facility_id__isnull=True)
                | Q(facility_type__isnull=False, facility_id__isnull=False),
                name="activity_names_its_facility_wholly",
                violation_error_message="Hãy chọn lại cơ sở.",
            ),
        )


class Broadcast(Record):
    """A programme of the broadcasting station (tin, bài phát thanh; plan 04, IV.5)."""

    minutes = models.PositiveSmallIntegerField("thời lượng (phút)")
    airings = models.PositiveSmallIntegerField("số lần phát", default=1)

    class Meta(Record.Meta):
        verbose_name = "tin, bài phát thanh"
        verbose_name_plural = "tin, bài phát thanh"
        constraints = (
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(minutes__range=(1, 600), airings__range=(1, 1000)),
                name="broadcast_was_on_the_air",
                violation_error_message="Thời lượng từ 1 đến 600 phút, số lần phát từ 1 đến 1.000.",
            ),
        )


class IssuedDocument(Record):
    """A document that carries the plan out (văn bản triển khai), each school's own plan (IV.2.a) among them.

    `happened_on` is the day of issue, `title` the abstract (trích yếu), the file its evidence.
    """

    number = LineField("số, ký hiệu", max_length=50, blank=True)
    kind = LineField("loại văn bản", max_length=50)

    class Meta(Record.Meta):
        verbose_name = "văn bản"
        verbose_name_plural = "văn bản"


class Course(Record):
    """A training course (lớp tập huấn, bồi dưỡng; plan 04, II.3.a)."""

    days = models.PositiveSmallIntegerField("số ngày", default=1)
    participants = models.PositiveIntegerField("số người học")
    place = LineField("địa điểm", max_length=200, blank=True)

    class Meta(Record.Meta):
        verbose_name = "lớp tập huấn"
        verbose_name_plural = "lớp tập huấn"
        constraints = (
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(days__range=(1, 366)),
                name="course_lasts_days",
                violation_error_message="Số ngày từ 1 đến 366.",
            ),
        )


class Mobilisation(Record):
    """People of the community who helped (huy động nhân lực của cộng đồng; plan 04, II.3.d)."""

    people = models.PositiveIntegerField("số người")
    hours = models.PositiveIntegerField("số giờ công", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "huy động nhân lực"
        verbose_name_plural = "huy động nhân lực"
