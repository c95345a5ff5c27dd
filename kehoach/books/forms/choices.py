"""What the forms of the books offer: units, tasks, occasions and facilities of the commune, each read once a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms

from kehoach.books import Book
from kehoach.models import Assignment, Commune, Facility, Occasion, Plan, Role, Task, TaskRole, Unit, User
from kehoach.models.kinds import kinds

Choices = list[Any]


@dataclass(frozen=True)
class BookChoices:
    """What somebody may choose in a book's form. A unit's own people are not asked for the unit."""

    book: Book
    commune: Commune
    user: User
    year: int

    @property
    def is_own(self) -> bool:
        """Whether every row is the person's own unit's."""
        return self.user.role == Role.REPORTER and not self.book.keeps_all

    @cached_property
    def units(self) -> list[Unit]:
        """The units that the rows can be of."""
        units = Unit.objects.filter(commune=self.commune, closed_on=None)
        if self.book.keepers and not self.book.keeps_all:
            units = units.filter(kind__in=self.book.keepers)
        return list(units)

    @cached_property
    def tasks(self) -> list[Task]:
        """The tasks of the plan that holds in the year."""
        return list(self.plan.tasks.order_by("position")) if self.plan else []

    @cached_property
    def plan(self) -> Plan | None:
        """The plan that holds in the year of the book."""
        return Plan.objects.holding_in(self.commune, self.year)

    @cached_property
    def occasions(self) -> list[Occasion]:
        """The days that the plan asks to celebrate."""
        return list(self.plan.occasions.order_by("start_month", "start_day")) if self.plan else []

    @cached_property
    def facilities(self) -> dict[str, Facility]:
        """The facilities where something can take place, by a key that no two of them share."""
        found: dict[str, Facility] = {}
        for kind in kinds():
            of_kind = kind.facilities.filter(commune=self.commune, closed_on=None)
            for row in of_kind.filter(unit_id=self.user.unit_id) if self.is_own else of_kind:
                found[f"{kind.slug}.{row.pk}"] = row
        return found

    @cached_property
    def _assigned(self) -> set[int]:
        return set(Assignment.objects.filter(unit=self.user.unit).values_list("task_id", flat=True))

    def task_of(self, role: TaskRole | None) -> Task | None:
        """The plan's task of this role, where it has one."""
        return next((task for task in self.tasks if task.role == role), None) if role else None

    @cached_property
    def task_groups(self) -> Choices:
        """The tasks as a list to choose from; those given to the person's own unit first."""
        if not self.is_own:
            return [(str(task.pk), str(task)) for task in self.tasks]
        groups: dict[str, Choices] = {"Việc giao cho đơn vị": [], "Nhiệm vụ khác của kế hoạch": []}
        own, others = groups.values()
        for task in self.tasks:
            (own if task.pk in self._assigned else others).append((str(task.pk), str(task)))
        return [(label, tasks) for label, tasks in groups.items() if tasks]


def choice_field(
    label: str, found: Mapping[str, Any], *, nothing: str, required: bool, shown: Choices | None = None, hint: str = ""
) -> forms.TypedChoiceField:
    """A list to choose from that cleans to the chosen object; `nothing` stands for none."""

    def chosen(key: str) -> Any:
        if key not in found:
            raise ValueError(key)
        return found[key]

    choices: Iterable[Any] = shown if shown is not None else [(key, str(choice)) for key, choice in found.items()]
    return forms.TypedChoiceField(
        label=label,
        choices=[("", nothing), *choices],
        coerce=chosen,
        empty_value=None,
        required=required,
        help_text=hint,
    )


def by_key(objects: Iterable[Any]) -> dict[str, Any]:
    """Objects by what a form sends for them."""
    return {str(row.pk): row for row in objects}
