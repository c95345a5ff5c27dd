"""Names and numbers in a sentence."""

from fractions import Fraction

import pytest

from baocao.report.content.words import changed, ended, percents_apart, some
from kehoach.common.formats import joined


@pytest.mark.parametrize(
    ("items", "told"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B"], "A và B"),
        (["A", "B", "C"], "A, B và C"),
        (["A, a", "B", "C"], "A, a; B; C"),
    ],
)
def test_names_are_joined_as_in_a_sentence(items: list[str], told: str) -> None:
    assert joined(items) == told


def test_few_names_are_all_told_and_many_are_not() -> None:
    names = [f"T{n}" for n in range(8)]

    assert some(names[:6], noun="thư viện", see="Phụ lục I") == "T0, T1, T2, T3, T4 và T5"
    assert some(names, noun="thư viện", see="Phụ lục I") == "T0, T1, T2, T3, T4 và 3 thư viện khác (xem Phụ lục I)"


@pytest.mark.parametrize(
    ("now", "before", "told"),
    [
        (110, 100, "tăng 10% so với năm 2024"),
        (90, 100, "giảm 10% so với năm 2024"),
        (3, 1, "tăng 2 lớp so với năm 2024"),
        (1, 3, "giảm 2 lớp so với năm 2024"),
        (3, 3, "không đổi so với năm 2024"),
        (3, 0, "năm 2024 chưa có"),
        (0, 0, "không đổi so với năm 2024"),
        (33, 30, "tăng 10% so với năm 2024"),
        (30, 29, "tăng 1 lớp so với năm 2024"),
    ],
)
def test_small_numbers_change_by_themselves_and_large_ones_by_percent(now: int, before: int, told: str) -> None:
    assert changed(now, before, "lớp", "so với năm 2024", year=2024) == told


@pytest.mark.parametrize(
    ("share", "told"),
    [
        (Fraction(996, 10_000), ("9,96%", "10%")),
        (Fraction(94, 1_000), ("9,4%", "10%")),
        (Fraction(1, 10), ("10%", "10%")),
        (Fraction(100_001, 1_000_000), ("10,0001%", "10%")),
    ],
)
def test_a_miss_never_looks_like_the_goal(share: Fraction, told: tuple[str, str]) -> None:
    assert percents_apart(share, Fraction(1, 10)) == told


def test_the_last_point_ends_with_a_full_stop() -> None:
    assert ended(["a", "b"]) == ("a;", "b.")
