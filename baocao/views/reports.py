"""The reports: the list of years, one report as it would be printed, and its file."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from baocao.document import Block, Table
from baocao.enums import Purpose, ReportKind
from baocao.forms import ReportForm
from baocao.models import ReportHead
from baocao.pdf import CannotRender
from baocao.queries import PlanYears
from baocao.report import compose, document_of
from baocao.report.data import ReportData, gather
from baocao.report.files import FILE_FORMATS, PDF
from baocao.report.years import report_years, reviews
from baocao.years import plan_to_read
from kehoach.access import check_reads_aggregates, person, require
from kehoach.enums import Role
from kehoach.models import Plan
from kehoach.responses import file_response


@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """Every year that has been opened, newest first, with its report as it stands, and the reviews of several years."""
    require(check_reads_aggregates, person(request))
    plan = plan_to_read(request)
    years = report_years(plan.commune)
    context = {"plan": plan, "years": years, "kind": ReportKind.ANNUAL, "reviews": reviews(plan, years)}
    return render(request, "baocao/reports.html", context)


@require_GET
def report(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """The report of a year on paper, what is missing in it, and the fields that văn thư fills."""
    plan, chosen = _asked(request, year, kind)
    form = _form(request, plan, year)
    data = _gathered(plan, year, chosen, form)
    document = document_of(data, **form.issued)
    context = {
        "year": year,
        "kind": chosen,
        "data": data,
        "form": form,
        "document": document,
        "parts": parts(document.blocks),
        "appendices": [(appendix, parts(appendix.blocks)) for appendix in document.appendices],
        "missing": missing(request, data),
        "formats": [each for each in FILE_FORMATS.values() if each is not PDF],
    }
    return render(request, "baocao/report.html", context)


@require_GET
def download(request: HttpRequest, year: int, kind: str, ending: str = PDF.ending) -> HttpResponse:
    """The report as a file; a slip of văn thư's, or a server without fonts, leads back to the page that says so."""
    plan, chosen = _asked(request, year, kind)
    if ending not in FILE_FORMATS:
        raise Http404("Không có dạng tệp này.")
    form, made = _form(request, plan, year), FILE_FORMATS[ending]
    page = f"{reverse('report', kwargs={'year': year, 'kind': kind})}?{request.GET.urlencode()}"
    if not form.is_valid():
        return redirect(page)
    composed = compose(_gathered(plan, year, chosen, form), **form.issued)
    try:
        content = made.make(composed.document, composed.content)
    except CannotRender as problem:
        messages.error(request, str(problem))
        return redirect(page)
    return file_response(content, f"{chosen.file_name}-{year}.{ending}", made.media_type)


def _asked(request: HttpRequest, year: int, slug: str) -> tuple[Plan, ReportKind]:
    """The plan and the kind of report that an address names; several years begin with the plan's first."""
    require(check_reads_aggregates, person(request))
    kind, plan = ReportKind.of_slug(slug), plan_to_read(request)
    if kind is None or (kind is not ReportKind.ANNUAL and year < plan.first_year):
        raise Http404("Không có báo cáo này.")
    return plan, kind


def _form(request: HttpRequest, plan: Plan, year: int) -> ReportForm:
    to_superior = ReportHead.objects.filter(commune=plan.commune, purpose=Purpose.TO_SUPERIOR).exists()
    return ReportForm(request.GET, year=year, to_superior=to_superior)


def _gathered(plan: Plan, year: int, kind: ReportKind, form: ReportForm) -> ReportData:
    signed_on = form.issued["signed_on"]
    return gather(PlanYears(plan), year, kind=kind, purpose=form.purpose, signed_on=signed_on)


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
