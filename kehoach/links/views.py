"""Entry links: the page behind a link, and the officer's page that hands them out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kehoach.common.tokens import token_of
from kehoach.links.access import (
    OPENED_LINKS,
    is_open,
    link_to_open,
    link_to_reopen,
    link_to_revoke,
    person_is_link,
    year_to_hand_out,
)
from kehoach.links.actions import NoSuchLink, enter, links_for, revoke
from kehoach.links.forms import HandOutForm
from kehoach.links.handouts import Handout, handouts
from kehoach.links.messages import invitation
from kehoach.models import EDITABLE, EntryLink, ReportingYear
from kehoach.models.kinds import kinds
from kehoach.people.access import ENTRY_LINK, LINK_PERSON, link_person, open_to_links, person
from kehoach.people.rules import Refused

_BACKEND = "kehoach.people.backends.PeopleBackend"


@dataclass(frozen=True)
class HandoutRow:
    """One unit on the officer's page: its link and the message to send with it (empty where there is no address)."""

    handout: Handout
    message: str


@open_to_links
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def entrance(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind a link: one button. Only the POST opens the forms; a message preview's GET changes nothing.

    Nobody is locked out for guessing: of 2^128 tokens nobody finds one, each guess costs one look into an index, and a
    limit by address would shut out a whole village behind one router, or everybody behind one proxy.
    """
    if request.method != "POST":
        link = link_to_open(token, timezone.now())
        if link is None:
            return useless_link(request)
        # A message tapped twice: the second time one is inside already.
        if is_open(request, link):
            return _first_page(link)
        return render(request, "kehoach/links/link_open.html", {"link": link})
    return _enter(request, token)


@open_to_links
@require_POST
def reopen_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Back to the forms of another link that was entered on this device."""
    return _enter(request, token_of(link_to_reopen(request, pk).nonce))


def _enter(request: HttpRequest, token: str) -> HttpResponse:
    """Into the forms of a link. Of a session before nothing stays but which links were entered on this device."""
    try:
        link, account = enter(token=token, at=timezone.now())
    except NoSuchLink:
        return useless_link(request)
    if not is_open(request, link):
        opened = {*request.session.get(OPENED_LINKS, []), link.pk} if person_is_link(request) else {link.pk}
        request.session.flush()
        login(request, account, backend=_BACKEND)
        request.session.update({ENTRY_LINK: link.pk, LINK_PERSON: link_person(link), OPENED_LINKS: sorted(opened)})
    return _first_page(link)


def _first_page(link: EntryLink) -> HttpResponse:
    """The form, where the unit has one: to fill in, or to read once it is submitted. Else the list of its forms."""
    forms = [
        (kind.url_name, code, state)
        for kind in kinds()
        for code, state in kind.figures.filter(
            reporting_year=link.reporting_year, facility__unit=link.unit
        ).values_list("facility__code", "state")
    ]
    if len(forms) != 1:
        return redirect("home")
    ((name, code, state),) = forms
    step = "entry" if state in EDITABLE else "figures"
    return redirect(f"{name}:{step}", code=code, year=link.reporting_year.year)


def useless_link(request: HttpRequest) -> HttpResponse:
    """One answer to every link that opens nothing: it says what to do, not what is wrong."""
    return render(request, "kehoach/links/link_useless.html", status=404)


@never_cache
@require_GET
def entry_links(request: HttpRequest, year: int) -> HttpResponse:
    """Every unit with forms of the year: how its link stands, and the message ready for Zalo."""
    reporting_year = year_to_hand_out(request, year)
    units = handouts(reporting_year, timezone.now())
    return _page(request, units, HandOutForm(reporting_year, [handout.unit for handout in units]))


@require_POST
def hand_out(request: HttpRequest, year: int) -> HttpResponse:
    """Makes or prolongs the link of one unit, or of all."""
    reporting_year, now = year_to_hand_out(request, year), timezone.now()
    units = handouts(reporting_year, now)
    form = HandOutForm(reporting_year, [handout.unit for handout in units], request.POST)
    if not form.is_valid():
        return _page(request, units, form)
    until = form.cleaned_data["until"]
    try:
        made = links_for(units=form.chosen, year=reporting_year, by=person(request), at=now, until=until)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{len(made)} đơn vị có đường dẫn dùng được. Hãy chép lời nhắn và gửi qua Zalo.")
    return redirect("entry_links", year=year)


def _page(request: HttpRequest, units: Sequence[Handout], form: HandOutForm) -> HttpResponse:
    rows = [HandoutRow(handout, _message(request, handout, form.year)) for handout in units]
    context = {"year": form.year, "form": form, "rows": rows, "can_print": any(row.message for row in rows)}
    return render(request, "kehoach/links/links.html", context)


def _message(request: HttpRequest, handout: Handout, year: ReportingYear) -> str:
    if not handout.path:
        return ""
    url = request.build_absolute_uri(handout.path)
    return invitation(handout.unit.name, year.year, year.unit_deadline, url)


@require_http_methods(["GET", "POST"])
def revoke_link(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """The confirm step of revoking: it ends the sessions that came through the link, too."""
    link = link_to_revoke(request, year, code)
    if request.method == "GET":
        return render(request, "kehoach/links/link_revoke.html", {"link": link})
    revoke(link=link, by=person(request), at=timezone.now())
    messages.success(request, f"Đã thu hồi đường dẫn của {link.unit.name}.")
    return redirect("entry_links", year=year)
