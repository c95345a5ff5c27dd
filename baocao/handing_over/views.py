"""Handing an issued report to văn thư: the sheet to copy from, the codes of agencies, the package."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from baocao.handing_over.actions import set_agency_codes
from baocao.handing_over.forms import CodesForm
from baocao.handing_over.package import package_of
from baocao.handing_over.rules import check_can_hand_over
from baocao.handing_over.sheet import sheet_of
from baocao.issuing.access import report_to_keep, report_to_write
from baocao.issuing.rules import check_writes
from baocao.issuing.standing import file_name
from kehoach.common.responses import file_response
from kehoach.common.versions import Conflict
from kehoach.people.access import person
from kehoach.people.rules import permit

_ZIP = "application/zip"


@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet of the report; the officer says which codes the agencies have."""
    report = report_to_write(request, pk) if request.method == "POST" else report_to_keep(request, pk)
    may_hand_over = permit(check_can_hand_over, report)
    if not may_hand_over.allowed:
        messages.error(request, may_hand_over.reason)
        return redirect("report_editor", pk=pk)
    sheet = sheet_of(report)
    sent = request.POST if request.method == "POST" else None
    form = CodesForm(sent, agencies=sheet.agencies, codes=sheet.codes)
    if form.is_valid():
        given = {"codes": form.codes, "seen": form.cleaned_data["seen"]}
        try:
            set_agency_codes(commune=report.commune, by=person(request), at=timezone.now(), **given)
        except Conflict as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, "Đã ghi mã cơ quan.")
        return redirect("report_handover", pk=pk)
    writes = permit(check_writes, person(request), report.commune).allowed
    context = {"report": report, "sheet": sheet, "form": form, "writes": writes}
    return render(request, "baocao/handing_over/hand_over.html", context)


@require_GET
def package(request: HttpRequest, pk: int) -> HttpResponse:
    """The zip for văn thư."""
    report = report_to_keep(request, pk)
    may_hand_over = permit(check_can_hand_over, report)
    if not may_hand_over.allowed:
        messages.error(request, may_hand_over.reason)
        return redirect("report_editor", pk=pk)
    name = file_name(report.kind_enum, report.year, report)
    return file_response(package_of(sheet_of(report), name), f"{name}-ban-giao.zip", _ZIP)
