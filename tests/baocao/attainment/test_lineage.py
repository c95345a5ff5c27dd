"""Series, growth and shares of facilities that follow others: every number is worked out by hand beside it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baocao.attainment.charts.columns import columns, year_rows
from baocao.attainment.gap_analysis import contributions
from baocao.attainment.queries import PlanAttainment
from baocao.attainment.results import GrowthCondition, GrowthResult, ShareResult
from baocao.attainment.series import series_of
from baocao.dashboard.trends import facilities_over_years
from kehoach.common.lineage import Lineage
from kehoach.models import Plan, State
from tests.baocao.attainment.oracle import heirs_of
from tests.cast import Cast, put_into, signed_in
from tests.mergers import library, merge_schools_of_2025
from tests.pages import words

# Visits of the base year 2022 in the demonstration: TV-TH 2480 + 310 + 35, TV-THCS 1895 + 260 + 20.
BASE_TH, BASE_THCS = 2825, 2175


@pytest.fixture
def attainment(cast: Cast) -> PlanAttainment:
    """Both schools' libraries became one on 1/8/2025, which had 3.767 + 2.803 visits; the preschool's closed."""
    merge_schools_of_2025(cast)
    return PlanAttainment(Plan.objects.get(commune=cast.commune))


def growth(attainment: PlanAttainment, year: int) -> tuple[GrowthCondition, GrowthResult]:
    """The condition on visits and its result in a year."""
    condition = next(target for target in attainment.judge(year) if target.target.code == "I.2.a-3").conditions[0]
    assert isinstance(condition.values, GrowthCondition)
    assert isinstance(condition.result, GrowthResult)
    return condition.values, condition.result


@pytest.mark.case("SC-092")
def test_the_base_of_growth_is_the_sum_over_all_predecessors_and_the_closed(attainment: PlanAttainment) -> None:
    condition, result = growth(attainment, 2025)

    assert result.base == 6775  # as in 2022, the preschool's library among them
    assert result.total == 3  # the commune's, the learning centre's, the united one
    assert result.opened_after_base == ()
    by_code = {row.code: row for row in contributions(condition, result, 2025)}
    assert by_code["TV-LC"].base == BASE_TH + BASE_THCS == 5000
    assert by_code["TV-LC"].asked == 6655  # 5000 · 1,1³
    assert by_code["TV-LC"].short == 85  # 6655 − 6570


def test_a_library_that_nobody_was_before_is_still_new(cast: Cast, attainment: PlanAttainment) -> None:
    library(cast, "TV-MOI", opened_on=date(2025, 3, 1), name="Thư viện mới")

    _, result = growth(PlanAttainment(Plan.objects.get(commune=cast.commune)), 2025)

    assert result.opened_after_base == ("TV-MOI",)


def test_a_share_counts_the_united_facility_once(attainment: PlanAttainment) -> None:
    others = next(target for target in attainment.judge(2025) if target.target.code == "I.2.a-1").conditions[1].result
    before = next(target for target in attainment.judge(2024) if target.target.code == "I.2.a-1").conditions[1].result

    assert isinstance(others, ShareResult)
    assert isinstance(before, ShareResult)
    assert (before.total, others.total) == (4, 2)


def test_a_break_is_marked_in_chart_table_and_footnote(attainment: PlanAttainment) -> None:
    condition, _ = growth(attainment, 2025)
    series = series_of(condition, 2025, 2025)
    sentence = (
        "Thư viện Trường Tiểu học và THCS tiếp nối Thư viện Trường Tiểu học Quảng Nghiệp và Thư viện Trường THCS "
        "Quảng Nghiệp; Thư viện Trường Mầm non Quảng Nghiệp đóng"
    )

    chart = columns("Lượt người", series, range(2022, 2026), 2025)

    assert series.breaks == {2025: sentence}
    assert [(one.year, one.words) for one in chart.breaks] == [(2025, sentence)]
    assert f"Thay đổi cơ sở từ năm 2025: {sentence}" in chart.title
    assert [row.year for row in year_rows(series, range(2022, 2026), 2025) if row.is_break] == [2025]


def test_the_pages_mark_the_break_too(cast: Cast, attainment: PlanAttainment) -> None:
    leader = signed_in(cast.leader)

    for page in ("/bang-dieu-hanh/2025/", "/bang-dieu-hanh/2025/chi-tieu/I.2.a-3/", "/ke-hoach/?nam=2025"):
        assert "* Từ năm 2025: Thư viện Trường Tiểu học và THCS tiếp nối" in words(leader.get(page)), page
    trends = words(leader.get("/bang-dieu-hanh/2025/xu-huong/"))
    assert "* Từ năm 2025: đến năm 2024 là số của Thư viện Trường Tiểu học Quảng Nghiệp và" in trends


def test_a_facilitys_own_series_runs_through_its_lineage(attainment: PlanAttainment) -> None:
    trends = {trend.name: trend for group in facilities_over_years(attainment, 2025, 1) for trend in group.trends}

    values = {row.year: row.value for row in trends["Thư viện Trường Tiểu học và THCS"].years}

    assert values == {
        2022: "5.000",
        2023: "5.469",  # 2730 + 335 + 48 and 2050 + 280 + 26
        2024: "5.952",  # 2990 + 362 + 60 and 2210 + 300 + 30
        2025: "6.570",
    }


def test_one_unreported_predecessor_makes_the_sum_unknown(attainment: PlanAttainment) -> None:
    form = put_into("TV-THCS", State.RETURNED, 2022)
    again = PlanAttainment(Plan.objects.get(commune=form.facility.commune))

    condition, result = growth(again, 2025)

    assert result.base is None
    assert {row.code: row.base for row in contributions(condition, result, 2025)}["TV-LC"] is None


@st.composite
def families(draw: st.DrawFn) -> tuple[dict[int, list[int]], set[int], set[int]]:
    """Up to eight facilities in the order of their opening, who follows whom, and who exists then and now."""
    keys = range(draw(st.integers(1, 8)))
    predecessors = {key: draw(st.lists(st.sampled_from(range(key)), unique=True)) for key in keys if key}
    then = draw(st.sets(st.sampled_from(keys)))
    now = draw(st.sets(st.sampled_from(keys)))
    return {key: followed for key, followed in predecessors.items() if followed}, then, now


@settings(max_examples=300, deadline=None)
@given(families())
def test_lineage_agrees_with_the_slow_one(family: tuple[Mapping[int, list[int]], set[int], set[int]]) -> None:
    predecessors, then, now = family
    followers = [predecessor for followed in predecessors.values() for predecessor in followed]
    lineage = Lineage(predecessors, frozenset(key for key in followers if followers.count(key) > 1))

    handed = {key: set(lineage.origins(key, then, now)) for key in now}

    assert handed == heirs_of(predecessors, then, now)
    assert sum(map(len, handed.values())) == len(set().union(*handed.values()))  # nobody is counted twice
