"""A form of a superior that nobody here has seen: thirty cells, two tables that repeat, merged heads of two storeys,
formulas, protection, a set-up for print. As openpyxl writes it."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break

SHEET = "PL 01-TV"
LIBRARIES, CENTRES = 27, 39  # the first rows of the tables
SUM, ROWS = "Cộng mọi", "Bảng: mỗi dòng một"


@dataclass(frozen=True)
class Wish:
    """What an officer wants in a cell: the superior's words beside it, what is typed into the search (nothing where the
    portal's proposal has it), which figure is tapped, and of whom."""

    cell: str
    words: str
    typed: str
    figure: str
    scope: str = ""


GENERAL = (
    Wish("C4", "Xã, phường", "tên xã", "Tên xã"),
    Wish("F4", "Tỉnh", "tên tỉnh", "Tên tỉnh, thành phố"),
    Wish("C5", "Năm báo cáo", "", "Năm báo cáo"),
    Wish("F5", "Đến ngày", "ngày cuối", "Ngày cuối kỳ số liệu"),
    Wish("E8", "Số thư viện, tủ sách", "số thư viện", "Số thư viện"),
    Wish("E9", "Vốn tài liệu (bản)", "tổng số bản", "Tổng số bản sách cuối năm", SUM),
    Wish("E10", "Bổ sung trong năm", "sách bổ sung", "Sách bổ sung trong năm", SUM),
    Wish("E11", "Lượt bạn đọc", "tổng lượt", "Tổng lượt người đến thư viện", SUM),
    Wish("E12", "Lượt mượn về nhà", "", "Lượt mượn về nhà", SUM),
    Wish("E13", "Lượt truy cập trực tuyến", "", "Lượt truy cập trực tuyến", SUM),
    Wish("E14", "Máy tính cho bạn đọc", "máy tính", "Số máy tính, thiết bị tra cứu", SUM),
    Wish("E15", "Kinh phí xã hội hóa", "", "Kinh phí xã hội hóa, tài trợ", SUM),
    Wish("E16", "Nhà văn hóa, khu thể thao", "số thiết chế", "Số thiết chế văn hóa"),
    Wish("E17", "Số câu lạc bộ", "", "Số câu lạc bộ", SUM),
    Wish("E18", "Hoạt động nhân các ngày lễ", "số hoạt động", "Số hoạt động"),
    Wish("E19", "Số lớp tập huấn", "", "Số lớp tập huấn"),
    Wish("E20", "Tin, bài phát thanh", "", "Số tin, bài phát thanh"),
    Wish("E21", "Văn bản đã ban hành", "văn bản", "Số văn bản ban hành"),
    Wish("E22", "Tỷ lệ xã hội hóa", "", "Tỷ lệ xã hội hóa, tài trợ"),
)
TABLES = (
    Wish(f"A{LIBRARIES}", "TT", "số thứ tự", "Số thứ tự (thư viện)", ROWS),
    Wish(f"B{LIBRARIES}", "Tên thư viện", "tên cơ sở", "Tên cơ sở (thư viện)", ROWS),
    Wish(f"C{LIBRARIES}", "Bản sách", "tổng số bản", "Tổng số bản sách cuối năm", ROWS),
    Wish(f"D{LIBRARIES}", "Học sinh", "lượt học sinh", "Lượt học sinh đến thư viện", ROWS),
    Wish(f"E{LIBRARIES}", "Người dân", "lượt người dân", "Lượt phụ huynh, người dân đến thư viện", ROWS),
    Wish(f"G{LIBRARIES}", "Chỗ ngồi", "", "Số chỗ ngồi", ROWS),
    Wish(f"A{CENTRES}", "TT", "số thứ tự", "Số thứ tự (thiết chế)", ROWS),
    Wish(f"B{CENTRES}", "Tên nhà văn hóa", "tên cơ sở", "Tên cơ sở (thiết chế)", ROWS),
    Wish(f"C{CENTRES}", "Buổi hoạt động", "tổng số buổi", "Tổng số buổi hoạt động", ROWS),
    Wish(f"D{CENTRES}", "Câu lạc bộ", "", "Số câu lạc bộ", ROWS),
    Wish(f"E{CENTRES}", "Lượt người", "lượt người tham gia", "Lượt người xem, tham gia hoạt động", ROWS),
)
WISHES = (*GENERAL, *TABLES)
_LINE = Border(*[Side(style="thin")] * 4)
_GREY, _YELLOW = PatternFill("solid", fgColor="DDDDDD"), PatternFill("solid", fgColor="FFFFCC")


