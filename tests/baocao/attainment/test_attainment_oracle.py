"""The fast attainment against the slow one, and properties that hold whatever the figures are."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from baocao.attainment.results import GrowthCondition, Outcome, ShareCondition, Verdict, as_json, judge, target_verdict
from tests.baocao.attainment.attainment_strategies import (
    VISITS,
    Case,
    cases,
    growth_conditions,
    later_cases,
    plan_04,
    share_conditions,
)
from tests.baocao.attainment.oracle import expected, milestone_for, worst

NEWCOMER = "TV-MOI"
CLAIMS_SUCCESS = {Verdict.ON_PATH, Verdict.MET_EARLY, Verdict.MET, Verdict.EXCEEDED}
CLAIMS_FAILURE = {Verdict.BEHIND, Verdict.NOT_MET}
REACHES_THE_MILESTONE = {Verdict.MET_EARLY, Verdict.MET, Verdict.EXCEEDED}
ANSWERS = {"+": Outcome(True), "-": Outcome(False, "8/12 hoạt động"), "?": Outcome(None)}

often = settings(max_examples=300, deadline=None)


def told(condition: Any, year: int, code: str, reply: Any) -> Any:
    """The same condition where one facility, known or new, gives this reply in a year."""
    return replace(condition, years={**condition.years, year: {**condition.years.get(year, {}), code: reply}})


def now_or_then(case: Case, in_the_base_year: bool) -> int:
    """The year of a case, or the base year that it is judged from."""
    condition, year = case
    return milestone_for(condition.milestones, year).base_year if in_the_base_year else year


def shares(answers: dict[int, str], *plan: str) -> ShareCondition:
    """Facilities that pass (+), fail (-) or are silent (?), by year, under plan 04's years and these thresholds."""
    years = {
        year: {f"TV-{number}": ANSWERS[sign] for number, sign in enumerate(signs)} for year, signs in answers.items()
    }
    return ShareCondition("other_libraries", "services", plan_04(*plan), years)


def growth(visits: dict[int, int | None], *plan: str, silent: int | None = None) -> GrowthCondition:
    """The visits of one library by year, under these rates; in one year there may be a second that is silent."""
    years: dict[int, dict[str, int | None]] = {year: {"TV-TH": number} for year, number in visits.items()}
    if silent:
        years[silent]["TV-MN"] = None
    return GrowthCondition("all_libraries", "visits", plan_04(*plan or ("10", "10")), years)


@often
@given(cases(share_conditions))
def test_both_implementations_agree_on_shares(case: Case) -> None:
    condition, year = case
    assert as_json(judge(condition, year)) == expected(condition, year)


@often
@given(cases(growth_conditions))
def test_both_implementations_agree_on_growth(case: Case) -> None:
    condition, year = case
    assert as_json(judge(condition, year)) == expected(condition, year)


@pytest.mark.parametrize("conditions", [share_conditions, growth_conditions], ids=["shares", "growth"])
def test_the_strategies_produce_every_verdict(conditions: st.SearchStrategy[Any]) -> None:
    seen: Counter[object] = Counter()

    @seed(1520)
    @settings(max_examples=800, deadline=None, database=None)
    @given(cases(conditions))
    def look(case: Case) -> None:
        seen[expected(*case)["verdict"]] += 1

    look()
    assert set(seen) == set(Verdict)


