"""Where the figures of a year stand: who is waiting for whom, and for how long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.db.models import Min
from django.urls import reverse
from django.utils import timezone

from kehoach.common import formats
from kehoach.common.periods import days_between
from kehoach.models import EDITABLE, Commune, ReportingYear, State, Unit, YearFigures
from kehoach.models.kinds import FigureKind, kinds

WITH_THE_UNIT = EDITABLE | {State.NOT_OPENED}


@dataclass(frozen=True)
class Submission:
    """One facility's form of a year, since when it has been as it is, and whether it is past its deadline."""

    kind: FigureKind
    figures: YearFigures
    since: date
    days: int
    overdue_days: int

    @property
    def state(self) -> State:
        """Where it stands."""
        return State(self.figures.state)

    @property
    def is_overdue(self) -> bool:
        """Whether the unit should have submitted it before today."""
        return self.overdue_days > 0 and self.state in WITH_THE_UNIT

    @property
    def url(self) -> str:
        """The page of the form."""
        return reverse(
            f"{self.kind.url_name}:figures",
            kwargs={"code": self.figures.facility.code, "year": self.figures.reporting_year.year},
        )

    @property
    def last_touch(self) -> tuple[datetime, int | None] | None:
        """When somebody last did something with the form, and that person's key; None where nobody has."""
        row: object = self.figures
        steps = ("opened", "saved", "submitted", "returned", "accepted")
        touches = [(getattr(row, f"{step}_at"), getattr(row, f"{step}_by_id")) for step in steps]
        return max((touch for touch in touches if touch[0]), key=lambda touch: touch[0], default=None)


@dataclass(frozen=True)
class Submissions:
    """All forms of one year, grouped by whose turn it is; the longest waiting first."""

    year: ReportingYear
    to_check: tuple[Submission, ...]
    to_chase: tuple[Submission, ...]
    accepted: tuple[Submission, ...]

    @property
    def all(self) -> tuple[Submission, ...]:
        """Every form."""
        return (*self.to_check, *self.to_chase, *self.accepted)

    @property
    def overdue(self) -> tuple[Submission, ...]:
        """The forms to chase whose deadline has passed."""
        return tuple(one for one in self.to_chase if one.is_overdue)

    @property
    def counts(self) -> dict[State, int]:
        """How many forms are in each state, in the order of the states."""
        found = Counter(one.state for one in self.all)
        return {state: found[state] for state in State if found[state]}

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units that have a form in this year, by name."""
        units = {one.figures.facility.unit_id: one.figures.facility.unit for one in self.all}
        return tuple(sorted(units.values(), key=lambda unit: formats.plain(unit.name)))


@dataclass(frozen=True)
class Punctuality:
    """How many of the forms that were expected came by the units' deadline."""

    on_time: int
    expected: int

    @property
    def share(self) -> Fraction | None:
        """The share that came in time; None where none was expected."""
        return Fraction(self.on_time, self.expected) if self.expected else None


def open_year_of(commune: Commune) -> ReportingYear | None:
    """The newest year that is not closed."""
    return ReportingYear.objects.filter(commune=commune, closed_at=None).order_by("-year").first()


def submissions(
    year: ReportingYear, today: date, unit: Unit | None = None, *, states_only: bool = False
) -> Submissions:
    """Where every form of the year stands today; with `unit`, that unit's own. One query a kind.

    `states_only` leaves the answers where they are: a list of a thousand forms reads none of their forty.
    """
    forms = _forms(year, unit, states_only)
    found = sorted((_submission(kind, figures, year, today) for kind, figures in forms), key=lambda one: -one.days)
    return Submissions(
        year=year,
        to_check=_in(found, State.SUBMITTED),
        to_chase=_in(found, State.RETURNED, State.NOT_OPENED, State.DRAFT),
        accepted=_in(found, State.ACCEPTED),
    )


def punctuality(year: ReportingYear, expected: int) -> Punctuality:
    """Counts the forms that were first submitted on the deadline's day or before, out of the history.

    What was returned and came again counts by its first submission: that a unit is asked again makes it no later.
    """
    firsts = [first for kind in kinds() for first in _first_submissions(kind, year)]
    on_time = sum(timezone.localdate(first) <= year.unit_deadline for first in firsts)
    return Punctuality(on_time, expected)


def _first_submissions(kind: FigureKind, year: ReportingYear) -> Iterable[datetime]:
    submitted = kind.versions.filter(reporting_year=year, submitted_at__isnull=False).order_by()
    first: Iterable[datetime] = (
        submitted.values("id").annotate(first=Min("submitted_at")).values_list("first", flat=True)
    )
    return first


def _in(found: Iterable[Submission], *states: State) -> tuple[Submission, ...]:
    return tuple(one for one in found if one.state in states)


def _forms(year: ReportingYear, unit: Unit | None, states_only: bool) -> Iterable[tuple[FigureKind, YearFigures]]:
    for kind in kinds():
        forms = kind.figures.filter(reporting_year=year).select_related("facility__unit")
        if states_only:
            forms = forms.defer("absences", "notes", *(field.name for field in kind.layout.fields))
        else:
            forms = forms.select_related("facility__commune")
        for figures in forms.filter(facility__unit=unit) if unit else forms:
            yield kind, figures


def _submission(kind: FigureKind, figures: YearFigures, year: ReportingYear, today: date) -> Submission:
    figures.reporting_year = year
    since = timezone.localtime(_since(figures) or year.opened_at).date()
    overdue = 0 if year.is_closed else days_between(year.unit_deadline, today)
    return Submission(kind, figures, since, max(0, days_between(since, today)), max(0, overdue))


def _since(figures: YearFigures) -> datetime | None:
    """When the form came into its present state; None for one that nobody has opened."""
    since: dict[State, datetime | None] = {
        State.NOT_OPENED: None,
        State.DRAFT: figures.opened_at,
        State.SUBMITTED: figures.submitted_at,
        State.RETURNED: figures.returned_at,
        State.ACCEPTED: figures.accepted_at,
    }
    return since[State(figures.state)]
