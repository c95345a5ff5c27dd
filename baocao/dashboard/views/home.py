"""The first page, by role."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from baocao.dashboard.dues import Day, unreachable_units
from baocao.dashboard.forms import CommuneSearchForm
from baocao.issuing.access import reports_to_read
from kehoach.books.access import books_of
from kehoach.common.converters import is_asked, number_asked, query_of
from kehoach.common.text.ordering import order_of
from kehoach.figures.submissions import corrections_of, open_years_of, submissions
from kehoach.figures.unsubmitted import changes_of
from kehoach.models import ReportingYear, Role, Unit
from kehoach.people.access import commune_of, communes_to_choose, entry_link_of, open_to_links, person
from kehoach.plan.access import plan_in, plans_of
from kehoach.tasks.clauses import UnitProgress
from kehoach.tasks.progress import clauses_of_years

# The newest of all communes; the others are on each commune's own list.
_MOST_REPORTS = 20
_COMMUNES_A_PAGE = 50


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
    return _communes_home(request)


def _communes_home(request: HttpRequest) -> HttpResponse:
    """The communes to choose from, a page at a time where there are many, and the newest reports of all."""
    user, page = person(request), number_asked(request, "trang") or 1
    form = CommuneSearchForm(query_of(request) if is_asked(request, "tim") else None)
    communes = list(communes_to_choose(user))
    listed = sorted(form.found_in(communes), key=lambda row: (order_of(row.province), order_of(row.name)))
    context = {
        "communes": listed[(page - 1) * _COMMUNES_A_PAGE : page * _COMMUNES_A_PAGE],
        "form": form if len(communes) > _COMMUNES_A_PAGE else None,
        "page": page,
        "pages": -(-len(listed) // _COMMUNES_A_PAGE),
        "role": user.role,
        "issued": reports_to_read(request).order_by("-issued_at")[:_MOST_REPORTS] if user.role == Role.OVERSEER else (),
    }
    return render(request, "baocao/dashboard/home_communes.html", context)


def _unit_home(request: HttpRequest, unit: Unit) -> HttpResponse:
    """“Việc của đơn vị”: the forms of all open years or the link's, the oldest year first, and the plan's tasks.

    A link opens the forms and nothing else. The forms of a closed year are there while the unit has an exception.
    """
    link, now = entry_link_of(request), timezone.now()
    years = [link.reporting_year] if link else open_years_of(commune_of(request))
    duties = [] if link else _duties(request, years, unit)
    forms = submissions(years, timezone.localdate(now), unit)
    corrections = [] if link else corrections_of(unit, now)
    shown = sorted((*corrections, *forms.all), key=lambda form: form.year.year)
    changes = changes_of(shown)
    context = {
        "unit": unit,
        "years": years,
        "forms": [(form, changes.get((form.kind.slug, form.pk), 0)) for form in shown],
        "to_chase": [year for year, of_year in forms.by_year if of_year.to_chase],
        "duties": [(year, [part for part in duties if part.year == year.year]) for year in years],
        "pressing": any(duty.overdue_days or duty.open_explanations for duty in duties),
        "books": () if link else books_of(person(request)),
    }
    return render(request, "baocao/dashboard/home_unit.html", context)


def _parts(request: HttpRequest, years: list[ReportingYear], unit: Unit | None = None) -> list[UnitProgress]:
    """Every unit's part in every task of the open years, the oldest year first; with `unit`, that unit's own."""
    by_year = clauses_of_years(plans_of(request), [year.year for year in years], timezone.localdate(), unit=unit)
    return [part for _, clauses in sorted(by_year.items()) for clause in clauses for part in clause.units]


def _duties(request: HttpRequest, years: list[ReportingYear], unit: Unit) -> list[UnitProgress]:
    """The unit's part in every task that it has, what is owed first and the latest of it on top."""
    return sorted(_parts(request, years, unit), key=_urgency)


def _urgency(part: UnitProgress) -> tuple[bool, bool, int]:
    return not part.open_explanations, not part.is_owed, -part.overdue_days


def _officer_home(request: HttpRequest) -> HttpResponse:
    """“Việc hôm nay” of all open years: what waits for the officer and whom to remind, the oldest debt first."""
    years, now = open_years_of(commune_of(request)), timezone.now()
    plans = [(year, plan_in(request, year.year)) for year in years]
    forms = submissions(years, timezone.localdate(now))
    day = Day(
        years=years,
        office=person(request).unit,
        today=timezone.localdate(now),
        forms=forms,
        parts=_parts(request, years),
        base_years=[year for year, plan in plans if plan is not None and plan.begins_after(year.year)],
        unreachable=unreachable_units(years, forms, now),
    )
    context = {"day": day, "years": years, "of_several_years": len(years) > 1, "base_years": day.base_years}
    return render(request, "baocao/dashboard/home_officer.html", context)
