"""What nobody would type into a book, and what no browser would send: told in a sentence, or no page."""

from __future__ import annotations

import pytest

from kehoach.models import Activity
from tests.books import BOOK, lines_of, sent_of
from tests.cast import Cast, signed_in
from tests.pages import beside


@pytest.mark.once
@pytest.mark.parametrize(
    "changes",
    [
        {"title": "\x00\x02"},
        {"title": "x" * 10_000},
        {"participants": "9" * 40},
        {"happened_on": "0001-01-01"},
        {"happened_on": "31/02/2026"},
        {"kind": "khong-co", "task": "abc", "occasion": "-1", "facility": "thu-vien.0"},
    ],
)
def test_nonsense_is_told_and_written_nowhere(cast: Cast, changes: dict[str, str]) -> None:
    before = Activity.objects.count()

    response = signed_in(cast.reporter).post("/hoat-dong/them/", sent_of("activities", cast.reporter.unit, **changes))

    assert response.status_code == 200
    assert any(beside(response, name) for name in changes)
    assert Activity.objects.count() == before


@pytest.mark.parametrize("total", ["", "-1", "abc", "99999999999999999999"])
def test_a_number_of_lines_that_nobody_could_send_is_no_error(cast: Cast, total: str) -> None:
    station = cast.reporter_of("DTT")
    body = {**lines_of(BOOK["broadcasts"], station.unit, {"title": "a", "minutes": 1}), "form-TOTAL_FORMS": total}

    for more in ({}, {"more": "1"}):
        assert signed_in(station).post("/truyen-thanh/them/", {**body, **more}).status_code in (200, 302)


def test_an_address_that_means_nothing_is_no_page(cast: Cast) -> None:
    client = signed_in(cast.officer)
    paths = ("99999999999999999999/", "0/sua/", "0/xoa/", "1/minh-chung/0/", "dip/0/", "?nam=²", "?nam=٢", "dip/x/")

    assert {client.get(f"/hoat-dong/{path}").status_code for path in paths} == {404}
