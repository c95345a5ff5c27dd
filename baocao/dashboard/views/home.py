"""The first page, by role."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from baocao.issuing.access import reports_to_read
from kehoach.books.access import books_of
from kehoach.figures.submissions import Submission, open_year_of, submissions
from kehoach.models import ReportingYear, Role, Unit, YearException
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
        "corrections": [] if link else _corrections(unit),
        "duties": duties,
        "unanswered": [one for one in duties if one.is_unanswered],
        "pressing": any(one.overdue_days or one.open_explanations for one in duties),
        "books": () if link else books_of(person(request)),
    }
    return render(request, "baocao/dashboard/home_unit.html", context)


def _duties(request: HttpRequest, year: ReportingYear, unit: Unit) -> list[UnitProgress]:
    """The unit's part in every task that it has, what is owed first and the latest of it on top."""
    plan = newest_plan(request)
    if plan is None:
        return []
    clauses = PlanProgress(plan, timezone.localdate(), years=[year.year], unit=unit).clauses(year.year)
    return sorted((one for clause in clauses for one in clause.units), key=_urgency)


def _urgency(one: UnitProgress) -> tuple[bool, bool, int]:
    return not one.open_explanations, not one.is_owed, -one.overdue_days


def _corrections(unit: Unit) -> list[Submission]:
    """The forms of closed years that the unit has to correct while it has an exception."""
    now = timezone.now()
    return [
        one
        for exception in YearException.objects.valid(now).filter(unit=unit).select_related("reporting_year")
        for one in submissions(exception.reporting_year, timezone.localdate(now), unit).to_chase
    ]


def _officer_home(request: HttpRequest) -> HttpResponse:
    """“Việc hôm nay”: what to check, whom to chase, what is overdue, each with its age in days."""
    year, office = open_year_of(commune_of(request)), person(request).unit
    plan = newest_plan(request)
    clauses = PlanProgress(plan, timezone.localdate(), years=[year.year]).clauses(year.year) if plan and year else ()
    parts = [one for clause in clauses for one in clause.units]
    context = {
        "year": year,
        "submissions": submissions(year, timezone.localdate()) if year else None,
        "to_look_at": sorted((one for one in parts if one.waits_for_officer), key=lambda one: -one.days_waiting),
        "explaining": [one for one in parts if one.explanations and not one.is_finished],
        "late": sorted((one for one in parts if one.overdue_days and one.unit != office), key=_urgency),
        "is_base_year": plan is not None and year is not None and plan.begins_after(year.year),
        "own": [one for one in parts if one.is_owed and one.unit == office],
    }
    return render(request, "baocao/dashboard/home_officer.html", context)
