"""Plan 04 on the demo data: every number that the commune must read in the five years."""

import csv
import json
import math
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from baocao.attainment.results import (
    GrowthCondition,
    GrowthResult,
    Milestone,
    Outcome,
    ShareCondition,
    ShareResult,
    as_json,
    judge,
    target_verdict,
)

DEMO = Path(__file__).parents[3] / "fixtures" / "demo"
Row = dict[str, str]
Test = Callable[[Row], bool]

EXAMPLE = """
{"commune": "11122", "year": 2025, "targets": [
  {"code": "I.2.a-1", "verdict": "met", "conditions": [
    {"scope": "commune_library", "measure": "services", "met": 1, "total": 1, "unreported": 0, "at_least": "100",
     "verdict": "met", "gap": 0, "lacking": []},
    {"scope": "other_libraries", "measure": "services", "met": 3, "total": 4, "unreported": 0, "at_least": "70",
     "verdict": "met", "gap": 0, "lacking": ["TV-MN"]}]},
  {"code": "I.2.a-3", "verdict": "not_met", "conditions": [
    {"scope": "all_libraries", "measure": "visits", "base_year": 2022, "base": 6775, "value": 8882, "unreported": 0,
     "compound_percent": "9.4462", "mean_percent": "9.4477",
     "at_least": "10", "at_most": null, "verdict": "not_met", "gap": 136, "lacking": []}]}]}
"""


