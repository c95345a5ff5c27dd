"""The results of all clauses of a year: units and records together, in a constant number of queries."""

from __future__ import annotations

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from baocao.living_plan.results import ClauseResult, PlanResults, Records
from kehoach.models import Broadcast, Plan, ProgressState, Task
from tests.cast import OPEN_YEAR, Cast, ours
from tests.kehoach.tasks.work_samples import work_samples

TODAY = date(OPEN_YEAR, 11, 22)


def record_everything(cast: Cast, times: int = 1) -> None:
    """A row of every kind, of the primary school's for IV.2.c, so many times; the result itself once."""
    for model, make in work_samples(cast).items():
        for _ in range(times if "reporting_year" not in {field.name for field in model._meta.fields} else 1):
            make().save()


def clause(code: str, year: int = OPEN_YEAR) -> ClauseResult:
    """One clause of the plan in a year."""
    return next(one for one in PlanResults(ours(Plan).get(), TODAY).clauses(year) if one.task.code == code)


def test_every_clause_is_there_in_the_plans_order(cast: Cast) -> None:
    codes = [one.task.code for one in PlanResults(ours(Plan).get(), TODAY).clauses(OPEN_YEAR)]

    assert codes == list(ours(Task).order_by("position").values_list("code", flat=True))
    assert len(codes) == 32


def test_a_clause_adds_up_what_names_it(cast: Cast) -> None:
    before = clause("IV.2.c").records
    record_everything(cast, times=2)

    found = clause("IV.2.c").records

    assert {name: value - getattr(before, name) for name, value in vars(found).items()} == {
        **vars(Records()),
        "activities": 2,
        "participants": 240,
        "broadcasts": 2,
        "minutes": 20,
        "documents": 2,
        "courses": 2,
        "learners": 40,
        "mobilisations": 2,
        "volunteers": 30,
        "commendations": 2,
        "funding": 2,
        "planned": 10_000_000,
    }
    assert clause("IV.2.c").state is ProgressState.DONE


def test_a_record_belongs_to_the_year_whose_window_has_its_day(cast: Cast) -> None:
    record_everything(cast)
    Broadcast.objects.filter(task__code="IV.2.c").update(
        happened_on=date(2024, 12, 15), task=ours(Task).get(code="II.4.c")
    )

    assert clause("II.4.c", 2025).records.broadcasts == 1
    assert clause("II.4.c", 2024).records.broadcasts == 0


def test_other_years_than_those_asked_for_are_left_out(cast: Cast) -> None:
    record_everything(cast)

    results = PlanResults(ours(Plan).get(), TODAY, years=[2023])

    assert not any(one.records.activities for one in results.clauses(OPEN_YEAR))
    assert not any(part.row for one in results.clauses(OPEN_YEAR) for part in one.units)


def test_results_of_all_years_take_as_many_queries_as_those_of_one(cast: Cast) -> None:
    record_everything(cast, times=3)
    plan, asked = ours(Plan).get(), []
    for years in ((), (OPEN_YEAR,), (2023, 2024, 2025)):
        with CaptureQueriesContext(connection) as queries:
            results = PlanResults(plan, TODAY, years=years)
            [results.clauses(year) for year in (2023, 2024, 2025, 2026)]
        asked.append(len(queries))

    assert asked[0] == asked[1] == asked[2] <= 8
