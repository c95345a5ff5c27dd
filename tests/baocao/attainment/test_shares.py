"""Verdicts, gaps and paths of shares on small made-up populations."""

from decimal import Decimal
from fractions import Fraction

import pytest

from baocao.attainment.results import Milestone, Outcome, ShareCondition, judge

SIGNS = {"+": True, "-": False, "?": None}
TO_70 = Milestone(2025, 2022, Decimal(70))
TO_90 = Milestone(2030, 2025, Decimal(90))


def share(years: dict[int, str], *milestones: Milestone) -> ShareCondition:
    """A year is written '++-?': two facilities pass, one fails, one is unreported."""
    outcomes = {
        year: {f"F{number:02d}": Outcome(SIGNS[sign]) for number, sign in enumerate(signs)}
        for year, signs in years.items()
    }
    return ShareCondition("all_centres", "active", milestones or (TO_70, TO_90), outcomes)


@pytest.mark.parametrize(
    ("years", "year", "verdict", "gap"),
    [
        pytest.param({2021: "++++"}, 2021, "undetermined", 0, id="before the base year"),
        pytest.param({2022: "+---"}, 2022, "baseline", 2, id="base year"),
        pytest.param({2022: "????"}, 2022, "baseline", 3, id="base year of which nothing is reported"),
        pytest.param({}, 2022, "undetermined", None, id="nobody in the base year"),
        pytest.param({2022: "+---", 2023: ""}, 2023, "undetermined", None, id="nobody on the way"),
        pytest.param({2022: "+---", 2025: ""}, 2025, "undetermined", None, id="nobody in the milestone year"),
        pytest.param({2022: "+---------", 2023: "+++-------"}, 2023, "on_path", 4, id="exactly on the path of 30 %"),
        pytest.param({2022: "+---------", 2023: "++--------"}, 2023, "behind", 5, id="under the path"),
        pytest.param({2022: "----------", 2024: "+++++++---"}, 2024, "met_early", 0, id="exactly 70 % a year early"),
        pytest.param({2025: "+++++++---"}, 2025, "met", 0, id="exactly 70 %"),
        pytest.param({2025: "++++++----"}, 2025, "not_met", 1, id="one short of 70 %"),
        pytest.param({2026: "+" * 37 + "-" * 13}, 2026, "on_path", 8, id="exactly 74 % from 70 to 90"),
        pytest.param({2026: "+" * 36 + "-" * 14}, 2026, "behind", 9, id="under 74 %"),
        pytest.param({2026: "+++++++++-"}, 2026, "met_early", 0, id="90 % four years early"),
        pytest.param({2031: "+++++++++-"}, 2031, "met", 0, id="90 % after the last milestone"),
        pytest.param({2031: "++++++++--"}, 2031, "not_met", 1, id="80 % after the last milestone"),
    ],
)
def test_a_share_that_is_wholly_reported(years: dict[int, str], year: int, verdict: str, gap: int | None) -> None:
    result = judge(share(years), year)
    assert (result.verdict, result.gap) == (verdict, gap)


@pytest.mark.parametrize(
    ("signs", "on_the_way", "in_its_year", "gap"),
    [
        ("????", "undetermined", "undetermined", 3),
        ("---?", "behind", "not_met", 3),
        ("+--?", "undetermined", "not_met", 2),
        ("++-?", "on_path", "undetermined", 1),
        ("+-??", "undetermined", "undetermined", 2),
        ("+++?", "met_early", "met", 0),
    ],
)
def test_an_unreported_facility_is_neither_yes_nor_no(signs: str, on_the_way: str, in_its_year: str, gap: int) -> None:
    condition = share({2022: "+---", 2023: signs, 2025: signs})
    assert (judge(condition, 2023).verdict, judge(condition, 2025).verdict) == (on_the_way, in_its_year)
    assert judge(condition, 2023).gap == gap


