"""The living plan."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from baocao.attainment.present import summary
from baocao.attainment.queries import PlanAttainment
from baocao.attainment.side_by_side import named
from baocao.living_plan.amendments import amendments_of
from baocao.living_plan.history import history_of_plan
from baocao.living_plan.results import PlanResults
from baocao.living_plan.rules import check_reads_history
from baocao.living_plan.sections import Reader, living_plan
from baocao.page_year import year_to_show
from kehoach.common.converters import word_asked
from kehoach.figures.grid import YearLink
from kehoach.history.responses import history_response
from kehoach.models import Plan, Role, User
from kehoach.people.access import person, require
from kehoach.people.rules import check_reads_aggregates, permit
from kehoach.plan.access import PLAN, area_to_read, areas_in, family_to_read, plan_to_read, plans_of
from kehoach.plan.areas import PlanArea
from kehoach.plan.snapshot import PlanSnapshot
from kehoach.tasks.rules import check_reads_results


@require_GET
def history(request: HttpRequest) -> HttpResponse:
    """Who has changed what of the plan that holds, by person and field; the same as Excel. For the commune itself."""
    plan = plan_to_read(request)
    require(check_reads_history, person(request))
    return history_response(
        request,
        history_of_plan(plan),
        title="Lịch sử kế hoạch",
        about=str(plan),
        back=reverse("living_plan"),
        name="lich-su-ke-hoach",
    )


@require_GET
def living(request: HttpRequest) -> HttpResponse:
    """The document as issued, each clause with what has become of it in the chosen year. For everybody who signs in."""
    year, only_late, user = year_to_show(request), word_asked(request, "cham") == "1", person(request)
    area = area_to_read(request, year)
    whole = PlanSnapshot(area.plan)
    attainment = PlanAttainment(area.plan, whole=whole, family=family_to_read(request), origins=area.origins)
    results = PlanResults(area.plan, timezone.localdate(), years=[year], whole=whole)
    amended = amendments_of(whole, family_to_read(request), timezone.localdate())
    plan = living_plan(whole, attainment, results, year, _reader(user, area.plan), amended)
    shown = {"living": plan, "year": year, "only_late": only_late, "chosen": area.plan.pk if area.origins else None}
    context = {
        **shown,
        "whole": whole,
        "others": _other_plans(request, area, year),
        "whose": named(area.plan) if area.origins else "",
        "plan": area.plan,
        "contents": render_to_string("baocao/living_plan/_contents.html", shown),  # for narrow screens and wide ones
        "years": [_year_link(known_year, year, only_late) for known_year in sorted(whole.reporting_years)],
        "is_known": attainment.has_accepted(year),
        "is_closed": year in whole.reporting_years and whole.reporting_years[year].is_closed,
        "headline": summary(plan.targets, attainment.accepted_count(year), year),
        "opens_sources": permit(check_reads_aggregates, user).allowed,
        "reads_history": permit(check_reads_history, user).allowed,
    }
    return render(request, "baocao/living_plan/living_plan.html", context)


def _other_plans(request: HttpRequest, shown: PlanArea, year: int) -> list[tuple[str, str]]:
    """The commune's other plans and those of the communes that have merged into it, each with its address."""
    own, address = plans_of(request), reverse("living_plan")
    others = [
        (f"{plan}, từ năm {plan.first_year}", f"{address}?nam={plan.first_year}") for plan in own if plan != shown.plan
    ]
    before = year if shown.origins else own[0].first_year - 1
    for plan in (area.plan for area in areas_in(request, before)):
        if plan.is_carried_on and plan != shown.plan:
            others.append(
                (f"{plan} của {plan.issuing_commune}", f"{address}?{urlencode({'nam': before, PLAN: plan.pk})}")
            )
    return others


def _year_link(year: int, shown: int, only_late: bool) -> YearLink:
    late = "&cham=1" if only_late else ""
    return YearLink(year, f"{reverse('living_plan')}?nam={year}{late}", year == shown)


def _reader(user: User, plan: Plan) -> Reader:
    """What a unit wrote and sent is between it and the commune; a reporter opens only the tasks of their unit.

    Tasks of a former commune's plan have no page here.
    """
    return Reader(
        reads=lambda unit: permit(check_reads_results, user, unit).allowed,
        opens=lambda result: (
            not plan.is_carried_on
            and (user.role != Role.REPORTER or user.unit_id in {line.unit.pk for line in result.units})
        ),
    )
