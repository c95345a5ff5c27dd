"""Submitting one facility's year: the summary, then the receipt."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kehoach.common.versions import Conflict
from kehoach.figures.access import figures_to_enter
from kehoach.figures.actions.figures import submit
from kehoach.figures.assessment import assess
from kehoach.figures.forms.entry import EntryForm
from kehoach.figures.forms.steps import SubmitForm
from kehoach.figures.last_year import last_year_of, signer_before
from kehoach.figures.rules import (
    check_can_ask_back,
    check_can_start_submitting,
    check_can_submit,
    check_can_withdraw,
)
from kehoach.figures.unsubmitted import is_resubmitted_unchanged
from kehoach.figures.views.entry_context import review_context
from kehoach.models import State, YearFigures
from kehoach.models.kinds import FigureKind
from kehoach.people.access import open_to_links, person
from kehoach.people.rules import Refused, permit


@open_to_links
@require_http_methods(["GET", "POST"])
def submit_entry(request: HttpRequest, kind: FigureKind, code: str, year: int) -> HttpResponse:
    """The summary before submitting: every finding at once, then name and position of the person responsible."""
    figures = figures_to_enter(request, kind, code, year)
    is_unchanged = is_resubmitted_unchanged(figures)
    form = SubmitForm(request.POST or None, initial=_signer(request, figures), is_unchanged=is_unchanged)
    if request.method == "POST" and form.is_valid():
        # For what is refused, and for the unit's next form.
        signer = {field: form.cleaned_data[field] for field in ("name", "position")}
        signer["unit"] = figures.facility.unit_id
        if request.session.get("signer") != signer:
            request.session["signer"] = signer
        try:
            submit(figures, by=person(request), at=timezone.now(), **form.cleaned_data)
        except (Refused, Conflict) as problem:
            messages.error(request, str(problem))
            figures = figures_to_enter(request, kind, code, year)
            typed = {"why_unchanged": form.cleaned_data.get("why_unchanged", "")}
            form = SubmitForm(initial={**_signer(request, figures), **typed}, is_unchanged=is_unchanged)
        else:
            return redirect(f"{kind.url_name}:receipt", code=code, year=year)
    return _summary_page(request, kind, figures, form)


def _summary_page(request: HttpRequest, kind: FigureKind, figures: YearFigures, form: SubmitForm) -> HttpResponse:
    user, now = person(request), timezone.now()
    may_start = permit(check_can_start_submitting, figures, user, now)
    if not may_start.allowed:
        messages.error(request, may_start.reason)
        return redirect(f"{kind.url_name}:figures", code=figures.facility.code, year=figures.reporting_year.year)
    last = last_year_of(figures)
    assessment = assess(figures, last)
    context = {
        "kind": kind,
        "figures": figures,
        "form": form,
        "may_submit": permit(check_can_submit, figures, user, now, assessment),
        **review_context(figures, assessment, last),
    }
    return render(request, "kehoach/figures/submit.html", context)


def _signer(request: HttpRequest, figures: YearFigures) -> dict[str, object]:
    """Who probably stands by the figures: whoever was named just now or before, the person at the keyboard, or whoever
    did so last year.
    """
    user, typed = person(request), request.session.get("signer", {})
    if typed.get("unit") == figures.facility.unit_id:
        return {**typed, "version": figures.version}
    name, position = figures.responsible_name or user.get_full_name(), figures.responsible_position
    if not name:
        name, position = signer_before(figures)
    return {
        "version": figures.version,
        "name": name,
        "position": position or ("" if user.is_link else user.position),
    }


@open_to_links
@require_GET
def receipt(request: HttpRequest, kind: FigureKind, code: str, year: int) -> HttpResponse:
    """What was submitted, by whom and when, and what happens next; before a submission there is none."""
    figures = figures_to_enter(request, kind, code, year)
    if figures.state not in (State.SUBMITTED, State.ACCEPTED):
        return redirect(f"{kind.url_name}:figures", code=code, year=year)
    last = last_year_of(figures)
    assessment = assess(figures, last)
    user, now = person(request), timezone.now()
    context = {
        "kind": kind,
        "figures": figures,
        "sections": EntryForm(figures, last).tables(assessment),
        "may_withdraw": permit(check_can_withdraw, figures, user, now),
        "may_ask_back": permit(check_can_ask_back, figures, user, now),
    }
    return render(request, "kehoach/figures/receipt.html", context)
