"""The chairman's two minutes, and every number of them followed to its source."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from baocao.attainment.queries import PlanAttainment
from baocao.attainment.side_by_side import SideBySide, named
from baocao.dashboard.explain import story_of
from baocao.dashboard.overview import Board, gather_board
from baocao.dashboard.tables import sheets_of
from baocao.document.pdf import render_html_pdf
from baocao.document.typesetting import FONT, CannotRender
from baocao.page_year import year_to_show
from kehoach.common.converters import number_asked
from kehoach.common.responses import pdf_response, wants_workbook, workbook_response
from kehoach.figures.grid import YearLink
from kehoach.people.access import person, require
from kehoach.people.rules import check_reads_aggregates
from kehoach.plan.access import area_to_read, areas_in, family_to_read, plan_in, plan_to_read, plans_of
from kehoach.plan.amendments import versions_of


@require_GET
def newest(request: HttpRequest) -> HttpResponse:
    """The dashboard of the newest closed year."""
    require(check_reads_aggregates, person(request))
    return redirect("dashboard", year=year_to_show(request))


@require_GET
def dashboard(request: HttpRequest, year: int) -> HttpResponse:
    """Targets worst first, what needs a decision, then submissions, tasks and money."""
    require(check_reads_aggregates, person(request))
    board = _board(request, year)
    if wants_workbook(request):
        return workbook_response(sheets_of(board), "chi-tieu")
    context = {
        "board": board,
        "year": year,
        "years": year_links("dashboard", board.attainment.reporting_years, year),
    }
    return render(request, "baocao/dashboard/dashboard.html", context)


@require_GET
def dashboard_pdf(request: HttpRequest, year: int) -> HttpResponse:
    """The same on one page of paper; a server without fonts leads back to the page and says so."""
    require(check_reads_aggregates, person(request))
    board, today = _board(request, year), timezone.localdate()
    html = render_to_string(
        "baocao/dashboard/pdf/board.html", {"board": board, "year": year, "day": today, "font": FONT}
    )
    try:
        pdf = render_html_pdf(html, f"Bảng điều hành năm {year}", today)
    except CannotRender as problem:
        messages.error(request, str(problem))
        return redirect("dashboard", year=year)
    return pdf_response(pdf, f"bang-dieu-hanh-{year}.pdf")


@require_GET
def explain(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """One target: the sentence to be read aloud, the calculation, and every facility behind it."""
    require(check_reads_aggregates, person(request))
    area = area_to_read(request, year)
    attainment = PlanAttainment(area.plan, code, family=family_to_read(request), origins=area.origins)
    if not attainment.targets:
        raise Http404("Kế hoạch không có chỉ tiêu này.")
    page = page_of(request)
    story = story_of(attainment, year, page)
    context = {
        "year": year,
        "years": _years_of_target(request, attainment, year),
        "story": story,
        "page": page,
        "interpretations": attainment.targets[0].interpretations.all(),
        "whose": named(area.plan) if area.origins else "",
    }
    return render(request, "baocao/dashboard/explain.html", context)


def _years_of_target(request: HttpRequest, attainment: PlanAttainment, year: int) -> list[YearLink]:
    """The target in each year of the commune, by the code that it had in that year's plan."""
    target = attainment.targets[0]
    versions = versions_of(target, plans_of(request))
    links = []
    for other_year in sorted(attainment.reporting_years):
        plan = plan_in(request, other_year)
        version = versions.get(plan.pk, target) if plan else target
        links += year_links("explain", [other_year], year, code=version.code)
    return links


def _board(request: HttpRequest, year: int) -> Board:
    """The dashboard of the plan that holds, or of several beside each other."""
    areas, family, today = areas_in(request, year), family_to_read(request), timezone.localdate()
    beside = SideBySide(family, areas, year) if areas else None
    attainment = beside.whole if beside else PlanAttainment(plan_to_read(request, year), family=family)
    return gather_board(attainment, plans_of(request), person(request), year, today, beside)


def page_of(request: HttpRequest) -> int:
    """The page in ?trang=, else the first."""
    return number_asked(request, "trang") or 1


def year_links(name: str, known: Iterable[int], year: int, **more: Any) -> list[YearLink]:
    """The same page for each year of the commune."""
    return [
        YearLink(known_year, reverse(name, kwargs={"year": known_year, **more}), known_year == year)
        for known_year in sorted(known)
    ]
