"""One unit's result of a task in a year: reading and writing it, and the officer's two answers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kehoach.common import formats
from kehoach.common.converters import is_asked
from kehoach.common.versions import Conflict
from kehoach.evidence import serving
from kehoach.history.responses import history_response
from kehoach.history.rows import history_of_row
from kehoach.history.timeline import events_of_result
from kehoach.models import ProgressState, Role, TaskProgress
from kehoach.people.access import person
from kehoach.people.rules import Refused, check_may_review, permit
from kehoach.plan.access import plan_to_read
from kehoach.tasks.access import (
    file_of_result,
    opened_year,
    result_of_year_before,
    result_to_read,
    result_to_review,
    result_to_write,
    unit_to_report_for,
)
from kehoach.tasks.actions.results import (
    confirm,
    detach_from_result,
    report,
    report_nothing,
    return_result,
)
from kehoach.tasks.clauses import UnitProgress
from kehoach.tasks.forms.results import AnswerForm, AskForm, ConfirmForm, ResultForm, ReturnResultForm
from kehoach.tasks.proposing import proposed_count
from kehoach.tasks.rules import check_can_confirm, check_can_report, check_can_return, check_may_ask

FROM_LAST_YEAR = "tu-nam-truoc"


@require_http_methods(["GET", "POST"])
def result(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    """What the unit has reported, and the form for it. Works as a plain form, without JavaScript."""
    if request.method == "GET":
        return result_page(request, result_to_read(request, code, year, unit))
    shown, user, now = result_to_write(request, code, year, unit), person(request), timezone.now()
    row = shown.as_row
    form = ResultForm(row, request.POST, request.FILES, proposal=proposed_count(shown))
    if not form.is_valid():
        return result_page(request, shown, form=form)
    sent = form.cleaned_data
    given = {"version": sent["version"], "accepted": sent["file"], "why_unchanged": sent.get("why_unchanged", "")}
    try:
        report(row, by=user, at=now, answers=form.answers, **given)
    except Conflict as conflict:
        return _conflict_page(request, result_to_write(request, code, year, unit), conflict)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return result_page(request, shown, form=form)
    messages.success(request, f"Đã ghi kết quả nhiệm vụ {code} năm {year}.")
    return redirect("home") if user.role == Role.REPORTER else redirect("result", code, year, unit)


@require_GET
def result_history(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    """Who has reported, confirmed and returned what, by person and field; the same as Excel."""
    shown = result_to_read(request, code, year, unit)
    return history_response(
        request,
        history_of_row(shown.as_row) if shown.as_row.pk else [],
        title=f"Lịch sử kết quả nhiệm vụ {code} năm {year}",
        about=shown.unit.name,
        back=reverse("result", args=[code, year, unit]),
        name=f"lich-su-{code}-{year}-{unit}",
    )


def result_page(request: HttpRequest, shown: UnitProgress, status: int = 200, **given: Any) -> HttpResponse:
    """The page of one result; `given` are forms that have to be corrected, in the place of empty ones."""
    row, user, now = shown.as_row, person(request), timezone.now()
    last = result_of_year_before(shown)
    start = last.result if last and is_asked(request, FROM_LAST_YEAR) else ""
    context = {
        "shown": shown,
        "last": last,
        "started": bool(start and not row.result),
        "form": ResultForm(row, start=start, last=_last_count(last), proposal=proposed_count(shown)),
        "theirs": {},
        "confirm_form": ConfirmForm(initial={"version": row.version}),
        "return_form": ReturnResultForm(initial={"version": row.version}),
        "ask_form": AskForm(today=shown.today),
        "answer_form": AnswerForm(),
        "evidence": row.evidence.all() if row.pk else (),
        "events": events_of_result(row) if row.pk else (),
        "may_report": permit(check_can_report, row, user, now),
        "may_confirm": permit(check_can_confirm, row, user, now),
        "may_return": permit(check_can_return, row, user, now),
        "may_ask": permit(check_may_ask, user, shown.unit.commune),
        "reviews": permit(check_may_review, user, shown.unit.commune).allowed,
        **given,
    }
    context["fields"] = list(context["form"].with_theirs(context["theirs"]))
    return render(request, "kehoach/tasks/result.html", context, status=status)


def _last_count(last: TaskProgress | None) -> str:
    if last is None or last.count is None:
        return ""
    return f"Năm {last.reporting_year} là {formats.count(last.count)}. Để trống nếu chưa đếm được."


def _conflict_page(request: HttpRequest, shown: UnitProgress, conflict: Conflict) -> HttpResponse:
    """Both versions of what two people wrote; the next save says which one stays."""
    current, sent = conflict.theirs, request.POST.copy()
    sent["version"] = str(current.version)
    for name in conflict.untouched:
        sent[name] = "" if getattr(current, name) is None else str(getattr(current, name))
    said = {
        "state": ProgressState(current.state).label,
        "result": current.result or "để trống",
        "count": formats.DASH if current.count is None else formats.count(current.count),
    }
    theirs = {name: said[name] for name in conflict.clashes}
    return result_page(request, shown, 409, form=ResultForm(shown.as_row, sent), theirs=theirs)


@require_POST
def nothing_to_report(request: HttpRequest) -> HttpResponse:
    """“Không phát sinh” for one task or several of a unit's; those that have a result already stay as they are."""
    unit, year = unit_to_report_for(request, request.POST.get("don-vi", "")), opened_year(request)
    plan = plan_to_read(request, year.year)
    chosen = plan.tasks.filter(code__in=request.POST.getlist("ma"), assignments__unit=unit)
    try:
        written = report_nothing(tasks=chosen, unit=unit, year=year, by=person(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        _tell_nothing(request, [row.task.code for row in written])
    return redirect("home")


def _tell_nothing(request: HttpRequest, codes: list[str]) -> None:
    if codes:
        messages.success(request, f"Đã ghi không phát sinh: {', '.join(codes)}.")
    else:
        messages.info(request, "Không có gì thay đổi: các việc này đã có kết quả hoặc chưa được chọn.")


@require_POST
def confirm_result(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    """“Xác nhận” the version that was on the page."""
    shown = result_to_review(request, code, year, unit)
    form = ConfirmForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else -1
    try:
        confirm(shown.as_row, by=person(request), at=timezone.now(), version=version)
    except (Conflict, Refused) as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, "Đã xác nhận kết quả.")
    return redirect("result", code, year, unit)


@require_POST
def return_unit_result(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    """“Trả lại” with a reason; without one the page asks for it."""
    shown = result_to_review(request, code, year, unit)
    form = ReturnResultForm(request.POST)
    if not form.is_valid():
        return result_page(request, shown, return_form=form)
    try:
        return_result(shown.as_row, by=person(request), at=timezone.now(), **form.cleaned_data)
    except (Conflict, Refused) as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, "Đã trả lại. Đơn vị thấy lý do ở trang kết quả.")
    return redirect("result", code, year, unit)


@require_GET
def result_file(request: HttpRequest, code: str, year: int, unit: str, pk: int) -> HttpResponseBase:
    """A photo or paper itself: a picture opens in the browser, a PDF is downloaded."""
    return serving.whole(file_of_result(request, code, year, unit, pk))


@require_GET
def result_file_small(request: HttpRequest, code: str, year: int, unit: str, pk: int) -> HttpResponseBase:
    """A small picture for lists; a PDF has none."""
    return serving.small(file_of_result(request, code, year, unit, pk))


@require_POST
def remove_result_file(request: HttpRequest, code: str, year: int, unit: str, pk: int) -> HttpResponse:
    """“Gỡ”: the file leaves the result; a second click finds it gone and says the same."""
    shown = result_to_write(request, code, year, unit)
    try:
        detach_from_result(shown.as_row, pk=pk, by=person(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã gỡ tệp khỏi kết quả.")
    return redirect("result", code, year, unit)
