"""The chairman's “what if”: a page that is told from its address alone."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from baocao.dashboard.forms import ScenarioForm
from baocao.dashboard.views.dashboard import year_links
from baocao.dashboard.what_if import STOPS, Prospects, told_of
from baocao.page_plan import attainment_to_read, plan_links
from kehoach.common.converters import query_of
from kehoach.people.access import person, require
from kehoach.people.rules import check_reads_aggregates
from kehoach.plan.access import PLAN


@require_GET
def what_if(request: HttpRequest, year: int) -> HttpResponse:
    """Each verdict of the years after `year` as supposed in the address; nothing is saved."""
    require(check_reads_aggregates, person(request))
    attainment, supposed = attainment_to_read(request, year), query_of(request)
    plans, chosen = plan_links(request, year, attainment.plan), supposed.pop(PLAN, [])
    prospects = Prospects(attainment, year)
    form = ScenarioForm(prospects, supposed)
    rows = prospects.judged(form.supposed)
    context = {
        "year": year,
        "years": year_links("what_if", attainment.reporting_years, year),
        "plans": plans,
        "form": form,
        "groups": [(group.offered(ticked), ticked) for group, ticked in form.ticked_groups],
        "stops": STOPS,
        "coming": prospects.coming,
        "rows": rows,
        "told": told_of(rows),
        "shortcuts": prospects.shortcuts() if prospects.coming else [],
        "chosen": urlencode({PLAN: attainment.plan.pk}) if chosen else "",
    }
    return render(request, "baocao/dashboard/what_if.html", context)
