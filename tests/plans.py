"""How PostgreSQL finds the figures that a page asks for."""

from __future__ import annotations

import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kehoach.models.kinds import kinds

_WHOLE_TABLE = re.compile(r"Seq Scan on (\w+)")


def tables_of_figures() -> set[str]:
    """The tables of all communes' forms and of their versions."""
    models = [model for kind in kinds() for model in (kind.figures_model, kind.figures_model.history.model)]  # type: ignore[attr-defined]
    return {model._meta.db_table for model in models}


def plans_of(client: Client, page: str) -> list[list[str]]:
    """The plan of each statement of a page that asks for figures, line by line."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200, page
    asked = {query["sql"] for query in captured if any(f'"{table}"' in query["sql"] for table in tables_of_figures())}
    plans = []
    with connection.cursor() as cursor:
        for statement in (sql for sql in asked if sql.startswith(("SELECT", "(SELECT"))):
            cursor.execute(f"EXPLAIN {statement}")
            plans.append([row[0] for row in cursor.fetchall()])
    return plans


def whole_tables(plans: list[list[str]]) -> list[str]:
    """The lines that read every row of a table of figures."""
    lines = [line for plan in plans for line in plan]
    return [line for line in lines if (found := _WHOLE_TABLE.search(line)) and found[1] in tables_of_figures()]
