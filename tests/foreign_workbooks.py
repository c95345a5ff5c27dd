"""The portal's workbooks as old Excel and LibreOffice would save them: the same cells, names left out."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from functools import lru_cache
from html import escape
from io import BytesIO
from typing import Any

import openpyxl
import xlwt

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = " ".join(f'xmlns:{name}="{_OASIS}:{name}:1.0"' for name in ("office", "style", "table", "text"))
_GONE = (
    '<style:style style:name="gone" style:family="table"><style:table-properties table:display="false"/></style:style>'
)
_HEAD = (
    f'<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.3" {_SPACES}>'
    f"<office:automatic-styles>{_GONE}</office:automatic-styles><office:body><office:spreadsheet>"
)
_TAIL = "</office:spreadsheet></office:body></office:document-content>"
_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = (
    f'<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def as_ods(content: bytes, percent: tuple[int, int] | None = None) -> bytes:
    """An .xlsx as an .ods; the cell at `percent` (row, column of the first sheet) is shown as a percentage."""
    tables = []
    for place, sheet in enumerate(_loaded(content)):
        hidden = ' table:style-name="gone"' if sheet.sheet_state != "visible" else ""
        rows = [
            "".join(_ods(cell.value, not place and (cell.row, cell.column) == percent) for cell in row)
            for row in sheet.iter_rows()
        ]
        lines = "\n ".join(f"<table:table-row>\n{row}\n</table:table-row>" for row in rows)
        tables.append(f'<table:table table:name="{escape(sheet.title)}"{hidden}>\n{lines}\n</table:table>')
    return ods_of("".join(tables))


@lru_cache(maxsize=1)
def _loaded(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(content))


def ods_of(tables: str) -> bytes:
    """An .ods of these tables, laid out in lines as Gnumeric does it."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", _TYPE, zipfile.ZIP_STORED)
        package.writestr("content.xml", _HEAD + tables + _TAIL)
        package.writestr("META-INF/manifest.xml", _MANIFEST)
    return packed.getvalue()


def as_xls(content: bytes, percent: tuple[int, int] | None = None) -> bytes:
    """An .xlsx as an .xls of Excel 97; the cell at `percent` (of the first sheet) is shown as a percentage."""
    book, day, share = xlwt.Workbook(encoding="utf-8"), xlwt.XFStyle(), xlwt.XFStyle()
    day.num_format_str, share.num_format_str = "dd/mm/yyyy", "0.0%"
    for place, sheet in enumerate(_loaded(content)):
        copy = book.add_sheet(sheet.title[:31])
        copy.visibility = 0 if sheet.sheet_state == "visible" else 1
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None and not _is_formula(cell.value):
                    style = (day,) if isinstance(cell.value, date | datetime) else ()
                    shown = (share,) if not place and (cell.row, cell.column) == percent else style
                    copy.write(cell.row - 1, cell.column - 1, cell.value, *shown)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def _ods(value: Any, is_percentage: bool) -> str:
    if value is None or _is_formula(value):
        return "<table:table-cell/>"
    if isinstance(value, bool):
        return f'<table:table-cell office:value-type="boolean" office:boolean-value="{str(value).lower()}"/>'
    if isinstance(value, int | float):
        kind = "percentage" if is_percentage else "float"
        return f'<table:table-cell office:value-type="{kind}" office:value="{value}"/>'
    if isinstance(value, date | datetime):
        return f'<table:table-cell office:value-type="date" office:date-value="{value:%Y-%m-%d}"/>'
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
    return f'<table:table-cell office:value-type="string">{paragraphs}</table:table-cell>'


def _is_formula(value: Any) -> bool:
    return isinstance(value, str) and value.startswith("=")
