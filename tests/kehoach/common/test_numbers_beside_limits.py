"""Rounding never makes a sentence contradict itself: what is over a limit looks over it."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach.common.formats import change, decimal_beside


@pytest.mark.parametrize(
    ("number", "limit", "text"),
    [
        (Fraction("20.03"), 20, "20,03"),
        (Fraction("19.97"), 20, "19,97"),
        (Fraction("20.0004"), 20, "20,0004"),
        (Fraction("20.06"), 20, "20,1"),
        (Fraction(20), 20, "20"),
        (Fraction("12.26"), Decimal("12.25"), "12,3"),
        (Fraction("12.25"), Decimal("12.25"), "12,25"),
        (Fraction(2, 3), 1, "0,7"),
        (Fraction(999, 1000), 1, "0,999"),
        (Fraction(1205), 1000, "1.205"),
    ],
)
def test_a_number_has_as_many_decimals_as_show_its_side(number: Fraction, limit: Decimal | int, text: str) -> None:
    assert decimal_beside(number, limit) == text


@pytest.mark.parametrize(
    ("now", "before", "limit", "text"),
    [
        (12003, 10000, 20, "tăng 20,03%"),
        (7997, 10000, 20, "giảm 20,03%"),
        (12100, 10000, 20, "tăng 21%"),
        (12003, 10000, 0, "tăng 20%"),
        (5, 5, 20, "không đổi"),
        (5, 0, 20, "tăng 5"),
    ],
)
def test_a_change_over_a_limit_looks_so(now: int, before: int, limit: int, text: str) -> None:
    assert change(now, before, limit) == text


def read(text: str) -> Fraction:
    return Fraction(text.replace(".", "").replace(",", "."))


@given(
    st.integers(0, 10**8), st.integers(1, 10**8), st.decimals(0, 1000, places=2, allow_nan=False, allow_infinity=False)
)
def test_what_is_read_is_on_the_side_of_what_is_meant(part: int, whole: int, limit: Decimal) -> None:
    exact, bound = Fraction(part, whole), Fraction(limit)

    seen = read(decimal_beside(exact, limit))

    assert (seen > bound, seen < bound) == (exact > bound, exact < bound)
