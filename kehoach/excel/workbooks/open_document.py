"""Workbooks of LibreOffice and Gnumeric (.ods), read from their one part of XML. Imports no Django.

It tells what no library does: which number is shown as a percentage, a formula that was never calculated, an error, and
where a line ends inside a cell.
"""

from __future__ import annotations

import re
from datetime import datetime, time
from math import isfinite
from zipfile import ZipFile

from kehoach.excel.workbooks.foreign import ForeignBook
from kehoach.excel.workbooks.guard import DAMAGED, NotAWorkbook
from kehoach.excel.workbooks.rows import (
    COST_OF_A_CELL,
    COST_OF_A_ROW,
    LONGEST_CELL,
    Cell,
    ErrorCell,
    Patience,
    Uncalculated,
    as_shown,
    percent_shown,
)
from kehoach.excel.workbooks.xml_parts import walk

_OFFICE, _TABLE, _STYLE = (f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "table", "style"))
_CALCULATED = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"
_CELLS = frozenset({"table-cell", "covered-table-cell"})
# What stands for a paragraph's start, and for what is no letter.
_PIECES = {"p": "\n", "line-break": "\n", "tab": " ", "s": " "}
# What lies over a cell or beside its text: remarks, shapes, the words for a screen reader.
_ASIDE = frozenset({"annotation", "shapes", "frame", "custom-shape", "title", "desc", "tracked-changes", "ruby-text"})
_DURATION = re.compile(r"PT(\d{1,9})H(\d{1,2})M(\d{1,2})(?:[.,]\d*)?S")


def open_document_book(package: ZipFile, patience: Patience) -> ForeignBook:
    """Reads all of it. Raises NotAWorkbook where it is damaged or costs more than it may."""
    book = ForeignBook(patience)
    name = next(entry.filename for entry in package.infolist() if entry.filename.casefold() == "content.xml")
    with package.open(name) as part:
        for _ in walk(part, _Content(book)):
            pass
    return book


class _Content:
    """The sheets with their rows as they come. Empty cells and rows are counted and made when something follows."""

    def __init__(self, book: ForeignBook) -> None:
        self.book, self.style, self.hidden = book, "", set[str]()
        self.row, self.rows_alike, self.cells, self.empty = 0, 1, list[Cell](), 0
        self.cell: dict[str, str] = {}
        self.parts, self.length, self.depth, self.aside = list[str](), 0, 0, 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A sheet, a row, a cell, or a piece of its text."""
        if name in _ASIDE:
            self.aside += 1
        elif self.aside:
            return
        elif name == "style":
            self.style = attributes.get(f"{_STYLE} name", "")
        elif name == "table-properties" and attributes.get(f"{_TABLE} display") == "false":
            self.hidden.add(self.style)
        elif name == "table":
            is_hidden = attributes.get(f"{_TABLE} style-name", "") in self.hidden
            self.book.add_sheet(attributes.get(f"{_TABLE} name", ""), is_hidden)
            self.row = 0
        elif name == "table-row":
            self.rows_alike = _repeated(attributes, f"{_TABLE} number-rows-repeated")
            self.cells, self.empty = [], 0
        elif name in _CELLS:
            self.cell, self.parts, self.length = attributes, [], 0
        elif name in _PIECES:
            self.depth += name == "p"
            self._say(_PIECES[name] if self.parts or name != "p" else "")

    def end(self, name: str) -> None:
        """A piece, a cell or a row is complete."""
        if name in _ASIDE:
            self.aside -= 1
        elif self.aside:
            return
        elif name == "p":
            self.depth -= 1
        elif name in _CELLS:
            self._put(self._value(), _repeated(self.cell, f"{_TABLE} number-columns-repeated"))
        elif name == "table-row":
            self._put_row()

    def text(self, data: str) -> None:
        """Letters of a paragraph; what stands between elements is layout."""
        if self.depth and not self.aside:
            self._say(data)

    def _say(self, data: str) -> None:
        self.length += len(data)
        if self.length > LONGEST_CELL:
            raise NotAWorkbook(DAMAGED)
        self.parts.append(data)

    def _put(self, value: Cell, times: int) -> None:
        if value is None:
            self.empty += times
            return
        self.book.patience.spend(COST_OF_A_CELL * (self.empty + times))
        self.cells += [None] * self.empty + [value] * times
        self.empty = 0

    def _put_row(self) -> None:
        if self.cells:
            self.book.patience.spend(self.rows_alike * (COST_OF_A_ROW + COST_OF_A_CELL * len(self.cells)))
            for number in range(self.row + 1, self.row + self.rows_alike + 1):
                self.book.add_row(number, list(self.cells))
        self.row += self.rows_alike

    def _value(self) -> Cell:
        """What the cell shows."""
        kind, text = self.cell.get(f"{_OFFICE} value-type", ""), "".join(self.parts)
        if self.cell.get(_CALCULATED) == "error":
            return ErrorCell(text or "#N/A")
        given = self.cell.get(f"{_OFFICE} {_VALUES[kind]}") if kind in _VALUES else None
        if given is not None:
            try:
                return _read(kind, given)
            except ValueError:
                return text or given
        if kind == "string":
            return text or self.cell.get(f"{_OFFICE} string-value") or None
        if not text and f"{_TABLE} formula" in self.cell:
            return Uncalculated()
        return text or None


# Where each kind of value stands.
_VALUES = {
    "float": "value",
    "currency": "value",
    "percentage": "value",
    "date": "date-value",
    "time": "time-value",
    "boolean": "boolean-value",
}


def _read(kind: str, given: str) -> Cell:
    """A value as it is written in the part. Raises ValueError where it is none."""
    if kind == "boolean":
        return given == "true"
    if kind == "date":
        moment = datetime.fromisoformat(given)
        return moment.date() if moment.time() == time() else moment
    if kind == "time":
        found = _DURATION.fullmatch(given)
        if found is None:
            raise ValueError(given)
        hours, minutes, seconds = (int(part) for part in found.groups())
        return time(hours, minutes, seconds)
    number = as_shown(float(given))
    if not isfinite(number):
        raise ValueError(given)
    return percent_shown(number) if kind == "percentage" else number


def _repeated(attributes: dict[str, str], name: str) -> int:
    """How often a cell or row stands there."""
    times = attributes.get(name, "1")
    if not re.fullmatch("[0-9]{1,7}", times):
        raise NotAWorkbook(DAMAGED)
    return max(1, int(times))
