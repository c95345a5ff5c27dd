"""How every workbook of the portal looks and behaves: styles, printing, protection, lists. Imports no Django.

Whoever writes a table uses these; text of people goes through `put`, which no spreadsheet takes for a formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation

from kehoach.common.cell_text import escaped

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FONT = "Times New Roman"
COUNT_FORMAT, DATE_FORMAT = "#,##0", "dd/mm/yyyy"
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


class Look:
    """The styles of cells, made once: openpyxl keeps each only once if it is the same object."""

    title = Font(name=FONT, size=14, bold=True)
    text = Font(name=FONT, size=11)
    strong = Font(name=FONT, size=11, bold=True)
    band = Font(name=FONT, size=11, bold=True, color="FFFFFF")
    grey = Font(name=FONT, size=11, color="707070")
    small = Font(name=FONT, size=10, italic=True, color="505050")
    plain = Alignment(vertical="center")
    wrap = Alignment(wrap_text=True, vertical="center")
    middle = Alignment(wrap_text=True, vertical="center", horizontal="center")
    left = Alignment(wrap_text=True, vertical="center", horizontal="left")


def put(
    sheet: Any,
    row: int,
    column: int,
    value: str | int | date | None,
    *,
    font: Font = Look.text,
    align: Alignment = Look.wrap,
    fill: PatternFill | None = None,
    framed: bool = True,
) -> Cell:
    """Writes text, a number or a day; text stays text, whatever it begins with."""
    cell: Cell = sheet.cell(row, column)
    cell.value = escaped(value) if isinstance(value, str) else value
    cell.font, cell.alignment = font, align
    if isinstance(value, date):
        cell.number_format = DATE_FORMAT
    elif isinstance(value, int):
        cell.number_format = COUNT_FORMAT
    if fill is not None:
        cell.fill = fill
    if framed:
        cell.border = BORDER
    return cell


def put_sum(sheet: Any, row: int, column: int, cells: Sequence[str], *, font: Font = Look.strong) -> None:
    """A sum of cells that stays empty while they are; locked like everything that is not to be filled in."""
    listed = ",".join(cells)
    cell = put(sheet, row, column, None, font=font, fill=LOCKED_FILL)
    cell.value = f'=IF(COUNT({listed})=0,"",SUM({listed}))'
    cell.number_format = COUNT_FORMAT


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
    comment = Comment(text, "Cổng kế hoạch")
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
                self.sheet.cell(row, column).value = escaped(word)
            letter = self.sheet.cell(1, column).column_letter
            self.areas[words] = f"'{LISTS}'!${letter}$1:${letter}${len(words)}"
        return self.areas[words]


def protect(sheet: Any) -> None:
    """Only cells that were unlocked can be filled in; there is no password, so that nobody is ever locked out."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False


def on_a4(sheet: Any, *, landscape: bool, repeated_rows: str = "", repeated_columns: str = "") -> None:
    """Prints on A4 with page numbers; portrait is made as wide as the page, landscape goes over as many as it needs."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top = sheet.page_margins.bottom = 0.6
    if landscape:
        sheet.page_setup.scale = 70
    else:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_setup.fitToHeight = 0
    sheet.oddFooter.right.text = "Trang &P/&N"
    sheet.print_title_rows = repeated_rows or None
    sheet.print_title_cols = repeated_columns or None


def saved(workbook: Workbook) -> bytes:
    """The workbook's bytes."""
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()
