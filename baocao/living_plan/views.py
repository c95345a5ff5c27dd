"""The living plan."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from baocao.attainment.present import summary
from baocao.attainment.queries import PlanAttainment
from baocao.living_plan.results import PlanResults
from baocao.living_plan.sections import Reader, living_plan
from baocao.page_year import year_to_show
from kehoach.figures.grid import YearLink
from kehoach.models import Role, User
from kehoach.people.access import person
from kehoach.people.rules import check_reads_aggregates, permit
from kehoach.plan.access import plan_to_read, plans_of
from kehoach.plan.snapshot import PlanSnapshot
from kehoach.tasks.rules import check_reads_results


@require_GET
def living(request: HttpRequest) -> HttpResponse:
    """The document as issued, each clause with what has become of it in the chosen year. For everybody who signs in."""
    year, only_late = year_to_show(request), request.GET.get("cham") == "1"
    whole = PlanSnapshot(plan_to_read(request, year))
    attainment = PlanAttainment(whole.plan, whole=whole)
    results = PlanResults(whole.plan, timezone.localdate(), years=[year], whole=whole)
    plan = living_plan(whole, attainment, results, year, _reader(person(request)))
    context = {
        "whole": whole,
        "others": [plan for plan in plans_of(request) if plan != whole.plan],
        "plan": whole.plan,
        "living": plan,
        # It stands on the page twice: for a narrow screen and for a wide one.
        "contents": render_to_string(
            "baocao/living_plan/_contents.html", {"living": plan, "year": year, "only_late": only_late}
        ),
        "year": year,
        "years": [_year_link(one, year, only_late) for one in sorted(whole.reporting_years)],
        "only_late": only_late,
        "is_known": attainment.has_accepted(year),
        "is_closed": year in whole.reporting_years and whole.reporting_years[year].is_closed,
        "headline": summary(plan.targets, attainment.accepted_count(year), year),
        "opens_sources": permit(check_reads_aggregates, person(request)).allowed,
    }
    return render(request, "baocao/living_plan/living_plan.html", context)


def _year_link(year: int, shown: int, only_late: bool) -> YearLink:
    late = "&cham=1" if only_late else ""
    return YearLink(year, f"{reverse('living_plan')}?nam={year}{late}", year == shown)


def _reader(user: User) -> Reader:
    """What a unit wrote and sent is between it and the commune; a reporter opens only the tasks of their unit."""
    return Reader(
        reads=lambda unit: permit(check_reads_results, user, unit).allowed,
        opens=lambda result: user.role != Role.REPORTER or user.unit_id in {one.unit.pk for one in result.units},
    )
