"""Steps back: the unit withdraws its submission or asks for what was accepted, the officer declines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kehoach.figures.access import figures_to_enter, figures_to_review
from kehoach.figures.actions.steps_back import ask_back, decline, withdraw
from kehoach.figures.forms.steps import ReasonForm, WithdrawForm
from kehoach.figures.rules import check_can_ask_back, check_can_decline, check_can_withdraw
from kehoach.models import YearFigures
from kehoach.models.kinds import FigureKind
from kehoach.people.access import open_to_links, person
from kehoach.people.rules import Permit, Refused, permit


@open_to_links
@require_http_methods(["GET", "POST"])
def withdraw_entry(request: HttpRequest, kind: FigureKind, code: str, year: int) -> HttpResponse:
    """“Rút lại”: what it does, and why; then the form is a draft again."""
    figures = figures_to_enter(request, kind, code, year)
    form = WithdrawForm(request.POST or None)
    done = "Đã rút lại. Phiếu là bản nháp, số đã nhập còn nguyên; sửa xong hãy nộp lại."
    if _is_taken(request, form, lambda reason, at: withdraw(figures, by=person(request), at=at, reason=reason), done):
        return redirect(f"{kind.url_name}:entry", code=code, year=year)
    allowed = permit(check_can_withdraw, figures, person(request), timezone.now())
    return _page(request, "kehoach/figures/withdraw.html", kind, figures, form, allowed)


@open_to_links
@require_http_methods(["GET", "POST"])
def ask_back_entry(request: HttpRequest, kind: FigureKind, code: str, year: int) -> HttpResponse:
    """“Xin trả lại” of what was accepted."""
    figures = figures_to_enter(request, kind, code, year)
    form = ReasonForm(request.POST or None, label="Sai ở đâu, số đúng là bao nhiêu?")
    done = "Đã gửi lời xin. Số liệu đã duyệt vẫn được tính trong lúc chờ."
    if _is_taken(request, form, lambda reason, at: ask_back(figures, by=person(request), at=at, reason=reason), done):
        return redirect(f"{kind.url_name}:figures", code=code, year=year)
    allowed = permit(check_can_ask_back, figures, person(request), timezone.now())
    return _page(request, "kehoach/figures/ask_back.html", kind, figures, form, allowed)


@require_http_methods(["GET", "POST"])
def decline_request(request: HttpRequest, kind: FigureKind, code: str, year: int) -> HttpResponse:
    """The officer's answer to a request that is not granted."""
    figures = figures_to_review(request, kind, code, year)
    form = ReasonForm(request.POST or None, label="Vì sao không trả lại?")
    done = "Đã trả lời. Đơn vị thấy câu trả lời ở trang của phiếu."
    if _is_taken(request, form, lambda answer, at: decline(figures, by=person(request), at=at, answer=answer), done):
        return redirect(f"{kind.url_name}:figures", code=code, year=year)
    allowed = permit(check_can_decline, figures, person(request))
    return _page(request, "kehoach/figures/decline.html", kind, figures, form, allowed)


def _is_taken(request: HttpRequest, form: forms.Form, take: Callable[[str, datetime], object], done: str) -> bool:
    """Takes the step with the reason that was typed; after a refusal it is still there."""
    if not form.is_valid():
        return False
    try:
        take(form.cleaned_data["reason"], timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, done)
    return True


def _page(
    request: HttpRequest, template: str, kind: FigureKind, figures: YearFigures, form: forms.Form, allowed: Permit
) -> HttpResponse:
    """What the step does and why it is taken; where it is not open, back to the form's page with the reason."""
    if allowed.allowed:
        return render(request, template, {"kind": kind, "figures": figures, "form": form})
    messages.error(request, allowed.reason)
    return redirect(f"{kind.url_name}:figures", code=figures.facility.code, year=figures.reporting_year.year)
