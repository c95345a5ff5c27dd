"""The plan's tasks, units' results of them, and explanations."""

from __future__ import annotations

from datetime import date
from typing import Any

from kehoach.models import (
    Assignment,
    Evidence,
    Explanation,
    ProgressState,
    ReportingYear,
    Review,
    Task,
    TaskProgress,
    Unit,
)
from tests.access.areas.figures import photo_behind
from tests.access.table import Area, Row, always
from tests.cast import NOW, OPEN_YEAR, Cast, ours

#                                     anonym.  unit's  another  officer  leader  stranger  overseer  administrator
TABLE = """
tasks              -         GET      in       200     200      200      200     404       200       200
tasks              -         POST     in       405
task               own       GET      in       200     404      200      200     404       200       200
task               own       POST     in       403     404      302      403     404       403       403
task               others    GET      in       404     404      200      200     404       200       200
task               others    POST     in       404     404      302      403     404       403       403
assign_tasks       -         GET      in       403     403      200      403     404       403       403
assign_tasks       -         POST     in       403     403      302      403     404       403       403
ask_units          -         GET      in       403     403      200      200     404       403       403
ask_units          -         POST     in       403     403      200      200     404       403       403
nothing_to_report  -         GET      in       405
nothing_to_report  -         POST     in       302     302      302      403     404       404       404
result             result    GET      in       200     404      200      200     404       403       403
result             result    POST     in       302     404      302      403     404       403       403
result             foreign   GET      in       404     404      200      200     404       403       403
result             foreign   POST     in       404     404      302      403     404       403       403
result_history     result    GET      in       200     404      200      200     404       403       403
result_history     result    POST     in       405
result_history     foreign   GET      in       404     404      200      200     404       403       403
confirm_result     result    GET      in       405
confirm_result     result    POST     in       403     404      302      403     404       403       403
return_result      result    GET      in       405
return_result      result    POST     in       403     404      302      403     404       403       403
ask_unit           result    GET      in       405
ask_unit           result    POST     in       403     404      302      302     404       403       403
answer_unit        question  GET      in       405
answer_unit        question  POST     in       302     404      302      403     404       403       403
result_file        file      GET      in       200     404      200      200     404       403       403
result_file        file      POST     in       405
result_file_small  file      GET      in       200     404      200      200     404       403       403
result_file_small  file      POST     in       405
remove_result_file file      GET      in       405
remove_result_file file      POST     in       302     404      302      403     404       403       403
"""
OWN = {"code": "IV.2.b", "year": OPEN_YEAR, "unit": "TH"}


def set_up(cast: Cast) -> None:
    """Two tasks that are the reporter's alone, and its result of one of them."""
    Assignment.objects.filter(task__code__in=("IV.2.a", "IV.2.b")).exclude(unit=cast.reporter.unit).delete()
    TaskProgress.objects.filter(task__code__in=("IV.2.a", "IV.2.b")).exclude(unit=cast.reporter.unit).delete()
    of_it = {
        "task": ours(Task).get(code="IV.2.b"),
        "unit": cast.reporter.unit,
        "reporting_year": ReportingYear.objects.get(commune=cast.commune, year=OPEN_YEAR),
    }
    TaskProgress.objects.update_or_create(
        **of_it,
        defaults={
            "state": ProgressState.DONE,
            "result": "Đã dạy 30 tiết.",
            "updated_at": NOW,
            "updated_by": cast.reporter,
            "review": Review.WAITING,
        },
    )
    Explanation.objects.all().delete()


def a_question(row: Row) -> dict[str, Any]:
    """What the primary school was asked."""
    result = the_result()
    asked, _ = Explanation.objects.get_or_create(
        task=result.task,
        unit=result.unit,
        reporting_year=result.reporting_year,
        defaults={
            "question": "Vì sao?",
            "asked_at": NOW,
            "asked_by": result.updated_by,
            "answer_by": date(2099, 1, 1),
        },
    )
    return {**OWN, "pk": asked.pk}


def a_file(row: Row) -> dict[str, Any]:
    """A photo behind its result."""
    photo: Evidence = photo_behind(the_result())
    return {**OWN, "pk": photo.pk}


def the_result() -> TaskProgress:
    """What the primary school has reported of IV.2.b."""
    return ours(TaskProgress).get(task__code="IV.2.b", unit__code="TH", reporting_year__year=OPEN_YEAR)


def said(row: Row) -> dict[str, Any]:
    """A result for this page, in the version of now."""
    address = row.parameters()
    results = ours(TaskProgress).filter(task__code=address["code"], unit__code=address["unit"])
    version = results.get(reporting_year__year=OPEN_YEAR).version
    return {"version": version, "state": "in_progress", "result": "Đang làm."}


def assigned(row: Row) -> dict[str, Any]:
    """What assigns a task to the primary school."""
    return {f"unit-{Unit.objects.get(code='TH').pk}": "lead"}


AREA = Area(
    TABLE,
    parameters={
        "own": always(code="IV.2.a"),
        "others": always(code="II.1.a"),
        "result": always(**OWN),
        "foreign": always(code="II.4.a", year=OPEN_YEAR, unit="VHTT"),
        "question": a_question,
        "file": a_file,
    },
    sent={
        "task": assigned,
        "assign_tasks": always(part="support", chosen_units=["TH"], chosen_tasks=["II.1.a"]),
        "nothing_to_report": always(nam=OPEN_YEAR, ma=["IV.2.a"]),
        "result": said,
        "confirm_result": lambda row: {"version": the_result().version},
        "return_result": lambda row: {"version": the_result().version, "reason": "Thiếu số tiết."},
        "ask_unit": always(question="Vì sao?", answer_by="01/01/2099"),
        "answer_unit": always(answer="Trường chờ sách."),
    },
    set_up=set_up,
    reasons=(
        "Lãnh đạo xã xem kết quả và yêu cầu giải trình; kết quả do đơn vị và công chức Văn hóa - Xã hội ghi.",
        "Tài khoản cấp trên xem tình trạng nhiệm vụ, không xem nội dung giữa xã và đơn vị.",
        "Tài khoản quản trị lo tài khoản và đơn vị, không làm việc với kết quả nhiệm vụ.",
        "Việc yêu cầu giải trình do công chức Văn hóa - Xã hội và lãnh đạo xã làm.",
    ),
)