@pytest.mark.parametrize(
    ("condition", "year", "verdict"),
    [
        # shares: 2022 and the year; thresholds of 2025, of 2030, and the most of 2030
        (shares({2022: "----", 2023: "+---"}, "75", "90"), 2023, "on_path"),
        (shares({2022: "----", 2024: "+---"}, "75", "90"), 2024, "behind"),
        (shares({2022: "----", 2024: "++--"}, "50", "90"), 2024, "met_early"),
        (shares({2023: "++--"}, "75", "90"), 2023, "undetermined"),
        (shares({2023: "----"}, "75", "90"), 2023, "behind"),
        (shares({2022: "+-??", 2023: "++--"}, "75", "90"), 2023, "undetermined"),
        (shares({2022: "+--?", 2023: "++--"}, "70", "90"), 2023, "undetermined"),
        (shares({2022: "----", 2026: "+++-"}, "70", "90"), 2026, "on_path"),
        (shares({2030: "+++-"}, "25", "50", "75"), 2030, "met"),
        (shares({2030: "+++?"}, "25", "50", "75"), 2030, "met"),
        (shares({2030: "+++?"}, "25", "50", "70"), 2030, "exceeded"),
        (shares({2032: "++--"}, "25", "50", "75"), 2032, "met"),
        (shares({2025: "+-??"}, "50", "90"), 2025, "undetermined"),
        (shares({2025: "+--?"}, "70", "90"), 2025, "not_met"),
        (shares({2022: "????"}, "70", "90"), 2022, "baseline"),
        (shares({2022: ""}, "70", "90"), 2022, "undetermined"),
        # growth: on a curve, and one visit beside it
        (growth({2022: 100, 2023: 110, 2024: 121}), 2024, "on_path"),
        (growth({2022: 100, 2023: 110, 2024: 120}), 2024, "behind"),
        (growth({2022: 1000, 2024: 1331}), 2024, "met_early"),
        (growth({2022: 1000, 2024: 1330}), 2024, "on_path"),
        (growth({2022: 1000, 2025: 1331}), 2025, "met"),
        (growth({2022: 1000, 2025: 1330}), 2025, "not_met"),
        (growth({2025: 100_000, 2030: 161_051}, "10", "10", "10"), 2030, "met"),
        (growth({2025: 100_000, 2030: 161_052}, "10", "10", "10"), 2030, "exceeded"),
        (growth({2025: 100, 2031: 178}, "10", "10", "15"), 2031, "met"),
        (growth({2022: 0, 2023: 0, 2025: 5}), 2025, "undetermined"),
        (growth({2022: None, 2025: 5}), 2025, "undetermined"),
        (growth({2022: 5, 2023: 0}), 2023, "behind"),
        # growth: a second library is silent, in the year or in the base year
        (growth({2022: 1000, 2023: 1100}, silent=2023), 2023, "on_path"),
        (growth({2022: 1000, 2023: 1099}, silent=2023), 2023, "undetermined"),
        (growth({2022: 1000, 2025: 1331}, silent=2025), 2025, "met"),
        (growth({2022: 1000, 2025: 1330}, silent=2025), 2025, "undetermined"),
        (growth({2025: 100_000, 2030: 161_052}, "10", "10", "10", silent=2030), 2030, "undetermined"),
        (growth({2022: 1000, 2023: 1099}, silent=2022), 2023, "behind"),
        (growth({2022: 1000, 2023: 1100}, silent=2022), 2023, "undetermined"),
        # rates half way between two decimals: -0.00005 and 0.00005 become 0.0000, 0.00015 becomes 0.0002
        (growth({2022: 2_000_000, 2023: 1_999_999}, "0", "0"), 2023, "behind"),
        (growth({2022: 2_000_000, 2023: 2_000_001}, "0", "0"), 2023, "met_early"),
        (growth({2022: 2_000_000, 2023: 2_000_003}, "0", "0"), 2023, "met_early"),
    ],
)
def test_both_implementations_agree_on_the_edges(condition: Any, year: int, verdict: str) -> None:
    found = expected(condition, year)
    assert found["verdict"] == verdict
    assert as_json(judge(condition, year)) == found


@pytest.mark.parametrize(
    ("answers", "year", "verdict", "gap"),
    [
        ("+---", 2022, "baseline", 2),
        ("+---", 2023, "behind", 2),
        ("++--", 2023, "on_path", 1),
        ("+++-", 2024, "met_early", 0),
        ("++--", 2025, "not_met", 1),
        ("+++-", 2025, "met", 0),
    ],
)
def test_the_slow_one_gives_the_table_of_the_demo_for_shares(answers: str, year: int, verdict: str, gap: int) -> None:
    found = expected(shares({2022: "+---", year: answers}, "70", "90"), year)
    assert (found["verdict"], found["gap"], found["met"], found["total"]) == (verdict, gap, answers.count("+"), 4)


@pytest.mark.parametrize(
    ("year", "verdict", "gap", "compound", "mean"),
    [
        (2022, "baseline", 9018 - 6775, None, None),
        (2023, "behind", 1598, "9.5203", "9.5203"),
        (2024, "behind", 952, "9.1125", "9.1132"),
        (2025, "not_met", 136, "9.4462", "9.4477"),
        (2026, "undetermined", None, None, None),
    ],
)
def test_the_slow_one_gives_the_table_of_the_demo_for_growth(
    year: int, verdict: str, gap: int | None, compound: str | None, mean: str | None
) -> None:
    found = expected(growth({2022: 6775, 2023: 7420, 2024: 8066, 2025: 8882}), year)
    assert (found["verdict"], found["gap"]) == (verdict, gap)
    assert (found["compound_percent"], found["mean_percent"]) == (compound, mean)


