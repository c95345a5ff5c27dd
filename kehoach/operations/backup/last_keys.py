"""The keys that tables have given out: what was deleted must not come back as another row under the same key."""

from __future__ import annotations

from collections.abc import Mapping

from django.apps import apps
from django.db import connection, models

from kehoach.operations.backup.rows import tables


def _counting() -> dict[str, str]:
    """The tables whose keys the database counts, with the column of the key."""
    return {
        model._meta.db_table: str(model._meta.pk.column)
        for model in tables(apps)
        if isinstance(model._meta.pk, models.AutoField | models.BigAutoField)
    }


def last_keys() -> dict[str, int]:
    """The last key that each table gave out; tables that gave out none are left out."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
            return {name: key for name, key in cursor.fetchall() if key and name in _counting()}
        keys = {}
        for table, column in _counting().items():
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table}"', column])
            cursor.execute(f"SELECT last_value FROM {cursor.fetchone()[0]} WHERE is_called")  # noqa: S608 PostgreSQL's name
            if row := cursor.fetchone():
                keys[table] = row[0]
        return keys


def continue_after(keys: Mapping[str, int]) -> None:
    """Lets every table go on counting where it was."""
    with connection.cursor() as cursor:
        for table, column in _counting().items():
            key = keys.get(table, 0)
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, key])
            else:
                sequence = "pg_get_serial_sequence(%s, %s)"
                cursor.execute(
                    f"SELECT setval({sequence}, %s, %s)",
                    [f'"{table}"', column, max(key, 1), key > 0],
                )