@pytest.mark.parametrize(
    ("base", "signs", "verdict"),
    [
        pytest.param("+--?", "+---", "behind", id="25 % is under 40 to 56,7 %"),
        pytest.param("+--?", "++--", "undetermined", id="50 % is within"),
        pytest.param("+--?", "+++--", "on_path", id="60 % is above"),
        pytest.param("+--?", "++---?", "undetermined", id="33,3 to 50 % crosses"),
        pytest.param("", "-----", "behind", id="0 % is under any path"),
        pytest.param("", "+++--", "undetermined", id="60 % is within 23,3 to 90 %"),
        pytest.param("", "++++-", "met_early", id="80 % is the milestone"),
    ],
)
def test_a_base_year_that_is_not_whole_makes_the_path_of_a_share_a_range(base: str, signs: str, verdict: str) -> None:
    assert judge(share({2022: base, 2023: signs}), 2023).verdict == verdict


def test_the_range_of_a_share_and_of_its_path_are_told_exactly() -> None:
    result = judge(share({2022: "+--?", 2023: "++-?"}), 2023)
    assert (result.low, result.high) == (Fraction(1, 2), Fraction(3, 4))
    assert result.path == (Fraction(2, 5), Fraction(17, 30))


def test_the_path_ends_at_the_threshold_and_stays_there() -> None:
    condition = share({2022: "+---"})
    assert judge(condition, 2025).path == (Fraction(7, 10), Fraction(7, 10))
    assert judge(condition, 2030).path == judge(condition, 2031).path == (Fraction(9, 10), Fraction(9, 10))


def test_a_share_without_population_has_no_value_and_before_the_base_year_no_path() -> None:
    result = judge(share({}), 2021)
    assert (result.low, result.high, result.path) == (None, None, None)


@pytest.mark.parametrize(
    ("signs", "verdict"),
    [("+++++-----", "met"), ("++++++----", "met"), ("+++++++---", "exceeded"), ("+++++++--?", "exceeded"),
     ("++++++---?", "met"), ("++++-----?", "undetermined")],
)  # fmt: skip
def test_a_share_above_its_ceiling_is_exceeded(signs: str, verdict: str) -> None:
    half = Milestone(2025, 2022, Decimal(50), Decimal(60))
    assert judge(share({2025: signs}, half), 2025).verdict == verdict


def test_a_later_milestone_with_a_base_year_of_its_own_starts_from_the_actual_share() -> None:
    from_2026 = Milestone(2030, 2026, Decimal(90))
    result = judge(share({2026: "+---", 2028: "++--"}, TO_70, from_2026), 2028)
    assert result.path == (Fraction(575, 1000), Fraction(575, 1000))
    assert result.verdict == "behind"


def test_facilities_that_fail_are_listed_in_code_order_with_what_they_lack() -> None:
    outcomes = {
        "VH-MAC": Outcome(False, "8/12 hoạt động"),
        "VH-XA": Outcome(True),
        "VH-GOM": Outcome(False, "chưa có câu lạc bộ"),
        "VH-NGAI": Outcome(None),
    }
    result = judge(ShareCondition("all_centres", "active", (TO_70,), {2025: outcomes}), 2025)
    assert result.lacking == ("VH-GOM", "VH-MAC")
    assert result.lacks == {"VH-GOM": "chưa có câu lạc bộ", "VH-MAC": "8/12 hoạt động"}


def test_opened_and_closed_facilities_change_the_denominator_of_their_years_alone() -> None:
    condition = share({2022: "+---", 2023: "++-", 2025: "++++-"})
    assert [judge(condition, year).total for year in (2022, 2023, 2024, 2025)] == [4, 3, 0, 5]
    assert [judge(condition, year).verdict for year in (2022, 2023, 2025)] == ["baseline", "on_path", "met"]


def test_a_threshold_with_decimals_is_compared_exactly() -> None:
    eighth = Milestone(2025, 2022, Decimal("12.5"))
    assert judge(share({2025: "+-------"}, eighth), 2025).verdict == "met"
    assert judge(share({2025: "+--------"}, eighth), 2025).verdict == "not_met"
