"""Fetch and authorise in one call: a view has no other way to an object.

A stranger gets 404, so that nothing is revealed; a colleague without the right gets 403 with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from kehoach.models import ReportingYear
from kehoach.people.access import commune_of, person, require
from kehoach.people.rules import check_may_review, check_reads_collection


def years_of(request: HttpRequest) -> QuerySet[ReportingYear]:
    """The reporting years whose collection the person may follow."""
    require(check_reads_collection, person(request))
    return ReportingYear.objects.filter(commune=commune_of(request)).select_related("commune").order_by("-year")


def year_to_follow(request: HttpRequest, year: int) -> ReportingYear:
    """One of those years. Raises Http404 where the commune has not opened it."""
    reporting_year = years_of(request).filter(year=year).first()
    if reporting_year is None:
        raise Http404("Xã chưa mở năm báo cáo này.")
    return reporting_year


def year_to_run(request: HttpRequest, year: int) -> ReportingYear:
    """One of those years, to decide about: the officer's right. Raises as year_to_follow does."""
    reporting_year = year_to_follow(request, year)
    require(check_may_review, person(request), reporting_year.commune)
    return reporting_year


def year_in_work(years: Iterable[ReportingYear]) -> ReportingYear | None:
    """The year that a page shows unless another is asked for: the oldest that is not closed, else the newest."""
    by_year = sorted(years, key=attrgetter("year"))
    return next((year for year in by_year if not year.is_closed), by_year[-1] if by_year else None)


def years_to_open(request: HttpRequest) -> QuerySet[ReportingYear]:
    """The years that the commune has, for the officer who opens another."""
    years = years_of(request)
    require(check_may_review, person(request), commune_of(request))
    return years
