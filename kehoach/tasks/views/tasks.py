"""The plan's tasks: the list, one task with its units and years, and giving tasks out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kehoach.books.access import books_of
from kehoach.books.task_records import records_of
from kehoach.common import formats
from kehoach.common.converters import query_of
from kehoach.common.responses import wants_workbook, workbook_response
from kehoach.figures.grid import YearLink
from kehoach.models import AssignmentRole, Section, Task, Unit
from kehoach.people.access import person, require
from kehoach.people.rules import check_may_review, permit
from kehoach.plan.access import plan_in, plan_to_read, plans_of
from kehoach.plan.amendments import versions_of
from kehoach.tasks.access import own_unit, plan_to_run, task_to_read, units_of, year_of_tasks
from kehoach.tasks.actions.assignment import assign, assign_many
from kehoach.tasks.clauses import ClauseProgress, Tally, tallies_of_units, tally
from kehoach.tasks.forms.assignment import AssignmentForm
from kehoach.tasks.forms.tasks import AssignManyForm, TaskFilterForm
from kehoach.tasks.progress import PlanProgress
from kehoach.tasks.rules import check_may_ask
from kehoach.tasks.tables import tasks_sheet


@require_GET
def tasks(request: HttpRequest) -> HttpResponse:
    """Every clause of the plan with how far it is in a year; a reporter sees their own unit's."""
    year, unit, user = year_of_tasks(request), own_unit(request), person(request)
    plan = plan_to_read(request, year)
    progress = PlanProgress(plan, timezone.localdate(), unit=unit, evidence=wants_workbook(request))
    clauses = progress.clauses(year)
    sections = [section for section in plan.sections.all() if section.level == 2]
    filters = TaskFilterForm(sections, _units_of(clauses), query_of(request))
    chosen = filters.chosen(clauses)
    may_ask = permit(check_may_ask, user, plan.commune)
    if wants_workbook(request):
        states_only = unit is None and not may_ask.allowed
        return workbook_response([tasks_sheet(chosen, year, states_only=states_only)], f"nhiem-vu-{year}")
    context = {
        "plan": plan,
        "unit": unit,
        "year": year,
        "years": _year_links(request, reverse("tasks"), progress, year),
        "groups": _grouped(sections, chosen),
        "clauses": clauses,
        "late": [part for clause in clauses for part in clause.late],
        "filters": filters,
        "tally": _tally_of(chosen, filters.unit),
        "may_run": permit(check_may_review, user, plan.commune),
        "may_ask": may_ask,
    }
    return render(request, "kehoach/tasks/tasks.html", context)


def _tally_of(clauses: Sequence[ClauseProgress], unit: str) -> Tally | None:
    """How many of the listed clauses are finished, or where a unit was chosen how many of those that it leads."""
    if not unit:
        return tally(clauses)
    return next((tally for of_unit, tally in tallies_of_units(clauses) if of_unit.code == unit), None)


def _units_of(clauses: Iterable[ClauseProgress]) -> list[Unit]:
    """The units that have a part in any of them, in the order of the plan's list."""
    return sorted({part.unit for clause in clauses for part in clause.units}, key=lambda unit: unit.pk)


def _grouped(
    sections: Iterable[Section], clauses: Sequence[ClauseProgress]
) -> list[tuple[Section, list[ClauseProgress]]]:
    """The clauses below their heads, II.1.a below II.1 and IV.3 below IV.3; heads without any are left out."""
    groups = [(head, [clause for clause in clauses if head.covers(clause.task.code)]) for head in sections]
    return [(head, of_head) for head, of_head in groups if of_head]


def _year_links(request: HttpRequest, url: str, progress: PlanProgress, year: int) -> list[YearLink]:
    """The years that the commune has opened and a plan holds in; a base year has no tasks."""
    plans = {known_year: plan_in(request, known_year) for known_year in sorted(progress.reporting_years)}
    known = [known_year for known_year, plan in plans.items() if plan and not plan.begins_after(known_year)]
    return [YearLink(known_year, f"{url}?nam={known_year}", known_year == year) for known_year in known]


@require_http_methods(["GET", "POST"])
def task(request: HttpRequest, code: str) -> HttpResponse:
    """Everybody of the commune reads it; the officer changes who leads and who takes part (plan 04, IV.1.b)."""
    shown, user = task_to_read(request, code, year_of_tasks(request)), person(request)
    commune = shown.plan.commune
    if request.method == "POST":
        require(check_may_review, user, commune)
    form = AssignmentForm(shown, request.POST or None)
    if request.method == "POST" and form.is_valid():
        assign(task=shown, parts=form.parts, by=user, at=timezone.now())
        messages.success(request, "Đã ghi phân công.")
        return redirect("task", code=code)
    may_assign = permit(check_may_review, user, commune)
    context = {"task": shown, "form": form, "may_assign": may_assign, **_year_of_task(request, shown)}
    return render(request, "kehoach/tasks/task.html", context)


def _year_of_task(request: HttpRequest, task: Task) -> dict[str, Any]:
    """What the page tells of one year: everything for the officer and the leader, a reporter's own, else states."""
    progress = PlanProgress(task.plan, timezone.localdate(), task=task, evidence=True)
    unit, user = own_unit(request), person(request)
    year = year_of_tasks(request)
    opened = progress.reporting_years.get(year)
    by_year = _clauses_by_year(request, progress, task)
    reads_all = permit(check_may_ask, user, task.plan.commune).allowed
    return {
        "year": year,
        "years": [
            YearLink(clause_year, f"{reverse('task', args=[clause.task.code])}?nam={clause_year}", clause_year == year)
            for clause_year, clause in by_year.items()
        ],
        "clause": progress.clauses(year)[0],
        "by_year": list(reversed(by_year.values())),
        "own": unit,
        "reads_all": reads_all,
        "records": records_of(task, opened, unit) if opened and (unit or reads_all) else (),
        "open_books": [book.slug for book in books_of(user)],
    }


def _clauses_by_year(request: HttpRequest, progress: PlanProgress, task: Task) -> dict[int, ClauseProgress]:
    """The task in every year, under the plan of that year where an amendment changed it; the oldest first."""
    plans = {plan.pk: plan for plan in plans_of(request)}
    told = {
        key: progress
        if version == task
        else PlanProgress(plans[key], timezone.localdate(), task=version, evidence=True)
        for key, version in versions_of(task, plans.values()).items()
    }
    years = ((year, plan_in(request, year)) for year in sorted(progress.reporting_years))
    return {
        year: told[plan.pk].clauses(year)[0]
        for year, plan in years
        if plan and plan.pk in told and not plan.begins_after(year)
    }


@require_http_methods(["GET", "POST"])
def assign_tasks(request: HttpRequest) -> HttpResponse:
    """Several tasks to several units, or to all of a kind."""
    plan = plan_to_run(request)
    form = AssignManyForm(list(plan.tasks.all()), units_of(plan), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        chosen, given = form.given
        part = AssignmentRole(form.cleaned_data["part"])
        changed = assign_many(tasks=chosen, units=given, part=part, by=person(request), at=timezone.now())
        messages.success(request, f"Đã ghi {formats.count(changed)} phân công mới.")
        return redirect("tasks")
    return render(request, "kehoach/tasks/assign_tasks.html", {"form": form, "plan": plan})
