"""“Xem như …”: the officer walks a unit's form as the unit would; nothing of it is kept."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kehoach.figures.access import figures_to_review
from kehoach.figures.assessment import assess
from kehoach.figures.forms.entry import EntryForm
from kehoach.figures.forms.steps import SubmitForm
from kehoach.figures.last_year import last_year_of
from kehoach.figures.proposals import proposals_for
from kehoach.figures.rules import check_can_submit
from kehoach.figures.views.entry_context import entry_context, review_context
from kehoach.models import State, YearFigures
from kehoach.models.kinds import FigureKind
from kehoach.people.access import person
from kehoach.people.rules import permit

# What a page sends besides answers.
_NOT_ANSWERS = frozenset({"csrfmiddlewaretoken", "version", "page", "review", "name", "position"})


@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, kind: FigureKind, code: str, year: int) -> HttpResponse:
    """The form, then the summary, with what was typed so far carried from page to page; never saved."""
    figures = figures_to_review(request, kind, code, year)
    if "name" in request.POST:
        messages.info(request, f"Đã xem hết phiếu như {figures.facility.unit.name}. Không có gì được lưu.")
        return redirect("collection", year=year)
    form = _filled_in(request, figures)
    if "review" in request.POST and form.is_valid():
        return _summary(request, kind, figures)
    context = {"kind": kind, "preview": request.path, **entry_context(form)}
    return render(request, "kehoach/figures/entry.html", context)


def _filled_in(request: HttpRequest, figures: YearFigures) -> EntryForm:
    """The form as a unit that has just opened it would see it, with what was typed; `figures` hold that unsaved."""
    last = last_year_of(figures)
    if figures.is_not_opened:
        figures.carry_over(last.values)
    figures.state = State.DRAFT
    sent = request.POST if request.method == "POST" else None
    form = EntryForm(figures, last, sent, proposals_for(figures, last))
    if form.is_valid():
        for name, value in form.values.items():
            figures.set_value(name, value)
        figures.notes = {**figures.notes, **form.notes}
    return form


def _summary(request: HttpRequest, kind: FigureKind, figures: YearFigures) -> HttpResponse:
    last = last_year_of(figures)
    assessment = assess(figures, last)
    context = {
        "kind": kind,
        "figures": figures,
        "preview": request.path,
        "carried": [
            (name, value) for name, values in request.POST.lists() if name not in _NOT_ANSWERS for value in values
        ],
        "form": SubmitForm(initial={"version": figures.version}),
        "may_submit": permit(check_can_submit, figures, person(request), timezone.now(), assessment),
        **review_context(figures, assessment, last),
    }
    return render(request, "kehoach/figures/submit.html", context)
