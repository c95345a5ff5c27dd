"""The registers of libraries and centres, and one facility with its years."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from kehoach.common.responses import wants_workbook, workbook_response
from kehoach.figures.access import (
    facilities_to_read,
    facility_to_read,
    facility_to_set,
    figures_of,
    newest_years,
    relatives_of,
)
from kehoach.figures.actions.facilities import decide_membership
from kehoach.figures.forms.membership import MembershipForm
from kehoach.figures.tables import facility_sheet, register_sheet
from kehoach.figures.unsubmitted import changes_among
from kehoach.models import Facility
from kehoach.models.kinds import FigureKind, scopes_of
from kehoach.people.access import person
from kehoach.people.rules import check_may_review, permit


@require_GET
def register(request: HttpRequest, kind: FigureKind) -> HttpResponse:
    """Every facility that the person may open, with the state of its figures in each of the last years."""
    facilities = list(facilities_to_read(request, kind))
    years = newest_years(request)
    states = {
        (figures.facility_id, figures.reporting_year_id): figures
        for figures in figures_of(request, kind, reporting_year__in=years)
    }
    rows = [(facility, [states.get((facility.pk, year.pk)) for year in years]) for facility in facilities]
    if wants_workbook(request):
        return workbook_response([register_sheet(kind, years, rows)], kind.slug)
    changes = changes_among(kind, states.values())
    shown = [
        (facility, [(figures, changes.get(figures.pk) if figures else 0) for figures in row]) for facility, row in rows
    ]
    context = {"kind": kind, "years": years, "rows": shown}
    return render(request, "kehoach/figures/register.html", context)


@require_GET
def facility(request: HttpRequest, kind: FigureKind, code: str) -> HttpResponse:
    """One facility: what it is, its years, and whether it counts in the plan's denominators."""
    shown = facility_to_read(request, kind, code)
    if wants_workbook(request):
        years = figures_of(request, kind, facility=shown)
        return workbook_response([facility_sheet(shown, years, kind.layout)], code)
    return _facility_page(request, kind, shown, MembershipForm(scopes_of(kind, shown)))


@require_POST
def membership(request: HttpRequest, kind: FigureKind, code: str) -> HttpResponse:
    """The officer decides from which day a facility counts in a denominator, and why."""
    shown = facility_to_set(request, kind, code)
    form = MembershipForm(scopes_of(kind, shown), request.POST)
    if not form.is_valid():
        return _facility_page(request, kind, shown, form)
    decide_membership(facility=shown, by=person(request), at=timezone.now(), **form.cleaned_data)
    messages.success(request, "Đã ghi quyết định tính vào mẫu số.")
    return redirect(f"{kind.url_name}:facility", code=code)


def _facility_page(request: HttpRequest, kind: FigureKind, shown: Facility, form: MembershipForm) -> HttpResponse:
    context = {
        "kind": kind,
        "facility": shown,
        "years": figures_of(request, kind, facility=shown)[::-1],
        "memberships": shown.memberships.select_related("decided_by").all(),
        "may_set": permit(check_may_review, person(request), shown.commune),
        "form": form,
        **relatives_of(request, kind, shown),
    }
    return render(request, "kehoach/figures/facility.html", context)
