"""The migrations, run as whoever installs the portal runs them, make the tables that all other tests work with.

Those get them straight from the models (`--no-migrations`): the same tables, many times as fast.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler
from pytest_django import DjangoDbBlocker

ROOT = Path(__file__).resolve().parent.parent
# Django answers for its own.
OUR_TABLES = ("kehoach_", "thuvien_", "vanhoa_", "baocao_")


def elsewhere(**changed: Any) -> BaseDatabaseWrapper:
    """A connection like the tests' own, to another database."""
    wrapper: BaseDatabaseWrapper = ConnectionHandler({"default": {**connection.settings_dict, **changed}})["default"]
    return wrapper


@pytest.fixture
def empty_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path: Path) -> Iterator[str]:
    """The address of a database without a table, of the kind that the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'migrated.sqlite3'}"
        return
    given = connection.settings_dict
    name = f"{given['NAME']}_migrated"
    with django_db_blocker.unblock():
        server = elsewhere(NAME="postgres")
        with server.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
        yield f"postgres://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}/{name}"
        with server.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}"')
        server.close()


def tables(database: BaseDatabaseWrapper) -> dict[str, tuple[set[Any], list[Any]]]:
    """Every table of the portal: its columns, and what holds for them."""
    with database.cursor() as cursor:
        names = [name for name in database.introspection.table_names(cursor) if name.startswith(OUR_TABLES)]
        return {name: (columns(database, cursor, name), constraints(database, cursor, name)) for name in names}


def columns(database: BaseDatabaseWrapper, cursor: Any, table: str) -> set[Any]:
    """Name, type, length, and whether it may be empty."""
    return {
        (column.name, column.type_code, column.display_size, column.null_ok)
        for column in database.introspection.get_table_description(cursor, table)
    }


def constraints(database: BaseDatabaseWrapper, cursor: Any, table: str) -> list[Any]:
    """Keys, references, indexes and checks; those that the database numbers itself go without their name."""
    found = database.introspection.get_constraints(cursor, table)
    kinds = ("columns", "primary_key", "unique", "foreign_key", "check", "index", "definition")
    return sorted(
        ["" if one["foreign_key"] or name.startswith("__") else name, *(str(one.get(kind)) for kind in kinds)]
        for name, one in found.items()
    )


@pytest.mark.django_db
def test_the_migrations_make_the_tables_of_the_models(empty_database: str) -> None:
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    done = subprocess.run(migrate, cwd=ROOT, env={**os.environ, "DATABASE_URL": empty_database}, check=False)
    migrated = elsewhere(NAME=empty_database.partition("///")[2] or empty_database.rpartition("/")[2])

    try:
        made, expected = tables(migrated), tables(connection)
    finally:
        migrated.close()

    assert done.returncode == 0
    assert made.keys() == expected.keys() != set()
    assert {name: made[name] for name in made if made[name] != expected[name]} == {}
