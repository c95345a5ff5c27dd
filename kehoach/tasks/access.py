"""Fetch and authorise in one call: a view has no other way to an object.

A stranger gets 404, so that nothing is revealed; a colleague without the right gets 403 with the reason.
"""

from __future__ import annotations

import re
from dataclasses import replace

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone

from kehoach.common.converters import year_asked
from kehoach.common.periods import YEAR
from kehoach.models import (
    Assignment,
    Evidence,
    Explanation,
    Plan,
    ReportingYear,
    Role,
    Task,
    TaskProgress,
    Unit,
)
from kehoach.people.access import commune_of, person, require
from kehoach.people.rules import check_may_review
from kehoach.plan.access import plan_to_read
from kehoach.tasks.clauses import UnitProgress
from kehoach.tasks.progress import PlanProgress
from kehoach.tasks.rules import check_may_ask, check_may_report, check_reads_results
from kehoach.years.access import year_in_work


def tasks_to_read(request: HttpRequest) -> QuerySet[Task]:
    """The tasks of the commune's plans whose pages the person may open.

    A reporter opens only those that their unit has, or has reported on.
    """
    user = person(request)
    tasks = Task.objects.filter(plan__commune=commune_of(request))
    if user.role != Role.REPORTER:
        return tasks
    theirs = Q(pk__in=Assignment.objects.filter(unit=user.unit_id).values("task"))
    return tasks.filter(theirs | Q(pk__in=TaskProgress.objects.filter(unit=user.unit_id).values("task")))


def own_unit(request: HttpRequest) -> Unit | None:
    """The unit that a reporter is kept to; None for those who see the tasks of all."""
    user = person(request)
    return user.unit if user.role == Role.REPORTER else None


def year_of_tasks(request: HttpRequest) -> int:
    """The year in ?nam=, else the one of those that the commune has opened that is worked on, else this one."""
    if (chosen_year := year_asked(request)) is not None:
        return chosen_year
    in_work = year_in_work(ReportingYear.objects.filter(commune=commune_of(request)))
    return in_work.year if in_work else timezone.localdate().year


def task_to_read(request: HttpRequest, code: str, year: int) -> Task:
    """One task of the plan that holds in the year, of those that the person may open."""
    tasks = tasks_to_read(request).filter(plan=plan_to_read(request, year), code=code)
    task = tasks.select_related("plan__commune", "section").first()
    if task is None:
        raise Http404("Không có nhiệm vụ này.")
    return task


def plan_to_run(request: HttpRequest) -> Plan:
    """The commune's plan, to give out its tasks: the officer's right."""
    plan = plan_to_read(request)
    require(check_may_review, person(request), plan.commune)
    return plan


def units_of(plan: Plan) -> list[Unit]:
    """The units that tasks of the plan can be given to."""
    return list(Unit.objects.filter(commune=plan.commune_id, closed_on=None))


def plan_to_ask_about(request: HttpRequest) -> Plan:
    """The commune's plan, to ask its units to explain: the right of officer and leader."""
    plan = plan_to_read(request)
    require(check_may_ask, person(request), plan.commune)
    return plan


def opened_year(request: HttpRequest) -> ReportingYear:
    """The reporting year that a form names by `nam`, one that the commune has opened."""
    year = request.POST.get("nam", "")
    years = ReportingYear.objects.filter(commune=commune_of(request))
    reporting_year = years.filter(year=int(year)).first() if re.fullmatch(YEAR, year) else None
    if reporting_year is None:
        raise Http404("Xã chưa mở năm báo cáo này.")
    return reporting_year


def unit_to_report_for(request: HttpRequest, code: str) -> Unit:
    """The reporter's own unit; for the officer the unit of this code, or the office where none is named."""
    user = person(request)
    units = Unit.objects.filter(commune=commune_of(request)).select_related("commune")
    own = user.role == Role.REPORTER or not code
    unit = units.filter(people=user).first() if own else units.filter(code=code).first()
    if unit is None:
        raise Http404("Không có đơn vị này.")
    require(check_may_report, user, unit)
    return unit


def result_to_read(request: HttpRequest, code: str, year: int, unit: str) -> UnitProgress:
    """One unit's part in a task in a year that the commune has opened: its own, or for officer and leader any."""
    task, user = task_to_read(request, code, year), person(request)
    chosen = Unit.objects.filter(commune=task.plan.commune_id, code=unit).select_related("commune").first()
    if chosen is None or (user.role == Role.REPORTER and user.unit_id != chosen.pk):
        raise Http404("Không có đơn vị này.")
    progress = PlanProgress(task.plan, timezone.localdate(), years=[year], task=task, unit=chosen, people=True)
    clauses = progress.clauses(year)
    part = clauses[0].units[0] if clauses else None
    if part is None or part.opened is None:
        raise Http404("Đơn vị không có nhiệm vụ này trong năm.")
    require(check_reads_results, user, chosen)
    opened = part.opened
    part = part._replace(clause=replace(part.clause, task=task), unit=chosen)
    # With their plan, commune and year, for the rules to ask no further.
    for row in filter(None, (part.row, *part.explanations)):
        row.task, row.unit, row.reporting_year = task, chosen, opened
    return part


def result_of_year_before(shown: UnitProgress) -> TaskProgress | None:
    """What the unit reported of the task the year before."""
    results = TaskProgress.objects.filter(task=shown.task, unit=shown.unit, reporting_year__year=shown.year - 1)
    return results.select_related("reporting_year").first()


def result_to_write(request: HttpRequest, code: str, year: int, unit: str) -> UnitProgress:
    """The same, to report on: the unit's own people, or the officer on their behalf."""
    result = result_to_read(request, code, year, unit)
    require(check_may_report, person(request), result.unit)
    return result


def result_to_review(request: HttpRequest, code: str, year: int, unit: str) -> UnitProgress:
    """The same, to confirm or return: the officer's right; there has to be something."""
    result = result_to_read(request, code, year, unit)
    require(check_may_review, person(request), result.unit.commune)
    if result.row is None:
        raise Http404("Đơn vị chưa báo cáo kết quả.")
    return result


def result_to_ask_about(request: HttpRequest, code: str, year: int, unit: str) -> UnitProgress:
    """The same, to ask about: the right of officer and leader."""
    result = result_to_read(request, code, year, unit)
    require(check_may_ask, person(request), result.unit.commune)
    return result


def question_to_answer(request: HttpRequest, code: str, year: int, unit: str, pk: int) -> Explanation:
    """What the unit was asked, for its own people or the officer to answer."""
    result = result_to_write(request, code, year, unit)
    explanation = next((row for row in result.explanations if row.pk == pk), None)
    if explanation is None:
        raise Http404("Không có yêu cầu giải trình này.")
    return explanation


def file_of_result(request: HttpRequest, code: str, year: int, unit: str, pk: int) -> Evidence:
    """A photo or paper behind a result that the person may read."""
    result = result_to_read(request, code, year, unit)
    evidence: Evidence | None = result.row.evidence.filter(pk=pk).first() if result.row else None
    if evidence is None:
        raise Http404("Không có tệp minh chứng này.")
    return evidence
