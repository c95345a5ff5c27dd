"""Rows of the books for the table of who gets what."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile

from kehoach.books import Row as BookRow
from kehoach.models import Unit
from tests.access.table import Row
from tests.books import BOOK, PHOTO, evidence_of, lines_of, row_of, sent_of

OF_A_FILE = {"file", "file_small", "detach"}


def parameters(row: Row) -> dict[str, Any]:
    """A row of the book: the primary school's, or the neighbour's; with a photo where the route is about one."""
    written = _written(row)
    if row.name.partition(":")[2] in OF_A_FILE:
        return {"pk": written.pk, "file": evidence_of(written).pk}
    return {"pk": written.pk}


def sent(row: Row) -> dict[str, Any]:
    """What the form of the route would send."""
    if row.route == "attach":
        return {"file": ContentFile(PHOTO, "anh.png")}
    book, unit = BOOK[row.app], _unit(row)
    if row.route == "add" and book.quick:
        return lines_of(book, unit, {"title": "Chuyên mục mới", "minutes": 5})
    return sent_of(book.slug, unit, version=1)


def _unit(row: Row) -> Unit:
    """Whose row it is. The station writes its own broadcasts, whoever else is in the table."""
    if row.object == "foreign":
        return Unit.objects.get(commune__code="11125", code="VHTT")
    return Unit.objects.get(commune__code="11122", code="DTT" if _slug(row) == "broadcasts" else "TH")


def _written(row: Row) -> BookRow:
    book, unit = BOOK[_slug(row)], _unit(row)
    return book.model._default_manager.filter(unit=unit, recorded_at__year=2026).first() or row_of(book.slug, unit)


def _slug(row: Row) -> str:
    """The book that the row of the table is about."""
    return row.name.partition(":")[0]
