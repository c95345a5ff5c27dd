"""Where the figures of a year stand: who is waiting for whom, and for how long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import cache, cached_property
from typing import Any, NamedTuple
from urllib.parse import quote

from django.db.models import Case, DateTimeField, F, Min, OuterRef, QuerySet, Subquery, Value, When
from django.urls import reverse
from django.utils import timezone

from kehoach.common import formats
from kehoach.common.periods import days_between, end_of
from kehoach.common.text.ordering import order_of
from kehoach.models import EDITABLE, Commune, ReportingYear, Role, State, Unit, User, YearException, YearFigures
from kehoach.models.figures import ASKED, StateQuestions
from kehoach.models.kinds import FigureKind, kinds

WITH_THE_UNIT = EDITABLE | {State.NOT_OPENED}

# Looked up a thousand times on a page; calling the class takes ten times as long.
_STATES = {state.value: state for state in State}
# What django.urls.reverse leaves as it is in an address.
_UNQUOTED = "!$&'()*+,;=/~:@"


class _Form(NamedTuple):
    kind: FigureKind
    year: ReportingYear
    pk: int
    version: int
    state: State
    code: str
    name: str
    unit_id: int
    unit_name: str
    return_reason: str
    entered_on_behalf: bool
    withdrawal_reason: str
    why_unchanged: str
    asked_back_reason: str
    counting_since: date | None
    since: date
    days: int
    overdue_days: int
    page_of: Callable[[str], str]


class Submission(_Form, StateQuestions):
    """One facility's form of a year as lists name it: whose it is, where it stands and since when.

    `code` and `name` are the facility's. `withdrawal_reason` stands until the form is
    submitted again, `asked_back_reason` until the officer has answered. `counting_since` says of a form in correction
    when the version was accepted that goes on counting. `overdue_days` are those since the deadline of an open year,
    whatever the state; see `is_overdue`. The answers are read only by those who need them: a list of a thousand forms
    has no use for its forty thousand, and it is a tuple, which is made four times as fast as a class that cannot be
    changed.
    """

    @property
    def url(self) -> str:
        """Its page. Told when it is asked for: of a thousand forms a list shows sixteen."""
        return self.page_of(self.code)

    @property
    def is_overdue(self) -> bool:
        """Whether the unit should have submitted it before today."""
        return self.overdue_days > 0 and self.state in WITH_THE_UNIT

    @property
    def word_of_unit(self) -> str:
        """What the unit says to the officer: why it wants the form back, took it back, or changed nothing."""
        if self.asked_back_reason:
            return f"Đơn vị xin trả lại: {self.asked_back_reason}"
        if self.why_unchanged and self.is_submitted:
            return f"Đơn vị nộp lại, không sửa: {self.why_unchanged}"
        return f"Đơn vị rút lại: {self.withdrawal_reason}" if self.withdrawal_reason else ""

    @property
    def age(self) -> str:
        """Since when it has been as it is: “chờ 3 ngày”, “hôm nay”, accepted on a day, in a closed year “không nộp”."""
        if self.is_accepted:
            return formats.date_short(self.since)
        if self.year.is_closed and not (self.is_submitted or self.is_returned or self.counting_since):
            return "không nộp"
        if not self.days:
            return "hôm nay"
        return f"{'chờ' if self.is_submitted else 'đã'} {formats.count(self.days)} ngày"


@dataclass(frozen=True)
class Submissions:
    """All forms of some years, grouped by whose turn it is: the oldest year first, in a year the longest waiting."""

    years: tuple[ReportingYear, ...]
    to_check: tuple[Submission, ...]
    to_chase: tuple[Submission, ...]
    accepted: tuple[Submission, ...]

    @property
    def all(self) -> tuple[Submission, ...]:
        """Every form."""
        return (*self.to_check, *self.to_chase, *self.accepted)

    @property
    def arrived(self) -> int:
        """How many forms the units have submitted, looked at by the officer or not yet."""
        return len(self.to_check) + len(self.accepted)

    @property
    def overdue(self) -> tuple[Submission, ...]:
        """The forms to chase whose deadline has passed."""
        return tuple(form for form in self.to_chase if form.is_overdue)

    @cached_property
    def by_year(self) -> list[tuple[ReportingYear, Submissions]]:
        """Each year with its own, the oldest first."""
        if len(self.years) == 1:
            return [(self.years[0], self)]
        groups = (self.to_check, self.to_chase, self.accepted)
        return [
            (year, Submissions((year,), *(tuple(form for form in group if form.year is year) for group in groups)))
            for year in self.years
        ]

    @property
    def counts(self) -> Counter[State]:
        """How many forms are in each state."""
        return Counter(form.state for form in self.all)


@dataclass(frozen=True)
class Punctuality:
    """How many of the forms that were expected came by the units' deadline."""

    on_time: int
    expected: int

    @property
    def share(self) -> Fraction | None:
        """The share that came in time; None where none was expected."""
        return Fraction(self.on_time, self.expected) if self.expected else None


def open_years_of(commune: Commune) -> list[ReportingYear]:
    """The years that are not closed, the oldest first: in December one is reported while the next one is opened."""
    return list(ReportingYear.objects.filter(commune=commune, closed_at=None).order_by("year"))


def units_with_forms(year: ReportingYear) -> list[Unit]:
    """The units that are asked for a form of this year, in the order of the plan's list."""
    holders = {
        unit
        for kind in kinds()
        for unit in kind.figures_asked.filter(reporting_year=year).values_list("facility__unit_id", flat=True)
    }
    return list(Unit.objects.filter(pk__in=holders))


