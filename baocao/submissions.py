"""Where the figures of the open year stand: who is waiting for whom, and for how long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from kehoach.enums import State
from kehoach.models import Commune, ReportingYear, Unit, YearFigures
from kehoach.periods import days_between
from kehoach.registry import FigureKind, kinds


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
    def url(self) -> str:
        """The page of the form."""
        return reverse(
            f"{self.kind.url_name}:figures",
            kwargs={"code": self.figures.facility.code, "year": self.figures.reporting_year.year},
        )


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
        return tuple(one for one in self.to_chase if one.overdue_days > 0)

    @property
    def counts(self) -> dict[State, int]:
        """How many forms are in each state, in the order of the states."""
        found = Counter(one.state for one in self.all)
        return {state: found[state] for state in State if found[state]}


def open_year_of(commune: Commune) -> ReportingYear | None:
    """The newest year that is not closed."""
    return ReportingYear.objects.filter(commune=commune, closed_at=None).order_by("-year").first()


def newest_closed_year_of(commune: Commune) -> ReportingYear | None:
    """The newest closed year: the one whose results are final."""
    return ReportingYear.objects.filter(commune=commune, closed_at__isnull=False).order_by("-year").first()


def submissions(year: ReportingYear, today: date, unit: Unit | None = None) -> Submissions:
    """Where every form of the year stands today; with `unit`, that unit's own."""
    found = sorted(_all(year, today, unit), key=lambda one: -one.days)
    return Submissions(
        year=year,
        to_check=_in(found, State.SUBMITTED),
        to_chase=_in(found, State.RETURNED, State.NOT_OPENED, State.DRAFT),
        accepted=_in(found, State.ACCEPTED),
    )


def _in(found: Iterable[Submission], *states: State) -> tuple[Submission, ...]:
    return tuple(one for one in found if one.state in states)


def _all(year: ReportingYear, today: date, unit: Unit | None) -> Iterable[Submission]:
    for kind in kinds():
        forms = kind.figures.filter(reporting_year=year).select_related(
            "facility__unit", "reporting_year", "accepted_by", "submitted_by"
        )
        for figures in forms.filter(facility__unit=unit) if unit else forms:
            since = timezone.localtime(_since(figures) or year.opened_at).date()
            overdue = days_between(year.unit_deadline, today)
            yield Submission(kind, figures, since, max(0, days_between(since, today)), max(0, overdue))


def _since(figures: YearFigures) -> datetime | None:
    """When the form came into its present state; None for one that nobody has opened."""
    return {
        State.NOT_OPENED: None,
        State.DRAFT: figures.opened_at,
        State.SUBMITTED: figures.submitted_at,
        State.RETURNED: figures.returned_at,
        State.ACCEPTED: figures.accepted_at,
    }[State(figures.state)]
