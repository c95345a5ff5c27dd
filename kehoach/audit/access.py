"""Who reads the audit log."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest

from kehoach.models import AuditEvent
from kehoach.people.access import person


def log_to_read(request: HttpRequest) -> QuerySet[AuditEvent]:
    """Everything that is written down, the newest first, for the administrator alone."""
    if not person(request).is_administrator:
        raise PermissionDenied("Nhật ký dành cho người quản trị.")
    return AuditEvent.objects.select_related("account", "commune")
