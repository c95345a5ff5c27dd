"""Forms that are looked at together: what the checks find in each, and whether it can go on with the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, prefetch_related_objects
from django.urls import reverse

from kehoach.figures.assessment import Assessment, CheckSettings, assess, check_settings
from kehoach.figures.last_year import LastYears
from kehoach.figures.rules import check_can_accept, check_can_submit, check_free_of_errors
from kehoach.figures.submissions import WITH_THE_UNIT
from kehoach.models import ReportingYear, User, YearFigures
from kehoach.models.kinds import FigureKind, kinds
from kehoach.people.rules import Permit, permit
from kehoach.questionnaire.checks import Severity


@dataclass(frozen=True)
class Choice:
    """A form that somebody has ticked: the kind's slug, the form's key, and the version that was on the page."""

    kind: str
    pk: int
    version: int


@dataclass(frozen=True)
class Candidate:
    """A form that was chosen to be accepted or submitted, the version that was seen, and what stands against it."""

    kind: FigureKind
    figures: YearFigures
    version: int
    assessment: Assessment
    permit: Permit

    @property
    def url(self) -> str:
        """The page of the form."""
        key = {"code": self.figures.facility.code, "year": self.figures.reporting_year.year}
        return reverse(f"{self.kind.url_name}:figures", kwargs=key)

    @property
    def explained(self) -> int:
        """How many questions of the checks the unit has answered."""
        queries = sum(finding.severity is Severity.QUERY for finding in self.assessment.findings)
        return queries - len(self.assessment.open_queries)


def candidates(year: ReportingYear, choices: Sequence[Choice], by: User, at: datetime) -> list[Candidate]:
    """What is to be said about each chosen form of the year before it is accepted; a constant number of queries.

    What is no form of the year is left out.
    """
    prefetch_related_objects([year], "exceptions")
    settings, found = check_settings(), {}
    for kind in kinds():
        chosen = Q(pk__in=[choice.pk for choice in choices if choice.kind == kind.slug])
        for figures, assessment in assess_forms(kind, year, chosen, settings):
            found[kind.slug, figures.pk] = kind, figures, assessment
    candidates = []
    for choice in choices:
        if (choice.kind, choice.pk) in found:
            kind, figures, assessment = found[choice.kind, choice.pk]
            may_accept = permit(check_can_accept, figures, by, at)
            if may_accept.allowed:
                may_accept = permit(check_free_of_errors, assessment)
            candidates.append(Candidate(kind, figures, choice.version, assessment, may_accept))
    return candidates


def ready_or_not(year: ReportingYear, by: User, at: datetime) -> list[Candidate]:
    """The forms of a year that are still to be submitted, each with what stands against that."""
    prefetch_related_objects([year], "exceptions")
    settings, to_submit = check_settings(), Q(state__in=WITH_THE_UNIT)
    return [
        Candidate(kind, figures, figures.version, found, permit(check_can_submit, figures, by, at, found))
        for kind in kinds()
        for figures, found in assess_forms(kind, year, to_submit, settings)
    ]


def assess_forms(
    kind: FigureKind, year: ReportingYear, which: Q, settings: CheckSettings
) -> list[tuple[YearFigures, Assessment]]:
    """Some forms of a kind and year with what the checks find in them, beside the accepted ones of the year before."""
    forms = list(
        kind.figures_asked.filter(which, reporting_year=year)
        .select_related("facility__unit", "facility__commune")
        .prefetch_related("evidence")
    )
    last_years = LastYears(kind, year)
    for figures in forms:
        figures.reporting_year = year
    return [(figures, assess(figures, last_years.of(figures.facility), settings)) for figures in forms]
