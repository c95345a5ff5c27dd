"""Fetch and authorise in one call, for reports (see kehoach.access)."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from baocao.issuing.rules import check_decides, check_keeps, check_reads_heads, check_sets_heads, check_writes
from baocao.models import Report, ReportHead, ReportKind, ReportState
from kehoach.models import Plan, Role
from kehoach.people.access import commune_of, in_area, person, require
from kehoach.people.rules import check_reads_aggregates
from kehoach.plan.access import area_to_read, leading_plan


def reports_to_read(request: HttpRequest) -> QuerySet[Report]:
    """The commune's reports; whoever stands above the communes reads those of all that are issued."""
    user = person(request)
    require(check_reads_aggregates, user)
    reports = Report.objects.select_related("commune", "plan__commune", "entry", "replaces__entry")
    if user.role == Role.OVERSEER:
        return reports.filter(state=ReportState.ISSUED, commune__in=in_area(user))
    return reports.filter(commune=commune_of(request))


def report_to_read(request: HttpRequest, pk: int) -> Report:
    """One of those reports, with its texts."""
    report = reports_to_read(request).filter(pk=pk).prefetch_related("texts").first()
    if report is None:
        raise Http404("Không có báo cáo này.")
    return report


def report_asked(request: HttpRequest, year: int, slug: str) -> tuple[Plan, ReportKind]:
    """The plan and the kind of report that an address names.

    A year is told of all plans together; several years of one, chosen by ?ke-hoach=, and they begin with its first.
    """
    require(check_reads_aggregates, person(request))
    kind = ReportKind.of_slug(slug)
    if kind is ReportKind.ANNUAL:
        return leading_plan(request, year), kind
    plan = area_to_read(request, year).plan
    if kind is None or year < plan.first_year:
        raise Http404("Không có báo cáo này.")
    return plan, kind


def report_to_write(request: HttpRequest, pk: int) -> Report:
    """A report that the person may write: the officer's right."""
    report = report_to_read(request, pk)
    require(check_writes, person(request), report.commune)
    return report


def report_to_decide(request: HttpRequest, pk: int) -> Report:
    """A report that the person may return or issue: the leader's right."""
    report = report_to_read(request, pk)
    require(check_decides, person(request), report.commune)
    return report


def report_to_keep(request: HttpRequest, pk: int) -> Report:
    """A report whose waivers and signed copy the person may add to: officer and leader."""
    report = report_to_read(request, pk)
    require(check_keeps, person(request), report.commune)
    return report


def heads_to_read(request: HttpRequest) -> QuerySet[ReportHead]:
    """How the commune's reports have looked, look and will look."""
    commune = commune_of(request)
    require(check_reads_heads, person(request), commune)
    return ReportHead.objects.filter(commune=commune).select_related("commune")


def heads_to_set(request: HttpRequest) -> QuerySet[ReportHead]:
    """The same, to decide about: the right of officer and administrator."""
    heads = heads_to_read(request)
    require(check_sets_heads, person(request), commune_of(request))
    return heads
