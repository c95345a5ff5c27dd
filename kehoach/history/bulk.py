"""Writing many rows with their versions: two statements, however many rows there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

from kehoach.models import User


def update_recorded(
    instances: Sequence[models.Model], fields: Sequence[str], *, by: User | None, at: datetime, reason: str
) -> None:
    """Writes the named fields of rows of one table, and a version of each row to its history, dated `at`.

    The same as save_recorded for each of them, at a hundredth of the cost: the version is copied inside the database.
    Has to be called in a transaction.
    """
    if not instances:
        return
    model: Any = type(instances[0])
    columns = [model._meta.get_field(name) for name in fields]
    # The connection itself: `connection` stands for it, and looks it up again for every cell.
    database = connections[DEFAULT_DB_ALIAS]
    rows = [
        (*(column.get_db_prep_save(getattr(one, column.attname), database) for column in columns), one.pk)
        for one in instances
    ]
    with connection.cursor() as cursor:
        cursor.executemany(_update(model, columns), rows)
        cursor.executemany(
            *_version(model.history.model, [one.pk for one in instances], at, by.pk if by else None, reason[:100])
        )


def _update(model: Any, columns: Sequence[Any]) -> str:
    assignments = ", ".join(f"{_quoted(column.column)} = %s" for column in columns)
    table, key = _quoted(model._meta.db_table), _quoted(model._meta.pk.column)
    return f"UPDATE {table} SET {assignments} WHERE {key} = %s"  # noqa: S608 (names of our own tables and columns)


def _version(
    history: Any, keys: Sequence[Any], at: datetime, by: Any, reason: str
) -> tuple[str, list[tuple[Any, ...]]]:
    """The statement that copies a row into the history, and what it takes for each row."""
    told = {"history_date": at, "history_user": by, "history_change_reason": reason, "history_type": "~"}
    extra = [history._meta.get_field(name) for name in told]
    given = [column.get_db_prep_save(value, connection) for column, value in zip(extra, told.values(), strict=True)]
    copied = ", ".join(_quoted(column.column) for column in history.tracked_fields)
    added = ", ".join(_quoted(column.column) for column in extra)
    model = history.instance_type
    table, key = _quoted(model._meta.db_table), _quoted(model._meta.pk.column)
    statement = (
        f"INSERT INTO {_quoted(history._meta.db_table)} ({copied}, {added}) "  # noqa: S608 (as above)
        f"SELECT {copied}, %s, %s, %s, %s FROM {table} WHERE {key} = %s"
    )
    return statement, [(*given, pk) for pk in keys]


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
