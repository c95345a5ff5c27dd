"""How long the log is kept."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from kehoach.models import AuditEvent
from kehoach.models.people import MONTHS_KEPT


def past_their_time(now: datetime) -> QuerySet[AuditEvent]:
    """The events that are older than MONTHS_KEPT, which the database lets go."""
    years, month = divmod(now.month - 1 - MONTHS_KEPT, 12)
    # The last days of a longer month are kept to the first of the next, which the database allows as well.
    return AuditEvent.objects.filter(at__lt=now.replace(year=now.year + years, month=month + 1, day=min(now.day, 28)))
