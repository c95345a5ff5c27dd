"""The officer's page of people: invite, hand over, a new password, switch off."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kehoach.accounts.access import account_to_manage, commune_to_manage, invitation_to_manage
from kehoach.accounts.actions import Invited, hand_over, invite, reset, switch_off, switch_on, withdraw_invitation
from kehoach.accounts.directory import Standing, chosen, directory, living_invitations, of_commune
from kehoach.accounts.invitation_forms import HandOverForm, InviteOneForm, InviteUnitsForm
from kehoach.accounts.letters import send_invitations
from kehoach.accounts.rules import runs_everything
from kehoach.accounts.slips import slips_of
from kehoach.common.converters import is_asked, word_asked
from kehoach.history.responses import history_response
from kehoach.history.rows import history_of_row
from kehoach.models import Invitation, Role
from kehoach.people.access import person
from kehoach.people.rules import Refused

# The session's key for the invitations that were made last, which the page of slips shows.
MADE = "invitations_made"


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Everybody of the commune, unit by unit; whoever has nobody is ticked beforehand."""
    commune, now = commune_to_manage(request), timezone.now()
    rows = directory(commune, timezone.localdate(now), now, and_none=runs_everything(person(request)))
    query, standing = word_asked(request, "q"), word_asked(request, "loc")
    context = {
        "rows": chosen(rows, query, standing),
        "query": query,
        "standing": standing,
        "standings": tuple(Standing),
        "active": sum(row.account.is_active for unit in rows for row in unit.people),
        "invited": sum(len(row.invitations) for row in rows),
        "empty": [row for row in rows if Standing.NOBODY in row.standings],
    }
    return render(request, "kehoach/accounts/people.html", context)


@require_POST
def invite_units(request: HttpRequest) -> HttpResponse:
    """One invitation for each unit that was ticked; the slips come next."""
    commune = commune_to_manage(request)
    form = InviteUnitsForm(commune, request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("people")
    invited = [Invited(unit=unit) for unit in form.cleaned_data["units"]]
    return slips_made(request, invite(people=invited, commune=commune, by=person(request), at=timezone.now()))


@require_http_methods(["GET", "POST"])
def invite_one(request: HttpRequest) -> HttpResponse:
    """One person, with what is known of them."""
    commune = commune_to_manage(request)
    initial = {"unit": word_asked(request, "don-vi")}
    form = InviteOneForm(commune, person(request), request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        known = {**form.cleaned_data, "role": Role(form.cleaned_data.get("role", Role.REPORTER))}
        made = invite(people=[Invited(**known)], commune=commune, by=person(request), at=timezone.now())
        return slips_made(request, made)
    return render(request, "kehoach/accounts/invite_one.html", {"form": form})


@never_cache
@require_GET
def slips(request: HttpRequest) -> HttpResponse:
    """The invitations made just now, or all that are still good: to be sent through Zalo, or printed and cut."""
    commune, now = commune_to_manage(request), timezone.now()
    made = request.session.get(MADE) if not is_asked(request, "tat-ca") else None
    meant = of_commune(commune, and_none=runs_everything(person(request)))
    shown = slips_of(living_invitations(meant, now, made), request)
    return render(request, "kehoach/accounts/slips.html", {"slips": shown, "has_more": bool(made)})


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The invitation opens nothing any more."""
    invitation = invitation_to_manage(request, pk)
    withdraw_invitation(invitation=invitation, by=person(request), at=timezone.now())
    messages.success(request, f"Đã thu hồi giấy mời: {invitation}.")
    return redirect("people")


@require_http_methods(["GET", "POST"])
def new_slip(request: HttpRequest, pk: int) -> HttpResponse:
    """A new password for somebody who has lost theirs: asked before it is done."""
    account = account_to_manage(request, pk)
    if request.method == "GET":
        return render(request, "kehoach/accounts/new_slip.html", {"account": account})
    return _done(request, lambda: [reset(account=account, by=person(request), at=timezone.now())])


@require_http_methods(["GET", "POST"])
def hand_over_to(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody else is in charge from a day on."""
    account, now = account_to_manage(request, pk), timezone.now()
    today = timezone.localdate(now)
    form = HandOverForm(request.POST if request.method == "POST" else None, initial={"since": today})
    if not form.is_valid():
        return render(request, "kehoach/accounts/hand_over.html", {"form": form, "account": account})
    return _done(
        request, lambda: [hand_over(account=account, by=person(request), at=now, today=today, **form.cleaned_data)]
    )


@require_GET
def account_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has done what to an account."""
    account = account_to_manage(request, pk)
    return history_response(
        request,
        history_of_row(account),
        title="Lịch sử tài khoản",
        about=str(account),
        back=f"{reverse('people')}?{urlencode({'q': account.username})}",
        name=f"lich-su-{account.username}",
    )


@require_http_methods(["GET", "POST"])
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    """Off with a word of what that means, and on again."""
    account, now = account_to_manage(request, pk), timezone.now()
    if request.method == "GET":
        return render(request, "kehoach/accounts/switch_off.html", {"account": account})
    try:
        if account.is_active:
            switch_off(account=account, by=person(request), at=now)
        else:
            switch_on(account=account, by=person(request), at=now)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Đã {'tắt' if account.is_active else 'bật lại'} tài khoản của {account}.")
    return redirect("people")


def _done(request: HttpRequest, act: Callable[[], Sequence[Invitation]]) -> HttpResponse:
    """The slips of what was done, or why it was not."""
    try:
        return slips_made(request, act())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("people")


def slips_made(request: HttpRequest, made: Sequence[Invitation]) -> HttpResponse:
    """To the slips of what was made just now; whose address is known has a letter besides."""
    request.session[MADE] = [invitation.pk for invitation in made]
    sent, failed = send_invitations(made, request)
    messages.success(request, f"{len(made)} giấy mời đã sẵn sàng. Gửi qua Zalo hoặc in ra, mỗi giấy cho một người.")
    if sent:
        messages.success(request, f"Đã gửi thư mời tới: {', '.join(invitation.email for invitation in sent)}.")
    if failed:
        names = ", ".join(f"{invitation.whom} ({invitation.email})" for invitation in failed)
        messages.warning(request, f"Chưa gửi được thư cho {names}. Giấy mời vẫn dùng được: hãy gửi qua Zalo hoặc in.")
    return redirect("slips")
