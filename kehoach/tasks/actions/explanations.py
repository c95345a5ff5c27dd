"""Asking units about their tasks (yêu cầu giải trình), and their answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from kehoach.history.recording import save_recorded
from kehoach.models import Explanation, ReportingYear, Task, Unit, User
from kehoach.people.rules import Refused
from kehoach.tasks.rules import check_can_answer, check_can_ask, check_may_report
from kehoach.tasks.signals import explanation_asked


@transaction.atomic
def ask(
    *, task: Task, unit: Unit, year: ReportingYear, question: str, answer_by: date, by: User, at: datetime
) -> Explanation:
    """Asks one unit to explain by a day, and writes to its people. The same question again is the one that is there.

    A unit has one open question about a task at a time: another one is refused until it has answered.
    """
    explanation_asked.send(ReportingYear, year=year, at=at)
    return _ask(task=task, unit=unit, year=year, question=question, answer_by=answer_by, by=by, at=at)


def _ask(
    *, task: Task, unit: Unit, year: ReportingYear, question: str, answer_by: date, by: User, at: datetime
) -> Explanation:
    year = ReportingYear.objects.select_for_update(no_key=True).get(pk=year.pk)
    question = question.strip()
    explanation = Explanation(
        task=task, unit=unit, reporting_year=year, question=question, answer_by=answer_by, asked_at=at, asked_by=by
    )
    check_can_ask(explanation, by, at, timezone.localdate(at))
    if not question:
        raise Refused("Cần ghi nội dung để đơn vị biết phải giải trình điều gì.")
    present = Explanation.objects.filter(task=task, unit=unit, reporting_year=year, answered_at=None).first()
    if present is not None:
        if (present.question, present.answer_by) == (question, answer_by):
            return present
        raise Refused(f"{unit.name} chưa trả lời yêu cầu trước về nhiệm vụ {task.code}.")
    save_recorded(explanation, by=by, at=at, reason="Yêu cầu giải trình")
    return explanation


@transaction.atomic
def ask_many(
    parts: Sequence[tuple[ReportingYear, Task, Unit]], *, question: str, answer_by: date, by: User, at: datetime
) -> list[Explanation]:
    """Asks several units the same, each for its task. Those that have not answered an earlier question are left out."""
    years = {year.pk: year for year, _, _ in parts}
    open_ones = Explanation.objects.filter(reporting_year__in=years, answered_at=None)
    waiting = set(open_ones.values_list("reporting_year_id", "task_id", "unit_id"))
    for year in years.values():
        explanation_asked.send(ReportingYear, year=year, at=at)
    return [
        _ask(task=task, unit=unit, year=year, question=question, answer_by=answer_by, by=by, at=at)
        for year, task, unit in parts
        if (year.pk, task.pk, unit.pk) not in waiting
    ]


@transaction.atomic
def answer(asked: Explanation, *, text: str, by: User, at: datetime) -> Explanation:
    """The unit's answer; the same answer again changes nothing."""
    rows = Explanation.objects.select_for_update(of=("self",)).select_related("reporting_year", "unit__commune", "task")
    asked = rows.get(pk=asked.pk)
    check_may_report(by, asked.unit)
    text = text.strip()
    if asked.answered_at is not None and asked.answer == text:
        return asked
    check_can_answer(asked, by, at)
    if not text:
        raise Refused("Hãy ghi nội dung giải trình.")
    asked.answer, asked.answered_at, asked.answered_by = text, at, by
    save_recorded(asked, by=by, at=at, reason="Trả lời giải trình")
    return asked
