"""Counting by the month: the months of a year, one month, and who has counted which."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kehoach.common.versions import Conflict
from kehoach.figures.proposals import proposals_of_days
from kehoach.models.kinds import FigureKind
from kehoach.people.access import open_to_links, person
from kehoach.people.rules import Refused, permit
from kehoach.tallies.access import month_to_count, months_to_count, year_to_look_over
from kehoach.tallies.actions import save_month
from kehoach.tallies.forms import MonthForm
from kehoach.tallies.keeping import history_of_month, keepers, kept_months, tally_of
from kehoach.tallies.months import Window, name_of
from kehoach.tallies.rules import check_can_count


@open_to_links
@require_GET
def tallies(request: HttpRequest, kind: FigureKind, code: str, year: int) -> HttpResponse:
    """The months of a year, which of them are counted, and what they add up to."""
    figures, _ = months_to_count(request, kind, code, year)
    months, sums = kept_months(figures, timezone.localdate())
    return render(
        request, "kehoach/tallies/tallies.html", {"kind": kind, "figures": figures, "months": months, "sums": sums}
    )


@open_to_links
@require_http_methods(["GET", "POST"])
def tally(request: HttpRequest, kind: FigureKind, code: str, year: int, first_day: str) -> HttpResponse:
    """One month. What is wrong stays as typed."""
    figures, month, before = month_to_count(request, kind, code, year, first_day)
    may_count = permit(check_can_count, figures, month, person(request), timezone.now())
    if request.method == "GET" and not may_count.allowed:
        messages.error(request, may_count.reason)
        return redirect(f"{kind.url_name}:tallies", code=code, year=year)
    kept, sections = tally_of(figures, month), kind.layout.flow_sections_for(figures.facility.kind)
    amounts_before = tally_of(figures, before).amounts if before else {}
    proposals = proposals_of_days(kind, figures.facility_id, month.days)
    sent = request.POST if request.method == "POST" else None
    form = MonthForm(kept, sections, amounts_before, proposals, sent)
    events = history_of_month(kept, form.flows)
    context = {"kind": kind, "figures": figures, "name": name_of(month), "form": form, "events": events}
    if form.is_bound and form.is_valid():
        return _save(request, month, context)
    return render(request, "kehoach/tallies/tally.html", context)


def _save(request: HttpRequest, month: Window, context: dict[str, Any]) -> HttpResponse:
    """Saves, or shows why not: where somebody else was first, both numbers."""
    figures, form = context["figures"], context["form"]
    by, now = person(request), timezone.now()
    try:
        save_month(figures, month=month, by=by, at=now, version=form.seen, amounts=form.amounts)
    except Conflict as conflict:
        form.show_theirs(conflict.theirs, conflict.clashes)
    except Refused as refusal:
        context["refused"] = str(refusal)
    else:
        messages.success(request, f"Đã ghi {name_of(month)}.")
        year = figures.reporting_year.year
        return redirect(f"{context['kind'].url_name}:tallies", code=figures.facility.code, year=year)
    return render(request, "kehoach/tallies/tally.html", context, status=409)


@require_GET
def tallies_of_year(request: HttpRequest, year: int) -> HttpResponse:
    """Which facilities keep months of a year, and which months they lack."""
    reporting_year = year_to_look_over(request, year)
    keeping, others = keepers(reporting_year, timezone.localdate())
    context = {"year": reporting_year, "keepers": keeping, "others": others}
    return render(request, "kehoach/tallies/tallies_of_year.html", context)
