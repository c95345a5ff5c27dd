"""Forms that are looked at together: what the checks find in each, and whether it can be accepted with the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import prefetch_related_objects

from kehoach.assessment import Assessment, assess, check_settings
from kehoach.checks import Severity
from kehoach.enums import State
from kehoach.models import User, YearFigures
from kehoach.registry import kinds
from kehoach.rules import Permit, check_can_accept, check_free_of_errors, permit
from kehoach.submissions import Submission


@dataclass(frozen=True)
class Candidate:
    """A form that was chosen to be accepted, the version that was seen, and what stands against it."""

    one: Submission
    version: int
    assessment: Assessment
    permit: Permit

    @property
    def explained(self) -> int:
        """How many questions of the checks the unit has answered."""
        asked = sum(finding.severity is Severity.QUERY for finding in self.assessment.findings)
        return asked - len(self.assessment.open_queries)


def candidates(chosen: Sequence[tuple[Submission, int]], by: User, at: datetime) -> tuple[Candidate, ...]:
    """What is to be said about each chosen form before it is accepted; a constant number of queries."""
    assessments = assess_all([one for one, _ in chosen])
    prefetch_related_objects(list({one.figures.reporting_year for one, _ in chosen}), "exceptions")
    return tuple(
        Candidate(one, version, assessment, _permit(one.figures, assessment, by, at))
        for (one, version), assessment in zip(chosen, assessments, strict=True)
    )


def assess_all(forms: Sequence[Submission]) -> list[Assessment]:
    """What the checks find in each form, beside the same facility's accepted figures of the year before."""
    last, settings = _last_accepted(forms), check_settings()
    for kind in kinds():
        prefetch_related_objects([one.figures for one in forms if one.kind is kind], "evidence")
    return [assess(one.figures, last.get((one.kind.slug, one.figures.facility_id)), settings) for one in forms]


def _last_accepted(forms: Iterable[Submission]) -> dict[tuple[str, int], YearFigures]:
    """By kind and facility; one query a kind."""
    years = {one.figures.reporting_year for one in forms}
    return {
        (kind.slug, figures.facility_id): figures
        for year in years
        for kind in kinds()
        for figures in kind.figures.filter(
            reporting_year__commune=year.commune_id, reporting_year__year=year.year - 1, state=State.ACCEPTED
        )
    }


def _permit(figures: YearFigures, assessment: Assessment, by: User, at: datetime) -> Permit:
    may_accept = permit(check_can_accept, figures, by, at)
    return may_accept if not may_accept.allowed else permit(check_free_of_errors, assessment)
