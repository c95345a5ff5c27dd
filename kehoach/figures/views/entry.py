"""Filling in one facility's year: open, enter, submit."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from kehoach.common.versions import Conflict
from kehoach.figures.access import figures_to_enter
from kehoach.figures.actions.figures import open_form, save_values
from kehoach.figures.actions.steps_back import see_return
from kehoach.figures.forms.entry import EntryForm
from kehoach.figures.forms.inputs import without
from kehoach.figures.last_year import last_year_of
from kehoach.figures.proposals import proposals_for
from kehoach.figures.rules import check_can_save
from kehoach.figures.views.entry_context import autosaved, entry_context, is_autosave
from kehoach.models import YearFigures
from kehoach.models.kinds import FigureKind
from kehoach.people.access import open_to_links, person
from kehoach.people.held_posts import refused_for_script
from kehoach.people.rules import Refused, permit


@open_to_links
@require_POST
def open_entry(request: HttpRequest, kind: FigureKind, code: str, year: int) -> HttpResponse:
    """“Mở phiếu”: a POST, so that a message preview opens nothing."""
    figures = figures_to_enter(request, kind, code, year)
    try:
        open_form(figures, by=person(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(f"{kind.url_name}:figures", code=code, year=year)
    return redirect(f"{kind.url_name}:entry", code=code, year=year)


@open_to_links
@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, kind: FigureKind, code: str, year: int) -> HttpResponse:
    """The form. What is right is saved, what is wrong stays as typed with a sentence beside it."""
    figures = figures_to_enter(request, kind, code, year)
    if request.method == "POST":
        return _save(request, kind, figures)
    may_save = permit(check_can_save, figures, person(request), timezone.now())
    if not may_save.allowed:
        messages.error(request, may_save.reason)
        return redirect(f"{kind.url_name}:figures", code=code, year=year)
    figures = see_return(figures, by=person(request), at=timezone.now())
    return _form_page(request, kind, _form(figures))


def _form(figures: YearFigures, data: MultiValueDict[str, str] | None = None) -> EntryForm:
    last = last_year_of(figures)
    # What is saved as it was sent draws no page, and asks for none of them.
    proposals: Any = SimpleLazyObject(lambda: proposals_for(figures, last))
    return EntryForm(figures, last, data, proposals)


def _save(request: HttpRequest, kind: FigureKind, figures: YearFigures) -> HttpResponse:
    form = _form(figures, request.POST)
    form.is_valid()
    try:
        form.figures = _saved(request, form, figures)
    except Conflict as conflict:
        return _clash(request, kind, form, conflict)
    except Refused as refusal:
        if is_autosave(request):
            return refused_for_script(request, str(refusal))
        context = {"kind": kind, **entry_context(form, refused=str(refusal))}
        return render(request, "kehoach/figures/entry.html", context, status=409)
    if is_autosave(request):
        answer = render(request, "kehoach/figures/_autosaved.html", {"kind": kind, **autosaved(form, figures)})
        # What is not right is not saved: the device keeps it on.
        return answer if form.errors or form.unsettled else trigger_client_event(answer, "saved")
    if form.errors or form.unsettled:
        return _form_page(request, kind, form)
    return _next_page(request, kind, form.figures)


def _saved(
    request: HttpRequest, form: EntryForm, figures: YearFigures, clashes: frozenset[str] = frozenset()
) -> YearFigures:
    """Saves what is right of the form, but for the questions of `clashes`."""
    return save_values(
        figures,
        by=person(request),
        at=timezone.now(),
        version=form.cleaned_data.get("version", -1),
        page=form.cleaned_data.get("page", ""),
        values={name: value for name, value in form.values.items() if name not in clashes},
        notes={name: note for name, note in form.notes.items() if name not in clashes},
        unreadable=form.unreadable - clashes,
    )


def _clash(request: HttpRequest, kind: FigureKind, form: EntryForm, conflict: Conflict) -> HttpResponse:
    """Both answers, to choose from. An autosave saves all the rest; without the script nothing is saved."""
    before = form.figures
    if is_autosave(request):
        form.figures = _saved(request, form, conflict.theirs, conflict.clashes)
        context = autosaved(form, before, conflict.clashes)
        return render(request, "kehoach/figures/_autosaved.html", {"kind": kind, **context})
    mine = _form(conflict.theirs, without(request.POST, conflict.untouched))
    mine.is_valid()
    context = {"kind": kind, **entry_context(mine, clashes=conflict.clashes)}
    return render(request, "kehoach/figures/entry.html", context, status=409)


def _next_page(request: HttpRequest, kind: FigureKind, figures: YearFigures) -> HttpResponse:
    """Where the button that was pressed leads."""
    key: dict[str, Any] = {"code": figures.facility.code, "year": figures.reporting_year.year}
    if "review" in request.POST:
        return redirect(reverse(f"{kind.url_name}:submit", kwargs=key))
    if "evidence" in request.POST:
        page = reverse(f"{kind.url_name}:evidence", kwargs=key)
        return redirect(f"{page}?{urlencode({'muc': request.POST['evidence']})}")
    messages.success(request, "Đã lưu. Có thể nhập tiếp lúc khác, từ điện thoại hay máy tính khác.")
    return redirect(reverse(f"{kind.url_name}:entry", kwargs=key))


def _form_page(request: HttpRequest, kind: FigureKind, form: EntryForm) -> HttpResponse:
    return render(request, "kehoach/figures/entry.html", {"kind": kind, **entry_context(form, clashes=form.unsettled)})
