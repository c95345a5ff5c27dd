"""Opens a workbook, whatever program has saved it. Imports no Django."""

from __future__ import annotations

from kehoach.excel.workbooks.foreign import ForeignBook
from kehoach.excel.workbooks.guard import is_foreign, open_package
from kehoach.excel.workbooks.package import Book
from kehoach.excel.workbooks.rows import Patience


def open_book(content: bytes, patience: int) -> Book:
    """Opens a workbook that may cost so much to read (see rows.Patience), all sheets and strings together.

    Raises NotAWorkbook with a sentence, now or while its rows are read.
    """
    if is_foreign(content):
        return ForeignBook(content, Patience(patience))
    return Book(open_package(content), Patience(patience))
