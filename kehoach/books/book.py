"""What a book is: which rows it holds, who keeps it, what its form asks, what its list shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from kehoach.models import (
    Activity,
    Broadcast,
    Commendation,
    Course,
    Funding,
    IssuedDocument,
    Mobilisation,
    TaskRole,
    UnitKind,
)
from kehoach.models.records import Record

Row = Activity | Broadcast | IssuedDocument | Course | Mobilisation | Funding | Commendation
Cell = str | int | date | None


@dataclass(frozen=True)
class Column:
    """A column of a list: its heading, and a row's value, not yet formatted (None: nothing is known)."""

    label: str
    value: Callable[[Any], Cell]


@dataclass(frozen=True)
class Sum:
    """A number above a list: what it counts, and how it comes out of the rows."""

    label: str
    amount: Callable[[Sequence[Any]], int]


@dataclass(frozen=True, eq=False)
class Book:
    """One kind of row that a commune keeps.

    `slug` is the URL namespace, `path` the address. `noun` names one row inside a sentence. `fields` are those of the
    form, in order; a form for several rows at once asks only for `quick`. The first of the `columns` names the row.
    `keepers` are the kinds of units that write here, each its own rows or, where `keeps_all`, everybody's; the culture
    officer always keeps all. `task` is the role of the plan's task that a row is for unless somebody says otherwise,
    by the kind of unit in `task_of`.
    """

    slug: str
    path: str
    title: str
    noun: str
    about: str
    icon: str
    model: type[Row]
    fields: tuple[str, ...]
    columns: tuple[Column, ...]
    sums: tuple[Sum, ...] = ()
    keepers: frozenset[UnitKind] = frozenset(UnitKind)
    keeps_all: bool = False
    quick: tuple[str, ...] = ()
    task: TaskRole | None = None
    task_of: Mapping[UnitKind, TaskRole] = field(default_factory=dict)

    @property
    def is_dated(self) -> bool:
        """Whether its rows belong to a day, and so to the year whose window covers the day; else to a year itself."""
        return issubclass(self.model, Record)

    @property
    def when(self) -> str:
        """The field that says to which year a row belongs."""
        return "happened_on" if self.is_dated else "year"

    @property
    def newest_first(self) -> tuple[str, str]:
        """The order of its lists."""
        return (f"-{self.when}", "-pk")

    @property
    def rows(self) -> QuerySet[Any]:
        """All rows, with what a list says of each."""
        return self.model._default_manager.select_related("unit", "task", "commune")

    def task_for(self, kind: UnitKind | None) -> TaskRole | None:
        """The role of the task that a row of such a unit is for by default."""
        return self.task_of.get(kind, self.task) if kind is not None else self.task
