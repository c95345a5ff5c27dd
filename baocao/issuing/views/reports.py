"""The reports: the list of years, one report as it would be printed, and its file."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from baocao.document.paper import paper
from baocao.document.typesetting import CannotRender
from baocao.issuing.access import report_asked, reports_to_read
from baocao.issuing.forms.asked import ReportForm
from baocao.issuing.rules import check_reads_heads, check_writes
from baocao.issuing.source_pages import source_pages
from baocao.issuing.standing import draft_of, file_name, outgoing, standing_report
from baocao.models import Report, ReportKind
from baocao.page_plan import plan_links, plan_query
from baocao.report.data import ReportData
from baocao.report.files import FILE_FORMATS, PDF
from baocao.report.head import purposes_of
from baocao.report.years import ReportYear, Review, report_years, reviews
from kehoach.common.converters import query_of
from kehoach.common.responses import file_response
from kehoach.models import Plan, Role
from kehoach.people.access import person, require
from kehoach.people.rules import check_reads_aggregates, permit
from kehoach.plan.access import areas_in, leading_plan, plans_in, plans_of


@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """Every year that has been opened, newest first, with its report as it stands, and the reviews of several years."""
    require(check_reads_aggregates, person(request))
    plan = leading_plan(request)
    years = report_years(plan.commune)
    begun, several = _begun(request, plan), _reviews(request, years)
    context = {
        "plan": plan,
        "years": [(row, begun.get((row.opened.year, ReportKind.ANNUAL, plan.commune_id))) for row in years],
        "kind": ReportKind.ANNUAL,
        "sees_heads": permit(check_reads_heads, person(request), plan.commune).allowed,
        "publishes": permit(check_writes, person(request), plan.commune).allowed,
        "reviews": [
            (row, plan_query(row.plan), begun.get((row.year, row.kind, row.plan.issuing_commune.pk))) for row in several
        ],
    }
    return render(request, "baocao/issuing/reports.html", context)


@require_GET
def report(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """What is not issued on paper, what is missing in it, and the fields that văn thư fills; else what was issued."""
    plan, chosen = report_asked(request, year, kind)
    standing = standing_report(reports_to_read(request), plan, year, chosen)
    if standing and standing.is_issued:
        return redirect("report_preview", pk=standing.pk)
    form = _form(request, plan, year, standing)
    whole = draft_of(standing, plan, year, chosen, length=form.length, purpose=form.purpose, **form.issued)
    data = whole.data
    context = {
        "year": year,
        "kind": chosen,
        "data": data,
        "form": form,
        "begun": standing,
        "plans": [] if chosen is ReportKind.ANNUAL else plan_links(request, year, plan),
        "starts": permit(check_writes, person(request), plan.commune).allowed,
        **paper(whole.document),
        "source_pages": source_pages(plan, year, person(request)),
        "missing": missing(request, data),
        "formats": [file_format for file_format in FILE_FORMATS.values() if file_format is not PDF],
    }
    return render(request, "baocao/issuing/report.html", context)


@require_GET
def download(request: HttpRequest, year: int, kind: str, ending: str = PDF.ending) -> HttpResponse:
    """The issued file, else the draft; a slip, or a server without fonts, leads back to the page that says so."""
    plan, chosen = report_asked(request, year, kind)
    if ending not in FILE_FORMATS:
        raise Http404("Không có dạng tệp này.")
    made, standing = FILE_FORMATS[ending], standing_report(reports_to_read(request), plan, year, chosen)
    if standing and standing.is_issued:
        content = outgoing(standing).as_file(made)
        return file_response(content, f"{file_name(chosen, year, standing)}.{ending}", made.media_type)
    form = _form(request, plan, year, standing)
    page = f"{reverse('report', kwargs={'year': year, 'kind': kind})}?{query_of(request).urlencode()}"
    if not form.is_valid():
        return redirect(page)
    whole = draft_of(standing, plan, year, chosen, length=form.length, purpose=form.purpose, **form.issued)
    try:
        content = made.make(whole.document, whole.content)
    except CannotRender as problem:
        messages.error(request, str(problem))
        return redirect(page)
    return file_response(content, f"{file_name(chosen, year)}.{ending}", made.media_type)


def _begun(request: HttpRequest, plan: Plan) -> dict[tuple[int, str, int], Report]:
    """The newest report of each year, kind and commune whose plan a review is on, as far as the person may see it."""
    begun = reports_to_read(request).filter(commune=plan.commune).order_by("started_at", "pk")
    return {
        (
            report.year,
            report.kind,
            report.commune_id if report.kind == ReportKind.ANNUAL else report.plan.commune_id,
        ): report
        for report in begun
    }


def _reviews(request: HttpRequest, years: list[ReportYear]) -> list[Review]:
    """Those of the commune's own plans, and of plans that it carries on, of years in which these hold."""
    carried = {area.plan.pk: area.plan for row in years for area in areas_in(request, row.opened.year)}
    plans = {**{plan.pk: plan for plan in plans_of(request)}, **carried}
    return [row for plan in plans.values() for row in reviews(plan, years) if plan in plans_in(request, row.year)]


def _form(request: HttpRequest, plan: Plan, year: int, begun: Report | None) -> ReportForm:
    """To whom a report goes is chosen before it is begun."""
    return ReportForm(query_of(request), year=year, purposes=() if begun else purposes_of(plan, year))


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
