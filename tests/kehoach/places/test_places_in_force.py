"""The communes in force, as the set-up offers them."""

from __future__ import annotations

from collections import Counter
from datetime import date

from kehoach.models import CommuneKind
from kehoach.places.in_force import edition, place_of, places


def test_the_country_has_its_communes_and_provinces() -> None:
    kinds = Counter(CommuneKind(place.kind) for place in places())

    assert kinds == {CommuneKind.COMMUNE: 2_599, CommuneKind.WARD: 709, CommuneKind.ZONE: 13}
    assert len({place.province for place in places()}) == 34
    assert len({place.code for place in places()}) == len(places())


def test_a_commune_says_what_it_was_made_of() -> None:
    place = place_of("11113")

    assert place is not None
    assert (place.full_name, place.province) == ("xã Tân Kỳ", "thành phố Hải Phòng")
    assert place.origin == "Hợp nhất xã Tân Kỳ, xã Dân An, xã Kỳ Sơn, xã Đại Hợp, 1 phần xã Hưng Đạo."
    assert (place.decision, place.decided_on) == ("1669/NQ-UBTVQH15", date(2025, 6, 16))


def test_what_became_a_ward_in_2026_is_one() -> None:
    place = place_of("25270")

    assert place is not None
    assert (place.full_name, place.province) == ("phường Lộc Ninh", "thành phố Đồng Nai")


def test_a_code_of_the_past_names_nobody() -> None:
    assert place_of("11122") is None


def test_the_edition_is_known() -> None:
    version, newest = edition()

    assert version.startswith("1.")
    assert newest == date(2026, 8, 4)
