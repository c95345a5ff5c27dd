"""Forms that are looked at together: what the checks find in each, and whether it can be accepted with the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet, prefetch_related_objects

from kehoach.figures.assessment import Assessment, assess, settings_of
from kehoach.figures.rules import check_can_accept, check_free_of_errors
from kehoach.figures.submissions import Submission
from kehoach.models import CheckSetting, CheckThreshold, Evidence, State, User, YearFigures
from kehoach.models.kinds import FigureKind, kinds
from kehoach.people.rules import Permit, permit
from kehoach.questionnaire.checks import Severity
from kehoach.together import hold, together


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
    """What the checks find in each form, beside the same facility's accepted figures of the year before; one query."""
    number = len(kinds())
    of_kind = [[one.figures for one in forms if one.kind is kind] for kind in kinds()]
    thresholds, weights, *found = together(
        CheckThreshold.objects.all(),
        CheckSetting.objects.all(),
        *(_evidence(kind, figures) for kind, figures in zip(kinds(), of_kind, strict=True)),
        *(kind.figures.filter(_year_before(forms), state=State.ACCEPTED) for kind in kinds()),
    )
    for figures, evidence in zip(of_kind, found[:number], strict=True):
        hold(figures, "evidence", "object", evidence)
    settings = settings_of(thresholds, weights)
    last = {
        (kind.slug, row.facility_id): row for kind, rows in zip(kinds(), found[number:], strict=True) for row in rows
    }
    return [assess(one.figures, last.get((one.kind.slug, one.figures.facility_id)), settings) for one in forms]


def _evidence(kind: FigureKind, forms: Sequence[YearFigures]) -> QuerySet[Evidence]:
    """The photos and papers behind these forms of a kind."""
    of_type = ContentType.objects.get_for_model(kind.figures_model)
    return Evidence.objects.filter(content_type=of_type, object_id__in=[form.pk for form in forms])


def _year_before(forms: Iterable[Submission]) -> Q:
    """The forms of the same communes a year earlier."""
    before = Q(pk__in=())
    for year in {one.figures.reporting_year for one in forms}:
        before |= Q(reporting_year__commune=year.commune_id, reporting_year__year=year.year - 1)
    return before


def _permit(figures: YearFigures, assessment: Assessment, by: User, at: datetime) -> Permit:
    may_accept = permit(check_can_accept, figures, by, at)
    return may_accept if not may_accept.allowed else permit(check_free_of_errors, assessment)
