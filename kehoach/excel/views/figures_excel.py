"""A year's figures as Excel: the form to take along, sending it back, and looking before anything is written."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kehoach.common import formats
from kehoach.common.responses import file_response
from kehoach.common.versions import Conflict
from kehoach.common.workbook_writer import MEDIA_TYPE
from kehoach.excel.access import (
    unit_of,
    unit_with_excel,
    workbook_to_import,
    workbook_to_read,
    workbooks_of,
    year_with_excel,
)
from kehoach.excel.actions import content_of, import_workbook, keep_workbook
from kehoach.excel.forms import ConfirmForm, Sent, WorkbookForm
from kehoach.excel.gathering import template_name, template_of
from kehoach.excel.import_changes import ImportPlan
from kehoach.excel.import_plan import WrongWorkbook, opened, plan_import
from kehoach.excel.preview import preview
from kehoach.excel.views.sent_workbooks import MOST_SHOWN, marked_response, sent_response, told
from kehoach.excel.workbooks.guard import NotAWorkbook
from kehoach.figures.submissions import by_name, units_with_forms
from kehoach.models import ReportingYear, SentWorkbook
from kehoach.people.access import open_to_links, person
from kehoach.people.rules import Refused


@open_to_links
@require_http_methods(["GET", "POST"])
def figures_excel(request: HttpRequest, year: int) -> HttpResponse:
    """The forms to take along, and where a filled one is sent; it is read at once and nothing is written yet."""
    found = year_with_excel(request, year)
    is_another = False
    form = WorkbookForm(request.POST, request.FILES) if request.method == "POST" else WorkbookForm()
    if form.is_valid():
        try:
            return _received(request, found, form.cleaned_data["file"])
        except NotAWorkbook as problem:
            form.add_error("file", str(problem))
            is_another = isinstance(problem, WrongWorkbook)
    own = unit_of(request)
    context = {
        "year": found,
        "form": form,
        "is_another": is_another,
        "own": own,
        "units": [] if own else by_name(units_with_forms(found)),
        "workbooks": workbooks_of(request, found)[:MOST_SHOWN],
    }
    return render(request, "kehoach/excel/figures_excel.html", context)


def _received(request: HttpRequest, year: ReportingYear, sent: Sent) -> HttpResponse:
    """Where a workbook that can be read leads: to what it would change, or back where that is nothing."""
    unit, user, now = unit_of(request), person(request), timezone.now()
    plan = plan_import(opened(sent.content), year, by=user, at=now, unit=unit)
    if not plan.faults and not plan.changed:
        rows = formats.count(plan.rows)
        messages.info(request, f"Tệp giống số liệu trên cổng (đã đọc {rows} dòng cơ sở), không có gì phải thay đổi.")
        return redirect("figures_excel", year=year.year)
    kept = keep_workbook(year=year, unit=unit or plan.unit, name=sent.name, content=sent.content, by=user, at=now)
    return redirect("workbook", year=year.year, pk=kept.pk)


@open_to_links
@require_http_methods(["GET", "POST"])
def workbook(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Everything that is wrong with the workbook, or all that it would change; confirmed, it is written."""
    sent = workbook_to_import(request, year, pk)
    form = ConfirmForm(request.POST) if request.method == "POST" else ConfirmForm()
    if sent.is_imported and request.method == "POST":  # pressed twice, answered as once
        return redirect("workbook", year=year, pk=pk)
    if sent.is_imported:
        changed = f"Đã nhập {formats.count(sent.changed)} ô từ tệp “{sent.name}”."
        messages.success(request, f"{changed} Phiếu chưa nộp: hãy mở phiếu, xem lại rồi bấm “Nộp”.")
        return redirect("figures_excel", year=year)
    try:
        if form.is_valid():
            digest = form.cleaned_data["digest"]
            plan = import_workbook(workbook=sent, by=person(request), at=timezone.now(), digest=digest)
            if plan.faults:
                return _look(request, sent, plan, status=409)
            return redirect("workbook", year=sent.year.year, pk=sent.pk)
        return _look(request, sent, _plan(request, sent))
    except Conflict as conflict:
        messages.warning(request, str(conflict))
        return _look(request, sent, conflict.theirs, status=409)
    except (NotAWorkbook, Refused) as problem:
        messages.error(request, str(problem))
        return redirect("figures_excel", year=year)


def _plan(request: HttpRequest, sent: SentWorkbook) -> ImportPlan:
    book = opened(content_of(sent))
    return plan_import(book, sent.year, by=person(request), at=timezone.now(), unit=unit_of(request))


def _look(request: HttpRequest, sent: SentWorkbook, plan: ImportPlan, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {"year": sent.year, "workbook": sent, "plan": plan, **told(plan.faults)}
    if not plan.faults:
        context |= {"preview": preview(plan), "form": ConfirmForm(initial={"digest": plan.digest})}
    return render(request, "kehoach/excel/workbook.html", context, status=status)


@open_to_links
@require_GET
def template(request: HttpRequest, year: int) -> HttpResponse:
    """The form of one's own unit; the officer's is the whole commune's."""
    found, unit = year_with_excel(request, year), unit_of(request)
    return file_response(template_of(found, unit), template_name(found, unit), MEDIA_TYPE)


@open_to_links
@require_GET
def unit_template(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """The form of one unit."""
    found, unit = year_with_excel(request, year), unit_with_excel(request, code)
    return file_response(template_of(found, unit), template_name(found, unit), MEDIA_TYPE)


@open_to_links
@require_GET
def marked_workbook(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """The workbook as it was sent, with everything that is wrong marked in it."""
    sent = workbook_to_import(request, year, pk)
    try:
        return marked_response(sent, _plan(request, sent).faults)
    except (NotAWorkbook, Refused) as problem:
        messages.error(request, str(problem))
        return redirect("workbook", year=year, pk=pk)


@open_to_links
@require_GET
def workbook_file(request: HttpRequest, year: int, pk: int) -> HttpResponseBase:
    """A workbook whose figures were brought in, as it was sent."""
    return sent_response(workbook_to_read(request, year, pk))
