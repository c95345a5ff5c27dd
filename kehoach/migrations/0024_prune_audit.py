from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# With the rights of whoever owns the table: the portal's own role deletes no event by itself. The trigger of the table
# still refuses what is younger than 24 months.
ON_POSTGRESQL = (
    """CREATE FUNCTION audit_prune(before timestamptz) RETURNS bigint LANGUAGE sql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
      WITH gone AS (DELETE FROM kehoach_auditevent WHERE at < before RETURNING 1) SELECT count(*) FROM gone
    $$""",
    'REVOKE EXECUTE ON FUNCTION audit_prune(timestamptz) FROM PUBLIC',
)


def make(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in ON_POSTGRESQL if schema_editor.connection.vendor == 'postgresql' else ():
        schema_editor.execute(statement, params=None)


def drop(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == 'postgresql':
        schema_editor.execute('DROP FUNCTION audit_prune(timestamptz)')


class Migration(migrations.Migration):

    dependencies = [
        ('kehoach', '0023_rotations'),
    ]

    operations = [
        migrations.RunPython(make, drop),
    ]