@often
@given(cases(share_conditions | growth_conditions), st.booleans())
def test_one_more_unreported_facility_never_turns_undetermined_into_a_claim(case: Case, in_the_base_year: bool) -> None:
    (condition, year), where = case, now_or_then(case, in_the_base_year)
    silence = Outcome(None) if isinstance(condition, ShareCondition) else None
    before = judge(condition, year).verdict
    after = judge(told(condition, where, NEWCOMER, silence), year).verdict
    for claim in (CLAIMS_SUCCESS, CLAIMS_FAILURE):
        assert after not in claim or before in claim


@often
@given(later_cases(share_conditions), st.booleans(), st.booleans())
def test_an_answer_never_contradicts_a_verdict_on_shares(case: Case, in_the_base_year: bool, passes: bool) -> None:
    (condition, year), where = case, now_or_then(case, in_the_base_year)
    before = judge(told(condition, where, NEWCOMER, Outcome(None)), year).verdict
    after = judge(told(condition, where, NEWCOMER, Outcome(passes)), year).verdict
    if before in CLAIMS_SUCCESS:
        assert worst([before, after]) == before
    if before in CLAIMS_FAILURE:
        assert after == before


@often
@given(later_cases(growth_conditions), st.booleans(), st.sampled_from(VISITS))
def test_an_answer_never_contradicts_a_verdict_on_growth(case: Case, in_the_base_year: bool, visits: int) -> None:
    (condition, year), where = case, now_or_then(case, in_the_base_year)
    before = judge(told(condition, where, NEWCOMER, None), year).verdict
    after = judge(told(condition, where, NEWCOMER, visits), year).verdict
    if before in CLAIMS_SUCCESS:
        assert after not in CLAIMS_FAILURE
    if before in CLAIMS_FAILURE:
        assert after == before


@often
@given(later_cases(share_conditions))
def test_the_gap_is_the_smallest_number_of_facilities_that_reaches_the_milestone(case: Case) -> None:
    condition, year = case
    condition = told(condition, year, NEWCOMER, Outcome(None))
    gap = judge(condition, year).gap
    population = condition.years[year]
    not_passing = [code for code, outcome in population.items() if not outcome.passes]

    def reached_with(helped: int) -> bool:
        """Whether the milestone is reached when so many of those that do not pass did, and the others failed."""
        answers = {code: Outcome(code not in not_passing[helped:]) for code in population}
        helped_out = replace(condition, years={**condition.years, year: answers})
        return judge(helped_out, year).verdict in REACHES_THE_MILESTONE

    assert gap is not None
    assert [reached_with(helped) for helped in range(gap + 1)] == [False] * gap + [True]


@often
@given(later_cases(growth_conditions), st.integers(1, 200))
def test_the_gap_is_the_smallest_number_of_visits_that_reaches_the_milestone(case: Case, base: int) -> None:
    condition, year = case
    base_year = milestone_for(condition.milestones, year).base_year
    condition = replace(condition, years={**condition.years, base_year: {"TV-0": base}})
    gap = judge(told(condition, year, NEWCOMER, None), year).gap
    known = {code: visits for code, visits in condition.years.get(year, {}).items() if visits is not None}
    condition = replace(condition, years={**condition.years, year: known})
    reached = [
        judge(told(condition, year, NEWCOMER, visits), year).verdict in REACHES_THE_MILESTONE
        for visits in range(max(gap - 1, 0), gap + 1)
    ]
    assert reached == ([False, True] if gap else [True])


@often
@given(cases(share_conditions | growth_conditions))
def test_the_order_of_facilities_and_years_does_not_matter(case: Case) -> None:
    condition, year = case
    years = {then: dict(reversed(population.items())) for then, population in reversed(condition.years.items())}
    assert as_json(judge(replace(condition, years=years), year)) == as_json(judge(condition, year))


@often
@given(st.lists(st.sampled_from(list(Verdict)), min_size=1))
def test_a_target_has_the_worst_verdict_of_its_conditions(verdicts: list[Verdict]) -> None:
    assert target_verdict(verdicts) == worst(verdicts)
