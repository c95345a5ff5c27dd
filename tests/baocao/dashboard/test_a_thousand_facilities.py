"""The chairman's pages in a commune of ten facilities and in one of a thousand: as many queries, as light."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.baocao.dashboard.growing import grow_commune
from tests.cast import Cast, signed_in
from tests.pages import MOST_QUERIES, words
from tests.test_page_weight import light_enough, visited

pytestmark = pytest.mark.once

PAGES = ("/bang-dieu-hanh/2025/", "/bang-dieu-hanh/2026/", "/ke-hoach/")
YEARS = range(2022, 2027)


def grown(cast: Cast, facilities: int) -> None:
    """The commune with so many facilities, half of either kind, five years of each accepted."""
    half = facilities // 2
    grow_commune(cast.commune, cast.officer, libraries=half, centres=half, years=YEARS)


def queries(cast: Cast) -> Mapping[str, int]:
    """How often each page asks the database."""
    client, found = signed_in(cast.leader), {}
    for url in PAGES:
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        found[url] = len(asked)
    return found


def test_dashboard_and_plan_ask_as_often_for_a_thousand_facilities_as_for_ten(cast: Cast) -> None:
    grown(cast, 10)
    queries(cast)  # what a process asks only once is no matter of facilities
    of_ten = queries(cast)
    grown(cast, 1_000)

    assert queries(cast) == of_ten
    assert max(of_ten.values()) <= MOST_QUERIES
    client = signed_in(cast.leader)
    assert "1.000/1.000 cơ sở đã được duyệt" in words(client.get("/bang-dieu-hanh/2025/"))
    assert all(light_enough(visited(client, url)) for url in PAGES)
