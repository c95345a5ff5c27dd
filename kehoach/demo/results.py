"""The demonstration's results of tasks: fixtures/demo-results/results.csv and explanations.csv, on fixed days."""

from __future__ import annotations

from datetime import date
from typing import Any

from simple_history.utils import bulk_create_with_history

from kehoach.demo.commune import DemoCommune
from kehoach.demo.files import day_of, morning, rows_of, year_of_row
from kehoach.history.bulk import update_recorded
from kehoach.models import FINISHED, ProgressState, ReportingYear, Review, TaskProgress
from kehoach.tasks.actions.explanations import answer, ask
from kehoach.tasks.actions.results import return_result
from kehoach.tasks.rules import check_may_report, check_says_something

# Units report on the first of these days, the officer looks at it on the second.
_REPORTED, _REVIEWED = (11, 14), (11, 20)


def load_results(demo: DemoCommune, year: ReportingYear) -> None:
    """What the year's rows say: reported by the units' own accounts or the officer for them, then looked at.

    The results are written together, as those of the books are.
    """
    cells = [row for row in rows_of("demo-results/results.csv") if year_of_row(row) == year.year]
    results = [(row, _result(demo, year, row)) for row in cells]
    bulk_create_with_history([result for _, result in results], TaskProgress)
    reviewed_at = morning(date(year.year, *_REVIEWED))
    confirmed = [result for row, result in results if row["review"] == Review.CONFIRMED and _waits(result)]
    for result in confirmed:
        result.review, result.reviewed_at, result.reviewed_by = Review.CONFIRMED, reviewed_at, demo.officer
    fields = ("review", "reviewed_at", "reviewed_by")
    update_recorded(confirmed, fields, by=demo.officer, at=reviewed_at, reason="Xác nhận kết quả")
    for row, result in results:
        if row["review"] == Review.RETURNED:
            return_result(result, by=demo.officer, at=reviewed_at, version=result.version, reason=row["reason"])
    for row in rows_of("demo-results/explanations.csv"):
        if year_of_row(row) == year.year:
            _explain(demo, year, row)


def _result(demo: DemoCommune, year: ReportingYear, row: dict[str, str]) -> Any:
    """An unsaved result with its version to be; what the officer writes needs nobody's confirmation."""
    unit, at = demo.units[row["unit"]], morning(date(year.year, *_REPORTED))
    by = demo.writer_of(unit)
    check_may_report(by, unit)
    result: Any = TaskProgress(
        task=demo.tasks[row["task"]],
        unit=unit,
        reporting_year=year,
        state=row["state"],
        result=row["result"],
        count=int(row["count"]) if row["count"] else None,
        updated_at=at,
        updated_by=by,
        version=1,
    )
    check_says_something(result)
    if by == demo.officer:
        result.review, result.reviewed_at, result.reviewed_by = Review.CONFIRMED, at, by
    result._history_user, result._history_date = by, at
    result._change_reason = f"Ghi kết quả: {ProgressState(row['state']).label}"
    return result


def _waits(result: TaskProgress) -> bool:
    return result.review == Review.WAITING and result.state in FINISHED


def _explain(demo: DemoCommune, year: ReportingYear, row: dict[str, str]) -> None:
    unit = demo.units[row["unit"]]
    explanation = ask(
        task=demo.tasks[row["task"]],
        unit=unit,
        year=year,
        question=row["question"],
        answer_by=day_of(row["answer_by"]),
        by=demo.officer,
        at=morning(day_of(row["asked_on"])),
    )
    if row["answer"]:
        answer(explanation, text=row["answer"], by=demo.writer_of(unit), at=morning(day_of(row["answered_on"])))
