"""The steps of a report between officer and leader, each a POST, most with a page that says first what it does."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from baocao.document.typesetting import CannotRender
from baocao.issuing.access import report_to_decide, report_to_keep, report_to_write
from baocao.issuing.actions.approval import propose, return_report, waive, withdraw
from baocao.issuing.actions.issuing import issue, next_number
from baocao.issuing.actions.writing import replace_report
from baocao.issuing.forms.steps import IssueForm, ProposeForm, RemarksForm, ReplaceForm, WaiverForm, WithdrawForm
from baocao.issuing.pre_issue_checks import findings, unsettled, unwaived
from baocao.issuing.rules import check_can_issue, check_can_return, check_can_start_issuing, check_can_withdraw
from baocao.models import PreIssueCheck, Report
from baocao.report.composing import composed
from kehoach.common.versions import Conflict
from kehoach.people.access import person
from kehoach.people.rules import Refused, permit


@require_POST
def propose_report(request: HttpRequest, pk: int) -> HttpResponse:
    """“Trình lãnh đạo”."""
    report = report_to_write(request, pk)
    form = ProposeForm(request.POST)
    why = form.cleaned_data["why_unchanged"] if form.is_valid() else ""
    try:
        waiting = unsettled(findings(report, composed(report)))
        propose(report=report, unsettled=waiting, by=person(request), at=timezone.now(), why_unchanged=why)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã trình. Lãnh đạo xã sẽ ban hành hoặc trả lại kèm ý kiến.")
    return redirect("report_editor", pk=pk)


@require_http_methods(["GET", "POST"])
def withdraw_report(request: HttpRequest, pk: int) -> HttpResponse:
    """“Rút lại”: what it does, and why; then the report can be written on."""
    report, user = report_to_write(request, pk), person(request)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        try:
            withdraw(report=report, by=user, at=timezone.now(), reason=form.cleaned_data["reason"])
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Đã rút lại. Báo cáo là dự thảo, sửa xong hãy trình lại.")
        return redirect("report_editor", pk=pk)
    may_withdraw = permit(check_can_withdraw, report, user)
    if not may_withdraw.allowed:
        messages.error(request, may_withdraw.reason)
        return redirect("report_editor", pk=pk)
    return render(request, "baocao/issuing/withdraw_report.html", {"report": report, "form": form})


@require_http_methods(["GET", "POST"])
def return_to_officer(request: HttpRequest, pk: int) -> HttpResponse:
    """“Trả lại”: remarks on sections, or one on the whole."""
    report, user = report_to_decide(request, pk), person(request)
    form = RemarksForm(request.POST if request.method == "POST" else None, sections=composed(report).sections)
    if request.method == "POST" and form.is_valid():
        given = {"remarks": form.remarks, "reason": form.cleaned_data["reason"]}
        try:
            return_report(report=report, by=user, at=timezone.now(), **given)
        except Refused as refusal:
            form.add_error("reason", str(refusal))
        else:
            messages.success(request, "Đã trả lại. Người soạn thấy ý kiến ở từng mục.")
            return redirect("report_editor", pk=pk)
    may_return = permit(check_can_return, report, user)
    if not may_return.allowed:
        messages.error(request, may_return.reason)
        return redirect("report_editor", pk=pk)
    return render(request, "baocao/issuing/return_report.html", {"report": report, "form": form})


@require_http_methods(["GET", "POST"])
def issue_report(request: HttpRequest, pk: int) -> HttpResponse:
    """“Ban hành”: number and date, and what cannot be taken back."""
    report, user, today = report_to_decide(request, pk), person(request), timezone.localdate()
    whole = composed(report)
    report_findings = findings(report, whole)
    first = {"number": next_number(report.commune, today.year), "signed_on": today, "seen": whole.digest}
    form = IssueForm(request.POST if request.method == "POST" else None, year=report.year, today=today, initial=first)
    if request.method == "POST" and form.is_valid() and _issued(request, report, form, unwaived(report_findings)):
        return redirect("report_editor", pk=pk)
    may_issue = permit(check_can_start_issuing, report, user)
    if not may_issue.allowed:
        messages.error(request, may_issue.reason)
        return redirect("report_editor", pk=pk)
    context = {
        "report": report,
        "form": form,
        "findings": report_findings,
        "may_issue": permit(check_can_issue, report, user, unwaived(report_findings)),
    }
    return render(request, "baocao/issuing/issue_report.html", context)


def _issued(request: HttpRequest, report: Report, form: IssueForm, waiting: list[str]) -> bool:
    """Whether the report is issued now; if not, the form or a message says why."""
    try:
        issued = issue(report=report, unwaived=waiting, by=person(request), at=timezone.now(), **form.cleaned_data)
    except Conflict as conflict:
        messages.error(request, str(conflict))
        return True
    except (Refused, CannotRender) as problem:
        form.add_error("number", str(problem))
        return False
    messages.success(request, f"Đã ban hành Báo cáo số {issued.entry.full_number}. Từ nay nội dung không đổi nữa.")
    return True


@require_POST
def begin_replacement(request: HttpRequest, pk: int) -> HttpResponse:
    """“Lập báo cáo thay thế”, which says why."""
    report, form = report_to_write(request, pk), ReplaceForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Hãy ghi vì sao thay thế: lý do được in trong báo cáo mới.")
        return redirect("report_editor", pk=pk)
    try:
        started = replace_report(report=report, by=person(request), at=timezone.now(), **form.cleaned_data)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("report_editor", pk=pk)
    return redirect("report_editor", pk=started.pk)


@require_POST
def waive_finding(request: HttpRequest, pk: int, failed_check: str) -> HttpResponse:
    """Keeps the reason why a finding does not stop the report."""
    report, form = report_to_keep(request, pk), WaiverForm(request.POST)
    if failed_check not in PreIssueCheck.values:
        raise Http404("Không có điều kiểm tra này.")
    if not form.is_valid():
        messages.error(request, "Hãy ghi lý do vẫn ban hành: lý do được lưu cùng báo cáo.")
        return redirect("report_editor", pk=pk)
    try:
        check = PreIssueCheck(failed_check)
        waive(report=report, failed_check=check, by=person(request), at=timezone.now(), **form.cleaned_data)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã lưu lý do.")
    return redirect("report_editor", pk=pk)
