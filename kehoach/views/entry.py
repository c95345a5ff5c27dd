"""Filling in one facility's year: open, enter, submit."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from kehoach.access import figures_to_enter, person
from kehoach.actions.figures import Conflict, open_form, save_values, submit
from kehoach.assessment import assess, last_accepted
from kehoach.checks import STOCK_EXPLANATIONS
from kehoach.forms.entry import EntryForm
from kehoach.forms.steps import SubmitForm
from kehoach.models import YearFigures
from kehoach.registry import FigureKind
from kehoach.rules import Refused, check_can_save, check_can_start_submitting, check_can_submit, permit


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


@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, kind: FigureKind, code: str, year: int) -> HttpResponse:
    """The form. What is right is saved, what is wrong stays as typed with a sentence beside it."""
    figures = figures_to_enter(request, kind, code, year)
    may_save = permit(check_can_save, figures, person(request))
    if not may_save.allowed:
        messages.error(request, may_save.reason)
        return redirect(f"{kind.url_name}:figures", code=code, year=year)
    if request.method == "GET":
        return _form_page(request, kind, figures, EntryForm(figures))
    form = EntryForm(figures, request.POST)
    valid = form.is_valid()
    try:
        figures = save_values(
            figures,
            by=person(request),
            at=timezone.now(),
            version=form.cleaned_data.get("version", -1),
            values=form.values,
            notes=form.notes,
        )
    except Conflict as conflict:
        form.figures = conflict.current
        return _form_page(request, kind, conflict.current, form, theirs=conflict.current)
    form.figures = figures
    if not valid:
        return _form_page(request, kind, figures, form)
    if "review" in request.POST:
        return redirect(f"{kind.url_name}:submit", code=code, year=year)
    messages.success(request, "Đã lưu. Có thể nhập tiếp lúc khác, từ điện thoại hay máy tính khác.")
    return redirect(f"{kind.url_name}:entry", code=code, year=year)


def _form_page(
    request: HttpRequest, kind: FigureKind, figures: YearFigures, form: EntryForm, theirs: YearFigures | None = None
) -> HttpResponse:
    assessment = assess(figures, last_accepted(figures))
    sections = form.sections(assessment, theirs.values() if theirs else None)
    rows = [row for section in sections for row in section.rows]
    answered = sum(row.is_answered for row in rows)
    context = {
        "kind": kind,
        "figures": figures,
        "form": form,
        "sections": sections,
        "answered": answered,
        "asked": len(rows),
        "percent": f"{100 * answered / len(rows):.1f}",
        "saved": f"Đã lưu {timezone.localtime(figures.saved_at):%H:%M}" if figures.saved_at else "",
        "answers": STOCK_EXPLANATIONS,
        "wrong": [row for row in rows if row.errors],
        "conflict": theirs,
    }
    return render(request, "kehoach/entry.html", context, status=409 if theirs else 200)


@require_http_methods(["GET", "POST"])
def submit_entry(request: HttpRequest, kind: FigureKind, code: str, year: int) -> HttpResponse:
    """The summary before submitting: every finding at once, then name and position of the person responsible."""
    figures = figures_to_enter(request, kind, code, year)
    user = person(request)
    may_start = permit(check_can_start_submitting, figures, user)
    if not may_start.allowed:
        messages.error(request, may_start.reason)
        return redirect(f"{kind.url_name}:figures", code=code, year=year)
    assessment = assess(figures, last_accepted(figures))
    form = SubmitForm(
        request.POST or None,
        initial={
            "version": figures.version,
            "name": figures.responsible_name or user.get_full_name(),
            "position": figures.responsible_position or user.position,
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            submit(figures, by=user, at=timezone.now(), **form.cleaned_data)
        except (Refused, Conflict) as problem:
            messages.error(request, str(problem))
            return redirect(f"{kind.url_name}:submit", code=code, year=year)
        messages.success(request, "Đã nộp. Công chức Văn hóa - Xã hội sẽ kiểm tra và duyệt.")
        return redirect(f"{kind.url_name}:figures", code=code, year=year)
    context = {
        "kind": kind,
        "figures": figures,
        "form": form,
        "assessment": assessment,
        "may_submit": permit(check_can_submit, figures, user, assessment),
        "sections": EntryForm(figures).sections(assessment),
    }
    return render(request, "kehoach/submit.html", context)
