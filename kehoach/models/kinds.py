"""The kinds of yearly figures, which each app that owns one adds when it starts.

The grid, the entry and review pages and the commands serve kinds that this package never imports.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from kehoach.models import Commune, Facility, Membership, MonthlyTally, ReportingYear, TaskRole, YearFigures
from kehoach.models.facilities import existing_on
from kehoach.models.figures import ASKED, COUNTS
from kehoach.models.records import ActivityKind
from kehoach.questionnaire.checks import Check, Threshold
from kehoach.questionnaire.layout import Layout
from kehoach.questionnaire.values import Absent


@dataclass(frozen=True)
class Recorded:
    """What a question counts of the activities noted at a facility: those of these kinds, or with `people` the people
    who came to them."""

    kinds: frozenset[ActivityKind]
    people: bool = False


@dataclass(frozen=True)
class FigureKind:
    """A kind of facility whose figures are collected once a year, and all that is peculiar to it.

    `recorded` says which questions the book of activities knows something about, `counted_for` which question counts
    what a task of that role counts, so that nobody is asked for it twice.
    """

    slug: str
    title: str
    noun: str
    icon: str
    facility_model: type[Facility]
    membership_model: type[Membership]
    figures_model: type[YearFigures]
    tally_model: type[MonthlyTally]
    layout: Layout
    checks: Sequence[Check]
    thresholds: Sequence[Threshold]
    demo_files: tuple[str, str]
    scopes_of: dict[str, tuple[str, ...]]
    recorded: Mapping[str, Recorded]
    counted_for: Mapping[TaskRole, str] = field(default_factory=dict)

    @property
    def facilities(self) -> QuerySet[Any]:
        """Its facilities; each kind has a table of its own, so the rows are typed only where they are read."""
        return self.facility_model._default_manager.all()

    def population(self, commune: Commune, day: date) -> QuerySet[Any]:
        """The commune's facilities that exist on a day; on the last day of a year's window those of the year."""
        return self.facilities.filter(existing_on(day), commune=commune)

    def closed_in(self, year: ReportingYear) -> QuerySet[Any]:
        """The commune's facilities that closed within a year's window, so that it is the first without them."""
        days = (year.window_start, year.window_end)
        return self.facilities.filter(commune=year.commune_id, closed_on__range=days).prefetch_related("successors")

    @property
    def figures(self) -> QuerySet[Any]:
        """Its yearly figures, also those of facilities that closed before their year was over."""
        return self.figures_model._default_manager.all()

    @property
    def figures_asked(self) -> QuerySet[Any]:
        """The yearly figures of the facilities that are in their year's population: nobody is asked for others."""
        return self.figures.filter(ASKED)

    @property
    def with_accepted(self) -> QuerySet[Any]:
        """The forms of which a version counts, ready to be asked for their `accepted_figures`."""
        return self.figures.filter(COUNTS).prefetch_related("accepted_version")

    @property
    def versions(self) -> QuerySet[Any]:
        """Every version of its yearly figures, as the history keeps them."""
        model: Any = self.figures_model
        versions: QuerySet[Any] = model.history.all()
        return versions

    @property
    def tallies(self) -> QuerySet[Any]:
        """What its facilities counted month by month."""
        return self.tally_model._default_manager.all()

    @property
    def memberships(self) -> QuerySet[Any]:
        """The decisions on whether its facilities count."""
        return self.membership_model._default_manager.all()

    def new_figures(self, facility: Facility, year: ReportingYear) -> YearFigures:
        """An unsaved form; the questions that do not apply to this facility are answered so from the start."""
        values: dict[str, Any] = {"facility": facility, "reporting_year": year}
        names = self.layout.not_for(facility.kind)
        return self.figures_model(**values, absences=dict.fromkeys(names, Absent.NOT_APPLICABLE.value))

    @property
    def url_name(self) -> str:
        """The URL namespace of its pages."""
        return self.facility_model._meta.app_label


_kinds: dict[str, FigureKind] = {}


def register(kind: FigureKind) -> None:
    """Adds a kind. Its place in menus and sheets is the order of INSTALLED_APPS."""
    _kinds[kind.slug] = kind


def kinds() -> tuple[FigureKind, ...]:
    """Every kind, in the order in which they were registered."""
    return tuple(_kinds.values())


def kind_of(facility_or_figures: Facility | YearFigures) -> FigureKind:
    """The kind that a facility or a year's figures belongs to."""
    for kind in _kinds.values():
        if isinstance(facility_or_figures, kind.facility_model | kind.figures_model):
            return kind
    raise LookupError(f"{type(facility_or_figures).__name__} is of no registered kind")


def scopes_of(kind: FigureKind, facility: Facility) -> tuple[str, ...]:
    """The scopes of conditions that a facility belongs to by its own kind."""
    return kind.scopes_of[facility.kind]