def unknown_form() -> bytes:
    """The file."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = SHEET
    for number, words in enumerate(("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "BIỂU SỐ LIỆU THƯ VIỆN, NHÀ VĂN HÓA"), start=1):
        sheet.cell(number, 1, words).font = Font(bold=True, size=12 + number, name="Times New Roman")
        sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=7)
        sheet.cell(number, 1).alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet["A4"], sheet["E4"], sheet["A5"], sheet["E5"] = "Xã, phường", "Tỉnh", "Năm báo cáo", "Đến ngày"
    sheet["F5"].number_format = "dd/mm/yyyy"
    for row, text in ((7, "I. SỐ LIỆU CHUNG"), (24, "II. TỪNG THƯ VIỆN"), (36, "III. TỪNG NHÀ VĂN HÓA")):
        sheet.cell(row, 1, text).font = Font(bold=True, italic=True, color="1F3864")
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=7)
    for wish in GENERAL[4:]:
        row = int(wish.cell[1:])
        sheet.cell(row, 1, row - 7)
        sheet.cell(row, 2, wish.words)
        sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=4)
        sheet.cell(row, 5).number_format = "0.0%" if wish.cell == "E22" else "#,##0"
    _table(sheet, LIBRARIES, 8, ("TT", "Tên thư viện", "Bản sách", "Học sinh", "Người dân", "Cộng", "Chỗ ngồi"))
    _table(sheet, CENTRES, 7, ("TT", "Tên nhà văn hóa", "Buổi hoạt động", "Câu lạc bộ", "Lượt người", "", ""))
    sheet.merge_cells("D25:F25")
    sheet["D25"] = "Lượt bạn đọc"
    for row in range(LIBRARIES, LIBRARIES + 8):
        sheet[f"F{row}"] = f"=D{row}+E{row}"
    sheet["F48"], sheet["F49"] = "Thủ trưởng đơn vị", '=IF(E8>0,"Đã có "&E8&" thư viện","")'
    sheet.merge_cells("F48:G48")
    _set_up(book, sheet)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _table(sheet: Any, first: int, rows: int, heads: tuple[str, ...]) -> None:
    for column, head in enumerate(heads, start=1):
        cell = sheet.cell(first - 1, column, head or None)
        cell.font, cell.fill, cell.border = Font(bold=True), _GREY, _LINE
        cell.alignment = Alignment(horizontal="center", wrap_text=True)
        for row in range(first, first + rows):
            sheet.cell(row, column).border = _LINE
            sheet.cell(row, column).number_format = "#,##0" if column > 2 else "General"
    last = first + rows
    sheet.cell(last, 2, "Cộng").font = Font(bold=True)
    for column in "CDE":
        sheet[f"{column}{last}"] = f"=SUM({column}{first}:{column}{last - 1})"


def _set_up(book: Workbook, sheet: Any) -> None:
    for wish in WISHES:
        rows = 1 if wish in GENERAL else 7
        for cell in (sheet[wish.cell].offset(row=row) for row in range(rows)):
            cell.protection, cell.fill = Protection(locked=False), _YELLOW
    sheet.protection.sheet, sheet.protection.password = True, "so-vh"
    sheet.protection.formatColumns = False
    for letter, width in zip("ABCDEFG", (5, 38.5, 14, 14, 14.25, 16, 11), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.row_dimensions[2].height, sheet.row_dimensions[26].height = 30, 33.75
    sheet.column_dimensions["I"].hidden = True
    sheet["I1"] = "mã biểu 01/TV"
    sheet.freeze_panes = "C7"
    sheet.print_area, sheet.print_title_rows = "A1:G49", "25:26"
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.scale = "landscape", "9", 85
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.oddFooter.center.text = "Trang &P/&N"
    sheet.row_breaks.append(Break(id=35))
    sheet["E9"].comment = Comment("Gồm cả sách giáo khoa", "Sở")
    rule = CellIsRule(operator="lessThan", formula=["1000"], font=Font(color="C00000"))
    sheet.conditional_formatting.add("E9:E13", rule)
    numbers = DataValidation(type="whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
    numbers.add("E8:E21")
    sheet.add_data_validation(numbers)
    book.defined_names["TongSach"] = DefinedName("TongSach", attr_text=f"'{SHEET}'!$C${LIBRARIES + 8}")
    notes = book.create_sheet("Hướng dẫn")
    notes["A1"], notes["B1"] = "Không sửa mẫu. Tổng số sách là:", "=TongSach"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=LIBRARIES, max_row=LIBRARIES + 7))
    notes.add_chart(chart, "D4")
