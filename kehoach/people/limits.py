"""Wrong passwords make the next try wait, longer each time; nobody can lock somebody out of their own device.

They are counted for an account on each device that it has signed in on, for an account on all devices that it has not,
and for a network over all accounts, which a device that the account knows passes.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from axes.handlers.proxy import AxesHandler
from django.conf import settings
from django.core import signing
from django.db.models import Count, Max, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kehoach.common.tokens import hash_of
from kehoach.models import AuditEvent, AuditKind, User
from kehoach.models.people import folded_name
from kehoach.people.backends import account_named

# An account has five tries (TCVN 14423:2026, mục 4), a network twenty: a school of twenty people sits behind one.
TRIES, TRIES_OF_A_NETWORK = 5, 20
_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=1), timedelta(minutes=30)
_COUNTED, _COUNTED_OF_A_NETWORK = timedelta(hours=24), timedelta(hours=1)
# The cookie by which an account knows a device: the device's name, and for each account a print of its password.
KNOWN_DEVICE = "known_device"
# What a request carries in which somebody has signed in.
SIGNED_IN_NOW = "signed_in_now"
_SALT, _DEVICE_LIFE, _MOST_ACCOUNTS = "kehoach.known-device", timedelta(days=180), 10


@dataclass(frozen=True)
class Guess:
    """A try to sign in: by what it is counted for the account and over all accounts. `key` tells no name."""

    account: User | None
    key: str
    network: str
    is_from_known_device: bool


def network_of(request: HttpRequest) -> str:
    """The address of an IPv4 device; of IPv6 the /64, of which one device has all addresses."""
    text = str(request.META.get("REMOTE_ADDR") or "")
    try:
        address = ip_address(text)
    except ValueError:
        return ""
    return str(ip_network((address, 64), strict=False)) if isinstance(address, IPv6Address) else text


def guess_of(request: HttpRequest, typed: str) -> Guess:
    """What a request tries that names somebody so."""
    account = account_named(typed)
    device, prints = _known_device(request)
    is_known = account is not None and prints.get(str(account.pk)) == _print_of(account)
    name = account.folded_name if account else folded_name(typed)
    return Guess(account, hash_of(f"{name} {device if is_known else ''}"), network_of(request), is_known)


def end_of_wait(guess: Guess, now: datetime) -> datetime | None:
    """Until when this must not be tried again; None where it may be tried."""
    own = AuditEvent.objects.filter(guess_key=guess.key, at__gt=now - _COUNTED)
    succeeded = own.filter(kind=AuditKind.SIGNED_IN).aggregate(last=Max("at"))["last"]
    failed = own.filter(kind=AuditKind.FAILED)
    ends = [_end(failed.filter(at__gt=succeeded) if succeeded else failed, TRIES)]
    if guess.network and not guess.is_from_known_device:
        of_network = Q(kind=AuditKind.FAILED, network=guess.network, at__gt=now - _COUNTED_OF_A_NETWORK)
        ends.append(_end(AuditEvent.objects.filter(of_network), TRIES_OF_A_NETWORK))
    return max((end for end in ends if end and end > now), default=None)


def _end(failed: QuerySet[AuditEvent], tries: int) -> datetime | None:
    counted = failed.aggregate(times=Count("pk"), last=Max("at"))
    if counted["times"] < tries:
        return None
    end: datetime = counted["last"] + min(_FIRST_WAIT * 2 ** min(counted["times"] - tries, 10), _LONGEST_WAIT)
    return end


def remember_device(request: HttpRequest, response: HttpResponse, account: User) -> None:
    """The account knows this browser from now on, until its password is another one."""
    device, prints = _known_device(request)
    others = [(pk, kept) for pk, kept in prints.items() if pk != str(account.pk)]
    value = {"device": device, "prints": dict([*others, (str(account.pk), _print_of(account))][-_MOST_ACCOUNTS:])}
    response.set_cookie(
        KNOWN_DEVICE,
        signing.dumps(value, salt=_SALT),
        max_age=_DEVICE_LIFE,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )


def _known_device(request: HttpRequest) -> tuple[str, dict[str, str]]:
    """The device's name and the prints that it carries; a new name where the cookie is none of ours."""
    try:
        value = signing.loads(request.COOKIES.get(KNOWN_DEVICE, ""), salt=_SALT, max_age=_DEVICE_LIFE)
    except signing.BadSignature:
        return secrets.token_urlsafe(12), {}
    return value["device"], value["prints"]


def _print_of(account: User) -> str:
    return account.get_session_auth_hash()[:16]


class SignInLimits(AxesHandler):
    """Lets django-axes hold back what has to wait; the audit log counts (kehoach.audit)."""

    def is_locked(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        """Whether this has to wait; until when stands in the request."""
        guess = guess_of(request, str((credentials or {}).get("username") or ""))
        ends = end_of_wait(guess, timezone.now())
        request.wait_ends = ends  # type: ignore[attr-defined]
        return ends is not None
