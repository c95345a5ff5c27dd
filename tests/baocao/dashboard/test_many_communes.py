"""The first page of who stands above many communes, and a commune's own among them."""

from __future__ import annotations

import pytest

from kehoach.models import Commune
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.once


@pytest.mark.case("SC-103")
def test_many_communes_stand_on_pages_and_are_found_by_words(cast: Cast) -> None:
    Commune.objects.bulk_create(
        Commune(code=f"X{number:03}", name=f"Tân An {number:03}", province="tỉnh Lào Cai") for number in range(120)
    )
    overseer = signed_in(cast.overseer)
    first, last = (overseer.get("/", {"trang": page}).content.decode() for page in (1, 3))

    assert "Trang 1/3" in first
    assert first.count("/xa/") == 50
    assert last.count("/xa/") == Commune.objects.count() - 100
    assert "Tân An 077" in overseer.get("/", {"tim": "tan an 077"}).content.decode()
    assert "Không có xã nào như vậy." in overseer.get("/", {"tim": "Atlantis"}).content.decode()
    assert signed_in(cast.officer).get("/").status_code == 200


def test_few_communes_need_no_search(cast: Cast) -> None:
    assert 'name="tim"' not in signed_in(cast.overseer).get("/").content.decode()
