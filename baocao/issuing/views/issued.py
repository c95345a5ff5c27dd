"""Files of reports: a draft's print, the issued bytes, signed copies; and whether some file is one of them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from baocao.document.typesetting import CannotRender
from baocao.issuing.access import report_to_keep, report_to_read, reports_to_read
from baocao.issuing.actions.signed_copies import keep_signed_copy
from baocao.issuing.forms.steps import PdfForm, SignedCopyForm
from baocao.issuing.recognising import recognised
from baocao.issuing.rules import check_can_keep_signed_copy
from baocao.issuing.standing import file_name, outgoing
from baocao.models import FilePart, Length, Report
from baocao.report.files import FILES_BESIDE_PDF, PDF, SOURCES_FILE
from kehoach.common.formats import uncapitalized
from kehoach.common.responses import file_response, pdf_response
from kehoach.people.access import person
from kehoach.people.rules import Refused, permit


@require_GET
def report_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The bytes that were issued, without typesetting anything; of a draft its print of now, marked as one."""
    report = report_to_read(request, pk)
    try:
        return pdf_response(outgoing(report).as_file(PDF), f"{name_of(report)}.pdf")
    except CannotRender as problem:
        messages.error(request, str(problem))
        return redirect("report_editor", pk=pk)


@require_GET
def office_file(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """The same report for Word or Excel, or the sources of its figures: an issued one from its frozen data."""
    report, made = report_to_read(request, pk), FILES_BESIDE_PDF.get(ending)
    if made is None or (made is SOURCES_FILE and report.length == Length.FULL):
        raise Http404("Không có loại tệp này.")
    return file_response(outgoing(report).as_file(made), f"{name_of(report)}.{ending}", made.media_type)


def name_of(report: Report) -> str:
    """bao-cao-2025-du-thao · bao-cao-2025-so-04"""
    return file_name(report.kind_enum, report.year, report)


@require_http_methods(["GET", "POST"])
def keep_signed(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes in a copy that was signed outside the portal; what is wrong with it is told beside the form."""
    report, user = report_to_keep(request, pk), person(request)
    may_keep = permit(check_can_keep_signed_copy, report, user)
    if not may_keep.allowed:
        messages.error(request, may_keep.reason)
        return redirect("report_editor", pk=pk)
    form = SignedCopyForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = {"part": form.cleaned_data["part"], "content": form.cleaned_data["file"]}
        try:
            kept = keep_signed_copy(report=report, by=user, at=timezone.now(), **given)
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, f"Đã lưu {uncapitalized(kept.get_part_display())}. {kept.remark}")
            return redirect("report_editor", pk=pk)
    return render(request, "baocao/issuing/keep_signed.html", {"report": report, "form": form})


@require_GET
def signed_file(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """A signed copy, as it came in; it is only ever downloaded."""
    report = report_to_read(request, pk)
    kept = report.files.exclude(part=FilePart.ISSUED).filter(pk=file).first()
    if kept is None:
        raise Http404("Không có tệp này.")
    response = pdf_response(kept.whole, f"{name_of(report)}-da-ky.pdf")
    response["Content-Disposition"] = f"attachment; {response['Content-Disposition'].partition('; ')[2]}"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """“Kiểm tra”: whether a PDF is one that the commune issued, or a signed copy of one. The file is not kept."""
    reports = reports_to_read(request)
    form = PdfForm(request.POST or None, request.FILES or None)
    match = None
    if request.method == "POST" and form.is_valid():
        match = recognised(form.cleaned_data["file"], reports)
    return render(request, "baocao/issuing/verify.html", {"form": form, "found": match})
