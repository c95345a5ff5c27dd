"""python -m tests.unsafe_migrations: operations that break the version that still serves while a database is migrated.

`deploy/update` migrates first and restarts then: for some seconds, and where the new version does not come up for much
longer, the version before works on the new tables. What takes something away from it, or asks of it what it cannot
give, goes in two releases: first nobody uses it any more, then it goes. A migration that knows why it is harmless all
the same says so as `harmless_because = "…"`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import django
from django.db.migrations import AddField, AlterField, Migration, RunPython, operations
from django.db.migrations.loader import MigrationLoader
from django.db.models import NOT_PROVIDED, Field

APPS = ("kehoach", "thuvien", "vanhoa", "baocao")
# Migrations up to these were made before anything was released, when nobody was served meanwhile.
SETTLED = {"kehoach": 22, "thuvien": 7, "vanhoa": 7, "baocao": 18}
TAKEN_AWAY = (
    operations.RemoveField,
    operations.DeleteModel,
    operations.RenameField,
    operations.RenameModel,
    operations.AlterModelTable,
)


def must_be_given(field: Field) -> bool:
    """Whether a row that the older version inserts, without this column, is refused by the database."""
    return not (field.many_to_many or field.null or field.db_default is not NOT_PROVIDED)


def faults_of(migration: Migration, loader: MigrationLoader) -> Iterator[str]:
    """What of a migration the older version cannot live with."""
    state = loader.project_state((migration.app_label, migration.name), at_end=False)
    schema_changes = [one for one in migration.operations if not isinstance(one, RunPython | operations.RunSQL)]
    if schema_changes and any(isinstance(one, RunPython) for one in migration.operations):
        yield "changes rows and tables in one transaction: PostgreSQL refuses that, or locks them for as long"
    for operation in migration.operations:
        what = operation.describe()
        if isinstance(operation, TAKEN_AWAY):
            yield f"{what}: the older version still uses it"
        if isinstance(operation, AddField) and must_be_given(operation.field):
            yield f"{what}: rows of the older version lack it; give it a db_default or null"
        if isinstance(operation, AlterField):
            before = state.models[migration.app_label, operation.model_name_lower].fields.get(operation.name)
            if before is not None and before.null and must_be_given(operation.field):
                yield f"{what}: the older version may still leave it empty"
        operation.state_forwards(migration.app_label, state)


def unsafe() -> Iterator[str]:
    """Every fault of the migrations that are not settled, with the migration's name."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    for (app, name), migration in sorted(loader.disk_migrations.items()):
        is_ours = app in APPS and int(name.partition("_")[0]) > SETTLED[app]
        if is_ours and not getattr(migration, "harmless_because", ""):
            for fault in faults_of(migration, loader):
                yield f"{app}.{name}: {fault}"


def main() -> int:
    """The exit code: 1 where there is one."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehoach.settings")
    django.setup()
    found = list(unsafe())
    for line in found:
        sys.stderr.write(f"{line}\n")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
