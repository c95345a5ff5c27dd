"""Opens a workbook, whatever program has saved it. Imports no Django."""

from __future__ import annotations

from kehoach.excel.workbooks.foreign import old_excel_book
from kehoach.excel.workbooks.guard import is_old_excel, is_open_document, open_package
from kehoach.excel.workbooks.open_document import open_document_book
from kehoach.excel.workbooks.package import Book
from kehoach.excel.workbooks.rows import Patience


def open_book(content: bytes, patience: int) -> Book:
    """Opens a workbook that may cost so much to read (see rows.Patience), all sheets and strings together.

    Raises NotAWorkbook with a sentence, now or while its rows are read.
    """
    if is_old_excel(content):
        return old_excel_book(content, Patience(patience))
    package = open_package(content)
    if is_open_document(package):
        return open_document_book(package, Patience(patience))
    return Book(package, Patience(patience))
