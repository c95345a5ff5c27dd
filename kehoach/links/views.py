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

from kehoach.common.tokens import LINK_PATH, token_of
from kehoach.links.access import (
    OPENED_LINKS,
    is_open,
    link_to_reopen,
    link_to_revoke,
    link_with,
    person_is_link,
    year_to_hand_out,
)
from kehoach.links.actions import NoSuchLink, enter, links_for, revoke
from kehoach.links.forms import HandOutForm
from kehoach.links.handouts import Handout, forms_behind, handouts
from kehoach.links.messages import invitation
from kehoach.models import EDITABLE, Commune, EntryLink, ReportingYear
from kehoach.people.access import ENTRY_LINK, LINK_PERSON, commune_or_only, link_person, open_to_links, person
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
    if request.method == "POST":
        return _enter(request, token)
    link, now = link_with(token), timezone.now()
    if link is None or not link.opens(now):
        return ended_link(request, link)
    # A message tapped twice: the second time one is inside already.
    if is_open(request, link):
        return _first_page(link)
    year, today = link.reporting_year, timezone.localdate(now)
    late = {"is_late": today > year.unit_deadline, "is_over": not year.takes(today, submitted_before=False)}
    return render(request, "kehoach/links/link_open.html", {"link": link, **late, **_of(link)})


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
        return ended_link(request, link_with(token))
    if not is_open(request, link):
        opened = {*request.session.get(OPENED_LINKS, []), link.pk} if person_is_link(request) else {link.pk}
        request.session.flush()
        login(request, account, backend=_BACKEND)
        request.session.update({ENTRY_LINK: link.pk, LINK_PERSON: link_person(link), OPENED_LINKS: sorted(opened)})
    return _first_page(link)


def _first_page(link: EntryLink) -> HttpResponse:
    """The form, where the unit has one: to fill in, or to read once it is submitted. Else the list of its forms."""
    forms = forms_behind(link)
    if len(forms) != 1:
        return redirect("home")
    ((kind, figures),) = forms
    step = "entry" if figures.state in EDITABLE else "figures"
    return redirect(f"{kind.url_name}:{step}", code=figures.facility.code, year=link.reporting_year.year)


def ended_link(request: HttpRequest, link: EntryLink | None, whose: str = "") -> HttpResponse:
    """What to do now, and whom to call, behind a link through which nothing can be entered.

    Of a year that is closed to the unit it says how the forms stand, of a unit that is no more what became of it. A
    link that was revoked gets the answer to a guess, which tells nothing of the unit. The device shows what it still
    keeps of the forms: to whoever holds the link of a closed year, and to `whose` session this was.
    """
    is_sent = request.method == "POST"
    if link is None or link.revoked_at is not None:
        useless = {"contact": commune_or_only(request), "whose": whose}
        return render(request, "kehoach/links/link_useless.html", useless, status=404)
    if link.is_of_ended_unit:
        successor = link.unit.successors.select_related("commune").order_by("pk").first()
        commune = (successor or link.unit).commune
        of_unit = {"link": link, "successor": successor, "commune": commune, "contact": commune, "whose": whose}
        return render(request, "kehoach/links/link_of_ended_unit.html", of_unit, status=403 if is_sent else 200)
    # The copies stand below the link's own address, which is written on no other page.
    is_at_link = request.path_info.startswith(f"/{LINK_PATH}")
    whose = link_person(link)
    context = {"link": link, "forms": forms_behind(link), "is_at_link": is_at_link, "whose": whose, **_of(link)}
    return render(request, "kehoach/links/link_closed.html", context, status=403 if is_sent else 200)


def _of(link: EntryLink) -> dict[str, Commune]:
    """The commune of a page whose reader is not signed in, where several share the installation."""
    return {"commune": link.unit.commune, "contact": link.unit.commune}


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
    try:
        made = links_for(units=form.chosen, year=reporting_year, by=person(request), at=now)
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
    url = handout.address(request)
    return invitation(handout.unit.name, year.year, year.unit_deadline, url) if url else ""


@require_http_methods(["GET", "POST"])
def revoke_link(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """The confirm step of revoking: it ends the sessions that came through the link, too."""
    link = link_to_revoke(request, year, code)
    if request.method == "GET":
        return render(request, "kehoach/links/link_revoke.html", {"link": link})
    revoke(link=link, by=person(request), at=timezone.now())
    messages.success(request, f"Đã thu hồi đường dẫn của {link.unit.name}.")
    return redirect("entry_links", year=year)
