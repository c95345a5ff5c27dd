"""Adds to the log."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from simple_history.models import HistoricalRecords

from kehoach.models import AuditEvent, AuditKind, User
from kehoach.people.limits import network_of
from kehoach.people.sessions import device_of


def record(
    kind: AuditKind, *, account: User | None, request: HttpRequest | None = None, about: str = "", **more: Any
) -> AuditEvent:
    """Something has happened now; `account` is whose doing it was, or whom somebody tried to be.

    Without a request it is the one that is answered just now; a command has none.
    """
    request = request or getattr(HistoricalRecords.context, "request", None)
    from_where = {}
    if request is not None:
        address = str(request.META.get("REMOTE_ADDR") or "")[:45]
        from_where = {"address": address, "device": device_of(request)[:100], "network": network_of(request)}
    return AuditEvent.objects.create(
        at=timezone.now(),
        kind=kind,
        account=account,
        who=str(account or "")[:260],
        about=about[:300],
        **{"commune": account.commune if account else None, **from_where, **more},
    )
