"""What a commune can look like: random facilities, milestones and years for the tests of attainment.

Up to six facilities open and close, answer or stay silent, in the years 2020 to 2032; milestones are those of plan 04
and stranger ones. Visits often lie on growth curves, because equality is where an implementation goes wrong.
"""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from itertools import cycle, islice
from math import ceil, floor
from typing import Any

from hypothesis import strategies as st

from baocao.attainment.results import GrowthCondition, Milestone, Outcome, ShareCondition
from tests.baocao.attainment.oracle import milestone_for

Condition = ShareCondition | GrowthCondition
Case = tuple[Any, int]
History = dict[int, dict[str, Any]]

YEARS = range(2020, 2033)
LIVES = st.just((2020, 2032)) | st.tuples(st.sampled_from(YEARS), st.sampled_from(YEARS)).map(sorted)
SHARES = [Decimal(text) for text in ("12.5", "25", "33.3", "40", "50.0", "60", "66.7", "70", "75", "80", "90", "100")]
RATES = [Decimal(text) for text in ("0", "2.5", "5", "10", "10.0", "12.5", "15", "25")]
VISITS = [0, 1, 2, 10, 54, 80, 99, 100, 110, 115, 121, 133, 200]
CURVES = [(1000, "10"), (100, "10"), (100, "15"), (64, "12.5"), (80, "25"), (16, "50"), (50, "0"), (200, "5")]


def plan_04(first: str, second: str, ceiling: str | None = None) -> tuple[Milestone, ...]:
    """Milestones of 2025 and 2030 with plan 04's base years; the second may have an upper bound."""
    at_most = None if ceiling is None else Decimal(ceiling)
    return Milestone(2025, 2022, Decimal(first)), Milestone(2030, 2025, Decimal(second), at_most)


SHARE_PLANS = [plan_04("70", "90"), plan_04("100", "100"), plan_04("25", "50", "66.7")]
GROWTH_PLANS = [plan_04("10", "10", "15"), plan_04("10", "12.5"), plan_04("50", "50", "62.5")]


@st.composite
def milestones(draw: st.DrawFn, thresholds: list[Decimal]) -> tuple[Milestone, ...]:
    """One to three milestones, whose base is the last milestone, an earlier year or, with a pause, a later one."""
    base = first_base = draw(st.integers(2020, 2024))
    found: list[Milestone] = []
    for _ in range(draw(st.integers(1, 3))):
        year = max([base, *(milestone.year for milestone in found)]) + draw(st.integers(1, 5))
        at_least = draw(st.sampled_from(thresholds))
        margin = draw(st.sampled_from([None, "0", "5", "12.5", "25"]))
        found.append(Milestone(year, base, at_least, None if margin is None else at_least + Decimal(margin)))
        base = draw(st.just(year) | st.integers(first_base, year + 1))
    return tuple(found)


def chosen_years() -> st.SearchStrategy[set[int]]:
    """Any set of years, drawn as one number whose binary digits choose them."""
    return st.integers(0, 2 ** len(YEARS) - 1).map(lambda bits: {year for year in YEARS if bits >> (year - 2020) & 1})


def from_some_year_on() -> st.SearchStrategy[set[int]]:
    """The years from any one of them to the last, as of a facility that improves and keeps it up."""
    return st.sampled_from(YEARS).map(lambda first: set(range(first, YEARS.stop)))


def outcomes(passing: set[int]) -> tuple[Outcome, ...]:
    """What a facility comes to in each year when it passes in these."""
    return tuple(Outcome(True) if year in passing else Outcome(False, "8/12 hoạt động") for year in YEARS)


def along(start: int, percent: str, rounding: Callable[[Fraction], int]) -> tuple[int, ...]:
    """Visits that grow evenly from 2022 on, each year rounded up or down: on the path, or just below it."""
    factor = 1 + Fraction(percent) / 100
    return tuple(rounding(start * factor ** max(year - 2022, 0)) for year in YEARS)


def in_turn(visits: tuple[int, ...]) -> tuple[int, ...]:
    """The same few numbers of visits again and again."""
    return tuple(islice(cycle(visits), len(YEARS)))


@st.composite
def histories(draw: st.DrawFn, rows: st.SearchStrategy[tuple[Any, ...]], silence: Any) -> History:
    """Who was there in each year and what they reported; some years without anybody are left out, some are empty."""
    years: History = {year: {} for year in YEARS}
    somebody_is_silent = draw(st.booleans())
    for number in reversed(range(draw(st.sampled_from(range(7))))):
        opened, closed = draw(LIVES)
        silent = draw(st.just(set()) | chosen_years()) if somebody_is_silent else set()
        for year, reply in zip(YEARS, draw(rows), strict=True):
            if opened <= year <= closed:
                years[year][f"TV-{number}"] = silence if year in silent else reply
    return {year: population for year, population in years.items() if population or year % 2}


curves = st.sampled_from([along(start, percent, rounding) for start, percent in CURVES for rounding in (ceil, floor)])
ups_and_downs = st.tuples(*[st.sampled_from(VISITS) | st.integers(0, 200)] * 4).map(in_turn)
share_conditions = st.builds(
    ShareCondition,
    st.just("other_libraries"),
    st.just("services"),
    st.sampled_from(SHARE_PLANS) | milestones(SHARES),
    histories((chosen_years() | from_some_year_on()).map(outcomes), Outcome(None)),
)
growth_conditions = st.builds(
    GrowthCondition,
    st.just("all_libraries"),
    st.just("visits"),
    st.sampled_from(GROWTH_PLANS) | milestones(RATES),
    histories(curves | ups_and_downs, None),
)


def cases(conditions: st.SearchStrategy[Any]) -> st.SearchStrategy[Case]:
    """A condition and any year; the first ones of the list are drawn most."""
    return st.tuples(conditions, st.sampled_from([*range(2023, 2033), 2022, 2021, 2020]))


def later_cases(conditions: st.SearchStrategy[Any]) -> st.SearchStrategy[Case]:
    """A condition and a year after the base year, where something is judged."""
    return conditions.flatmap(lambda condition: st.tuples(st.just(condition), st.sampled_from(judged_years(condition))))


def judged_years(condition: Condition) -> list[int]:
    """The years that lie after the base year of the milestone they are judged against."""
    return [year for year in YEARS if year > milestone_for(condition.milestones, year).base_year]
