"""Attainment as it is read aloud: short, whole, and in numbers as officials write them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from baocao.attainment import words
from baocao.attainment.results import GrowthCondition, Milestone, Outcome, ShareCondition, judge
from kehoach.models import Measure, Scope

NAMES = {"A": "Thư viện xã", "B": "Thư viện Trường Tiểu học", "C": "Thư viện Trường Mầm non"}
YES, NO, NOT_KNOWN = Outcome(True), Outcome(False, "chưa có dịch vụ nào"), Outcome(None)
MILESTONES = (
    Milestone(2025, 2022, Decimal(70)),
    Milestone(2030, 2025, Decimal(90)),
)
RATES = (Milestone(2025, 2022, Decimal("10.00")), Milestone(2030, 2025, Decimal(10), Decimal(15)))


def share(year: int, **outcomes: Outcome) -> Any:
    """A share in a year, from nobody passing in the base year."""
    years = {2022: dict.fromkeys(outcomes, NO), year: outcomes}
    return judge(ShareCondition(Scope.OTHER_LIBRARIES, Measure.SERVICES, MILESTONES, years), year)


def growth(year: int, *visits: int | None, base: int | None = 6775, more: dict[int, int] | None = None) -> Any:
    """The visits of one year, of libraries A, B … whose base is that of A alone."""
    others = dict.fromkeys("BC"[: len(visits) - 1], 0)
    years: dict[int, dict[str, int | None]] = {2022: {"A": base, **others}}
    years |= {when: {"A": value, **others} for when, value in (more or {}).items()}
    years[year] = dict(zip("ABC", visits, strict=False))
    return judge(GrowthCondition(Scope.ALL_LIBRARIES, Measure.VISITS, RATES, years), year)


@pytest.mark.parametrize(
    ("result", "told"),
    [
        (share(2025, A=YES, B=YES, C=NO), "2/3 (66,7%)"),
        (share(2025, A=YES, B=YES, C=YES), "3/3 (100%)"),
        (share(2025, A=YES, B=NOT_KNOWN, C=NO), "từ 1/3 đến 2/3"),
        (share(2025, A=NOT_KNOWN), "từ 0/1 đến 1/1"),
        (share(2025), "không có cơ sở nào"),
        (growth(2025, 8882), "9,4%/năm"),
        (growth(2022, 6775), "6.775 lượt"),
        (growth(2025, 8000, None), "từ 8.000 lượt"),
        (growth(2025, 5000), "-9,6%/năm"),
    ],
)
def test_a_headline_is_the_value_in_a_few_characters(result: Any, told: str) -> None:
    assert words.headline(result) == told


@pytest.mark.parametrize(
    ("result", "told"),
    [
        (share(2025, A=YES), "70%"),
        (share(2030, A=YES), "90%"),
        (growth(2025, 8882), "tăng 10% mỗi năm"),
        (growth(2030, 8882), "tăng 10 - 15% mỗi năm"),
    ],
)
def test_a_demand_is_what_the_milestone_asks(result: Any, told: str) -> None:
    assert words.demand(result) == told


@pytest.mark.parametrize(
    ("result", "told"),
    [
        (share(2025, A=YES, B=NO, C=NO), "Để đạt mốc 2025 cần thêm 2 cơ sở."),
        (share(2024, A=NO), "Để đạt mốc 2025 cần thêm 1 cơ sở."),
        (share(2025, A=YES), ""),
        (share(2025), ""),
        (growth(2025, 8882), "Để đạt mốc 2025 cần thêm 136 lượt."),
        (growth(2025, 9018), ""),
        (growth(2025, 8882, base=None), ""),
    ],
)
def test_a_gap_is_what_the_next_milestone_still_needs(result: Any, told: str) -> None:
    assert words.gap_words(result) == told


@pytest.mark.parametrize(
    ("year", "told"),
    [(2023, "lộ trình năm 2023 là 23,3%"), (2024, "lộ trình năm 2024 là 46,7%"), (2022, ""), (2025, ""), (2021, "")],
)
def test_a_path_is_told_between_base_year_and_milestone_alone(year: int, told: str) -> None:
    assert words.path_words(share(year, A=YES, B=NO), year) == told


def test_the_path_of_growth_is_whole_visits_rounded_up() -> None:
    assert words.path_words(growth(2023, 7420), 2023) == "lộ trình năm 2023 là 7.453 lượt"


def test_a_path_from_an_unfinished_base_year_is_a_range() -> None:
    years = {2022: {"A": NO, "B": NOT_KNOWN}, 2023: {"A": YES, "B": YES}}
    result = judge(ShareCondition(Scope.OTHER_LIBRARIES, Measure.SERVICES, MILESTONES, years), 2023)

    assert words.path_words(result, 2023) == "lộ trình năm 2023 là 23,3% đến 56,7%"


@pytest.mark.parametrize(
    ("result", "told"),
    [
        (share(2025, A=YES, B=NO), ""),
        (share(2025, A=YES, B=NOT_KNOWN), "từ 50% đến 100%, còn 1 cơ sở chưa có số liệu được duyệt"),
        (growth(2025, 8000, None, None), "còn 2 cơ sở chưa có số liệu được duyệt"),
    ],
)
def test_a_range_says_how_many_are_missing(result: Any, told: str) -> None:
    assert words.range_words(result) == told


@pytest.mark.parametrize(
    ("result", "year", "parts"),
    [
        (
            share(2025, A=YES, B=NO, C=NO),
            2025,
            ["1 trên 3 thư viện", "33,3%", "70%", "chưa đạt", "Thư viện Trường Tiểu học (chưa có dịch vụ nào)"],
        ),
        (share(2024, A=YES, B=NO), 2024, ["1 trên 2", "50%", "lộ trình năm 2024 là 46,7%", "đúng lộ trình"]),
        (share(2025, A=YES, B=NOT_KNOWN), 2025, ["từ 50% đến 100%, còn 1 cơ sở", "chưa đủ số liệu"]),
        (share(2025, A=NOT_KNOWN), 2025, ["Năm 2025", "chưa có số liệu được duyệt"]),
        (share(2025), 2025, ["Năm 2025 không có cơ sở nào"]),
        (growth(2025, 8882), 2025, ["8.882 lượt", "6.775 lượt", "9,4%/năm", "tăng 10% mỗi năm", "chưa đạt"]),
        (growth(2022, 6775), 2022, ["6.775 lượt", "năm gốc"]),
        (growth(2025, 8882, base=None), 2025, ["8.882 lượt", "năm gốc 2022 chưa đủ số liệu"]),
        (growth(2025, 8882, base=0), 2025, ["8.882 lượt", "chưa đủ số liệu"]),
        (growth(2025, 8000, None), 2025, ["8.000 lượt", "còn 1 cơ sở", "6.775"]),
    ],
)
def test_the_whole_story_is_told_in_a_sentence(result: Any, year: int, parts: list[str]) -> None:
    told = words.sentence(result, year, NAMES)

    assert [part for part in parts if part not in told] == []
    assert told.endswith(".")
    assert "None" not in told


@pytest.mark.parametrize(
    ("result", "told"),
    [
        (growth(2025, 8882), "Thiếu 136 lượt so với 9.018 lượt cần có đến năm 2025."),
        (growth(2025, 9018), ""),
        (growth(2025, 8882, base=None), ""),
    ],
)
def test_a_shortfall_names_what_is_needed(result: Any, told: str) -> None:
    assert words.shortfall_words(result) == told


@pytest.mark.parametrize(
    ("result", "told"),
    [
        (growth(2025, 8882), "6.775 → 8.882 lượt"),
        (growth(2022, 6775), ""),
        (growth(2025, 1, None), ""),
        (share(2025, A=YES), ""),
    ],
)
def test_the_visits_behind_a_rate_are_told_where_there_is_one(result: Any, told: str) -> None:
    assert words.from_to(result) == told


def test_a_share_names_only_those_who_fail() -> None:
    assert words.lacking_words(share(2025, A=YES, B=NO, C=NOT_KNOWN), NAMES) == (
        "Thư viện Trường Tiểu học (chưa có dịch vụ nào)"
    )
    assert words.lacking_words(growth(2025, 1), NAMES) == ""
