"""Somebody's workbook with everything that is wrong in it: cells coloured, with a comment, and a list. No Django."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell import MergedCell

from kehoach.common.workbook_writer import HEAD_FILL, WRONG_FILL, Look, explain, on_a4, put, saved
from kehoach.excel.workbooks.entries import Fault
from kehoach.excel.workbooks.guard import NotAWorkbook, is_old_excel, is_open_document, open_package

LIST_SHEET = "Lỗi cần sửa"
# openpyxl keeps every cell in memory, at about fifty times what it is in the file.
LARGEST_TO_MARK = 3 * 1024 * 1024
TOO_LARGE_TO_MARK = "Tệp quá lớn để đánh dấu từng ô. Danh sách lỗi trên trang này đã đủ mọi lỗi."
CANNOT_BE_MARKED = "Không đánh dấu được tệp này. Danh sách lỗi trên trang này đã đủ mọi lỗi."


def marked(content: bytes, faults: Sequence[Fault]) -> bytes:
    """The workbook with the faults in it, which can be mended and sent again. Raises NotAWorkbook with a sentence."""
    package = None if is_old_excel(content) else open_package(content)
    if package is None or is_open_document(package):
        raise NotAWorkbook(CANNOT_BE_MARKED)
    if sum(entry.file_size for entry in package.infolist()) > LARGEST_TO_MARK:
        raise NotAWorkbook(TOO_LARGE_TO_MARK)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            workbook = load_workbook(BytesIO(content), keep_links=False)
            _mark(workbook, faults)
            return saved(workbook)
    except Exception as problem:
        # What we have read ourselves openpyxl may still stumble over, in a hundred ways.
        raise NotAWorkbook(CANNOT_BE_MARKED) from problem


def _mark(workbook: Any, faults: Sequence[Fault]) -> None:
    messages: dict[tuple[str, int, int], list[str]] = {}
    for fault in faults:
        messages.setdefault((fault.sheet, fault.row, fault.column), []).append(fault.message)
    for (title, row, column), texts in messages.items():
        if row and title in workbook.sheetnames:
            cell = workbook[title].cell(row, column)
            if not isinstance(cell, MergedCell):
                cell.fill = WRONG_FILL
                explain(cell, "\n\n".join(texts))
    if LIST_SHEET in workbook.sheetnames:
        del workbook[LIST_SHEET]
    _list(workbook.create_sheet(LIST_SHEET, 0), faults)
    workbook.active = 0


def _list(sheet: Any, faults: Sequence[Fault]) -> None:
    for column, (title, width) in enumerate((("Trang", 22), ("Ô", 10), ("Cần sửa", 110)), start=1):
        put(sheet, 1, column, title, font=Look.strong, fill=HEAD_FILL)
        sheet.column_dimensions["ABC"[column - 1]].width = width
    for row, fault in enumerate(faults, start=2):
        place = f"{fault.letter}{fault.row}" if fault.row else ""
        for column, text in enumerate((fault.sheet, place, fault.message), start=1):
            put(sheet, row, column, text)
        if fault.row and fault.sheet in sheet.parent.sheetnames:
            sheet.cell(row, 2).hyperlink = f"#'{fault.sheet}'!{place}"
    sheet.freeze_panes = "A2"
    on_a4(sheet, landscape=False, repeated_rows="1:1")
