"""The first page, by role."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from baocao.issuing.access import reports_to_read
from kehoach.books.access import books_of
from kehoach.figures.submissions import corrections_of, open_year_of, submissions
from kehoach.models import ReportingYear, Role, Unit
from kehoach.people.access import commune_of, communes_to_choose, entry_link_of, open_to_links, person
from kehoach.plan.access import newest_plan
from kehoach.tasks.clauses import UnitProgress
from kehoach.tasks.progress import PlanProgress

# The newest of all communes; the others are on each commune's own list.
_MOST_REPORTS = 20


@open_to_links
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What is to be done by the unit or the officer; the leader goes to the dashboard, the others choose a commune."""
    role = person(request).role
    if role == Role.LEADER:
        return redirect("newest_dashboard")
    unit = person(request).unit
    if role == Role.REPORTER and unit is not None:
        return _unit_home(request, unit)
    if role == Role.OFFICER:
        return _officer_home(request)
    communes = communes_to_choose(person(request))
    issued = reports_to_read(request).order_by("-issued_at")[:_MOST_REPORTS] if role == Role.OVERSEER else ()
    return render(
        request, "baocao/dashboard/home_communes.html", {"communes": communes, "role": role, "issued": issued}
    )


def _unit_home(request: HttpRequest, unit: Unit) -> HttpResponse:
    """“Việc của đơn vị”: the forms of the open year or the link's, and the tasks that the plan gives to the unit.

    A link opens the forms and nothing else.
    """
    link = entry_link_of(request)
    year = link.reporting_year if link else open_year_of(commune_of(request))
    duties = _duties(request, year, unit) if year and not link else []
    context = {
        "unit": unit,
        "year": year,
        "submissions": submissions(year, timezone.localdate(), unit) if year else None,
        "corrections": [] if link else corrections_of(unit, timezone.now()),
        "duties": duties,
        "unanswered": [duty for duty in duties if duty.is_unanswered],
        "pressing": any(duty.overdue_days or duty.open_explanations for duty in duties),
        "books": () if link else books_of(person(request)),
    }
    return render(request, "baocao/dashboard/home_unit.html", context)


def _duties(request: HttpRequest, year: ReportingYear, unit: Unit) -> list[UnitProgress]:
    """The unit's part in every task that it has, what is owed first and the latest of it on top."""
    plan = newest_plan(request)
    if plan is None:
        return []
    clauses = PlanProgress(plan, timezone.localdate(), years=[year.year], unit=unit).clauses(year.year)
    return sorted((part for clause in clauses for part in clause.units), key=_urgency)


def _urgency(part: UnitProgress) -> tuple[bool, bool, int]:
    return not part.open_explanations, not part.is_owed, -part.overdue_days


def _officer_home(request: HttpRequest) -> HttpResponse:
    """“Việc hôm nay”: what to check, whom to chase, what is overdue, each with its age in days."""
    year, office = open_year_of(commune_of(request)), person(request).unit
    plan = newest_plan(request)
    clauses = PlanProgress(plan, timezone.localdate(), years=[year.year]).clauses(year.year) if plan and year else ()
    parts = [part for clause in clauses for part in clause.units]
    context = {
        "year": year,
        "submissions": submissions(year, timezone.localdate()) if year else None,
        "to_look_at": sorted((part for part in parts if part.waits_for_officer), key=lambda part: -part.days_waiting),
        "explaining": [part for part in parts if part.explanations and not part.is_finished],
        "late": sorted((part for part in parts if part.overdue_days and part.unit != office), key=_urgency),
        "is_base_year": plan is not None and year is not None and plan.begins_after(year.year),
        "own": [part for part in parts if part.is_owed and part.unit == office],
    }
    return render(request, "baocao/dashboard/home_officer.html", context)
