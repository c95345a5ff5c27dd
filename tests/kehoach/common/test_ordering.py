"""Lists are in the order in which Vietnamese look names up, the same on every database."""

from __future__ import annotations

import random
import unicodedata
from itertools import pairwise

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from kehoach.common.text.ordering import order_of

SYLLABLES = (
    *("An", "Âm", "Ấp", "Bình", "Dũng", "Đà", "đông", "Ê", "Hoà", "hồ", "ma", "mà"),
    *("mả", "mã", "má", "mạ", "Ô", "Ơ", "Ưng", "Y"),
)
IN_ORDER = (
    *("An", "Âm", "Ầm", "Ấp 3", "Dũng", "Đà Nẵng", "École", "Ho", "Hồ", "Hổ", "ma", "mà", "mả", "mã", "má", "mạ"),
    *("Ô Môn", "Ơ", "Thôn 2", "Thôn 3", "Thôn 10", "Thôn Mạc", "Tổ 1 A", "Ưng", "Y"),
)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_names_stand_in_the_order_of_the_alphabet(form: str) -> None:
    names = [unicodedata.normalize(form, name) for name in IN_ORDER]
    shuffled = random.Random(1).sample(names, len(names))

    assert sorted(shuffled, key=order_of) == names


@given(names=st.lists(st.text(max_size=8), max_size=6))
def test_every_text_has_a_place(names: list[str]) -> None:
    ordered = sorted(names, key=order_of)

    assert all(order_of(first) <= order_of(second) for first, second in pairwise(ordered))


@pytest.mark.django_db
def test_it_is_the_order_of_icu() -> None:
    """PostgreSQL brings ICU with it: its collation for Vietnamese, with numbers by value, sorts alike."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no collation for Vietnamese")
    dice = random.Random(2)
    names = {" ".join(dice.choices((*SYLLABLES, "2", "10", "07"), k=dice.randint(1, 3))) for _ in range(400)}
    with connection.cursor() as cursor:
        cursor.execute("CREATE COLLATION vietnamese (provider = icu, locale = 'vi-u-kn-true')")
        cursor.execute("SELECT name FROM unnest(%s) AS name ORDER BY name COLLATE vietnamese", [list(names)])
        theirs = [name for (name,) in cursor.fetchall()]

    assert sorted(names, key=order_of) == theirs
