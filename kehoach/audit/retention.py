"""How long the log is kept, and what lets it go."""

from __future__ import annotations

from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from kehoach.models import AuditEvent
from kehoach.models.people import MONTHS_KEPT


def last_moment(now: datetime) -> datetime:
    """Events before this one are older than MONTHS_KEPT, and the database lets them go."""
    years, month = divmod(now.month - 1 - MONTHS_KEPT, 12)
    # The last days of a longer month are kept to the first of the next, which the database allows as well.
    return now.replace(year=now.year + years, month=month + 1, day=min(now.day, 28))


def past_their_time(now: datetime) -> QuerySet[AuditEvent]:
    """The events that are older."""
    return AuditEvent.objects.filter(at__lt=last_moment(now))


def prune(now: datetime) -> int:
    """Deletes them; returns how many.

    On PostgreSQL by the function of whoever owns the log: the portal's own role may have no right to delete there.
    """
    if connection.vendor != "postgresql":
        return past_their_time(now).delete()[0]
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_prune(%s)", [last_moment(now)])
        number: int = cursor.fetchone()[0]
    return number
