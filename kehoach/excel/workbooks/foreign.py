"""Workbooks that are none of Excel's own: of old Excel (.xls), and of LibreOffice (open_document). No Django.

What a cell is depends on the format there; behind this module it is what the same cell of an .xlsx would be, but for
what an .xls does not tell: a formula that was never calculated has the result that its program left, often 0.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, time
from functools import cached_property
from pathlib import Path
from typing import Any

from kehoach.excel.workbooks.guard import DAMAGED, DAMAGED_OR_LOCKED, LOCKED, TOO_LARGE, NotAWorkbook
from kehoach.excel.workbooks.package import MOST_SHEETS, Book, SheetPart
from kehoach.excel.workbooks.rows import (
    COST_OF_A_CELL,
    COST_OF_A_ROW,
    LONGEST_CELL,
    Cell,
    ErrorCell,
    Patience,
    Row,
    as_shown,
    percent_shown,
)

_CHILD = Path(__file__).with_name("foreign_child.py")
_MOST_SECONDS = 30
# The library takes a second and 40 MB for so much; a whole commune's form has a tenth of it.
_LARGEST = 3 * 1024 * 1024
# Of what the other process writes no more than this is taken.
_MOST_BYTES = 64 * 1024 * 1024


class ForeignBook(Book):
    """Such a workbook, read whole. Its names are not told, and not every program keeps a sheet hidden: what a name
    of ours points to stands beside the name, on whatever sheet."""

    def __init__(self, patience: Patience) -> None:
        self.patience = patience
        self.read: list[tuple[SheetPart, list[Row]]] = []

    @cached_property
    def sheets(self) -> tuple[SheetPart, ...]:
        """The worksheets in their order."""
        return tuple(sheet for sheet, _ in self.read)

    def rows(self, sheet: SheetPart) -> Iterator[Row]:
        """The rows of a sheet that hold anything."""
        yield from self.read[int(sheet.path)][1]

    def named(self, name: str) -> Cell:
        """The cell to the right of the name; None where there is none."""
        rows = (cells for _, rows in self.read for _, cells in rows)
        return next((cells[1] for cells in rows if len(cells) > 1 and cells[0] == name), None)

    def add_sheet(self, title: str, hidden: bool) -> None:
        """One more sheet; the rows that are added then are its rows."""
        if len(self.read) == MOST_SHEETS:
            raise NotAWorkbook(f"Tệp có quá {MOST_SHEETS} trang tính. Hãy xóa các trang không cần rồi gửi lại.")
        self.read.append((SheetPart(title, str(len(self.read)), hidden), []))

    def add_row(self, number: int, cells: list[Cell]) -> None:
        """One more row of the sheet that was added last."""
        self.read[-1][1].append((number, cells))


def old_excel_book(content: bytes, patience: Patience) -> ForeignBook:
    """An .xls, read in a process of its own. Raises NotAWorkbook with a sentence."""
    if len(content) > _LARGEST:
        raise NotAWorkbook(TOO_LARGE)
    book = ForeignBook(patience)
    for line in _lines_of(content):
        match json.loads(line):
            case {"problem": problem}:
                raise NotAWorkbook(LOCKED if problem == "locked" else DAMAGED_OR_LOCKED)
            case {"sheet": title, "hidden": hidden}:
                book.add_sheet(title, hidden)
            case [number, cells]:
                patience.spend(COST_OF_A_ROW + COST_OF_A_CELL * len(cells))
                book.add_row(number, [_cell(cell) for cell in cells])
    return book


def _lines_of(content: bytes) -> list[bytes]:
    """What the other process says of the file. Raises NotAWorkbook with a sentence."""
    command = [sys.executable, "-I", str(_CHILD)]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=_MOST_SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as problem:
        raise NotAWorkbook(TOO_LARGE) from problem
    if done.returncode or len(done.stdout) > _MOST_BYTES:
        raise NotAWorkbook(TOO_LARGE)
    return done.stdout.splitlines()


def _cell(cell: Any) -> Cell:
    """A cell as one of an .xlsx is read."""
    match cell:
        case float():
            return as_shown(cell)
        case str() if len(cell) > LONGEST_CELL:
            raise NotAWorkbook(DAMAGED)
        case {"percent": float() as share}:
            return percent_shown(as_shown(share))
        case {"moment": str() as moment}:
            read = datetime.fromisoformat(moment)
            return read.date() if read.time() == time() else read
        case {"time": str() as clock}:
            return time.fromisoformat(clock)
        case {"error": str() as error}:
            return ErrorCell(error)
    known: Cell = cell
    return known
