"""The living plan: the document as issued, in its own order, each target and task with what has become of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from baocao.present import TargetView, present_target
from baocao.queries import PlanYears
from kehoach.enums import Part
from kehoach.models import Plan, Section, Task
from kehoach.models.plans import OBJECTIVE


@dataclass(frozen=True)
class Head:
    """A numbered head with the prose that stands under it; `depth` is 2 for a part (I), 3 for what is below it."""

    section: Section
    label: str
    depth: int
    body: str
    shape: ClassVar[str] = "head"


@dataclass(frozen=True)
class TargetClause:
    """A target with its verdict and bars in the chosen year."""

    label: str
    view: TargetView
    shape: ClassVar[str] = "target"


@dataclass(frozen=True)
class TaskClause:
    """A task or duty with the units that lead and support it."""

    task: Task
    label: str
    lead: tuple[str, ...]
    support: tuple[str, ...]
    shape: ClassVar[str] = "task"


Passage = Head | TargetClause | TaskClause


def label_of(code: str, section_code: str | None = None) -> str:
    """How a code is printed at its place: II. · 1. · a) · - for II, II.1, II.1.a, I.2.a-1.

    Nothing is printed where the code is its section's own.
    """
    if code == section_code:
        return ""
    last = code.rsplit(".", 1)[-1]
    if "-" in last:
        return "-"
    return f"{last}." if last.isdigit() or "." not in code else f"{last})"


def passages(years: PlanYears, year: int) -> list[Passage]:
    """The whole plan in one year, in the order of the document: a constant number of queries.

    A head stands before the first clause of its section, so that e) follows the dashes of đ).
    """
    plan = years.plan
    heads = list(plan.sections.all())
    tasks = plan.tasks.select_related("section").prefetch_related("assignments__unit")
    clauses: list[tuple[Section, Passage]] = [
        (
            one.target.section,
            TargetClause(label_of(one.target.code, one.target.section.code), present_target(one, years, year)),
        )
        for one in years.judge(year)
    ]
    clauses += [(task.section, _task_clause(task)) for task in tasks]
    document: list[Passage] = []
    for section, clause in clauses:
        while heads and heads[0].position <= section.position:
            document.append(_head(heads.pop(0), plan))
        document.append(clause)
    return document + [_head(section, plan) for section in heads]


def _head(section: Section, plan: Plan) -> Head:
    objective = plan.general_objective if section.code == OBJECTIVE else ""
    return Head(section, label_of(section.code), min(section.code.count(".") + 2, 3), section.body or objective)


def _task_clause(task: Task) -> TaskClause:
    assignments = list(task.assignments.all())
    return TaskClause(
        task=task,
        label=label_of(task.code, task.section.code),
        lead=tuple(one.unit.name for one in assignments if one.part == Part.LEAD),
        support=tuple(one.unit.name for one in assignments if one.part == Part.SUPPORT),
    )
