"""The reports: the list of years, one report as it would be printed, and its file."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from baocao.attainment.queries import PlanAttainment
from baocao.document.typesetting import CannotRender
from baocao.issuing.access import reports_to_read
from baocao.issuing.forms.asked import ReportForm
from baocao.issuing.rules import check_reads_heads, check_writes
from baocao.issuing.views.paper import paper
from baocao.models import Purpose, Report, ReportHead, ReportKind
from baocao.report import compose, document_of
from baocao.report.data import ReportData, gather
from baocao.report.files import FILE_FORMATS, PDF
from baocao.report.years import report_years, reviews
from kehoach.common.responses import file_response
from kehoach.models import Plan, Role
from kehoach.people.access import person, require
from kehoach.people.rules import check_reads_aggregates, permit
from kehoach.plan.access import plan_in, plan_to_read, plans_of


@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """Every year that has been opened, newest first, with its report as it stands, and the reviews of several years."""
    require(check_reads_aggregates, person(request))
    plan = plan_to_read(request)
    years = report_years(plan.commune)
    begun = _begun(request, plan)
    context = {
        "plan": plan,
        "years": [(row, begun.get((row.opened.year, ReportKind.ANNUAL))) for row in years],
        "kind": ReportKind.ANNUAL,
        "sees_heads": permit(check_reads_heads, person(request), plan.commune).allowed,
        "reviews": [
            (row, begun.get((row.year, row.kind)))
            for each in plans_of(request)
            for row in reviews(each, years)
            if plan_in(request, row.year) == each
        ],
    }
    return render(request, "baocao/issuing/reports.html", context)


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
        "begun": _begun(request, plan).get((year, chosen)),
        "starts": permit(check_writes, person(request), plan.commune).allowed,
        **paper(document),
        "missing": missing(request, data),
        "formats": [file_format for file_format in FILE_FORMATS.values() if file_format is not PDF],
    }
    return render(request, "baocao/issuing/report.html", context)


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


def _begun(request: HttpRequest, plan: Plan) -> dict[tuple[int, str], Report]:
    """The newest report of each year and kind that is being written or was issued, as far as the person may see it."""
    begun = reports_to_read(request).filter(commune=plan.commune).order_by("started_at", "pk")
    return {(report.year, report.kind): report for report in begun}


def _asked(request: HttpRequest, year: int, slug: str) -> tuple[Plan, ReportKind]:
    """The plan and the kind of report that an address names; several years begin with the plan's first."""
    require(check_reads_aggregates, person(request))
    kind, plan = ReportKind.of_slug(slug), plan_to_read(request, year)
    if kind is None or (kind is not ReportKind.ANNUAL and year < plan.first_year):
        raise Http404("Không có báo cáo này.")
    return plan, kind


def _form(request: HttpRequest, plan: Plan, year: int) -> ReportForm:
    to_superior = ReportHead.objects.filter(commune=plan.commune, purpose=Purpose.TO_SUPERIOR).exists()
    return ReportForm(request.GET, year=year, to_superior=to_superior)


def _gathered(plan: Plan, year: int, kind: ReportKind, form: ReportForm) -> ReportData:
    signed_on = form.issued["signed_on"]
    return gather(PlanAttainment(plan), year, kind=kind, purpose=form.purpose, signed_on=signed_on)


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
