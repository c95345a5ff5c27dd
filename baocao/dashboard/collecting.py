"""Where the forms of the open year stand, counted; only the longest waiting are read with their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, F, When
from django.utils import timezone

from kehoach.common.periods import days_between
from kehoach.figures.submissions import WITH_THE_UNIT, Submission
from kehoach.models import ReportingYear, State
from kehoach.models.kinds import FigureKind, kinds

# The chairman's two minutes have room for so many; the grid of the year has all of them.
MOST_WAITING = 8
# When a form came into its present state; one that nobody has opened has waited since the year was opened.
_SINCE = Case(
    When(state=State.DRAFT, then=F("opened_at")),
    When(state=State.SUBMITTED, then=F("submitted_at")),
    When(state=State.RETURNED, then=F("returned_at")),
    When(state=State.ACCEPTED, then=F("accepted_at")),
)


@dataclass(frozen=True)
class Waiting:
    """How many forms wait, and the longest waiting of them."""

    total: int
    longest: tuple[Submission, ...]


@dataclass(frozen=True)
class Collecting:
    """The forms of a year: those that the officer has to check, those that the units have to submit, the accepted.

    `overdue` are the forms that should have been submitted before today, by `overdue_days`.
    """

    year: ReportingYear
    to_check: Waiting
    to_chase: Waiting
    accepted: int
    total: int
    overdue: int
    overdue_days: int


def collecting(year: ReportingYear, today: date) -> Collecting:
    """Where the forms of a year stand today: two queries a kind."""
    forms = [form for kind in kinds() for form in _forms(kind, year, today)]
    states = Counter(form.state for form in forms)
    to_check = [form for form in forms if form.state == State.SUBMITTED]
    to_chase = [form for form in forms if form.state in WITH_THE_UNIT]
    late = max(0, days_between(year.unit_deadline, today))
    longest = [_longest(waiting) for waiting in (to_check, to_chase)]
    shown = _shown([form for waiting in longest for form in waiting], year, late)
    return Collecting(
        year=year,
        to_check=Waiting(len(to_check), tuple(shown[form.kind.slug, form.key] for form in longest[0])),
        to_chase=Waiting(len(to_chase), tuple(shown[form.kind.slug, form.key] for form in longest[1])),
        accepted=states[State.ACCEPTED],
        total=len(forms),
        overdue=len(to_chase) if late else 0,
        overdue_days=late,
    )


@dataclass(frozen=True)
class _Form:
    kind: FigureKind
    key: int
    state: str
    since: date
    days: int


def _forms(kind: FigureKind, year: ReportingYear, today: date) -> Iterator[_Form]:
    rows = kind.figures.filter(reporting_year=year).order_by("facility_id").values_list("pk", "state", _SINCE)
    for key, state, moment in rows:
        since = timezone.localtime(moment or year.opened_at).date()
        yield _Form(kind, key, state, since, max(0, days_between(since, today)))


def _longest(forms: list[_Form]) -> list[_Form]:
    return sorted(forms, key=lambda form: -form.days)[:MOST_WAITING]


def _shown(forms: list[_Form], year: ReportingYear, late: int) -> dict[tuple[str, int], Submission]:
    """The forms with the names of their facilities and units, by kind and key."""
    shown = {}
    for kind in kinds():
        of_kind = {form.key: form for form in forms if form.kind is kind}
        rows: Any = kind.figures.filter(pk__in=of_kind).select_related("facility__unit").order_by()
        for row in rows.only("state", "facility__code", "facility__name", "facility__unit__name"):
            row.reporting_year = year
            form = of_kind[row.pk]
            shown[kind.slug, row.pk] = Submission(kind, row, form.since, form.days, late)
    return shown
