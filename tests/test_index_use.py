"""On PostgreSQL every page of a commune finds its figures by an index, so that other communes cost it nothing."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kehoach.models.kinds import kinds
from tests.cast import OPEN_YEAR, Cast, signed_in

PAGES = ("/", "/bang-dieu-hanh/2025/", "/ke-hoach/?nam=2025", f"/so-lieu/{OPEN_YEAR}/", f"/thu-vien/TV-TH/{OPEN_YEAR}/")


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="the planner is PostgreSQL's")
@pytest.mark.parametrize("page", PAGES)
def test_no_page_of_a_commune_reads_all_figures(cast: Cast, page: str) -> None:
    tables = {kind.figures_model._meta.db_table for kind in kinds()}
    officer = signed_in(cast.officer)
    with CaptureQueriesContext(connection) as captured:
        assert officer.get(page).status_code == 200
    asked = {query["sql"] for query in captured if any(f'"{table}"' in query["sql"] for table in tables)}

    plans = []
    with connection.cursor() as cursor:
        # In a small table reading everything is cheapest: what is wanted is that an index could be used.
        cursor.execute("SET LOCAL enable_seqscan = off")
        for statement in (sql for sql in asked if sql.startswith(("SELECT", "(SELECT"))):
            cursor.execute(f"EXPLAIN {statement}")
            plans += [row[0] for row in cursor.fetchall()]

    assert plans
    assert [line for line in plans if (found := re.search(r"Seq Scan on (\w+)", line)) and found[1] in tables] == []
