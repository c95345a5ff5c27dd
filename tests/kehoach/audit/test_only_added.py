"""Nobody changes the audit log, and only `prune` deletes what is past its time: the database sees to it."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from kehoach.models import AuditEvent, AuditKind


def happened(days_ago: int) -> AuditEvent:
    """Something that happened some days ago."""
    return AuditEvent.objects.create(at=timezone.now() - timedelta(days=days_ago), kind=AuditKind.DOWNLOAD)


@pytest.mark.django_db
def test_the_database_changes_no_event_and_deletes_none_before_its_time() -> None:
    migration = import_module("kehoach.migrations.0014_audit")
    young, _ = happened(0), happened(800)
    migration.only_added(None, connection.schema_editor())

    for attempt in (
        lambda: AuditEvent.objects.update(who="khác"),
        lambda: AuditEvent.objects.filter(pk=young.pk).delete(),
        lambda: AuditEvent.objects.all()._raw_delete("default"),  # type: ignore[attr-defined]
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
    told = StringIO()
    call_command("prune", dry_run=True, stdout=told)
    assert AuditEvent.objects.count() == 2
    call_command("prune", stdout=told)

    assert list(AuditEvent.objects.all()) == [young]
    assert "Sẽ xóa 1 việc trong nhật ký quá 24 tháng." in told.getvalue()
    assert "Đã xóa 1 việc trong nhật ký quá 24 tháng." in told.getvalue()
    migration.changeable(None, connection.schema_editor())
