"""Fetch and authorise in one call, for workbooks that are sent (see kehoach.access)."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest

from kehoach.models import Commune, Plan, SentWorkbook
from kehoach.people.access import person, require
from kehoach.setup.rules import check_may_set_up


def commune_setups_of(request: HttpRequest) -> QuerySet[SentWorkbook]:
    """The workbooks by which communes were set up, the newest first: the administrators' alone."""
    require(check_may_set_up, person(request))
    written = SentWorkbook.objects.filter(reporting_year=None, imported_at__isnull=False)
    return written.select_related("sent_by", "commune")


def communes_to_set_up(request: HttpRequest) -> QuerySet[Any]:
    """Every commune, and as `has_plan` whether it has one that others may take for a pattern: the administrators'."""
    require(check_may_set_up, person(request))
    return Commune.objects.annotate(has_plan=Exists(Plan.objects.filter(commune=OuterRef("pk")))).order_by("code")


def plan_of(workbook: SentWorkbook) -> Plan | None:
    """The plan of the commune that a workbook has set up."""
    return Plan.objects.newest_of(workbook.commune).first() if workbook.commune else None


def commune_setup_to_read(request: HttpRequest, pk: int) -> SentWorkbook:
    """One of those."""
    found = commune_setups_of(request).filter(pk=pk).first()
    if found is None:
        raise Http404("Không có tệp này.")
    return found


def commune_setup_to_write(request: HttpRequest, pk: int) -> SentWorkbook:
    """A set-up workbook that the person has sent, to look at and to confirm: their own alone."""
    require(check_may_set_up, person(request))
    sent = SentWorkbook.objects.filter(reporting_year=None, sent_by=person(request), pk=pk)
    found = sent.select_related("commune").first()
    if found is None:
        raise Http404("Không có tệp này. Có thể đã gửi tệp khác thay cho nó.")
    return found
