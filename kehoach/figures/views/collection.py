"""The grid of one year's collection, and accepting several submissions at once."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from kehoach.common import formats
from kehoach.common.converters import is_asked, query_of
from kehoach.common.responses import wants_workbook, workbook_response
from kehoach.figures.actions.acceptance import accept_many
from kehoach.figures.bulk_acceptance import candidates
from kehoach.figures.forms.collection import FilterForm, choices_of
from kehoach.figures.grid import YearLink, grid
from kehoach.figures.submissions import by_name, units_with_forms
from kehoach.figures.tables import collection_sheets
from kehoach.models import ReportingYear
from kehoach.people.access import commune_of, person
from kehoach.people.rules import check_may_review, permit
from kehoach.plan.access import plan_in
from kehoach.years.access import year_in_work, year_to_follow, year_to_run, years_of
from kehoach.years.forms import ExceptionForm

TICK_ALL = "chon-het"
NOTHING_CHOSEN = "Chưa chọn phiếu nào. Hãy đánh dấu các phiếu đã nộp muốn duyệt."


@require_GET
def newest(request: HttpRequest) -> HttpResponse:
    """The grid of the oldest open year, else of the newest year; where there is none, what comes first."""
    year = year_in_work(years_of(request))
    if year is not None:
        return redirect("collection", year=year.year)
    may_open = permit(check_may_review, person(request), commune_of(request))
    return render(request, "kehoach/figures/no_year.html", {"may_open": may_open})


@require_GET
def collection(request: HttpRequest, year: int) -> HttpResponse:
    """Every facility with its state, for the officer to work on and the leader to read."""
    return grid_page(request, year_to_follow(request, year))


def grid_page(request: HttpRequest, year: ReportingYear, wrong: ExceptionForm | None = None) -> HttpResponse:
    """The grid as the filters of the address want it; `wrong` is the form of an exception that has to be corrected."""
    today = timezone.localdate()
    shown, filters = grid(year, today), FilterForm(query_of(request))
    plan = plan_in(request, year.year)
    rows = shown.rows(filters.chosen(shown.submissions.all))
    if wants_workbook(request):
        return workbook_response(collection_sheets(year, rows), f"so-lieu-{year}")
    context = {
        "year": year,
        "years": [
            YearLink(other.year, reverse("collection", kwargs={"year": other.year}), other.year == year.year)
            for other in reversed(years_of(request))
        ],
        "grid": shown,
        "rows": rows,
        "filters": filters,
        "tick_all": is_asked(request, TICK_ALL),
        "query": query_of(request).urlencode(),
        "is_base_year": not year.is_closed and plan is not None and plan.begins_after(year.year),
        "may_work": permit(check_may_review, person(request), year.commune),
        **(_exceptions_of(year, wrong, today) if year.is_closed else {}),
    }
    return render(request, "kehoach/figures/collection.html", context)


def _exceptions_of(year: ReportingYear, wrong: ExceptionForm | None, today: date) -> dict[str, Any]:
    """Who was let in after the year was closed, whether they still are, and the form to let another in."""
    exceptions = year.exceptions.select_related("unit", "granted_by")
    return {
        "exceptions": [(exception, exception.is_valid(timezone.now())) for exception in exceptions],
        "exception_form": wrong or ExceptionForm(by_name(units_with_forms(year)), today=today),
    }


@require_POST
def accept_chosen(request: HttpRequest, year: int) -> HttpResponse:
    """The ticked forms: first a page that lists them with what stands against each, then, confirmed, accepted."""
    followed, user, now = year_to_run(request, year), person(request), timezone.now()
    chosen = candidates(followed, choices_of(request.POST.getlist("chosen")), user, now)
    if not chosen:
        messages.error(request, NOTHING_CHOSEN)
        return redirect("collection", year=year)
    if "confirmed" not in request.POST:
        context = {
            "year": followed,
            "accepted": [candidate for candidate in chosen if candidate.permit.allowed],
            "refused": [candidate for candidate in chosen if not candidate.permit.allowed],
        }
        return render(request, "kehoach/figures/accept_chosen.html", context)
    outcomes = accept_many(
        ((candidate.figures, candidate.version, candidate.assessment) for candidate in chosen), by=user, at=now
    )
    accepted = sum(not outcome.refusal for outcome in outcomes)
    if accepted:
        messages.success(request, f"Đã duyệt {formats.count(accepted)} phiếu. Số liệu được tính vào kết quả của xã.")
    for outcome in outcomes:
        if outcome.refusal:
            messages.error(request, f"{outcome.figures.facility.name}: {outcome.refusal}")
    return redirect("collection", year=year)
