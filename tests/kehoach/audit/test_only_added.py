"""Nobody changes the audit log, and only `prune` deletes what is past its time: the database sees to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from kehoach.models import AuditEvent, AuditKind, State
from kehoach.operations.database_roles import grant
from kehoach.operations.doctor import examine
from tests.cast import Cast, figures_of, put_into, signed_in


def happened(days_ago: int) -> AuditEvent:
    """Something that happened some days ago."""
    return AuditEvent.objects.create(at=timezone.now() - timedelta(days=days_ago), kind=AuditKind.DOWNLOAD)


@pytest.fixture
def guarded(db: None) -> Iterator[None]:
    """The log as the migrations guard it, which the tests' tables are made without."""
    triggers, function = (import_module(f"kehoach.migrations.{name}") for name in ("0014_audit", "0024_prune_audit"))
    triggers.only_added(None, connection.schema_editor())
    function.make(None, connection.schema_editor())
    yield
    function.drop(None, connection.schema_editor())
    triggers.changeable(None, connection.schema_editor())


@pytest.mark.usefixtures("guarded")
def test_the_database_changes_no_event_and_deletes_none_before_its_time() -> None:
    young, old = happened(0), happened(800)

    for attempt in (
        lambda: AuditEvent.objects.update(who="khác"),
        lambda: AuditEvent.objects.filter(pk=young.pk).delete(),
        lambda: AuditEvent.objects.all()._raw_delete("default"),  # type: ignore[attr-defined]
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
    told = StringIO()
    call_command("prune", dry_run=True, stdout=told)
    assert {young, old} <= set(AuditEvent.objects.all())
    call_command("prune", stdout=told)

    assert {young, old} & set(AuditEvent.objects.all()) == {young}
    assert "Sẽ xóa 1 việc trong nhật ký quá 24 tháng." in told.getvalue()
    assert "Đã xóa 1 việc trong nhật ký quá 24 tháng." in told.getvalue()


@pytest.fixture
def portals_role(cast: Cast, guarded: None) -> Iterator[None]:
    """The connection is that of a role which owns nothing, as `migrate` equips it. Needs PostgreSQL."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no roles")
    MigrationRecorder(connection).ensure_schema()
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE kehoach_portal LOGIN")
        grant("kehoach_portal")
        cursor.execute("SET SESSION AUTHORIZATION kehoach_portal")
        yield
        cursor.execute("RESET SESSION AUTHORIZATION")


@pytest.mark.usefixtures("portals_role")
def test_the_portals_role_only_adds_to_the_log_and_changes_no_table() -> None:
    young, old = happened(0), happened(800)
    log = AuditEvent._meta.db_table

    for statement in (
        f"UPDATE {log} SET who = 'khác'",
        f"DELETE FROM {log}",
        f"DELETE FROM {log} WHERE at < now() - interval '25 months'",
        f"TRUNCATE {log}",
        f"DROP TRIGGER audit_only_added ON {log}",
        f"ALTER TABLE {log} DISABLE TRIGGER ALL",
        f"ALTER TABLE {log} ADD COLUMN x integer",
        f"DROP TABLE {log}",
        f"CREATE TRIGGER late BEFORE INSERT ON {log} FOR EACH ROW EXECUTE FUNCTION audit_only_added()",
        "CREATE OR REPLACE FUNCTION audit_only_added() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'",
        "DROP FUNCTION audit_only_added CASCADE",
        "SET session_replication_role = replica",
        "TRUNCATE kehoach_unit CASCADE",
        "DELETE FROM django_migrations",
    ):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert {young, old} <= set(AuditEvent.objects.all())

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT audit_prune(now())")
    call_command("prune", stdout=StringIO())
    assert {young, old} & set(AuditEvent.objects.all()) == {young}


@pytest.mark.usefixtures("portals_role")
def test_the_portals_role_can_do_all_of_the_portals_work(cast: Cast, tmp_path: Path) -> None:
    librarian, officer = signed_in(cast.reporter), signed_in(cast.officer)
    form = "/thu-vien/TV-TH/2026/"
    put_into("TV-TH", State.SUBMITTED)
    assert officer.post(f"{form}tra-lai/", {"reason": "Đếm lại số sách."}).status_code == 302
    assert figures_of("TV-TH").state == State.RETURNED
    assert librarian.get(f"{form}nhap/").status_code == 200
    assert officer.post("/nguoi-dung/moi/", {"units": ["TH"]}).status_code == 302
    call_command("backup", str(tmp_path / "x.kehoach"), stdout=StringIO())
    call_command("ledger", stdout=StringIO())
    (point,) = [point for point in examine(timezone.now()) if point.name == "log"]
    assert "chỉ ghi thêm được" in point.message
