"""The chart of columns: nothing leaves its box, and all it shows is in words too."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baocao.attainment.charts.columns import BOTTOM, TOP, ChartValue, Series, columns, year_rows
from kehoach.common import formats

YEARS = range(2022, 2031)
amounts = st.integers(0, 10**7).map(Fraction)
known = st.builds(lambda low, more: ChartValue(low, None if more is None else low + more), amounts, st.none() | amounts)


def told(number: Fraction) -> str:
    """A whole number."""
    return formats.count(int(number))


def series(**given: object) -> Series:
    """Some series that is told in whole numbers."""
    return Series(told=told, **given)  # type: ignore[arg-type]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(st.sampled_from(YEARS), known),
    st.dictionaries(st.sampled_from(YEARS), amounts),
    st.dictionaries(st.sampled_from(YEARS), amounts),
    st.integers(1, 9),
)
def test_nothing_leaves_the_box(
    values: dict[int, ChartValue], path: dict[int, Fraction], goals: dict[int, Fraction], number: int
) -> None:
    shown = YEARS[:number]
    chart = columns("Tên", series(values=values, path=path, goals=goals), shown, shown[-1])

    width = int(chart.box.split()[2])
    for column in chart.columns:
        assert 0 <= float(column.x) <= width - chart.column
        assert TOP - 0.1 <= float(column.maybe_y) <= float(column.y) + 0.1 <= BOTTOM + 0.2
    assert all(0 <= float(goal.label_at) <= width for goal in chart.goals)
    assert len(chart.columns) == len(values.keys() & set(shown))


def test_all_values_and_milestones_are_in_the_title_and_in_the_table() -> None:
    data = series(
        values={2022: ChartValue(Fraction(6775), Fraction(6775)), 2023: ChartValue(Fraction(4000), None)},
        path={2022: Fraction(6775), 2023: Fraction(7453)},
        goals={2025: Fraction(9018)},
    )

    chart = columns("Lượt", data, range(2022, 2026), 2023)

    assert chart.title == "Lượt: năm 2022 6.775; năm 2023 từ 4.000. Mốc: năm 2025 9.018."
    assert [(row.year, row.value, row.path, row.goal) for row in year_rows(data, range(2022, 2026), 2023)] == [
        (2022, "6.775", "6.775", ""),
        (2023, "từ 4.000", "7.453", ""),
        (2024, "–", "–", ""),
        (2025, "–", "–", "9.018"),
    ]


def test_a_label_stands_above_the_path_that_would_cross_it() -> None:
    low = {2022: ChartValue(Fraction(50), Fraction(50))}

    beside = columns("x", series(values=low, path={2022: Fraction(60)}, most=Fraction(100)), [2022], 2022)
    free = columns("x", series(values=low, path={2022: Fraction(95)}, most=Fraction(100)), [2022], 2022)

    assert float(beside.columns[0].label_y) < float(free.columns[0].label_y)


def test_without_any_year_the_chart_says_so() -> None:
    chart = columns("Lượt", series(values={}), range(2022, 2024), 2023)

    assert chart.title == "Lượt: chưa có năm nào có số liệu được duyệt."
    assert (chart.columns, chart.path_line) == ((), "")
