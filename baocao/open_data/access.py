"""Fetch and authorise in one call, for open data: whoever asks, a commune that publishes nothing is not there."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest

from baocao.models import Report, ReportKind, ReportState
from baocao.open_data.rules import check_publishes
from kehoach.models import Commune, ReportingYear
from kehoach.people.access import commune_of, person, require


def publishing_communes() -> QuerySet[Commune]:
    """The communes whose figures are open to everybody."""
    return Commune.objects.filter(open_data__is_public=True).select_related("open_data").order_by("province", "code")


def publishing_commune(code: str) -> Commune:
    """One of those by its code. Raises Http404."""
    commune = publishing_communes().filter(code=code).order_by("-valid_from").first()
    if commune is None:
        raise Http404("Xã này không công bố dữ liệu mở.")
    return commune


def finished_years(commune: Commune) -> QuerySet[ReportingYear]:
    """The years whose figures are settled: closed, or with an issued report; the newest first."""
    issued = Report.objects.filter(
        commune=OuterRef("commune"), year=OuterRef("year"), kind=ReportKind.ANNUAL, state=ReportState.ISSUED
    )
    settled = Q(closed_at__isnull=False) | Exists(issued)
    return ReportingYear.objects.filter(settled, commune=commune).order_by("-year")


def finished_year(code: str, year: int) -> ReportingYear:
    """One of those of a commune that publishes. Raises Http404."""
    commune = publishing_commune(code)
    chosen = finished_years(commune).select_related("commune").filter(year=year).first()
    if chosen is None:
        raise Http404("Năm này chưa khóa và chưa có báo cáo ban hành nên chưa có dữ liệu mở.")
    return chosen


def commune_to_publish(request: HttpRequest) -> Commune:
    """The person's commune, whose figures they may open to everybody: the officer's right."""
    commune = commune_of(request)
    require(check_publishes, person(request), commune)
    return commune
