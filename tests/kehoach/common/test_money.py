"""Money as people type it, and a year's money added up."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach.books.funding import funding_of
from kehoach.common import formats
from kehoach.common.reading import parse_money
from kehoach.models import Funding, FundingSource, Task
from kehoach.questionnaire.values import LARGEST_MONEY

amounts = st.none() | st.integers(0, LARGEST_MONEY)


@pytest.mark.parametrize(
    ("typed", "dong"),
    [
        ("12.500.000", 12_500_000),
        ("12500000", 12_500_000),
        ("12.500.000 đồng", 12_500_000),
        ("12.500.000đ", 12_500_000),
        ("12,5 triệu", 12_500_000),
        ("12,5tr", 12_500_000),
        ("1.250 triệu đồng", 1_250_000_000),
        ("500 nghìn", 500_000),
        ("500k", 500_000),
        ("0,5 tỷ", 500_000_000),
        ("1,25 Tỉ VND", 1_250_000_000),
        ("0", 0),
    ],
)
def test_money_is_read_as_it_is_said(typed: str, dong: int) -> None:
    assert parse_money(typed) == dong


@pytest.mark.parametrize("typed", ["", "triệu", "12,5", "-5", "12.5 triệu", "1,2345 nghìn", "nhiều", "5 USD", "²"])
def test_what_is_no_whole_amount_of_dong_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"Hãy|Cần|không thể"):
        parse_money(typed)


@pytest.mark.parametrize(
    ("typed", "clear"), [("1.5 triệu", "1,5 triệu"), ("12.25tr", "12,25tr"), ("0.500 tỷ", "0,500 tỷ")]
)
def test_a_dot_that_may_stand_for_a_comma_is_asked_about(typed: str, clear: str) -> None:
    with pytest.raises(ValueError, match=f"Hãy gõ {clear}, hoặc gõ đủ số đồng"):
        parse_money(typed)


@given(st.integers(0, LARGEST_MONEY))
def test_what_is_shown_can_be_typed_again(dong: int) -> None:
    assert parse_money(formats.money(dong)) == dong


@given(st.integers(0, 999_999), st.sampled_from([("triệu", 6), ("tỷ", 9), ("nghìn", 3)]), st.integers(0, 999))
def test_decimals_are_thousandths_of_what_follows(whole: int, unit: tuple[str, int], thousandths: int) -> None:
    word, zeros = unit

    assert parse_money(f"{whole},{thousandths:03} {word}") == (whole * 1000 + thousandths) * 10 ** (zeros - 3)


rows = st.lists(st.tuples(st.sampled_from(FundingSource), st.integers(0, 2), amounts, amounts), max_size=8)


@given(rows)
def test_sums_by_source_and_by_task_are_the_whole(
    told: list[tuple[FundingSource, int, int | None, int | None]],
) -> None:
    tasks = [None, *(Task(pk=n, code=f"II.{n}", short_name="x", position=n) for n in (1, 2))]
    found = funding_of(
        [Funding(source=source, task=tasks[n], planned=plan, spent=spent) for source, n, plan, spent in told]
    )

    planned = sum(plan or 0 for _, _, plan, _ in told)
    spent = sum(paid or 0 for _, _, _, paid in told)
    assert (found.total.planned or 0, found.total.spent or 0) == (planned, spent)
    for groups in (found.by_source, found.by_task):
        assert sum(one.planned or 0 for one in groups) == planned
        assert sum(one.spent or 0 for one in groups) == spent
    of_plan = sum(paid or 0 for _, _, plan, paid in told if plan is not None)
    assert (found.total.left or 0) == (planned - of_plan if found.total.planned is not None else 0)
    assert found.total.share == (Fraction(of_plan, planned) if planned else None)
    assert found.total.overspent == max(0, of_plan - planned)


def test_a_gift_that_nobody_planned_is_not_overspent() -> None:
    found = funding_of(
        [
            Funding(source="state", planned=10, spent=8),
            Funding(source="donated", planned=None, spent=5),
        ]
    )

    assert (found.total.left, found.total.spent, found.total.overspent) == (2, 13, 0)
    assert found.total.share == Fraction(8, 10)
