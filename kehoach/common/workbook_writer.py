"""How every workbook of the portal looks and behaves: cells, styles, printing, protection, lists. Imports no Django.

Whoever writes a sheet says what goes where and leaves the cells to `put`: text is never a formula there, whatever it
begins with, and is read back as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation

from kehoach.common.text.gate import printable

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FONT = "Times New Roman"
COUNT_FORMAT, DATE_FORMAT, SHARE_FORMAT, TEXT_FORMAT = "#,##0", "dd/mm/yyyy", "0.0%", "@"
_LINE = Side(style="thin", color="BFB69F")
BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
HEAD_FILL = PatternFill("solid", fgColor="E2F0EC")
BAND_FILL = PatternFill("solid", fgColor="0D5C52")
LOCKED_FILL = PatternFill("solid", fgColor="EFECE4")
WRONG_FILL = PatternFill("solid", fgColor="FBD5CF")
LACKING_FILL = PatternFill("solid", fgColor="FFF4CC")
UNLOCKED = Protection(locked=False)
LISTS = "Danh mục"
# In points; Excel knows none higher.
_HIGHEST_ROW = 409
LONGEST_TITLE = 31
_NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\']")
# What a spreadsheet takes for a formula when somebody opens the cell and leaves it again.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
Value = str | int | Decimal | Fraction | date | None


class Look:
    """The styles of cells, made once: openpyxl keeps each only once if it is the same object."""

    title = Font(name=FONT, size=14, bold=True)
    text = Font(name=FONT, size=11)
    strong = Font(name=FONT, size=11, bold=True)
    band = Font(name=FONT, size=11, bold=True, color="FFFFFF")
    grey = Font(name=FONT, size=11, color="707070")
    small = Font(name=FONT, size=10, italic=True, color="505050")
    link = Font(name=FONT, size=11, color="0563C1", underline="single")
    plain = Alignment(vertical="center")
    wrap = Alignment(wrap_text=True, vertical="center")
    middle = Alignment(wrap_text=True, vertical="center", horizontal="center")
    left = Alignment(wrap_text=True, vertical="center", horizontal="left")
    right = Alignment(wrap_text=True, vertical="center", horizontal="right")


def put(
    sheet: Any,
    row: int,
    column: int,
    value: Value,
    *,
    font: Font = Look.text,
    align: Alignment = Look.wrap,
    fill: PatternFill | None = None,
    framed: bool = True,
    number_format: str = "",
) -> Cell:
    """Writes text, a number, a share (a Fraction of one) or a day, each shown in the usual way if none is given."""
    cell: Cell = sheet.cell(row, column)
    cell.font, cell.alignment = font, align
    if isinstance(value, str):
        cell.value = printable(value)
        # A cell of text is no formula; the mark, which is no part of the text, keeps it from becoming one.
        cell.data_type, cell.quotePrefix = "s", value.startswith(_FORMULA_SIGNS)
    else:
        cell.value = float(value) if isinstance(value, Fraction) else value
    if shown := number_format or next((shown for kind, shown in _FORMATS if isinstance(value, kind)), ""):
        cell.number_format = shown
    if fill is not None:
        cell.fill = fill
    if framed:
        cell.border = BORDER
    return cell


_FORMATS: tuple[tuple[type[Any], str], ...] = ((date, DATE_FORMAT), (int, COUNT_FORMAT), (Fraction, SHARE_FORMAT))


def put_formula(
    sheet: Any, row: int, column: int, formula: str, *, font: Font = Look.strong, fill: PatternFill | None = None
) -> None:
    """Writes a formula of ours, which gives a count. No text of people may be in it."""
    cell = put(sheet, row, column, None, font=font, fill=fill, number_format=COUNT_FORMAT)
    cell.value = formula


def put_sum(sheet: Any, row: int, column: int, cells: Sequence[str], *, font: Font = Look.strong) -> None:
    """A sum of cells that stays empty while they are; locked like everything that is not to be filled in."""
    listed = ",".join(cells)
    put_formula(sheet, row, column, f'=IF(COUNT({listed})=0,"",SUM({listed}))', font=font, fill=LOCKED_FILL)


def heighten(sheet: Any, row: int, columns: Iterable[int]) -> None:
    """Makes a row as high as its longest text needs: spreadsheets do not do it for a file that a program wrote."""
    widths = sheet.column_dimensions
    cells = [cell for column in columns if isinstance((cell := sheet.cell(row, column)).value, str)]
    lines = max((_lines(cell.value, widths[cell.column_letter].width) for cell in cells), default=1)
    if lines > 1:
        sheet.row_dimensions[row].height = min(_HIGHEST_ROW, 15 * lines)


def _lines(text: str, width: float) -> int:
    return sum(max(1, ceil(len(line) * 1.05 / width)) for line in text.split("\n"))


def explain(cell: Cell, text: str) -> None:
    """A note that opens when the pointer rests on the cell."""
    comment = Comment(printable(text), "Cổng kế hoạch")
    comment.width, comment.height = 320, 60 + 20 * (len(text) // 45)
    cell.comment = comment


def only_numbers(most: int, words: Iterable[str]) -> DataValidation:
    """Whole numbers up to `most`, or one of the words."""
    cell = "{cell}"
    choices = ",".join(f'{cell}="{word}"' for word in words)
    formula = f"OR(AND(ISNUMBER({cell}),{cell}>=0,{cell}<={most},{cell}=INT({cell})),{choices})"
    return _validation("custom", formula, f"Cần một số nguyên không âm, hoặc một trong các chữ: {', '.join(words)}.")


def only_listed(area: str) -> DataValidation:
    """One of the words in an area of the hidden sheet of lists."""
    return _validation("list", area, "Hãy chọn một mục trong danh sách.")


def _validation(kind: str, formula: str, wrong: str) -> DataValidation:
    rule = DataValidation(type=kind, formula1=formula, allow_blank=True, showErrorMessage=True)
    rule.errorTitle, rule.error = "Chưa đúng", wrong
    return rule


class Lists:
    """The hidden sheet that drop-down lists take their words from, each list once."""

    def __init__(self, workbook: Workbook) -> None:
        self.sheet = workbook.create_sheet(LISTS)
        self.sheet.sheet_state = "hidden"
        self.areas: dict[tuple[str, ...], str] = {}

    def area(self, words: tuple[str, ...]) -> str:
        """Where the words stand."""
        if words not in self.areas:
            column = len(self.areas) + 1
            for row, word in enumerate(words, start=1):
                put(self.sheet, row, column, word, framed=False)
            letter = self.sheet.cell(1, column).column_letter
            self.areas[words] = f"'{LISTS}'!${letter}$1:${letter}${len(words)}"
        return self.areas[words]


def sheet_title(text: str, longest: int = LONGEST_TITLE) -> str:
    """What Excel takes as the name of a sheet."""
    return " ".join(_NOT_IN_A_TITLE.sub(" ", printable(text)).split())[:longest].strip()


def protect(sheet: Any) -> None:
    """Only cells that were unlocked can be filled in; there is no password, so that nobody is ever locked out."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False


def on_a4(
    sheet: Any,
    *,
    landscape: bool,
    fitted: bool | None = None,
    repeated_rows: str = "",
    repeated_columns: str = "",
) -> None:
    """Prints on A4 with page numbers; unless `fitted` says otherwise, portrait is made as wide as the page, landscape
    goes over as many as it needs.
    """
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top = sheet.page_margins.bottom = 0.6
    if not landscape if fitted is None else fitted:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_setup.fitToHeight = 0
    else:
        sheet.page_setup.scale = 70
    sheet.oddFooter.right.text = "Trang &P/&N"
    sheet.print_title_rows = repeated_rows or None
    sheet.print_title_cols = repeated_columns or None


def saved(workbook: Workbook) -> bytes:
    """The workbook's bytes."""
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()
