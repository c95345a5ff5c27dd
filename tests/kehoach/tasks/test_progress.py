"""Where tasks stand in a year: the rule for a clause of several units, what is late, what is due soon."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach.models import (
    Assignment,
    AssignmentRole,
    Explanation,
    Plan,
    ProgressState,
    ReportingYear,
    Review,
    Task,
    TaskProgress,
    Unit,
)
from kehoach.tasks.clauses import ClauseProgress, ClauseYear, UnitProgress
from kehoach.tasks.progress import PlanProgress
from tests.cast import NOW, OPEN_YEAR, Cast, ours

NOT_STARTED, IN_PROGRESS, DONE, NOTHING = ProgressState
DUE = date(OPEN_YEAR, 10, 15)  # IV.2.a has a day of its own
AFTER = DUE + timedelta(days=12)


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """The cast in a year for which nobody has reported or been asked anything."""
    ours(TaskProgress).filter(reporting_year__year=OPEN_YEAR).delete()
    Explanation.objects.filter(reporting_year__year=OPEN_YEAR).delete()
    return cast


def part_of(
    state: ProgressState | None, part: AssignmentRole | None = AssignmentRole.LEAD, left: int | None = 3
) -> UnitProgress:
    """A unit that has said so; None is one that has said nothing."""
    row = None if state is None else TaskProgress(state=state, review=Review.WAITING, updated_at=NOW)
    return UnitProgress(ClauseYear(Task(), OPEN_YEAR, None, DUE, left, DUE), Unit(), part, row, ())


def clause(*units: UnitProgress) -> ClauseProgress:
    """A clause with these units."""
    return ClauseProgress(Task(), OPEN_YEAR, units)


def saved(cast: Cast, state: ProgressState, at: datetime = NOW, **given: Any) -> TaskProgress:
    """What the primary school has reported of IV.2.a, past all rules."""
    return TaskProgress.objects.create(
        reporting_year=ReportingYear.objects.get(commune=cast.commune, year=OPEN_YEAR),
        task=ours(Task).get(code="IV.2.a"),
        unit=cast.reporter.unit,
        **{"state": state, "result": "Đã ban hành.", "updated_at": at, "updated_by": cast.reporter, **given},
    )


def of_school(cast: Cast, today: date = AFTER, year: int = OPEN_YEAR) -> UnitProgress:
    """Where the primary school stands with IV.2.a."""
    found = {one.task.code: one for one in PlanProgress(ours(Plan).get(), today).clauses(year)}
    return next(one for one in found["IV.2.a"].units if one.unit == cast.reporter.unit)


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ((), NOT_STARTED),
        ((None,), NOT_STARTED),
        ((None, NOTHING), NOT_STARTED),
        ((NOT_STARTED, DONE), IN_PROGRESS),
        ((DONE, IN_PROGRESS), IN_PROGRESS),
        ((DONE, NOTHING), DONE),
        ((NOTHING, NOTHING), NOTHING),
        ((DONE, DONE), DONE),
    ],
)
def test_a_clause_is_as_far_as_its_leading_units(
    states: tuple[ProgressState | None, ...], expected: ProgressState
) -> None:
    assert clause(*map(part_of, states)).state is expected


@given(
    st.lists(st.sampled_from(ProgressState), min_size=1, max_size=6),
    st.lists(st.sampled_from(ProgressState), max_size=6),
)
def test_who_only_takes_part_neither_holds_a_clause_up_nor_finishes_it(
    leads: list[ProgressState], supports: list[ProgressState]
) -> None:
    alone = clause(*map(part_of, leads))
    with_others = clause(*map(part_of, leads), *(part_of(state, AssignmentRole.SUPPORT, left=-9) for state in supports))

    assert with_others.state is alone.state
    assert with_others.finished == alone.finished == sum(state in (DONE, NOTHING) for state in leads)
    assert with_others.overdue_days == alone.overdue_days


@given(st.sampled_from(ProgressState), st.none() | st.integers(-400, 400))
def test_late_is_only_who_leads_and_is_not_finished(state: ProgressState, left: int | None) -> None:
    one = part_of(state, left=left)
    late = left is not None and left < 0 and state in (NOT_STARTED, IN_PROGRESS)

    assert one.overdue_days == (-left if late and left is not None else 0)
    assert not (one.is_due_soon and one.overdue_days)


def test_a_task_is_late_from_the_day_after_its_own(cast: Cast) -> None:
    assert of_school(cast, DUE).overdue_days == 0
    assert of_school(cast, DUE).is_due_soon
    assert of_school(cast, AFTER).overdue_days == 12


def test_a_task_without_a_day_of_its_own_is_due_with_the_figures(cast: Cast) -> None:
    year = ReportingYear.objects.get(commune=cast.commune, year=OPEN_YEAR)

    clauses = {one.task.code: one for one in PlanProgress(ours(Plan).get(), AFTER).clauses(OPEN_YEAR)}

    assert clauses["IV.5"].due == year.unit_deadline


def test_what_was_returned_is_under_way_and_owed_again(cast: Cast) -> None:
    saved(cast, DONE, review=Review.RETURNED, reviewed_at=NOW, reviewed_by=cast.officer, return_reason="Thiếu số.")

    one = of_school(cast)

    assert (one.state, one.overdue_days, one.waits_for_officer) == (IN_PROGRESS, 12, False)


def test_a_finished_result_waits_for_the_officer_and_is_not_late(cast: Cast) -> None:
    saved(cast, DONE)

    one = of_school(cast, NOW.date() + timedelta(days=4))

    assert (one.overdue_days, one.waits_for_officer, one.days_waiting) == (0, True, 4)


def test_nobody_is_late_in_a_closed_year_or_before_the_plan(cast: Cast) -> None:
    assert of_school(cast, AFTER, year=2024).overdue_days == 0
    before = PlanProgress(ours(Plan).get(), AFTER).clauses(2022)

    assert len(before) == 32
    assert {one.units for one in before} == {()}


def test_a_result_stays_when_the_task_is_given_to_others(cast: Cast) -> None:
    saved(cast, DONE)
    Assignment.objects.filter(task__code="IV.2.a", unit=cast.reporter.unit).delete()

    one = of_school(cast)

    assert (one.part, one.state, one.is_owed) == (None, DONE, False)


def test_a_unit_that_did_not_exist_owes_nothing(cast: Cast) -> None:
    Unit.objects.filter(pk=cast.reporter.unit_id).update(opened_on=date(OPEN_YEAR, 12, 31))

    with pytest.raises(StopIteration):
        of_school(cast)


def test_an_explanation_is_late_after_its_day_until_it_is_answered(cast: Cast) -> None:
    asked = Explanation.objects.create(
        reporting_year=ReportingYear.objects.get(commune=cast.commune, year=OPEN_YEAR),
        task=ours(Task).get(code="IV.2.a"),
        unit=cast.reporter.unit,
        question="Vì sao chưa ban hành?",
        asked_at=NOW,
        asked_by=cast.officer,
        answer_by=AFTER,
    )
    assert not of_school(cast, AFTER).has_late_explanation
    assert of_school(cast, AFTER + timedelta(days=1)).has_late_explanation

    Explanation.objects.filter(pk=asked.pk).update(answer="Chờ họp.", answered_at=NOW, answered_by=cast.reporter)

    one = of_school(cast, AFTER + timedelta(days=1))
    assert (one.open_explanations, len(one.explanations), one.has_late_explanation) == ((), 1, False)


def test_one_unit_sees_only_its_own(cast: Cast) -> None:
    clauses = PlanProgress(ours(Plan).get(), AFTER, unit=cast.reporter.unit).clauses(OPEN_YEAR)

    assert [one.task.code for one in clauses] == ["IV.2.a", "IV.2.b", "IV.2.c"]
    assert {one.unit for clause in clauses for one in clause.units} == {cast.reporter.unit}
