"""A year's figures beside last year's, with everything the checks have to say about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kehoach.checks import Case, Finding, Severity, open_queries, run, unanswered, unexplained_unknowns
from kehoach.enums import State
from kehoach.models import YearFigures
from kehoach.registry import kind_of
from kehoach.values import Values


@dataclass(frozen=True)
class Assessment:
    """What was found in one facility's year.

    `last` are last year's accepted values, or None. `findings` are all of them; `errors` block a submission, and so do
    `open_queries`, the questions that no note answers yet.
    """

    last: Values | None
    findings: tuple[Finding, ...]
    open_queries: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that must be corrected."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """Everything that stands between a draft and its submission."""
        return self.errors + self.open_queries


def last_accepted(figures: YearFigures) -> YearFigures | None:
    """The same facility's accepted figures of the year before, if there are any."""
    last: YearFigures | None = (
        kind_of(figures)
        .figures.filter(
            facility=figures.facility,
            reporting_year__year=figures.reporting_year.year - 1,
            state=State.ACCEPTED,
        )
        .first()
    )
    return last


def thresholds_of(figures: YearFigures) -> Mapping[str, Decimal]:
    """The thresholds that the checks of these figures compare with, by code."""
    return {threshold.code: threshold.default for threshold in kind_of(figures).thresholds}


def assess(figures: YearFigures, last: YearFigures | None) -> Assessment:
    """Runs every check over these figures and last year's accepted ones."""
    kind = kind_of(figures)
    case = Case(
        kind=figures.facility.kind,
        values=figures.values(),
        last=last.values() if last else None,
    )
    order = [field.name for field in kind.layout.fields]
    found = (
        *unanswered(kind.layout, case),
        *unexplained_unknowns(kind.layout, case, figures.notes),
        *run(kind.checks, case, thresholds_of(figures), order),
    )
    return Assessment(case.last, found, tuple(open_queries(found, figures.notes)))
