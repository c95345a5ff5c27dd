"""What was recorded for one task in one year, line by line and of all kinds together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, DateField, F, QuerySet, Value
from django.db.models.functions import Cast

from kehoach.books import BOOKS
from kehoach.books.book import Book, Sum
from kehoach.books.definitions import (
    ACTIVITIES,
    BROADCASTS,
    COMMENDATIONS,
    COURSES,
    DOCUMENTS,
    MOBILISATIONS,
)
from kehoach.models import (
    Activity,
    Broadcast,
    Commendation,
    Course,
    Funding,
    IssuedDocument,
    Mobilisation,
    ReportingYear,
    Task,
    TaskRole,
    Unit,
)
from kehoach.models.ledger import YearRecord
from kehoach.models.records import Record

# Each kind of record, and the column that says what it is.
_KINDS: tuple[tuple[type[Record | YearRecord], str], ...] = (
    (Activity, "title"),
    (Broadcast, "title"),
    (IssuedDocument, "title"),
    (Course, "title"),
    (Mobilisation, "title"),
    (Funding, "purpose"),
    (Commendation, "name"),
)
_SLUGS: dict[type[Record | YearRecord], str] = {book.model: book.slug for book in BOOKS}


@dataclass(frozen=True)
class RecordLine:
    """One line: what kind, on which day (None: of the year as a whole), what, whose, and where: in which book."""

    kind: str
    day: date | None
    what: str
    unit: str
    book: str
    pk: int


def records_of(task: Task, year: ReportingYear, unit: Unit | None = None) -> tuple[RecordLine, ...]:
    """All records of a year that name the task, or one unit's; the newest first, in one query over all kinds."""
    first, *others = (_lines(kind, task, year, unit) for kind in range(len(_KINDS)))
    lines = sorted(first.union(*others, all=True), key=lambda row: (row[1] is not None, row[1]), reverse=True)
    return tuple(
        RecordLine(str(_KINDS[kind][0]._meta.verbose_name), day, what, whose or "", _SLUGS[_KINDS[kind][0]], pk)
        for kind, day, what, whose, pk in lines
    )


# What a book counts for the task of a role, as a result of that task is counted.
COUNTED_FOR: dict[TaskRole, tuple[Book, Sum]] = {
    TaskRole.OCCASIONS: (ACTIVITIES, ACTIVITIES.sums[0]),
    TaskRole.BROADCASTS: (BROADCASTS, BROADCASTS.sums[0]),
    TaskRole.DOCUMENTS: (DOCUMENTS, DOCUMENTS.sums[0]),
    TaskRole.SCHOOL_PLANS: (DOCUMENTS, DOCUMENTS.sums[0]),
    TaskRole.COURSES: (COURSES, COURSES.sums[0]),
    TaskRole.MOBILISATIONS: (MOBILISATIONS, MOBILISATIONS.sums[1]),
    TaskRole.COMMENDATIONS: (COMMENDATIONS, COMMENDATIONS.sums[1]),
}


def counted_in_book(task: Task, year: ReportingYear, unit: Unit) -> tuple[int, str] | None:
    """What a unit's rows of a year that name the task come to, and the title of their book; None without such rows.

    At most one query. A task without a role counts something that no book knows.
    """
    if task.role not in COUNTED_FOR:
        return None
    book, counted = COUNTED_FOR[TaskRole(task.role)]
    place = next(place for place, (model, _) in enumerate(_KINDS) if model is book.model)
    rows = list(_of_year(place, task, year, unit))
    return (counted.amount(rows), book.title) if rows else None


def _of_year(place: int, task: Task, year: ReportingYear, unit: Unit | None) -> QuerySet[Any]:
    """A kind's rows of a year that name the task, or one unit's."""
    model, _ = _KINDS[place]
    rows: QuerySet[Any] = model._default_manager.filter(task=task).order_by()
    if unit is not None:
        rows = rows.filter(unit=unit)
    if issubclass(model, Record):
        return rows.filter(happened_on__range=(year.window_start, year.window_end))
    return rows.filter(year=year.year)


def _lines(place: int, task: Task, year: ReportingYear, unit: Unit | None) -> QuerySet[Any, tuple[Any, ...]]:
    model, column = _KINDS[place]
    day = F("happened_on") if issubclass(model, Record) else Cast(Value(None), DateField())
    rows: QuerySet[Any] = _of_year(place, task, year, unit).annotate(day=day)
    rows = rows.annotate(of_kind=Value(place), what=Cast(column, CharField()), whose=F("unit__name"))
    return rows.values_list("of_kind", "day", "what", "whose", "pk")
