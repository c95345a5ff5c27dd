"""On PostgreSQL every page of a commune finds its figures by an index, so that other communes cost it nothing."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.cast import OPEN_YEAR, Cast, signed_in
from tests.plans import plans_of, whole_tables

PAGES = ("/", "/bang-dieu-hanh/2025/", "/ke-hoach/?nam=2025", f"/so-lieu/{OPEN_YEAR}/", f"/thu-vien/TV-TH/{OPEN_YEAR}/")


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="the planner is PostgreSQL's")
@pytest.mark.parametrize("page", PAGES)
def test_no_page_of_a_commune_reads_all_figures(cast: Cast, page: str) -> None:
    """In a small table reading everything is cheapest: what is wanted is that an index could be used. Which one is used
    among many communes the bench says."""
    officer = signed_in(cast.officer)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    plans = plans_of(officer, page)

    assert plans
    assert whole_tables(plans) == []
