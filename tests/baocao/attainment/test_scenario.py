"""Supposed years are judged like accepted ones, and nothing else of a condition changes."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from baocao.attainment.results import GrowthCondition, Milestone, Outcome, ShareCondition, judge
from baocao.attainment.scenario import Visits, fewest, with_passing, with_visits

CODES = ("A", "B", "C", "D", "E")
YEARS = range(2022, 2031)
MILESTONES = (Milestone(2025, 2022, Decimal(70)), Milestone(2030, 2025, Decimal(90)))
RATES = (Milestone(2025, 2022, Decimal(10)), Milestone(2030, 2025, Decimal(10), Decimal(15)))
SINCE = 2025

outcomes = st.sampled_from([Outcome(True), Outcome(False, "x"), Outcome(None)])
populations = st.dictionaries(st.sampled_from(CODES), outcomes, min_size=1)
shares = st.builds(
    lambda past, coming: ShareCondition(
        "s", "m", MILESTONES, {year: past if year <= SINCE else coming for year in YEARS}
    ),
    populations,
    populations,
)
some = st.sets(st.sampled_from(CODES))


@given(shares, some)
def test_a_supposed_share_is_that_of_the_same_facilities_had_they_been_accepted_so(
    condition: ShareCondition, passing: set[str]
) -> None:
    supposed = with_passing(condition, SINCE, passing)

    for year in YEARS:
        population = condition.years[year]
        if year <= SINCE:
            assert supposed.years[year] == population
        else:
            result = judge(supposed, year)
            assert (result.met, result.total, result.unreported) == (len(passing & set(population)), len(population), 0)


@given(
    st.dictionaries(st.sampled_from(CODES), st.integers(0, 10_000), min_size=1),
    st.integers(0, 50_000),
    st.decimals(-50, 100, places=2),
)
def test_supposed_visits_add_up_in_every_year(numbers: dict[str, int], first: int, growth: Decimal) -> None:
    condition = GrowthCondition("s", "visits", RATES, dict.fromkeys(YEARS, numbers))
    supposed = with_visits(condition, SINCE, Visits(first, growth))

    expected = Fraction(first)
    for year in range(2026, 2031):
        result = judge(supposed, year)
        assert (result.value, result.total) == (max(0, expected.__floor__()), len(numbers))
        expected *= 1 + Fraction(growth) / 100
    assert judge(supposed, SINCE) == judge(condition, SINCE)


def test_a_year_in_which_there_is_no_library_stays_empty() -> None:
    condition = GrowthCondition("s", "visits", RATES, {2025: {"A": 5}, 2026: {}})

    assert with_visits(condition, SINCE, Visits(7, Decimal(0))).years == {2025: {"A": 5}, 2026: {}}


@given(shares, some)
def test_no_smaller_choice_meets_the_last_milestone(condition: ShareCondition, passing: set[str]) -> None:
    order = sorted(set(condition.years[2030]) - passing)
    chosen = fewest(condition, SINCE, passing, order)

    assert not judge(with_passing(condition, SINCE, {*passing, *chosen}), 2030).gap or len(chosen) == len(order)
    smaller = [few for number in range(len(chosen)) for few in combinations(order, number)]
    assert all(judge(with_passing(condition, SINCE, {*passing, *few}), 2030).gap for few in smaller)
