"""What happened to a row, such as one of a book, and which rows were taken out of a book, out of the history."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from kehoach.books import Book, BookYear
from kehoach.history.rows import _event
from kehoach.history.timeline import Event
from kehoach.models import Commune


def removed_rows(book: Book, commune: Commune, page: BookYear, unit_id: int | None) -> list[Event]:
    """The rows that were taken out of a book in a year, the last first; with `unit_id` those of one unit."""
    model: Any = book.model
    versions: QuerySet[Any] = page.rows_of(book, model.history.filter(history_type="-", commune=commune))
    if unit_id is not None:
        versions = versions.filter(unit_id=unit_id)
    versions = versions.select_related("history_user").order_by("-history_date", "-history_id")
    name = book.columns[0].value
    return [_event(version, str(name(version))) for version in versions]
