"""Fetch and authorise people and invitations."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from kehoach.accounts.directory import of_commune
from kehoach.accounts.rules import check_manages_people, runs_everything
from kehoach.models import Commune, Invitation, Passkey, SignedInSession, User
from kehoach.people.access import commune_of, person, require


def commune_to_manage(request: HttpRequest) -> Commune:
    """The commune whose people somebody keeps: 403 for everybody but its officer and the administrator."""
    commune = commune_of(request)
    require(check_manages_people, person(request), commune)
    return commune


def account_to_manage(request: HttpRequest, pk: int) -> User:
    """An account of the commune whose people somebody keeps. Raises Http404."""
    commune = commune_to_manage(request)
    meant = of_commune(commune, and_none=runs_everything(person(request)))
    account = User.objects.filter(meant, is_link=False, pk=pk).select_related("commune", "unit").first()
    if account is None:
        raise Http404("Không có tài khoản này.")
    return account


def invitation_to_manage(request: HttpRequest, pk: int) -> Invitation:
    """An invitation of the commune whose people somebody keeps. Raises Http404."""
    commune = commune_to_manage(request)
    meant = of_commune(commune, and_none=runs_everything(person(request)))
    invitation = Invitation.objects.filter(meant, pk=pk).select_related("commune", "unit").first()
    if invitation is None:
        raise Http404("Không có giấy mời này.")
    return invitation


def own_sessions(request: HttpRequest) -> list[SignedInSession]:
    """Where the person is signed in, the latest first."""
    return list(SignedInSession.objects.filter(user=person(request)).order_by("-seen_at", "session_key"))


def own_passkeys(request: HttpRequest) -> list[Passkey]:
    """The person's passkeys, the oldest first."""
    return list(person(request).passkeys.all())


def own_passkey(request: HttpRequest, pk: int) -> Passkey:
    """One of the person's passkeys. Raises Http404."""
    passkey = person(request).passkeys.filter(pk=pk).first()
    if passkey is None:
        raise Http404("Không có khóa truy cập này.")
    return passkey
