"""Who reads the audit log."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest

from kehoach.models import AuditEvent
from kehoach.people.access import in_area, person


def log_to_read(request: HttpRequest) -> QuerySet[AuditEvent]:
    """What is written down, the newest first: for the administrator, of the communes of their area."""
    user = person(request)
    if not user.is_administrator:
        raise PermissionDenied("Nhật ký dành cho người quản trị.")
    log = AuditEvent.objects.select_related("account", "commune")
    return log.filter(commune__in=in_area(user)) if user.has_area else log
