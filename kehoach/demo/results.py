"""The demonstration's results of tasks: fixtures/demo-results/results.csv and explanations.csv, on fixed days."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from kehoach.models import FINISHED, ReportingYear, Review, Role, Task, TaskProgress, Unit, User
from kehoach.tasks.actions.explanations import answer, ask
from kehoach.tasks.actions.results import confirm, report, return_result

FOLDER = settings.BASE_DIR / "fixtures" / "demo-results"
# Units report on the first of these days, the officer looks at it on the second.
_REPORTED, _REVIEWED = (11, 14), (11, 20)


def load_results(year: ReportingYear, officer: User) -> None:
    """Reports, confirms and returns what the year's rows say, as the units' own accounts or the officer for them."""
    units = {unit.code: unit for unit in Unit.objects.filter(commune=year.commune)}
    tasks = {task.code: task for task in Task.objects.filter(plan__commune=year.commune)}
    people = {user.unit_id: user for user in User.objects.filter(commune=year.commune, role=Role.REPORTER)}
    for row in _rows("results.csv", year.year):
        unit = units[row["unit"]]
        by = people.get(unit.pk, officer)
        _report(TaskProgress(task=tasks[row["task"]], unit=unit, reporting_year=year), row, by, officer)
    for row in _rows("explanations.csv", year.year):
        unit = units[row["unit"]]
        by = people.get(unit.pk, officer)
        asked = ask(
            task=tasks[row["task"]],
            unit=unit,
            year=year,
            question=row["question"],
            answer_by=_day(row["answer_by"]),
            by=officer,
            at=_morning(_day(row["asked_on"])),
        )
        if row["answer"]:
            answer(asked, text=row["answer"], by=by, at=_morning(_day(row["answered_on"])))


def _report(unsaved: TaskProgress, row: dict[str, str], by: User, officer: User) -> None:
    year, review = unsaved.reporting_year.year, Review(row["review"])
    answers: dict[str, object] = {"state": row["state"], "result": row["result"]}
    if row["count"]:
        answers["count"] = int(row["count"])
    reviewed = _morning(date(year, *_REVIEWED))
    reported = report(unsaved, by=by, at=_morning(date(year, *_REPORTED)), version=0, answers=answers)
    if review is Review.RETURNED:
        return_result(reported, by=officer, at=reviewed, version=reported.version, reason=row["reason"])
    elif review is Review.CONFIRMED and reported.state in FINISHED:
        confirm(reported, by=officer, at=reviewed, version=reported.version)


def _rows(name: str, year: int) -> Iterator[dict[str, str]]:
    with Path(FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from (row for row in csv.DictReader(file) if int(row["year"]) == year)


def _day(text: str) -> date:
    day, month, year = (int(part) for part in text.split("/"))
    return date(year, month, day)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(8), tzinfo=timezone.get_default_timezone())
