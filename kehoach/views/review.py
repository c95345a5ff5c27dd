"""Reading one facility's year, and the officer's two answers: accept or return."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kehoach.access import figures_to_read, figures_to_review, person
from kehoach.actions.figures import Conflict, accept, return_figures
from kehoach.assessment import assess, last_accepted
from kehoach.forms.entry import EntryForm
from kehoach.forms.steps import AcceptForm, ReturnForm
from kehoach.registry import FigureKind
from kehoach.rules import (
    Refused,
    check_can_accept,
    check_can_open,
    check_can_return,
    check_can_save,
    check_can_start_submitting,
    check_may_enter,
    check_may_review,
    permit,
)
from kehoach.timeline import events


@require_GET
def figures(request: HttpRequest, kind: FigureKind, code: str, year: int) -> HttpResponse:
    """This year beside last year with findings, notes and history, and the steps that are open to the person."""
    shown = figures_to_read(request, kind, code, year)
    user = person(request)
    assessment = assess(shown, last_accepted(shown))
    context = {
        "kind": kind,
        "figures": shown,
        "assessment": assessment,
        "sections": EntryForm(shown).sections(assessment),
        "history": events(shown),
        "enters": permit(check_may_enter, user, shown.facility.unit).allowed,
        "reviews": permit(check_may_review, user, shown.facility.commune).allowed,
        "may_open": permit(check_can_open, shown, user),
        "may_save": permit(check_can_save, shown, user),
        "may_submit": permit(check_can_start_submitting, shown, user),
        "may_accept": permit(check_can_accept, shown, user),
        "may_return": permit(check_can_return, shown, user),
    }
    return render(request, "kehoach/figures.html", context)


@require_POST
def accept_figures(request: HttpRequest, kind: FigureKind, code: str, year: int) -> HttpResponse:
    """“Duyệt” the version that was on the page."""
    shown = figures_to_review(request, kind, code, year)
    form = AcceptForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else -1
    try:
        accept(shown, by=person(request), at=timezone.now(), version=version)
    except Conflict:
        messages.error(request, "Phiếu đã thay đổi sau khi trang này mở. Hãy xem lại số liệu mới rồi duyệt.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã duyệt. Số liệu này được tính vào kết quả của xã.")
    return redirect(f"{kind.url_name}:figures", code=code, year=year)


@require_http_methods(["GET", "POST"])
def return_entry(request: HttpRequest, kind: FigureKind, code: str, year: int) -> HttpResponse:
    """The confirm step of returning: what it undoes, and why."""
    shown = figures_to_review(request, kind, code, year)
    may_return = permit(check_can_return, shown, person(request))
    if not may_return.allowed:
        messages.error(request, may_return.reason)
        return redirect(f"{kind.url_name}:figures", code=code, year=year)
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return_figures(shown, by=person(request), at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Đã trả lại. Đơn vị sẽ thấy lý do ở đầu phiếu.")
        return redirect(f"{kind.url_name}:figures", code=code, year=year)
    return render(request, "kehoach/return.html", {"kind": kind, "figures": shown, "form": form})
