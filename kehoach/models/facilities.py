"""What libraries and cultural centres have in common as places."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from kehoach.common import formats
from kehoach.common.periods import is_open_on
from kehoach.common.text.columns import LineField, NoteField
from kehoach.models.places import Commune, Unit, check_name_is_new
from kehoach.models.targets import Scope


def existing_on(day: date | F, of: str = "") -> Q:
    """The facilities that exist on a day, as common.periods.is_open_on says it of a single one.

    `of` is the way to the facility from the rows that are filtered, as in “facility__”.
    """
    has_opened = Q(**{f"{of}opened_on": None}) | Q(**{f"{of}opened_on__lte": day})
    has_not_closed = Q(**{f"{of}closed_on": None}) | Q(**{f"{of}closed_on__gt": day})
    return has_opened & has_not_closed


class FacilityManager(models.Manager["Facility"]):
    """Finds a facility by its commune's code and its own."""

    def get_by_natural_key(self, commune: str, code: str) -> Facility:
        """The facility with this code in this commune."""
        return self.get(commune__code=commune, code=code)


class Facility(models.Model):
    """A library or a cultural centre of a unit.

    A real change of name or a merger closes the facility and opens its successor, so that past years keep
    the names and the denominators that they had. The child class adds `kind`.
    """

    if TYPE_CHECKING:
        kind: str
        get_kind_display: Callable[[], str]
        memberships: Any
        successors: Any

    commune = models.ForeignKey(Commune, models.PROTECT, verbose_name="xã", related_name="%(class)s_set")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="đơn vị", related_name="%(class)s_set")
    code = LineField("mã", max_length=30)
    name = LineField("tên", max_length=200)
    opened_on = models.DateField("có từ ngày", null=True, blank=True)
    closed_on = models.DateField("thôi hoạt động từ ngày", null=True, blank=True)
    predecessors = models.ManyToManyField(
        "self", verbose_name="tiền thân", symmetrical=False, blank=True, related_name="successors"
    )
    history = HistoricalRecords(inherit=True)

    objects: ClassVar[FacilityManager] = FacilityManager()

    class Meta:
        abstract = True
        ordering = ("commune", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("commune", "code"),
                name="%(class)s_code_unique_in_commune",
                violation_error_message="Xã đã có cơ sở với mã này. Hãy chọn mã khác.",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(opened_on__isnull=True) | Q(closed_on__gt=F("opened_on")),
                name="%(class)s_closes_after_it_opens",
                violation_error_message="Ngày thôi hoạt động phải sau ngày bắt đầu.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def siblings(self) -> models.QuerySet[Facility]:
        """The unit's facilities of this kind that are open, itself among them."""
        return type(self)._default_manager.filter(unit=self.unit_id, closed_on=None)

    def clean(self) -> None:
        """Asks where the unit has a facility of this kind and name."""
        if self.unit_id and self.closed_on is None:
            check_name_is_new(self, self.siblings, "cơ sở")

    def natural_key(self) -> tuple[str, str]:
        """The commune's code and the facility's."""
        return (self.commune.code, self.code)

    natural_key.dependencies = ["kehoach.commune"]  # type: ignore[attr-defined]

    def exists_on(self, day: date) -> bool:
        """Whether it is there on a day: it belongs to the population of a year whose window ends then."""
        return is_open_on(day, self.opened_on, self.closed_on)

    @property
    def lifetime(self) -> str:
        """“hoạt động từ 01/08/2025”, or what became of it: “thôi hoạt động từ 01/08/2025, nay là Thư viện A”."""
        if self.closed_on is not None:
            names = formats.joined([facility.name for facility in self.successors.all()])
            return f"thôi hoạt động từ {formats.date_short(self.closed_on)}" + (names and f", nay là {names}")
        return f"hoạt động từ {formats.date_short(self.opened_on)}" if self.opened_on is not None else ""


class Membership(models.Model):
    """From a day on, a facility counts or does not count in a scope's denominator; the officer says why.

    Without a row a facility counts in every scope that its kind belongs to. The child class adds
    `facility`.
    """

    if TYPE_CHECKING:
        facility: Facility

    scope = models.CharField("phạm vi", max_length=20, choices=Scope.choices)
    counted = models.BooleanField("được tính")
    since = models.DateField("từ ngày")
    reason = NoteField("lý do", max_length=300)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người quyết định", related_name="+"
    )
    decided_at = models.DateTimeField("lúc")
    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True
        ordering = ("facility", "scope", "since")
        constraints = (
            models.UniqueConstraint(
                fields=("facility", "scope", "since"),
                name="%(class)s_unique_a_day",
                violation_error_message="Cơ sở này đã có quyết định từ ngày đó. Hãy chọn ngày khác.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="%(class)s_has_a_reason",
                violation_error_message="Cần ghi lý do.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_scope_display()}: {'được tính' if self.counted else 'không tính'}"


class MonthlyTally(models.Model):
    """What a facility counted of its flows in one month, December in two parts: to the 14th, and from the 15th on.

    The plan's year begins on 15/12 (Nghị định 09/2019/NĐ-CP Điều 12), other reports' years on the first of a month.
    `amounts` are whole numbers by question; what nobody has counted is not in it. The child class adds `facility`.
    """

    if TYPE_CHECKING:
        facility: Facility
        facility_id: int

    year = models.PositiveSmallIntegerField("năm")
    month = models.PositiveSmallIntegerField("tháng")
    since_day = models.PositiveSmallIntegerField("từ ngày", default=1)
    amounts = models.JSONField("số đã đếm", default=dict)
    version = models.PositiveIntegerField("phiên bản", default=0)
    saved_at = models.DateTimeField("lưu lúc")
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người lưu", related_name="+")
    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True
        ordering = ("facility", "year", "month", "since_day")
        constraints = (
            models.UniqueConstraint(
                fields=("facility", "year", "month", "since_day"),
                name="%(class)s_once_a_month",
                violation_error_message="Tháng này đã có số.",
            ),
            models.CheckConstraint(
                condition=Q(month__range=(1, 12), since_day=1) | Q(month=12, since_day=15),
                name="%(class)s_is_of_a_month",
                violation_error_message="Mỗi tháng ghi một lần, riêng tháng 12 ghi từ ngày 1 và từ ngày 15.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.facility} {self.first_day:%d/%m/%Y}"

    @property
    def first_day(self) -> date:
        """The first of the days that it counts."""
        return date(self.year, self.month, self.since_day)
