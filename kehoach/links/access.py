"""Fetch and authorise in one call: a view has no other way to an object.

A stranger gets 404, so that nothing is revealed; a colleague without the right gets 403 with the reason.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest

from kehoach.links.rules import check_may_hand_out_links
from kehoach.models import (
    EntryLink,
    ReportingYear,
)
from kehoach.people.access import commune_of, person, require


def year_to_hand_out(request: HttpRequest, year: int) -> ReportingYear:
    """A reporting year of the commune whose entry links the person hands out: the officer's right."""
    commune = commune_of(request)
    require(check_may_hand_out_links, person(request), commune)
    found = ReportingYear.objects.filter(commune=commune, year=year).first()
    if found is None:
        raise Http404("Xã chưa mở năm báo cáo này.")
    return found


def link_to_revoke(request: HttpRequest, year: int, code: str) -> EntryLink:
    """The newest link of a unit and year; the second of two clicks finds the one that the first has revoked."""
    links = EntryLink.objects.filter(reporting_year=year_to_hand_out(request, year), unit__code=code)
    link = links.select_related("unit__commune", "reporting_year").order_by("-created_at", "-pk").first()
    if link is None:
        raise Http404("Đơn vị không có đường dẫn của năm này.")
    return link
