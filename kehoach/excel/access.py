"""Fetch and authorise in one call, for workbooks that are sent (see kehoach.access)."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from kehoach.excel.rules import check_may_use_excel
from kehoach.models import ReportingYear, Role, SentWorkbook, Unit
from kehoach.people.access import commune_of, person, require


def year_with_excel(request: HttpRequest, year: int) -> ReportingYear:
    """A year whose figures the person gets and gives as Excel: a unit its own, the officer the whole commune's."""
    commune = commune_of(request)
    require(check_may_use_excel, person(request), commune)
    found = ReportingYear.objects.filter(commune=commune, year=year).select_related("commune").first()
    if found is None:
        raise Http404("Xã chưa mở năm báo cáo này.")
    return found


def unit_of(request: HttpRequest) -> Unit | None:
    """The unit that a person is bound to when figures come and go as Excel; None for the officer."""
    user = person(request)
    return user.unit if user.role == Role.REPORTER else None


def unit_with_excel(request: HttpRequest, code: str) -> Unit:
    """The unit whose form the person takes along as Excel."""
    units = Unit.objects.filter(commune=commune_of(request), code=code)
    own = unit_of(request)
    unit = (units.filter(pk=own.pk) if own else units).first()
    if unit is None:
        raise Http404("Không có đơn vị này.")
    return unit


def workbook_to_import(request: HttpRequest, year: int, pk: int) -> SentWorkbook:
    """A workbook that the person has sent, to look at and to confirm: their own alone."""
    sent = SentWorkbook.objects.filter(reporting_year=year_with_excel(request, year), sent_by=person(request), pk=pk)
    found = sent.select_related("unit", "reporting_year__commune").first()
    if found is None:
        raise Http404("Không có tệp này. Có thể đã gửi tệp khác thay cho nó.")
    return found


def workbooks_of(request: HttpRequest, year: ReportingYear) -> QuerySet[SentWorkbook]:
    """The workbooks whose figures were brought in, as far as the person may have them, the newest first."""
    brought = SentWorkbook.objects.filter(reporting_year=year, imported_at__isnull=False).select_related("sent_by")
    own = unit_of(request)
    return brought.filter(unit=own) if own else brought


def workbook_to_read(request: HttpRequest, year: int, pk: int) -> SentWorkbook:
    """One of those."""
    found = workbooks_of(request, year_with_excel(request, year)).filter(pk=pk).first()
    if found is None:
        raise Http404("Không có tệp này.")
    return found
