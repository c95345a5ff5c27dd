"""Writing in a book: a row is added, changed, removed; photos and papers are put to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from kehoach.books import Book, Row
from kehoach.books.rules import check_can_write
from kehoach.common.uploads import Accepted
from kehoach.common.versions import Conflict
from kehoach.evidence.actions import add_file, files_of, remove_file
from kehoach.history.recording import delete_recorded, save_recorded
from kehoach.models import Commune, Evidence, User
from kehoach.people.rules import Refused

# What every row has beside what people wrote into it.
_BOOKKEEPING = frozenset({"id", "recorded_at", "recorded_by_id", "version"})


@transaction.atomic
def add_row(
    *,
    book: Book,
    commune: Commune,
    values: Mapping[str, Any],
    by: User,
    at: datetime,
    accepted: Accepted | None = None,
) -> Row:
    """Writes a row, with a photo or paper where there is one. The same row again is the one that is there."""
    commune = Commune.objects.select_for_update(no_key=True).get(pk=commune.pk)
    row = book.model(commune=commune, recorded_at=at, recorded_by=by, **values)
    check_can_write(book, row, by, at, held=True)
    present: Row | None = book.rows.select_related(None).filter(**_content(row)).first()
    if present is None:
        save_recorded(row, by=by, at=at, reason=f"Ghi {book.noun}")
    written = present or row
    if accepted is not None:
        add_file(written, accepted=accepted, by=by, at=at)
    return written


@transaction.atomic
def change_row(row: Row, *, book: Book, values: Mapping[str, Any], version: int, by: User, at: datetime) -> Row:
    """Changes a row of which the person saw this version. Raises Conflict where somebody else was first.

    The row must be writable both where it stood and where it goes: out of a closed year nothing is moved.
    """
    current = _held(book, row.pk)
    check_can_write(book, current, by, at, held=True)
    seen, before = current.version, _content(current)
    for name, value in values.items():
        setattr(current, name, value)
    if _content(current) == before:
        return current
    if version != seen:
        raise Conflict("Người khác vừa sửa dòng này.", _held(book, row.pk))
    check_can_write(book, current, by, at, held=True)
    current.version += 1
    save_recorded(current, by=by, at=at, reason=f"Sửa {book.noun}")
    return current


@transaction.atomic
def remove_row(row: Row, *, book: Book, by: User, at: datetime) -> None:
    """Takes a row out of the book, its files with it; the history keeps it. One that is gone stays gone."""
    current = book.rows.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if current is None:
        return
    check_can_write(book, current, by, at, held=True)
    for evidence in files_of(current):
        remove_file(evidence, by=by, at=at)
    delete_recorded(current, by=by, at=at, reason=f"Xóa {book.noun}")


@transaction.atomic
def attach_to_row(row: Row, *, book: Book, accepted: Accepted, by: User, at: datetime) -> Evidence:
    """Puts a photo or paper to a row."""
    current = _held(book, row.pk)
    check_can_write(book, current, by, at, held=True)
    return add_file(current, accepted=accepted, by=by, at=at)


@transaction.atomic
def detach_from_row(row: Row, *, book: Book, pk: int, by: User, at: datetime) -> None:
    """Takes a file off a row; one that is gone stays gone."""
    current = _held(book, row.pk)
    check_can_write(book, current, by, at, held=True)
    evidence = files_of(current).filter(pk=pk).first()
    if evidence is not None:
        remove_file(evidence, by=by, at=at)


def _held(book: Book, pk: int) -> Row:
    """The row as it stands now, held until the transaction ends."""
    row: Row | None = book.rows.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise Refused("Dòng này vừa được xóa khỏi sổ.")
    return row


def _content(row: Row) -> dict[str, Any]:
    """What people wrote: every column but who wrote it, when, and how often."""
    columns = (field.attname for field in row._meta.concrete_fields)
    return {name: getattr(row, name) for name in columns if name not in _BOOKKEEPING}