def read(name: str) -> list[Row]:
    with (DEMO / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def accepted(name: str, key: str) -> dict[tuple[int, str], Row]:
    return {(int(row["year"]), row[key]): row for row in read(name) if row["state"] == "accepted"}


LIBRARIES = [row["code"] for row in read("libraries.csv")]
CENTRES = [row["code"] for row in read("centres.csv")]
FIGURES = accepted("library_figures.csv", "library_code") | accepted("centre_figures.csv", "centre_code")
YEARS = range(2022, 2027)


def visits(row: Row) -> int:
    return sum(int(row[f"visits_{who}"] or 0) for who in ("pupils", "staff", "public"))


def active(row: Row) -> bool:
    groups = sum(int(row[name]) for name in ("talent_classes", "clubs", "interest_groups"))
    return groups > 0 and int(row["activities_arts"]) + int(row["activities_sports"]) >= 12


def milestones(first: int, second: int, at_most: int | None = None) -> tuple[Milestone, ...]:
    return (
        Milestone(2025, 2022, Decimal(first)),
        Milestone(2030, 2025, Decimal(second), None if at_most is None else Decimal(at_most)),
    )


def share(scope: str, measure: str, codes: list[str], marks: tuple[Milestone, ...], passes: Test) -> ShareCondition:
    def outcome(row: Row | None) -> Outcome:
        return Outcome(None if row is None else passes(row))

    return ShareCondition(
        scope, measure, marks, {year: {code: outcome(FIGURES.get((year, code))) for code in codes} for year in YEARS}
    )


def library_shares(measure: str, column: str, second: int) -> list[ShareCondition]:
    def passes(row: Row) -> bool:
        return bool(row[column])

    others = [code for code in LIBRARIES if code != "TV-XA"]
    return [
        share("commune_library", measure, ["TV-XA"], milestones(100, 100), passes),
        share("other_libraries", measure, others, milestones(70, second), passes),
    ]


def growth() -> GrowthCondition:
    def number(row: Row | None) -> int | None:
        return None if row is None else visits(row)

    years = {year: {code: number(FIGURES.get((year, code))) for code in LIBRARIES} for year in YEARS}
    return GrowthCondition("all_libraries", "visits", milestones(10, 10, 15), years)


TARGETS: dict[str, list[ShareCondition] | list[GrowthCondition]] = {
    "I.2.a-1": library_shares("services", "services", 90),
    "I.2.a-2": library_shares("it", "it_applications", 80),
    "I.2.a-3": [growth()],
    "I.2.b": [share("all_centres", "active", CENTRES, milestones(70, 100), active)],
}


def results(code: str, year: int) -> list[ShareResult | GrowthResult]:
    return [judge(condition, year) for condition in TARGETS[code]]


@pytest.mark.parametrize(
    ("year", "verdicts"),
    [
        (2022, ["baseline", "baseline", "baseline", "baseline"]),
        (2023, ["on_path", "on_path", "behind", "on_path"]),
        (2024, ["met_early", "on_path", "behind", "met_early"]),
        (2025, ["met", "not_met", "not_met", "met"]),
        (2026, ["undetermined", "undetermined", "undetermined", "undetermined"]),
    ],
)
def test_the_four_targets_have_the_verdicts_of_the_worked_example(year: int, verdicts: list[str]) -> None:
    assert [target_verdict(result.verdict for result in results(code, year)) for code in TARGETS] == verdicts


@pytest.mark.parametrize(
    ("code", "year", "counts", "paths"),
    [
        ("I.2.a-1", 2022, ["1/1", "1/4"], [1, Fraction(1, 4)]),
        ("I.2.a-1", 2023, ["1/1", "2/4"], [1, Fraction(40, 100)]),
        ("I.2.a-1", 2024, ["1/1", "3/4"], [1, Fraction(55, 100)]),
        ("I.2.a-1", 2025, ["1/1", "3/4"], [1, Fraction(70, 100)]),
        ("I.2.a-1", 2026, ["0/1", "1/4"], [1, Fraction(74, 100)]),
        ("I.2.a-2", 2022, ["0/1", "0/4"], [0, 0]),
        ("I.2.a-2", 2023, ["1/1", "1/4"], [Fraction(1, 3), Fraction(70, 300)]),
        ("I.2.a-2", 2024, ["1/1", "2/4"], [Fraction(2, 3), Fraction(140, 300)]),
        ("I.2.a-2", 2025, ["1/1", "2/4"], [1, Fraction(70, 100)]),
        ("I.2.a-2", 2026, ["0/1", "1/4"], [1, Fraction(72, 100)]),
        ("I.2.b", 2022, ["1/4"], [Fraction(1, 4)]),
        ("I.2.b", 2023, ["2/4"], [Fraction(40, 100)]),
        ("I.2.b", 2024, ["3/4"], [Fraction(55, 100)]),
        ("I.2.b", 2025, ["3/4"], [Fraction(70, 100)]),
        ("I.2.b", 2026, ["1/4"], [Fraction(76, 100)]),
    ],
)
def test_shares_and_their_paths(code: str, year: int, counts: list[str], paths: list[Fraction]) -> None:
    shares = [result for result in results(code, year) if isinstance(result, ShareResult)]
    assert [f"{result.met}/{result.total}" for result in shares] == counts
    assert [result.path for result in shares] == [(path, path) for path in paths]


@pytest.mark.parametrize(
    ("year", "value", "gap", "below_curve"),
    [(2022, 6775, 2243, 0), (2023, 7420, 1598, 33), (2024, 8066, 952, 132), (2025, 8882, 136, 136)],
)
def test_visits_their_gap_and_their_distance_from_the_curve(year: int, value: int, gap: int, below_curve: int) -> None:
    result = judge(growth(), year)
    assert (result.value, result.base, result.needed, result.gap) == (value, 6775, 9018, gap)
    assert result.path is not None
    assert math.ceil(result.path[0]) - value == below_curve


def test_one_library_is_short_of_information_technology_in_2025() -> None:
    others = judge(library_shares("it", "it_applications", 80)[1], 2025)
    assert (others.gap, others.lacking) == (1, ("TV-MN", "TV-TTHTCD"))


def test_2026_counts_accepted_figures_alone_and_has_a_whole_base() -> None:
    result = judge(growth(), 2026)
    assert (result.base, result.value, result.unreported, result.total) == (8882, 4155, 4, 5)
    assert (result.compound_percent, result.mean_percent) == (None, None)
    assert [found.unreported for code in ("I.2.a-1", "I.2.b") for found in results(code, 2026)] == [1, 3, 3]


def test_json_is_the_published_example_to_the_letter() -> None:
    found = [
        {
            "code": code,
            "verdict": target_verdict(result.verdict for result in results(code, 2025)),
            "conditions": [as_json(result) for result in results(code, 2025)],
        }
        for code in ("I.2.a-1", "I.2.a-3")
    ]
    document = {"commune": "11122", "year": 2025, "targets": found}
    assert document == json.loads(EXAMPLE)
    assert json.dumps(document) == json.dumps(json.loads(EXAMPLE)), "the keys are in another order"


@pytest.mark.parametrize(("given", "text"), [("100", "100"), ("70.00", "70"), ("12.50", "12.5"), ("1E+1", "10")])
def test_thresholds_are_written_plainly(given: str, text: str) -> None:
    milestone = Milestone(2025, 2022, Decimal(given), Decimal(given))
    result = judge(GrowthCondition("all_libraries", "visits", (milestone,), {}), 2025)
    assert (as_json(result)["at_least"], as_json(result)["at_most"]) == (text, text)
