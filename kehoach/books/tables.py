"""The tables of the pages as sheets of a workbook: what the page shows, with numbers and days that can be counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kehoach.books import Book
from kehoach.common.sheets import Sheet


def book_sheet(book: Book, rows: Sequence[Any], year: int) -> Sheet:
    """A book's rows of one year in the columns of its list; whole numbers are added up."""
    values = [tuple(column.value(row) for column in book.columns) for row in rows]
    numbers = frozenset(
        position for position in range(len(book.columns)) if any(isinstance(row[position], int) for row in values)
    )
    return Sheet(
        f"{book.title} {year}", book.about, tuple(column.label for column in book.columns), values, sums=numbers
    )
