"""The living plan."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from baocao.living import passages
from baocao.queries import PlanYears
from baocao.years import plan_to_read, year_to_show
from kehoach.access import check_reads_aggregates, person
from kehoach.grid import YearLink
from kehoach.rules import permit


@require_GET
def living_plan(request: HttpRequest) -> HttpResponse:
    """The document as issued, each clause with what has become of it in the chosen year. For everybody who signs in."""
    plan = plan_to_read(request)
    years, year = PlanYears(plan), year_to_show(request, plan)
    context = {
        "plan": plan,
        "year": year,
        "years": [
            YearLink(one, f"{reverse('living_plan')}?nam={one}", one == year) for one in sorted(years.reporting_years)
        ],
        "is_known": years.has_accepted(year),
        "is_closed": year in years.reporting_years and years.reporting_years[year].is_closed,
        "passages": passages(years, year),
        "bases": plan.legal_bases.all(),
        "recipients": plan.recipients.all(),
        "opens_sources": permit(check_reads_aggregates, person(request)).allowed,
        "readings": plan.readings.all(),
    }
    return render(request, "baocao/living_plan.html", context)
