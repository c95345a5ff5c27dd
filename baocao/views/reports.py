"""The annual reports: the list of years, one report as it would be printed, and its PDF."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from baocao.document import Block, Table
from baocao.enums import ReportKind
from baocao.forms import ReportForm
from baocao.pdf import CannotRender
from baocao.queries import PlanYears
from baocao.report import document_of, report_pdf
from baocao.report.data import ReportData, gather
from baocao.report.years import report_years
from baocao.years import plan_to_read
from kehoach.access import check_reads_aggregates, person, require
from kehoach.enums import Role


@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """Every year that has been opened, newest first, with its report as it stands."""
    require(check_reads_aggregates, person(request))
    plan = plan_to_read(request)
    context = {"plan": plan, "years": report_years(plan.commune), "kind": ReportKind.ANNUAL}
    return render(request, "baocao/reports.html", context)


@require_GET
def report(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """The report of a year on paper, what is missing in it, and the fields that văn thư fills."""
    require(check_reads_aggregates, person(request))
    _check_kind(kind)
    data = gather(PlanYears(plan_to_read(request)), year)
    form = ReportForm(request.GET, year=year)
    document = document_of(data, **form.issued)
    context = {
        "year": year,
        "kind": kind,
        "data": data,
        "form": form,
        "document": document,
        "parts": parts(document.blocks),
        "appendices": [(appendix, parts(appendix.blocks)) for appendix in document.appendices],
        "missing": missing(request, data),
    }
    return render(request, "baocao/report.html", context)


@require_GET
def download(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """The report as PDF; what văn thư typed wrongly, or a server without fonts, leads back to the page that says so."""
    require(check_reads_aggregates, person(request))
    _check_kind(kind)
    plan, form = plan_to_read(request), ReportForm(request.GET, year=year)
    page = f"{reverse('report', kwargs={'year': year, 'kind': kind})}?{request.GET.urlencode()}"
    if not form.is_valid():
        return redirect(page)
    try:
        pdf = report_pdf(PlanYears(plan), year, **form.issued)
    except CannotRender as problem:
        messages.error(request, str(problem))
        return redirect(page)
    name = content_disposition_header(as_attachment=False, filename=f"bao-cao-{year}.pdf")
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": str(name)})


def _check_kind(slug: str) -> None:
    """The annual report is the one that is written so far."""
    if slug != ReportKind.ANNUAL.slug:
        raise Http404("Không có loại báo cáo này.")


def parts(blocks: Sequence[Block]) -> list[tuple[bool, list[Block]]]:
    """The blocks in runs of text and of tables, because a table is wider than a phone and scrolls by itself."""
    return [(is_table, list(run)) for is_table, run in groupby(blocks, key=lambda block: isinstance(block, Table))]


def missing(request: HttpRequest, data: ReportData) -> list[tuple[str, str]]:
    """The facilities without accepted figures, each with the page of its form, which an overseer does not see yet."""
    if data.reporting_year is None:
        return []
    opens = person(request).role != Role.OVERSEER
    return [
        (
            facility.name,
            reverse(f"{pair.now.kind.url_name}:figures", kwargs={"code": facility.code, "year": data.year})
            if opens
            else "",
        )
        for pair in data.kinds
        for facility in pair.now.unreported
    ]
