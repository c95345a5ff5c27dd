"""Workbooks of old Excel (.xls) and of LibreOffice (.ods), read by python-calamine in a process of its own. No Django.

What a cell is depends on the format there; behind this module it is what the same cell of an .xlsx would be, but for
what those formats do not tell: a formula that was never calculated is an empty cell, and so is an error.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from kehoach.excel.workbooks.foreign_child import DAMAGED as IS_DAMAGED
from kehoach.excel.workbooks.foreign_child import LOCKED as IS_LOCKED
from kehoach.excel.workbooks.guard import DAMAGED, DAMAGED_OR_LOCKED, LOCKED, TOO_LARGE, NotAWorkbook
from kehoach.excel.workbooks.package import MOST_SHEETS, Book, SheetPart
from kehoach.excel.workbooks.rows import (
    COST_OF_A_CELL,
    COST_OF_A_ROW,
    LONGEST_CELL,
    Cell,
    Patience,
    Row,
)

_CHILD = Path(__file__).with_name("foreign_child.py")
_MOST_SECONDS = 30
# Of what the other process writes no more than this is taken.
_MOST_BYTES = 64 * 1024 * 1024
_DIGITS = 15


class ForeignBook(Book):
    """Such a workbook. Its names are not told: what one of ours points to stands beside the name, on a hidden sheet."""

    def __init__(self, content: bytes, patience: Patience) -> None:
        self.patience = patience
        self.read: list[tuple[SheetPart, list[Row]]] = []
        for line in _lines_of(content):
            self._take(json.loads(line))

    @cached_property
    def sheets(self) -> tuple[SheetPart, ...]:
        """The worksheets in their order."""
        return tuple(sheet for sheet, _ in self.read)

    def rows(self, sheet: SheetPart) -> Iterator[Row]:
        """The rows of a sheet that hold anything."""
        yield from self.read[int(sheet.path)][1]

    def named(self, name: str) -> Cell:
        """The cell to the right of the name on a hidden sheet; None where there is none."""
        for sheet, rows in self.read:
            for _, cells in rows if sheet.hidden else ():
                if len(cells) > 1 and cells[0] == name:
                    return cells[1]
        return None

    def _take(self, told: Any) -> None:
        if isinstance(told, dict):
            if len(self.read) == MOST_SHEETS:
                raise NotAWorkbook(f"Tệp có quá {MOST_SHEETS} trang tính. Hãy xóa các trang không cần rồi gửi lại.")
            self.read.append((SheetPart(told["sheet"], str(len(self.read)), told["hidden"]), []))
            return
        number, cells = told
        self.patience.spend(COST_OF_A_ROW + COST_OF_A_CELL * len(cells))
        self.read[-1][1].append((number, [_cell(cell) for cell in cells]))


def _lines_of(content: bytes) -> list[bytes]:
    """What the other process says of the file. Raises NotAWorkbook with a sentence."""
    command = [sys.executable, "-I", str(_CHILD)]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=_MOST_SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as problem:
        raise NotAWorkbook(TOO_LARGE) from problem
    if done.returncode:
        sentences = {IS_DAMAGED: DAMAGED_OR_LOCKED, IS_LOCKED: LOCKED}
        raise NotAWorkbook(sentences.get(done.returncode, TOO_LARGE))
    if len(done.stdout) > _MOST_BYTES:
        raise NotAWorkbook(TOO_LARGE)
    return done.stdout.splitlines()


def _cell(cell: Any) -> Cell:
    """A cell as one of an .xlsx is read: whole numbers whole, with the 15 digits that are shown, days as days."""
    match cell:
        case float():
            shown = float(f"{cell:.{_DIGITS}g}")
            return int(shown) if shown.is_integer() and abs(shown) < 10**_DIGITS else shown
        case str() if len(cell) > LONGEST_CELL:
            raise NotAWorkbook(DAMAGED)
        case {"day": str() as day}:
            return date.fromisoformat(day)
        case {"moment": str() as moment}:
            read = datetime.fromisoformat(moment)
            return read.date() if read.time() == time() else read
        case {"time": str() as clock}:
            return time.fromisoformat(clock)
        case {"seconds": int() | float() as seconds}:
            span = timedelta(seconds=seconds)
            return datetime.fromtimestamp(seconds, tz=UTC).time() if span.days == 0 else str(span)
    known: Cell = cell
    return known
