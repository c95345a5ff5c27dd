"""Reading one facility's year, and the officer's two answers: accept or return."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kehoach.common.versions import Conflict
from kehoach.figures.access import figures_to_accept, figures_to_read, figures_to_review
from kehoach.figures.actions.figures import accept, return_figures
from kehoach.figures.assessment import assess
from kehoach.figures.forms.entry import EntryForm
from kehoach.figures.forms.steps import AcceptForm, ReturnForm
from kehoach.figures.last_year import last_year_of
from kehoach.figures.proposals import proposals_for
from kehoach.figures.rules import (
    check_can_accept,
    check_can_ask_back,
    check_can_attach,
    check_can_open,
    check_can_return,
    check_can_save,
    check_can_start_submitting,
    check_can_withdraw,
)
from kehoach.figures.unsubmitted import changes_in
from kehoach.history.timeline import history_of
from kehoach.models import YearFigures
from kehoach.models.kinds import FigureKind
from kehoach.people.access import open_to_links, person
from kehoach.people.rules import Refused, check_may_enter, check_may_review, permit


@open_to_links
@require_GET
def figures(request: HttpRequest, kind: FigureKind, code: str, year: int) -> HttpResponse:
    """This year beside last year with findings, notes and history, and the steps that are open to the person."""
    shown = figures_to_read(request, kind, code, year)
    user, now = person(request), timezone.now()
    last = last_year_of(shown)
    assessment = assess(shown, last)
    context = {
        "kind": kind,
        "figures": shown,
        "assessment": assessment,
        "sections": EntryForm(shown, last, proposals=proposals_for(shown, last)).tables(assessment),
        "history": history_of(shown),
        "unsubmitted": changes_in(shown),
        "exception": shown.reporting_year.exception_of(shown.facility.unit_id, now),
        "enters": permit(check_may_enter, user, shown.facility.unit).allowed,
        "reviews": permit(check_may_review, user, shown.facility.commune).allowed,
        "may_open": permit(check_can_open, shown, user, now),
        "may_save": permit(check_can_save, shown, user, now),
        "may_attach": permit(check_can_attach, shown, user, now),
        "may_submit": permit(check_can_start_submitting, shown, user, now),
        "may_accept": permit(check_can_accept, shown, user, now),
        "may_return": permit(check_can_return, shown, user, now),
        "may_withdraw": permit(check_can_withdraw, shown, user, now),
        "may_ask_back": permit(check_can_ask_back, shown, user, now),
    }
    return render(request, "kehoach/figures/figures.html", context)


@require_POST
def accept_figures(request: HttpRequest, kind: FigureKind, code: str, year: int) -> HttpResponse:
    """“Duyệt” the version that was on the page."""
    shown = figures_to_accept(request, kind, code, year)
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
    sections = kind.layout.sections_for(shown.facility.kind)
    form = ReturnForm(sections, request.POST or None, initial={"seen": shown.state})
    if request.method == "POST" and form.is_valid():
        reason, questions = form.cleaned_data["reason"], form.cleaned_data["questions"]
        step = {"by": person(request), "at": timezone.now(), "reason": reason, "questions": questions}
        try:
            return_figures(shown, **step, seen=form.state_seen)
        except Conflict:
            shown = figures_to_review(request, kind, code, year)
            form = form.seeing(shown.state)
            messages.error(request, "Phiếu đã chuyển trạng thái sau khi trang này mở. Hãy xem lại rồi quyết định.")
        except Refused as refusal:
            messages.error(request, f"{refusal} Lý do vừa ghi: “{reason}”")
            return redirect(f"{kind.url_name}:figures", code=code, year=year)
        else:
            messages.success(request, "Đã trả lại. Đơn vị sẽ thấy lý do ở đầu phiếu.")
            return redirect(f"{kind.url_name}:figures", code=code, year=year)
    return _return_page(request, kind, shown, form)


def _return_page(request: HttpRequest, kind: FigureKind, shown: YearFigures, form: ReturnForm) -> HttpResponse:
    now, year = timezone.now(), shown.reporting_year
    may_return = permit(check_can_return, shown, person(request), now)
    if not may_return.allowed:
        messages.error(request, may_return.reason)
        return redirect(f"{kind.url_name}:figures", code=shown.facility.code, year=year.year)
    exception = year.exception_of(shown.facility.unit_id, now)
    context = {"kind": kind, "figures": shown, "form": form, "exception": exception}
    return render(request, "kehoach/figures/return.html", context)
