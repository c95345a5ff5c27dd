"""What was recorded for one task in one year, line by line and of all kinds together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, DateField, F, QuerySet, Value
from django.db.models.functions import Cast

from kehoach.books import BOOKS
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
    first, *others = (_lines(place, task, year, unit) for place in range(len(_KINDS)))
    found = sorted(first.union(*others, all=True), key=lambda row: (row[1] is not None, row[1]), reverse=True)
    return tuple(
        RecordLine(str(_KINDS[place][0]._meta.verbose_name), day, what, whose or "", _SLUGS[_KINDS[place][0]], pk)
        for place, day, what, whose, pk in found
    )


def _lines(place: int, task: Task, year: ReportingYear, unit: Unit | None) -> QuerySet[Any, tuple[Any, ...]]:
    model, column = _KINDS[place]
    rows: QuerySet[Any] = model._default_manager.filter(task=task).order_by()
    if unit is not None:
        rows = rows.filter(unit=unit)
    if issubclass(model, Record):
        rows = rows.filter(happened_on__range=(year.window_start, year.window_end)).annotate(day=F("happened_on"))
    else:
        rows = rows.filter(year=year.year).annotate(day=Cast(Value(None), DateField()))
    rows = rows.annotate(of_kind=Value(place), what=Cast(column, CharField()), whose=F("unit__name"))
    return rows.values_list("of_kind", "day", "what", "whose", "pk")
