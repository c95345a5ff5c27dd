"""python -m tests.upgrades.schema: what the database in the environment looks like, as JSON, to compare two of them."""

from __future__ import annotations

import json
import sys
from typing import Any

import django
from django.apps import apps
from django.db import connection


def columns_of(table: str) -> list[list[Any]]:
    """Name, type, and whether it may be empty."""
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, table)
        return sorted([column.name, str(column.type_code), bool(column.null_ok)] for column in described)


def constraints_of(table: str) -> list[str]:
    """Keys, indexes and conditions without their names, which a renamed table keeps from before."""
    with connection.cursor() as cursor:
        known = connection.introspection.get_constraints(cursor, table)
    told = ("columns", "primary_key", "unique", "foreign_key", "check", "index")
    return sorted(json.dumps({name: constraint[name] for name in told}) for constraint in known.values())


def main() -> None:
    """The schema, the columns that a model has and its table lacks, and rows whose history does not know them."""
    django.setup()
    from tests.life import untold  # noqa: PLC0415 it needs the models

    tables, lacking = {}, []
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        tables[table] = [columns_of(table), constraints_of(table)]
        present = {name for name, *_ in tables[table][0]}
        columns = {str(field.column) for field in model._meta.local_concrete_fields}
        lacking += [f"{table}.{column}" for column in sorted(columns - present)]
    told = {"tables": tables, "lacking": lacking, "untold": list(untold())}
    sys.stdout.write(json.dumps(told, sort_keys=True))


if __name__ == "__main__":
    main()
