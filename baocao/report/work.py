"""What the plan gives to whom, as the report counts it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kehoach.common.formats import uncapitalized
from kehoach.common.periods import is_open_on
from kehoach.models import AssignmentRole, Section, Task, Unit, UnitKind
from kehoach.plan.snapshot import PlanSnapshot

_SMALL_LETTERS = frozenset({UnitKind.CULTURE_OFFICE, UnitKind.FINANCE_OFFICE, UnitKind.VILLAGE})


def name_of(unit: Unit) -> str:
    """A unit inside a sentence: an office or a village begins small (NĐ 30, Phụ lục II), a school does not."""
    return uncapitalized(unit.name) if unit.kind in _SMALL_LETTERS else unit.name


@dataclass(frozen=True)
class Group:
    """A group of tasks of the plan: its title, their codes, and which units lead them (names inside a sentence)."""

    title: str
    codes: tuple[str, ...]
    leads: tuple[str, ...]


@dataclass(frozen=True)
class Work:
    """What the plan gives to whom. Its first part with tasks has the tasks, every other part duties."""

    groups: tuple[Group, ...]
    tasks: int
    duties: int
    units: tuple[Unit, ...]
    of_unit: Mapping[int, int]


def work_of(whole: PlanSnapshot, day: date) -> Work:
    """Tasks and duties with those of their units that there are on this day, the last one of the year that is told."""
    tasks = whole.tasks
    assigned = [
        (task, unit, role)
        for task in tasks
        for unit, role in whole.assignments[task.pk]
        if is_open_on(day, unit.opened_on, unit.closed_on)
    ]
    first = tasks[0].code.split(".")[0] if tasks else ""
    own = [task for task in tasks if task.code.split(".")[0] == first]
    units = {unit.pk: unit for _, unit, _ in assigned}
    return Work(
        groups=_groups(whole.sections, own, assigned),
        tasks=len(own),
        duties=len(tasks) - len(own),
        units=tuple(units[pk] for pk in sorted(units)),
        of_unit=Counter(unit.pk for _, unit, _ in assigned),
    )


def _groups(
    sections: Sequence[Section], tasks: Sequence[Task], assigned: Sequence[tuple[Task, Unit, AssignmentRole]]
) -> tuple[Group, ...]:
    """The tasks by the second level of their code: II.1.a belongs to II.1."""
    in_group: dict[str, list[Task]] = {}
    for task in tasks:
        in_group.setdefault(".".join(task.code.split(".")[:2]), []).append(task)
    leads = [(task.pk, name_of(unit)) for task, unit, role in assigned if role is AssignmentRole.LEAD]
    titles = {section.code: section.title.rstrip(" .:") for section in sections}
    return tuple(
        Group(
            titles.get(code, code),
            tuple(task.code for task in of_it),
            tuple(dict.fromkeys(name for task, name in leads if task in {task.pk for task in of_it})),
        )
        for code, of_it in in_group.items()
    )
