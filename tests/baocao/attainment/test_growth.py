"""Verdicts, gaps and rates of growth on small made-up visits."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import pytest

from baocao.attainment.results import GrowthCondition, Milestone, judge

TEN_PERCENT = Milestone(2025, 2022, Decimal(10))
TEN_TO_FIFTEEN = Milestone(2030, 2028, Decimal(10), Decimal(15))

Visits = dict[int, Sequence[int | None]]


def growth(years: Visits, milestone: Milestone = TEN_PERCENT) -> GrowthCondition:
    numbers = {year: {f"L{place}": value for place, value in enumerate(row)} for year, row in years.items()}
    return GrowthCondition("all_libraries", "visits", (milestone,), numbers)


@pytest.mark.parametrize(
    ("year", "value", "verdict", "gap"),
    [
        pytest.param(2021, 5000, "undetermined", 0, id="before the base year"),
        pytest.param(2022, 1000, "baseline", 331, id="base year"),
        pytest.param(2023, 1100, "on_path", 231, id="exactly on the curve"),
        pytest.param(2023, 1099, "behind", 232, id="one visit under the curve"),
        pytest.param(2024, 1330, "on_path", 1, id="one visit short of an early end"),
        pytest.param(2024, 1331, "met_early", 0, id="exactly the milestone, early"),
        pytest.param(2025, 1331, "met", 0, id="exactly the milestone"),
        pytest.param(2025, 1330, "not_met", 1, id="one visit short"),
        pytest.param(2026, 1465, "met", 0, id="still 10 % a year after the last milestone"),
        pytest.param(2026, 1464, "not_met", 1, id="no longer 10 % a year"),
    ],
)
def test_growth_that_is_wholly_reported(year: int, value: int, verdict: str, gap: int) -> None:
    result = judge(growth({2022: [600, 400], year: [value - 400, 400]}), year)
    assert (result.verdict, result.gap) == (verdict, gap)


@pytest.mark.parametrize(
    ("visits", "verdict"),
    [
        ([12_099], "not_met"),
        ([12_100], "met"),
        ([13_225], "met"),
        ([13_226], "exceeded"),
        ([12_099, None], "undetermined"),
        ([12_100, None], "met"),
        ([13_226, None], "undetermined"),
    ],
)
def test_ten_to_fifteen_percent_a_year(visits: list[int | None], verdict: str) -> None:
    assert judge(growth({2028: [10_000], 2030: visits}, TEN_TO_FIFTEEN), 2030).verdict == verdict


def test_a_ceiling_is_not_judged_on_the_way() -> None:
    assert judge(growth({2028: [10_000], 2029: [12_000]}, TEN_TO_FIFTEEN), 2029).verdict == "on_path"


@pytest.mark.parametrize(
    ("base", "visits", "on_the_way", "in_its_year"),
    [
        pytest.param([1000], [None], "undetermined", "undetermined", id="nothing reported"),
        pytest.param([1000], [1099, None], "undetermined", "undetermined", id="no upper end"),
        pytest.param([1000], [1100, None], "on_path", "undetermined", id="on the curve already"),
        pytest.param([1000], [1331, None], "met_early", "met", id="at the milestone already"),
        pytest.param([1000, None], [1099], "behind", "not_met", id="under the lowest possible curve"),
        pytest.param([1000, None], [1100], "undetermined", "not_met", id="on the lowest possible curve"),
        pytest.param([1000, None], [9000], "undetermined", "undetermined", id="no upper end of the curve"),
        pytest.param([1000, None], [10, None], "undetermined", "undetermined", id="neither end is known"),
        pytest.param([0, 0], [500], "undetermined", "undetermined", id="zero base"),
        pytest.param([None], [500], "undetermined", "undetermined", id="base not reported"),
        pytest.param([], [500], "undetermined", "undetermined", id="nobody in the base year"),
        pytest.param([1000], [], "undetermined", "undetermined", id="nobody in the year"),
    ],
)
def test_growth_where_something_is_missing(
    base: list[int | None], visits: list[int | None], on_the_way: str, in_its_year: str
) -> None:
    condition = growth({2022: base, 2023: visits, 2025: visits})
    assert (judge(condition, 2023).verdict, judge(condition, 2025).verdict) == (on_the_way, in_its_year)


@pytest.mark.parametrize("base", [[1000, None], [None], []])
def test_growth_without_a_whole_base_has_neither_base_nor_gap_nor_rate(base: list[int | None]) -> None:
    result = judge(growth({2022: base, 2023: [900]}), 2023)
    assert (result.base, result.needed, result.gap) == (None, None, None)
    assert (result.compound_percent, result.mean_percent) == (None, None)


def test_the_gap_of_growth_is_counted_from_what_is_reported() -> None:
    result = judge(growth({2022: [1000], 2023: [1100, None]}), 2023)
    assert (result.value, result.unreported, result.total, result.gap) == (1100, 1, 2, 231)


@pytest.mark.parametrize(
    ("base", "path"),
    [([1000], (1100, 1100)), ([1000, None], (1100, None)), ([0], None), ([None], None), ([], None)],
)
def test_the_curve_is_open_above_where_the_base_is_not_whole(base: list[int | None], path: object) -> None:
    assert judge(growth({2022: base, 2023: [1]}), 2023).path == path


def test_nobody_in_the_year_leaves_neither_gap_nor_rate() -> None:
    result = judge(growth({2022: [1000], 2023: [1100]}), 2024)
    assert (result.gap, result.compound_percent, result.mean_percent) == (None, None, None)


@pytest.mark.parametrize(
    ("base", "value", "years", "percent"),
    [
        (6775, 8882, 3, "9.4462"),
        (1000, 1331, 3, "10.0000"),
        (1000, 1000, 3, "0.0000"),
        (1000, 0, 3, "-100.0000"),
        (3, 2, 1, "-33.3333"),
        (1, 10**15, 5, "99900.0000"),
        pytest.param(2_000_000, 2_000_001, 1, "0.0000", id="0.00005 goes down to even"),
        pytest.param(2_000_000, 2_000_003, 1, "0.0002", id="0.00015 goes up to even"),
        pytest.param(2_000_000, 1_999_997, 1, "-0.0002", id="-0.00015 goes down to even"),
        pytest.param(4 * 10**12, 2_000_001**2, 2, "0.0000", id="a tie of a square root"),
        pytest.param(4 * 10**12, 2_000_001**2 + 1, 2, "0.0001", id="just above that tie"),
    ],
)
def test_the_compound_rate_has_four_right_decimals(base: int, value: int, years: int, percent: str) -> None:
    milestone = Milestone(2030, 2022, Decimal(10))
    assert judge(growth({2022: [base], 2022 + years: [value]}, milestone), 2022 + years).compound_percent == percent


@pytest.mark.parametrize(
    ("between", "mean"),
    [([1000], "12.2500"), ([800], "17.8125"), ([1000, None], None), ([0], None), ([], None)],
)
def test_the_mean_needs_every_year_between(between: list[int | None], mean: str | None) -> None:
    result = judge(growth({2022: [1000], 2023: between, 2024: [1245]}), 2024)
    assert result.mean_percent == mean
    assert result.compound_percent is not None


def test_rates_are_not_told_in_the_base_year_or_before_it() -> None:
    condition = growth({2021: [900], 2022: [1000]})
    rates = [(judge(condition, year).compound_percent, judge(condition, year).mean_percent) for year in (2021, 2022)]
    assert rates == [(None, None), (None, None)]


def test_the_curve_starts_in_the_base_year() -> None:
    condition = growth({2021: [900], 2022: [1000]})
    assert [judge(condition, year).path for year in (2021, 2022)] == [None, (Fraction(1000), Fraction(1000))]


def test_a_year_without_a_visit_is_a_fall_of_all() -> None:
    result = judge(growth({2022: [1000], 2023: [500], 2024: [0]}), 2024)
    assert (result.compound_percent, result.mean_percent) == ("-100.0000", "-75.0000")


@pytest.mark.parametrize(
    ("visits", "verdict", "disagree"),
    [
        pytest.param([2000, 1700, 2363], "not_met", True, id="8,7 % compound but 12 % on average"),
        pytest.param([2000, 1600, 2240], "not_met", True, id="5,8 % compound but exactly 10 % on average"),
        pytest.param([2000, 2200, 2420], "met", False, id="10 % every year"),
        pytest.param([2000, 2100, 2205], "not_met", False, id="5 % every year"),
        pytest.param([2000, 3000, 2600], "met", False, id="14 % compound and 18,3 % on average without a ceiling"),
    ],
)
def test_the_reader_is_warned_where_the_mean_would_give_another_verdict(
    visits: list[int], verdict: str, disagree: bool
) -> None:
    years: Visits = {2022 + place: [value] for place, value in enumerate(visits)}
    result = judge(growth(years, Milestone(2024, 2022, Decimal(10))), 2024)
    assert (result.verdict, result.means_disagree) == (verdict, disagree)


@pytest.mark.parametrize(
    ("between", "compound", "mean", "disagree"),
    [(3000, "14.0175", "18.3333", True), (2300, "14.0175", "14.0217", False)],
)
def test_the_mean_can_exceed_a_ceiling_that_the_compound_rate_keeps(
    between: int, compound: str, mean: str, disagree: bool
) -> None:
    result = judge(growth({2028: [2000], 2029: [between], 2030: [2600]}, TEN_TO_FIFTEEN), 2030)
    assert (result.verdict, result.compound_percent, result.mean_percent) == ("met", compound, mean)
    assert result.means_disagree is disagree


def test_the_mean_can_be_on_a_path_that_the_compound_rate_misses() -> None:
    result = judge(growth({2022: [2000], 2023: [1700], 2024: [2363]}), 2024)
    assert (result.verdict, result.means_disagree) == ("behind", True)


def test_a_library_opened_after_the_base_year_counts_and_is_named() -> None:
    years: dict[int, dict[str, int | None]] = {
        2022: {"TV-XA": 1000, "TV-MN": 100},
        2023: {"TV-XA": 1100, "TV-MOI": 110, "TV-B": None, "TV-C": 0, "TV-A": 0},
    }
    result = judge(GrowthCondition("all_libraries", "visits", (TEN_PERCENT,), years), 2023)
    assert (result.value, result.unreported) == (1210, 1)
    assert result.opened_after_base == ("TV-A", "TV-B", "TV-C", "TV-MOI")


def test_the_base_year_names_no_library_as_opened_after_it() -> None:
    assert judge(growth({2021: [1, 2, 3], 2022: [5]}), 2021).opened_after_base == ()


def test_a_rate_with_decimals_is_compared_exactly() -> None:
    eighth = Milestone(2025, 2022, Decimal("12.5"))
    assert judge(growth({2022: [512], 2025: [729]}, eighth), 2025).verdict == "met"
    assert judge(growth({2022: [512], 2025: [728]}, eighth), 2025).verdict == "not_met"
