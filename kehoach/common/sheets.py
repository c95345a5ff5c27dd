"""Tables as a workbook: a sheet a table, real numbers and days, the head always in sight. Imports no Django."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from kehoach.common.workbook_writer import HEAD_FILL, Look, Value, on_a4, put, put_formula, saved, sheet_title

HEAD_ROW = 4
_TITLE_ROW, _ABOUT_ROW = 1, 2
_NARROWEST, _WIDEST = 8, 60
# A page lying on its side takes about so many letters in a row.
_UPRIGHT = 95


@dataclass(frozen=True)
class Sheet:
    """One table: its title, what it tells of, its heads and rows. A share is a Fraction; None is an empty cell.

    `sums` are the columns, counted from 0, that are added up below the table.
    """

    title: str
    about: str
    heads: tuple[str, ...]
    rows: Sequence[Sequence[Value]]
    sums: frozenset[int] = frozenset()


def tables_workbook(sheets: Sequence[Sheet]) -> bytes:
    """The tables in their order; a table without rows keeps its head."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for sheet in sheets:
        target = workbook.create_sheet(sheet_title(sheet.title))
        put(target, _TITLE_ROW, 1, sheet.title, font=Look.title, align=Look.plain, framed=False)
        put(target, _ABOUT_ROW, 1, sheet.about, font=Look.small, align=Look.plain, framed=False)
        for column, head in enumerate(sheet.heads, start=1):
            put(target, HEAD_ROW, column, head, font=Look.strong, align=Look.middle, fill=HEAD_FILL)
        for row, values in enumerate(sheet.rows, start=HEAD_ROW + 1):
            for column, value in enumerate(values, start=1):
                put(target, row, column, value)
        last = HEAD_ROW + len(sheet.rows)
        if sheet.rows:
            _add_up(target, sheet, last)
        widths = [_width(sheet, column) for column in range(len(sheet.heads))]
        for column, width in enumerate(widths, start=1):
            target.column_dimensions[get_column_letter(column)].width = width
        target.freeze_panes = target.cell(HEAD_ROW + 1, 2)
        target.auto_filter.ref = f"A{HEAD_ROW}:{get_column_letter(len(sheet.heads))}{max(last, HEAD_ROW)}"
        on_a4(target, landscape=sum(widths) > _UPRIGHT, repeated_rows=f"{HEAD_ROW}:{HEAD_ROW}")
    return saved(workbook)


def _add_up(target: Any, sheet: Sheet, last: int) -> None:
    """A row of sums that Excel keeps right when somebody changes or filters the rows."""
    if not sheet.sums:
        return
    total = last + 1
    for column in range(1, len(sheet.heads) + 1):
        put(target, total, column, "Cộng" if column == 1 else None, font=Look.strong, fill=HEAD_FILL)
    for index in sheet.sums:
        letter = get_column_letter(index + 1)
        formula = f"=SUBTOTAL(109,{letter}{HEAD_ROW + 1}:{letter}{last})"
        put_formula(target, total, index + 1, formula, fill=HEAD_FILL)


def _width(sheet: Sheet, column: int) -> int:
    """Wide enough for the longest text, within bounds; longer text is wrapped."""
    longest = max((len(_text(row[column])) for row in sheet.rows), default=0)
    word = max((len(part) for part in sheet.heads[column].split()), default=0)
    return min(max(longest, word, _NARROWEST) + 3, _WIDEST)


def _text(value: Value) -> str:
    if isinstance(value, Fraction):
        return "100,0%"
    return f"{value:,}" if isinstance(value, int) else str(value or "")
