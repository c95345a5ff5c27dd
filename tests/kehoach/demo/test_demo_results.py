"""The demonstration's results: something of every clause in every year, and an open year with all that can happen."""

from __future__ import annotations

from datetime import date

import pytest

from kehoach.models import Explanation, Plan, ProgressState, Review, TaskProgress
from kehoach.tasks.progress import PlanProgress
from tests.cast import OPEN_YEAR, Cast, ours

TODAY = date(OPEN_YEAR, 11, 22)


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_a_closed_year_has_something_of_every_clause(cast: Cast, year: int) -> None:
    clauses = PlanProgress(ours(Plan).get(), TODAY).clauses(year)

    assert len(clauses) == 32
    assert [one.task.code for one in clauses if one.state is ProgressState.NOT_STARTED] == []


def test_the_open_year_has_all_that_can_happen(cast: Cast) -> None:
    clauses = PlanProgress(ours(Plan).get(), TODAY).clauses(OPEN_YEAR)
    parts = [one for clause in clauses for one in clause.units]

    assert {one.state for one in clauses} == set(ProgressState)
    assert {one.row.review for one in parts if one.row} == set(Review)
    assert [(one.task.code, one.unit.code) for one in parts if one.overdue_days] == [
        ("IV.2.a", "MN"),
        ("IV.2.a", "THCS"),
    ]
    assert [one.unit.code for one in parts if one.open_explanations] == ["MN"]
    assert [one.unit.code for one in parts if one.explanations and not one.open_explanations] == ["THCS"]


def test_everything_is_written_by_whom_it_would_be_and_on_its_day(cast: Cast) -> None:
    for row in ours(TaskProgress).select_related("updated_by", "unit"):
        assert row.updated_at.year == row.reporting_year.year
        assert row.updated_by.unit_id in (row.unit_id, cast.commune.units.get(code="VHTT").pk)
    assert {one.asked_by.username for one in Explanation.objects.all()} == {"cong-chuc"}
