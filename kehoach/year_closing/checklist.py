"""What is looked at before a year is closed: forms, results of tasks, and who may still change an earlier year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from kehoach.figures.assessment import check_settings
from kehoach.figures.bulk_acceptance import assess_forms
from kehoach.figures.submissions import Submission, Submissions
from kehoach.models import Plan, ReportingYear, State, YearException
from kehoach.models.kinds import kinds
from kehoach.tasks.clauses import UnitProgress
from kehoach.tasks.progress import PlanProgress


@dataclass(frozen=True)
class Checklist:
    """A year before it is closed.

    `unexplained` are accepted forms with an error or an open query. `unfinished` are the tasks that a leading unit
    still owes, `unconfirmed` the finished results that nobody has looked at. `exceptions` open an earlier year.
    """

    forms: Submissions
    unexplained: tuple[Submission, ...]
    unfinished: tuple[UnitProgress, ...]
    unconfirmed: tuple[UnitProgress, ...]
    exceptions: tuple[YearException, ...]


def checklist(year: ReportingYear, forms: Submissions, now: datetime) -> Checklist:
    """Everything that is still open at this moment; `forms` are those of the year."""
    settings, parts = check_settings(), _parts(year, now)
    unexplained = {
        (kind.slug, figures.pk)
        for kind in kinds()
        for figures, assessment in assess_forms(kind, year, Q(state=State.ACCEPTED), settings)
        if assessment.blocking
    }
    exceptions = YearException.objects.valid(now).filter(reporting_year__commune=year.commune)
    return Checklist(
        forms=forms,
        unexplained=tuple(form for form in forms.accepted if (form.kind.slug, form.pk) in unexplained),
        unfinished=tuple(part for part in parts if part.is_owed),
        unconfirmed=tuple(part for part in parts if part.waits_for_officer),
        exceptions=tuple(exceptions.select_related("unit", "reporting_year")),
    )


def _parts(year: ReportingYear, now: datetime) -> list[UnitProgress]:
    """Every unit's part in every task of the commune's plan in that year, unit by unit."""
    plan = Plan.objects.holding_in(year.commune, year.year)
    if plan is None:
        return []
    clauses = PlanProgress(plan, timezone.localdate(now), years=[year.year]).clauses(year.year)
    return sorted((part for clause in clauses for part in clause.units), key=lambda part: part.unit.pk)
