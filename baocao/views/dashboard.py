"""The chairman's two minutes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from baocao.attainment import Verdict
from baocao.present import present_target, summary
from baocao.queries import PlanYears
from baocao.years import plan_to_read, year_to_show
from kehoach.access import check_reads_aggregates, person, require
from kehoach.grid import YearLink
from kehoach.submissions import open_year_of, submissions

WORST_FIRST = tuple(Verdict)


@require_GET
def newest(request: HttpRequest) -> HttpResponse:
    """The dashboard of the newest closed year."""
    require(check_reads_aggregates, person(request))
    return redirect("dashboard", year=year_to_show(request, plan_to_read(request)))


@require_GET
def dashboard(request: HttpRequest, year: int) -> HttpResponse:
    """Four targets worst first, then where the open year's figures stand."""
    require(check_reads_aggregates, person(request))
    plan = plan_to_read(request)
    years = PlanYears(plan)
    targets = [present_target(one, years, year) for one in years.judge(year)]
    open_year = open_year_of(plan.commune)
    context = {
        "plan": plan,
        "year": year,
        "years": [
            YearLink(one, reverse("dashboard", kwargs={"year": one}), one == year)
            for one in sorted(years.reporting_years)
        ],
        "targets": sorted(targets, key=lambda view: WORST_FIRST.index(view.verdict)),
        "opens_sources": True,
        "headline": summary(targets, years.accepted_count(year), year),
        "reporting_year": years.reporting_years.get(year),
        "accepted": years.accepted_count(year),
        "facilities": years.facility_count(year),
        "submissions": submissions(open_year, timezone.localdate()) if open_year else None,
    }
    return render(request, "baocao/dashboard.html", context)
