"""Fetch and authorise in one call: a view has no other way to an object.

A stranger gets 404, so that nothing is revealed; a colleague without the right gets 403 with the reason.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.utils import timezone

from kehoach.common.tokens import hash_of
from kehoach.links.rules import check_may_hand_out_links
from kehoach.models import EntryLink, ReportingYear, State, User, YearFigures
from kehoach.models.kinds import FigureKind
from kehoach.people.access import ENTRY_LINK, commune_of, person, require

# The session's key for the links that were entered on this device, one after the other.
OPENED_LINKS = "opened_links"


def year_to_hand_out(request: HttpRequest, year: int) -> ReportingYear:
    """A reporting year of the commune whose entry links the person hands out: the officer's right. Raises Http404."""
    commune = commune_of(request)
    require(check_may_hand_out_links, person(request), commune)
    reporting_year = ReportingYear.objects.filter(commune=commune, year=year).first()
    if reporting_year is None:
        raise Http404("Xã chưa mở năm báo cáo này.")
    return reporting_year


def link_with(token: str) -> EntryLink | None:
    """The link with this token, whether or not it still opens its forms. None for every other token."""
    return EntryLink.objects.with_their_year().filter(token_hash=hash_of(token)).first()


def link_of_session(request: HttpRequest, unit_id: int | None) -> EntryLink | None:
    """The link that this session came through, whatever has become of it."""
    links = EntryLink.objects.with_their_year()
    return links.filter(pk=request.session.get(ENTRY_LINK, 0), unit=unit_id).first()


def submitted_figures(token: str, kind: FigureKind, code: str) -> YearFigures:
    """What a unit has submitted, for whoever holds its link, also when the year is closed. Raises Http404."""
    link = link_with(token)
    figures: YearFigures | None = None
    if link is not None and link.revoked_at is None:
        of_unit = kind.figures.filter(reporting_year=link.reporting_year, facility__unit=link.unit)
        submitted = of_unit.filter(facility__code=code, state__in=[State.SUBMITTED, State.ACCEPTED])
        figures = submitted.select_related("reporting_year", "facility__unit__commune").first()
    if figures is None:
        raise Http404("Đường dẫn này không có bản đã nộp ấy.")
    return figures


def link_to_revoke(request: HttpRequest, year: int, code: str) -> EntryLink:
    """The newest link of a unit and year; the second of two clicks finds the one that the first has revoked."""
    links = EntryLink.objects.filter(reporting_year=year_to_hand_out(request, year), unit__code=code)
    link = links.select_related("unit__commune", "reporting_year").order_by("-created_at", "-pk").first()
    if link is None:
        raise Http404("Đơn vị không có đường dẫn của năm này.")
    return link


def person_is_link(request: HttpRequest) -> bool:
    """Whether whoever is at work came through a link."""
    return isinstance(request.user, User) and request.user.is_link


def is_open(request: HttpRequest, link: EntryLink) -> bool:
    """Whether this very link's session is the browser's."""
    return person_is_link(request) and request.session.get(ENTRY_LINK) == link.pk


def links_to_reopen(request: HttpRequest) -> list[EntryLink]:
    """The living links that were entered in this session besides the one that is open now."""
    others = {pk for pk in request.session.get(OPENED_LINKS, []) if pk != request.session.get(ENTRY_LINK)}
    return list(EntryLink.objects.living(timezone.now()).filter(pk__in=others)) if others else []


def link_to_reopen(request: HttpRequest, pk: int) -> EntryLink:
    """One of them."""
    for link in links_to_reopen(request):
        if link.pk == pk:
            return link
    raise Http404("Máy này chưa mở đường dẫn ấy, hoặc đường dẫn đã hết hạn.")
