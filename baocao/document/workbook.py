"""A document's tables as an Excel workbook: a sheet a table, in the order of the document, with a list in front.

Numbers are numbers and text is text, whatever it begins with. Equal values give equal bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from textwrap import shorten
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink

from baocao.document.blocks import Align, Block, Columns, Document, Heading, Table
from baocao.document.packages import dated_package
from kehoach.common.text.gate import printable
from kehoach.common.workbook_writer import (
    COUNT_FORMAT,
    DATE_FORMAT,
    LONGEST_TITLE,
    TEXT_FORMAT,
    Look,
    on_a4,
    put,
    saved,
    sheet_title,
)

_LIST = "Mục lục"
_ALIGNMENTS: dict[Align, Alignment] = {"left": Look.left, "right": Look.right, "center": Look.middle}
# A number as kehoach.common.formats writes it; one with a zero in front, such as the number of a document, is a text.
_NUMBER = re.compile(r"-?(0|[1-9]\d*|[1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d+))?(%?)")
_DAY = re.compile(r"(\d{2})/(\d{2})/(\d{4})")
# An Excel number has fifteen digits; a longer one would lose its end.
_MOST_DIGITS = 15
# Characters of all columns of a sheet together, by how the page lies.
_UPRIGHT, _LANDSCAPE = 95, 150
_HEAD_ROW = 4


@dataclass(frozen=True)
class Placed:
    """A table and where it stands: its part of the document, and the heading or caption above it."""

    table: Table
    part: str
    title: str
    landscape: bool


def render_xlsx(document: Document) -> bytes:
    """Every table of the document and its appendices; without any, the list alone says so."""
    workbook = Workbook()
    front: Any = workbook.active
    front.title = _LIST
    placed = list(_placed(document))
    names = [_sheet_name(number, placed_table) for number, placed_table in enumerate(placed, start=1)]
    _write_front(front, document, placed, names)
    for name, placed_table in zip(names, placed, strict=True):
        _write_table(workbook.create_sheet(name), placed_table, draft=document.draft)
    workbook.properties.title = printable(document.title)
    workbook.properties.creator = printable(" ".join(document.letterhead.issuer))
    return dated_package(saved(workbook), document.dated)


def _placed(document: Document) -> Iterator[Placed]:
    yield from _tables(document.blocks, "Báo cáo", landscape=False)
    for appendix in document.appendices:
        part = f"Phụ lục {appendix.number}".strip()
        yield from _tables(appendix.blocks, f"{part}. {appendix.title}", landscape=appendix.landscape)


def _tables(blocks: tuple[Block, ...], part: str, *, landscape: bool) -> Iterator[Placed]:
    heading = part
    for block in blocks:
        if isinstance(block, Heading):
            heading = block.text
        tables = [block] if isinstance(block, Table) else []
        if isinstance(block, Columns):
            tables = [*block.left, *block.right]
        for table in tables:
            yield Placed(table, part, table.caption or heading, landscape)


def _sheet_name(number: int, placed: Placed) -> str:
    """1. Kết quả các chỉ tiêu: the number makes it unlike all others, whatever is cut off."""
    title = re.sub(r"^([IVX]+|\d+)\. ", "", placed.title)
    return shorten(f"{number}. {sheet_title(title, len(title))}", LONGEST_TITLE, placeholder="")


def _write_front(sheet: Any, document: Document, placed: list[Placed], names: list[str]) -> None:
    _write_title(sheet, document.title, "DỰ THẢO" if document.draft else document.place_line)
    for column, (title, width) in enumerate((("Bảng", 47), ("Phần của báo cáo", 38), ("Số dòng", 10)), start=1):
        put(sheet, _HEAD_ROW, column, title, font=Look.strong, align=Look.middle)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, (placed_table, name) in enumerate(zip(placed, names, strict=True), start=_HEAD_ROW + 1):
        _put_shown(sheet, row, 1, placed_table.title, "left", Look.link)
        sheet.cell(row, 1).hyperlink = Hyperlink(ref=f"A{row}", location=f"'{name}'!A1")
        _put_shown(sheet, row, 2, placed_table.part, "left")
        put(sheet, row, 3, len(placed_table.table.rows), align=Look.right)
    if not placed:
        put(sheet, _HEAD_ROW + 1, 1, "Báo cáo này không có bảng nào.", align=Look.plain, framed=False)
    sheet.freeze_panes = sheet.cell(_HEAD_ROW + 1, 1)
    on_a4(sheet, landscape=False, repeated_rows=f"{_HEAD_ROW}:{_HEAD_ROW}")


def _write_title(sheet: Any, title: str, about: str) -> None:
    put(sheet, 1, 1, title, font=Look.title, align=Look.plain, framed=False)
    put(sheet, 2, 1, about, font=Look.small, align=Look.plain, framed=False)


def _write_table(sheet: Any, placed: Placed, *, draft: bool) -> None:
    """The table with widths as on paper, its head always in sight and on every printed page."""
    table = placed.table
    _write_title(sheet, placed.title, f"DỰ THẢO. {placed.part}" if draft else placed.part)
    characters = _LANDSCAPE if placed.landscape else _UPRIGHT
    for column, (head, share) in enumerate(zip(table.columns, table.widths, strict=True), start=1):
        _put_shown(sheet, _HEAD_ROW, column, head.title, "center", Look.strong)
        sheet.column_dimensions[get_column_letter(column)].width = max(6, characters * share / 100)
    rows = [(row, Look.text) for row in table.aligned_rows]
    if table.total:
        rows.append((table.aligned_total, Look.strong))
    for number, (row, font) in enumerate(rows, start=_HEAD_ROW + 1):
        for column, (text, align) in enumerate(row, start=1):
            _put_shown(sheet, number, column, text, align, font)
    sheet.freeze_panes = sheet.cell(_HEAD_ROW + 1, 1)
    on_a4(sheet, landscape=placed.landscape, fitted=True, repeated_rows=f"{_HEAD_ROW}:{_HEAD_ROW}")


def _put_shown(sheet: Any, row: int, column: int, text: str, align: Align, font: Font = Look.text) -> None:
    """A cell that shows a finished text: what can be counted with is a value."""
    value, shown = value_of(text)
    put(sheet, row, column, value, font=font, align=_ALIGNMENTS[align], number_format=shown)


def value_of(text: str) -> tuple[str | int | Decimal | date, str]:
    """The number, share or day that a finished cell shows, and the format that shows it so; other text as it is.

    The inverse of `kehoach.common.formats`: 1.234 · 9,4 · 66,7% · 15/12/2025.
    """
    if day := _DAY.fullmatch(text):
        try:
            return date(int(day[3]), int(day[2]), int(day[1])), DATE_FORMAT
        except ValueError:
            return text, TEXT_FORMAT
    match = _NUMBER.fullmatch(text)
    if match is None or sum(letter.isdigit() for letter in text) > _MOST_DIGITS:
        return text, TEXT_FORMAT
    _, decimals, percent = match.groups()
    shown = (COUNT_FORMAT if "." in text else "0") + (f".{'0' * len(decimals)}" if decimals else "")
    number = Decimal(text.removesuffix("%").replace(".", "").replace(",", "."))
    if percent:
        return number / 100, f"{shown}%"
    return (number if decimals else int(number)), shown
