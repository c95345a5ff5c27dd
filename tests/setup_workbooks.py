"""The workbook by which a commune is set up, as somebody has changed it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl

from kehoach.excel.workbooks.opening import open_book
from kehoach.setup.commune_setup import PATIENCE, SetupOutcome, set_up
from kehoach.setup.writing import HEAD_ROW
from tests.cast import NOW, Cast

Change = Callable[[Any], None]
MARK_ROW = HEAD_ROW - 1


def changed(content: bytes, *changes: Change) -> bytes:
    """The workbook as somebody has changed it."""
    workbook = openpyxl.load_workbook(BytesIO(content))
    for change in changes:
        change(workbook)
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()


def cell_of(sheet: Any, name: str, row: int) -> Any:
    """The cell of a column, found by its hidden code, in the row-th row below the head."""
    codes = {cell.value: cell.column for cell in sheet[MARK_ROW]}
    return sheet.cell(HEAD_ROW + row, codes[name])


def put(sheet: str, name: str, row: int, value: Any) -> Change:
    """Somebody types into a cell."""

    def change(workbook: Any) -> None:
        cell_of(workbook[sheet], name, row).value = value

    return change


def add(sheet: str, **cells: Any) -> Change:
    """Somebody fills in a row below the last."""

    def change(workbook: Any) -> None:
        table = workbook[sheet]
        row = table.max_row + 1 - HEAD_ROW
        for name, value in cells.items():
            cell_of(table, name, row).value = value

    return change


def read(content: bytes, cast: Cast, *, keep: bool = True) -> SetupOutcome:
    """What the administrator's workbook does."""
    return set_up(open_book(content, PATIENCE), by=cast.administrator, at=NOW, keep=keep)


# Another commune with the same kind of plan: fewer services asked for, two facilities of its own.
NEIGHBOUR = (
    put("Xã", "code", 1, "11999"),
    put("Xã", "name", 1, "Thử Nghiệm"),
    put("Kế hoạch", "number", 1, "07/KH-UBND"),
    put("Kế hoạch", "regular_activities", 1, 6),
    put("Điều kiện và mốc", "at_least", 3, "55,5"),
    put("Nhiệm vụ", "short_name", 1, "Nhiệm vụ riêng của xã"),
    put("Nhiệm vụ", "support", 1, "TH; THCS"),
    put("Thư viện", "name", 1, "Thư viện xã Thử Nghiệm"),
)
