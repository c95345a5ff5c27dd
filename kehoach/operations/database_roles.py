"""What the portal's own role may do on PostgreSQL, where another role owns the tables (decision 0070).

The owner changes tables (`migrate`, `restore`). The portal reads and writes rows; of the log of events it only adds.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from kehoach.models import AuditEvent
from kehoach.operations.schema import fault_of_schema


def grant_after_migrating(**signal: Any) -> None:
    """Where the owner migrates for another role, that one may use what there is now; on the way to it, not yet."""
    if connection.vendor == "postgresql" and settings.APPLICATION_ROLE and fault_of_schema() is None:
        grant(settings.APPLICATION_ROLE)


@transaction.atomic
def grant(role: str) -> None:
    """Gives a role all that the portal's work needs, and takes away what it had besides. Idempotent.

    Only the owner of the tables can; in one transaction, so that whoever works meanwhile notices nothing.
    """
    name = connection.ops.quote_name(role)
    log, steps = AuditEvent._meta.db_table, MigrationRecorder.Migration._meta.db_table
    with connection.cursor() as cursor:
        for statement in (
            f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name}",
            f"GRANT USAGE ON SCHEMA public TO {name}",
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}",
            f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}",
            f"REVOKE UPDATE, DELETE ON {log} FROM {name}",
            f"REVOKE INSERT, UPDATE, DELETE ON {steps} FROM {name}",
            f"GRANT EXECUTE ON FUNCTION audit_prune(timestamptz) TO {name}",
        ):
            cursor.execute(statement)


def owns_the_log() -> bool:
    """Whether the role of this connection could take the log's triggers away; on SQLite whoever has the file can."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_has_role(current_user, relowner, 'USAGE') FROM pg_class WHERE oid = %s::regclass",
            [AuditEvent._meta.db_table],
        )
        owns: bool = cursor.fetchone()[0]
    return owns
