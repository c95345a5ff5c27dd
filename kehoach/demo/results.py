"""The demonstration's results of tasks: fixtures/demo-results/results.csv and explanations.csv, on fixed days."""

from __future__ import annotations

from datetime import date

from kehoach.demo.commune import DemoCommune
from kehoach.demo.files import day_of, morning, rows_of
from kehoach.models import FINISHED, ReportingYear, Review, TaskProgress
from kehoach.tasks.actions.explanations import answer, ask
from kehoach.tasks.actions.results import confirm, report, return_result

# Units report on the first of these days, the officer looks at it on the second.
_REPORTED, _REVIEWED = (11, 14), (11, 20)


def load_results(demo: DemoCommune, year: ReportingYear) -> None:
    """Reports, confirms and returns what the year's rows say, as the units' own accounts or the officer for them."""
    for row in rows_of("demo-results/results.csv"):
        if int(row["year"]) == year.year:
            _report(demo, year, row)
    for row in rows_of("demo-results/explanations.csv"):
        if int(row["year"]) == year.year:
            _explain(demo, year, row)


def _report(demo: DemoCommune, year: ReportingYear, row: dict[str, str]) -> None:
    unit, review = demo.units[row["unit"]], Review(row["review"])
    answers: dict[str, object] = {"state": row["state"], "result": row["result"]}
    if row["count"]:
        answers["count"] = int(row["count"])
    reported_at, reviewed_at = (morning(date(year.year, *day)) for day in (_REPORTED, _REVIEWED))
    unsaved = TaskProgress(task=demo.tasks[row["task"]], unit=unit, reporting_year=year)
    result = report(unsaved, by=demo.writer_of(unit), at=reported_at, version=0, answers=answers)
    if review is Review.RETURNED:
        return_result(result, by=demo.officer, at=reviewed_at, version=result.version, reason=row["reason"])
    elif review is Review.CONFIRMED and result.state in FINISHED:
        confirm(result, by=demo.officer, at=reviewed_at, version=result.version)


def _explain(demo: DemoCommune, year: ReportingYear, row: dict[str, str]) -> None:
    unit = demo.units[row["unit"]]
    asked = ask(
        task=demo.tasks[row["task"]],
        unit=unit,
        year=year,
        question=row["question"],
        answer_by=day_of(row["answer_by"]),
        by=demo.officer,
        at=morning(day_of(row["asked_on"])),
    )
    if row["answer"]:
        answer(asked, text=row["answer"], by=demo.writer_of(unit), at=morning(day_of(row["answered_on"])))
