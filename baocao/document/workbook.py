"""A document's tables as an Excel workbook: a sheet a table, in the order of the document, with a list in front.

Numbers are numbers and text is text, whatever it begins with. Equal values give equal bytes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from textwrap import shorten
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink

from baocao.document.blocks import Block, Columns, Document, Heading, Table
from baocao.document.packages import dated_package

_FONT = "Times New Roman"
_PLAIN, _STRONG, _SLANTED = Font(name=_FONT), Font(name=_FONT, bold=True), Font(name=_FONT, italic=True)
_TITLE = Font(name=_FONT, size=14, bold=True)
_LINK = Font(name=_FONT, color="0563C1", underline="single")
_LIST = "Mục lục"
_SHEET_NAME = 31
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
# A number as kehoach.common.formats writes it; one with a zero in front, such as the number of a document, is a text.
_NUMBER = re.compile(r"-?(0|[1-9]\d*|[1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d+))?(%?)")
_DAY = re.compile(r"(\d{2})/(\d{2})/(\d{4})")
# An Excel number has fifteen digits; a longer one would lose its end.
_MOST_DIGITS = 15
_EDGE = Side(style="thin")
_GRID = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
# Characters of all columns of a sheet together, by how the page lies.
_UPRIGHT, _LANDSCAPE = 95, 150
_HEAD_ROW = 4
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
Value = str | int | Decimal | date


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
    names = [_sheet_name(number, one) for number, one in enumerate(placed, start=1)]
    _write_front(front, document, placed, names)
    for name, one in zip(names, placed, strict=True):
        _write_table(workbook.create_sheet(name), one)
    workbook.properties.title = _text(document.title)
    workbook.properties.creator = _text(" ".join(document.letterhead.issuer))
    written = BytesIO()
    workbook.save(written)
    return dated_package(written.getvalue(), document.dated)


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
        found = [block] if isinstance(block, Table) else []
        if isinstance(block, Columns):
            found = [*block.left, *block.right]
        for table in found:
            yield Placed(table, part, table.caption or heading, landscape)


def _sheet_name(number: int, placed: Placed) -> str:
    """1. Kết quả các chỉ tiêu: the number makes it unlike all others, whatever is cut off."""
    title = re.sub(r"^([IVX]+|\d+)\. ", "", placed.title)
    words = _NOT_IN_A_NAME.sub(" ", _text(title)).split()
    return shorten(f"{number}. {' '.join(words)}", _SHEET_NAME, placeholder="")


def _write_front(sheet: Any, document: Document, placed: list[Placed], names: list[str]) -> None:
    _put(sheet, 1, 1, document.title, _TITLE)
    _put(sheet, 2, 1, "Dự thảo" if document.draft else document.place_line, _SLANTED)
    for column, (title, width) in enumerate((("Bảng", 60), ("Phần của báo cáo", 60), ("Số dòng", 10)), start=1):
        _put_framed(sheet, _HEAD_ROW, column, title, "center", _STRONG)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, (one, name) in enumerate(zip(placed, names, strict=True), start=_HEAD_ROW + 1):
        _put_framed(sheet, row, 1, one.title, "left", _LINK)
        sheet.cell(row, 1).hyperlink = Hyperlink(ref=f"A{row}", location=f"'{name}'!A1")
        _put_framed(sheet, row, 2, one.part, "left", _PLAIN)
        _put_framed(sheet, row, 3, str(len(one.table.rows)), "right", _PLAIN)
    if not placed:
        _put(sheet, _HEAD_ROW + 1, 1, "Báo cáo này không có bảng nào.", _PLAIN)
    sheet.freeze_panes = sheet.cell(_HEAD_ROW + 1, 1)


def _write_table(sheet: Any, placed: Placed) -> None:
    table = placed.table
    _put(sheet, 1, 1, placed.title, _TITLE)
    _put(sheet, 2, 1, placed.part, _SLANTED)
    for column, one in enumerate(table.columns, start=1):
        _put_framed(sheet, _HEAD_ROW, column, one.title, "center", _STRONG)
    rows = [(row, _PLAIN) for row in table.aligned_rows]
    if table.total:
        rows.append((table.aligned_total, _STRONG))
    for place, (row, font) in enumerate(rows, start=_HEAD_ROW + 1):
        for column, (text, align) in enumerate(row, start=1):
            _put_framed(sheet, place, column, text, align, font)
    _lay_out(sheet, table, landscape=placed.landscape)


def _lay_out(sheet: Any, table: Table, *, landscape: bool) -> None:
    """Widths as on paper, the head always in sight and on every printed page."""
    characters = _LANDSCAPE if landscape else _UPRIGHT
    for column, share in enumerate(table.widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = max(6, characters * share / 100)
    sheet.freeze_panes = sheet.cell(_HEAD_ROW + 1, 1)
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0


def value_of(text: str) -> tuple[Value, str]:
    """The number, share or day that a finished cell shows, and the format that shows it so; other text as it is.

    The inverse of `kehoach.common.formats`: 1.234 · 9,4 · 66,7% · 15/12/2025.
    """
    if found := _DAY.fullmatch(text):
        return _day(text, int(found[3]), int(found[2]), int(found[1]))
    found = _NUMBER.fullmatch(text)
    if found is None or sum(letter.isdigit() for letter in text) > _MOST_DIGITS:
        return text, "@"
    _, decimals, percent = found.groups()
    shown = ("#,##0" if "." in text else "0") + (f".{'0' * len(decimals)}" if decimals else "")
    number = Decimal(text.removesuffix("%").replace(".", "").replace(",", "."))
    if percent:
        return number / 100, f"{shown}%"
    return (number if decimals else int(number)), shown


def _day(text: str, year: int, month: int, day: int) -> tuple[Value, str]:
    try:
        return date(year, month, day), "dd/mm/yyyy"
    except ValueError:
        return text, "@"


def _put_framed(sheet: Any, row: int, column: int, text: str, align: str, font: Font) -> None:
    """A cell of a table: what can be counted with is a value, and nothing is ever a formula."""
    value, shown = value_of(text)
    _put(sheet, row, column, value, font)
    cell = sheet.cell(row, column)
    cell.number_format, cell.border = shown, _GRID
    cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=True)


def _put(sheet: Any, row: int, column: int, value: Value, font: Font) -> None:
    cell = sheet.cell(row, column)
    cell.font = font
    if isinstance(value, str):
        cell.value = _text(value)
        cell.data_type, cell.quotePrefix = "s", value.startswith(_FORMULA_SIGNS)
    else:
        cell.value = value


def _text(text: str) -> str:
    """Precomposed Unicode (TCVN 6909:2001) without what a sheet cannot carry."""
    return str(ILLEGAL_CHARACTERS_RE.sub("", unicodedata.normalize("NFC", text)))