def units_with_account(communes: Collection[int]) -> set[int]:
    """By keys, the units for which somebody of these communes signs in: to report, or as the officer of that unit."""
    people = User.objects.filter(commune__in=communes, role__in=(Role.REPORTER, Role.OFFICER), is_active=True)
    return set(people.filter(is_link=False, unit__isnull=False).values_list("unit_id", flat=True))


def by_name(units: Iterable[Unit]) -> list[Unit]:
    """Units as somebody looks for them in a list."""
    return sorted(units, key=lambda unit: order_of(unit.name))


def submissions(years: Sequence[ReportingYear], today: date, unit: Unit | None = None) -> Submissions:
    """Where every form of the years stands today; with `unit`, that unit's own. One query a kind."""
    found = (form for kind in kinds() for form in _forms(kind, years, today, unit))
    forms = sorted(found, key=lambda form: (form.year.year, -form.days))
    return Submissions(
        years=tuple(years),
        to_check=tuple(form for form in forms if form.is_submitted),
        to_chase=tuple(form for form in forms if form.state in WITH_THE_UNIT),
        accepted=tuple(form for form in forms if form.is_accepted),
    )


def corrections_of(unit: Unit, at: datetime) -> list[Submission]:
    """The forms of closed years that the unit has to correct while it has an exception."""
    exceptions = YearException.objects.valid(at).filter(unit=unit).select_related("reporting_year")
    years = [exception.reporting_year for exception in exceptions]
    return list(submissions(years, timezone.localdate(at), unit).to_chase) if years else []


def _forms(kind: FigureKind, years: Sequence[ReportingYear], today: date, unit: Unit | None) -> Iterator[Submission]:
    rows = _rows(kind.figures_model).filter(reporting_year__in=years)
    zone, by_key = timezone.get_current_timezone(), {year.pk: year for year in years}
    page_of = {year.pk: _page_of(kind, year) for year in years}
    overdue = {year.pk: 0 if year.is_closed else max(0, days_between(year.unit_deadline, today)) for year in years}
    for key, moment, counting, pk, version, state, code, *of_facility in (
        rows.filter(facility__unit=unit) if unit else rows
    ):
        year = by_key[key]
        since = (moment or year.opened_at).astimezone(zone).date()
        counting_on = counting.astimezone(zone).date() if counting else None
        waiting = (counting_on, since, max(0, days_between(since, today)), overdue[key], page_of[key])
        yield Submission._make((kind, year, pk, version, _STATES[state], code, *of_facility, *waiting))


# Putting the statement together takes a small commune longer than its answer, so that is done once.
@cache
def _rows(model: type[YearFigures]) -> QuerySet[Any, Any]:
    """What lists say of forms, in the order in which `_forms` takes it."""
    # Of a merger or a new place in the middle of the year; of all others it is the moment at which the year was opened.
    laid_out = model.history.filter(id=OuterRef("pk")).order_by("history_date").values("history_date")[:1]
    since_when = Case(
        When(state=State.NOT_OPENED, then=Subquery(laid_out)),
        When(state=State.DRAFT, then=F("opened_at")),
        When(state=State.SUBMITTED, then=F("submitted_at")),
        When(state=State.RETURNED, then=F("returned_at")),
        When(state=State.ACCEPTED, then=F("accepted_at")),
        output_field=DateTimeField(),
    )
    waiting_request = When(asked_back_at__isnull=False, asked_back_answer="", then=F("asked_back_reason"))
    asked_back = Case(waiting_request, default=Value(""))
    counting_since = Case(When(accepted_version__isnull=False, then=F("accepted_at")))
    return (
        model._default_manager.filter(ASKED)
        .order_by("facility__unit__position", "facility_id")
        .values_list(
            *("reporting_year_id", since_when, counting_since, "pk", "version", "state", "facility__code"),
            *("facility__name", "facility__unit_id", "facility__unit__name"),
            *("return_reason", "entered_on_behalf", "withdrawal_reason", "why_unchanged", asked_back),
        )
    )


def _page_of(kind: FigureKind, year: ReportingYear) -> Callable[[str], str]:
    """Gives the address of a facility's form by its code; `reverse` for each would take as long as all the rest."""
    before, _, after = reverse(f"{kind.url_name}:figures", kwargs={"code": "-", "year": year.year}).rpartition("/-/")
    return lambda code: f"{before}/{quote(code, safe=_UNQUOTED)}/{after}"


def punctuality(year: ReportingYear, expected: int) -> Punctuality:
    """Counts the forms that were first submitted on the deadline's day or before, out of the history.

    What was returned and came again counts by its first submission: that a unit is asked again makes it no later. A
    form that was laid out when the deadline had passed could not come by it, and is not expected.
    """
    on_time, due = 0, end_of(year.unit_deadline)
    for kind in kinds():
        submitted = kind.versions.filter(ASKED, reporting_year=year, submitted_at__isnull=False).order_by().values("id")
        firsts = submitted.annotate(first=Min("submitted_at"))
        on_time += firsts.filter(first__lt=due).count()
        laid_out = kind.versions.filter(ASKED, reporting_year=year, history_type="+")
        expected -= laid_out.filter(history_date__gt=max(due, year.opened_at)).count()
    return Punctuality(on_time, expected)
