"""Everything over the years, as charts and as the tables beside them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from baocao.dashboard.trends import CHARTS_A_PAGE, facilities_over_years, targets_over_years
from baocao.dashboard.views.dashboard import page_of, year_links
from baocao.page_plan import attainment_to_read, plan_links
from kehoach.people.access import person, require
from kehoach.people.rules import check_reads_aggregates


@require_GET
def trends(request: HttpRequest, year: int) -> HttpResponse:
    """The targets to the end of the plan, then each facility up to the year."""
    require(check_reads_aggregates, person(request))
    attainment, page = attainment_to_read(request, year), page_of(request)
    groups = facilities_over_years(attainment, year, page)
    context = {
        "year": year,
        "years": year_links("trends", attainment.reporting_years, year),
        "plans": plan_links(request, year, attainment.plan),
        "targets": targets_over_years(attainment, year) if page == 1 else [],
        "groups": groups,
        "page": page,
        "pages": max([1, *(-(-group.total // CHARTS_A_PAGE) for group in groups)]),
    }
    return render(request, "baocao/dashboard/trends.html", context)
