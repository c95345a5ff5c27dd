"""Fetch and authorise in one call, for the sums over all communes."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from django.http import Http404, HttpRequest

from baocao.rollup.replica import from_replica
from baocao.rollup.rules import check_reads_rollup
from baocao.rollup.summing import Rollup, roll_up
from kehoach.models import ReportingYear
from kehoach.people.access import in_area, person, require


def years_to_read(request: HttpRequest) -> list[int]:
    """The years that some commune has opened, in their order: the level above alone. Raises Http404 where none is."""
    require(check_reads_rollup, person(request))
    years = list(ReportingYear.objects.order_by("year").values_list("year", flat=True).distinct())
    if not years:
        raise Http404("Chưa có xã nào mở năm báo cáo.")
    return years


def newest_year(request: HttpRequest) -> int:
    """The newest year that some commune has closed, else the newest there is."""
    years = years_to_read(request)
    closed = ReportingYear.objects.filter(closed_at__isnull=False).order_by("-year").values_list("year", flat=True)
    return closed.first() or years[-1]


def rollup_to_read(request: HttpRequest, year: int, province: str) -> tuple[Rollup, timedelta | None]:
    """The sums of a year over all communes of the person's area or, where it is not empty, a province's of them.

    Beside them how far the replica that they were read from is behind; None where they are the primary's.
    """
    user = person(request)
    require(check_reads_rollup, user)
    area = in_area(user) if user.has_area else None
    return from_replica(partial(roll_up, year, [province] if province else None, area))
