"""The chairman's two minutes, and every number of them followed to its source."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from baocao.board import target_lines
from baocao.decisions import on_submissions, on_targets
from baocao.explain import story_of
from baocao.present import summary
from baocao.queries import PlanYears
from baocao.sheets import targets_sheet
from baocao.years import plan_to_read, year_to_show
from kehoach.access import check_reads_aggregates, check_reads_collection, person, require
from kehoach.grid import YearLink
from kehoach.responses import wants_workbook, workbook_response
from kehoach.rules import permit
from kehoach.submissions import Submissions, arranged


@require_GET
def newest(request: HttpRequest) -> HttpResponse:
    """The dashboard of the newest closed year."""
    require(check_reads_aggregates, person(request))
    return redirect("dashboard", year=year_to_show(request, plan_to_read(request)))


@require_GET
def dashboard(request: HttpRequest, year: int) -> HttpResponse:
    """Targets worst first, what needs a decision, and where the open year's figures stand."""
    require(check_reads_aggregates, person(request))
    years = PlanYears(plan_to_read(request))
    if wants_workbook(request):
        return workbook_response([targets_sheet(years, sorted(years.reporting_years))], "chi-tieu")
    return render(request, "baocao/dashboard.html", board_context(request, years, year))


def board_context(request: HttpRequest, years: PlanYears, year: int) -> dict[str, Any]:
    """What the page and the sheet of paper show: as much as the person may see."""
    lines = target_lines(years, year)
    found = _submissions(request, years)
    return {
        "plan": years.plan,
        "year": year,
        "years": year_links("dashboard", years.reporting_years, year),
        "lines": lines,
        "headline": summary([line.view for line in lines], years.accepted_count(year), year),
        "accepted": years.accepted_count(year),
        "facilities": years.facility_count(year),
        "follows": permit(check_reads_collection, person(request)).allowed,
        "submissions": found,
        "decisions": [*on_targets(lines, year), *(on_submissions(found) if found else ())],
    }


@require_GET
def explain(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """One target: the sentence to be read aloud, the calculation, and every facility behind it."""
    require(check_reads_aggregates, person(request))
    years = PlanYears(plan_to_read(request), code)
    if not years.targets:
        raise Http404("Kế hoạch không có chỉ tiêu này.")
    page = page_of(request)
    story = story_of(years, year, page)
    context = {
        "year": year,
        "years": year_links("explain", years.reporting_years, year, code=code),
        "story": story,
        "page": page,
        "readings": years.targets[0].readings.all(),
    }
    return render(request, "baocao/explain.html", context)


def page_of(request: HttpRequest) -> int:
    """The page in ?trang=, else the first."""
    asked = re.fullmatch("[1-9][0-9]{0,4}", request.GET.get("trang", ""))
    return int(asked[0]) if asked else 1


def year_links(name: str, known: Iterable[int], year: int, **more: Any) -> list[YearLink]:
    """The same page for each year of the commune."""
    return [YearLink(one, reverse(name, kwargs={"year": one, **more}), one == year) for one in sorted(known)]


def _submissions(request: HttpRequest, years: PlanYears) -> Submissions | None:
    """Where the open year's forms stand, for whoever follows the collection."""
    open_year = years.open_year
    if open_year is None or not permit(check_reads_collection, person(request)).allowed:
        return None
    return arranged(open_year, years.forms_of(open_year), timezone.localdate())
