"""Rows put into a superior's table: what stands below and whatever names it follows, or nothing is touched."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table

from baocao.superior_forms.files.gate import checked_package
from baocao.superior_forms.files.inserting import Insertion, Shift
from baocao.superior_forms.files.workbook import SpreadsheetForm
from tests.baocao.superior_forms.odd_forms import form as odd_form
from tests.baocao.superior_forms.odd_forms import sheet as odd_sheet

pytestmark = pytest.mark.once
TITLE = "Biểu 1"


def short_form() -> Workbook:
    """A table of the rows 7 to 9 above “Cộng”, with everything that names cells."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = TITLE
    sheet["C5"] = "=SUM(C7:C9)"
    for row in (7, 8, 9):
        sheet[f"A{row}"], sheet[f"E{row}"] = row - 6, f"=SUM(C{row}:D{row})"
        sheet[f"G{row}"] = 40 + row
        sheet.merge_cells(f"H{row}:I{row}")
        sheet.row_dimensions[row].height = 24
    sheet["A10"], sheet["C10"], sheet["E10"] = "Cộng", "=SUM(C7:C9)", "=C10+D10"
    sheet["B13"], sheet["C15"] = "Người lập", "=C9/C10"
    for merged in ("A1:E1", "A10:B10", "B13:D13"):
        sheet.merge_cells(merged)
    choice = DataValidation(type="list", formula1='"1,2"')
    choice.add("C7:C9")
    sheet.add_data_validation(choice)
    sheet.conditional_formatting.add("C7:E9", CellIsRule(operator="greaterThan", formula=["$C$10"]))
    sheet.print_area, sheet.print_title_rows = "A1:E16", "5:6"
    book.defined_names["TongA"] = DefinedName("TongA", attr_text=f"'{TITLE}'!$C$10")
    other: Any = book.create_sheet("Tổng hợp")
    other["A1"], other["A2"], other["A3"] = f"='{TITLE}'!C10+TongA", f"=SUM('{TITLE}'!C7:C9)", "=A10"
    return book


def bytes_of(book: Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def opened(content: bytes) -> SpreadsheetForm:
    return SpreadsheetForm(checked_package(content)[1])


def test_what_stands_below_moves_and_whatever_names_it_follows() -> None:
    form = opened(bytes_of(short_form()))
    assert form.insertion_refusal(TITLE, 9) == ""
    values = {(TITLE, (row, 3)): row for row in (7, 8, 9)}
    added = Insertion(TITLE, 9, frozenset({2, 3}), 2, {(1, 2): "d", (1, 3): 10, (2, 3): 11})

    content = form.filled({**values, (TITLE, (13, 2)): "Bí danh"}, {}, [added])

    book = load_workbook(BytesIO(content))
    sheet, other = book[TITLE], book["Tổng hợp"]
    assert [sheet[f"A{row}"].value for row in range(7, 12)] == [1, 2, 3, 4, 5]
    assert [sheet[f"C{row}"].value for row in range(7, 12)] == [7, 8, 9, 10, 11]
    assert [sheet[f"B{row}"].value for row in (10, 11)] == ["d", None]
    # Numbers that do not number the rows are nobody's in the new ones.
    assert [sheet[f"G{row}"].value for row in (9, 10)] == [49, None]
    assert [sheet[f"E{row}"].value for row in (9, 11)] == ["=SUM(C9:D9)", "=SUM(C11:D11)"]
    assert (sheet["C5"].value, sheet["C12"].value) == ("=SUM(C7:C11)", "=SUM(C7:C11)")
    assert (sheet["E12"].value, sheet["B15"].value, sheet["C17"].value) == ("=C12+D12", "Bí danh", "=C9/C12")
    assert sheet.row_dimensions[11].height == 24
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert merged == {"A1:E1", "A12:B12", "B15:D15", *(f"H{row}:I{row}" for row in range(7, 12))}
    assert str(sheet.data_validations.dataValidation[0].sqref) == "C7:C11"
    rules = [(str(area.sqref), rule.formula) for area in sheet.conditional_formatting for rule in area.rules]
    assert rules == [("C7:E11", ["$C$12"])]
    assert (sheet.print_area, sheet.print_title_rows) == ("'Biểu 1'!$A$1:$E$18", "$5:$6")
    assert book.defined_names["TongA"].attr_text == "'Biểu 1'!$C$12"
    assert [other[f"A{row}"].value for row in (1, 2, 3)] == ["='Biểu 1'!C12+TongA", "=SUM('Biểu 1'!C7:C11)", "=A10"]
    assert load_workbook(BytesIO(content), data_only=True)[TITLE]["C12"].value == 45


def test_formulas_written_once_for_several_cells_are_written_in_each() -> None:
    rows = "".join(
        f'<row r="{row}"><c r="B{row}"><v>{row}</v></c><c r="C{row}"><f t="shared" {more}si="0">{text}</f></c></row>'
        for row, more, text in ((3, 'ref="C3:C5" ', "B3*B$6"), (4, "", ""), (5, "", ""))
    )
    content = odd_form(odd_sheet(f'{rows}<row r="6"><c r="B6"><v>2</v></c></row>'))

    filled = opened(content).filled({}, {}, [Insertion(TITLE, 5, frozenset({2}), 1, {(1, 2): 9})])

    sheet = opened(filled).sheet(TITLE)
    written = {place: formula.text for place, formula in sheet.formulas()}
    assert written == {(row, 3): f"B{row}*B$7" for row in range(3, 7)}
    assert (sheet.number_in((6, 2)), sheet.number_in((7, 2))) == (9, 2)


@pytest.mark.parametrize(
    ("formula", "moved", "alone"),
    [
        ("SUM(C9)", "SUM(C9:C11)", []),
        ("SUM(C8,C9)*2", "SUM(C8:C8,C9:C11)*2", ["D15"]),
        ("C8+C9", "C8+C9", ["D15"]),
        ("ROUND(SUM(C7:C9)/C10,1)", "ROUND(SUM(C7:C11)/C12,1)", []),
    ],
)
def test_a_sum_of_one_cell_grows_and_who_adds_cells_one_by_one_is_told(
    formula: str, moved: str, alone: list[str]
) -> None:
    book = short_form()
    book[TITLE]["C15"], book[TITLE]["D15"] = None, f"={formula}"
    form = opened(bytes_of(book))
    assert form.alone_in(TITLE, 9) == alone

    content = form.filled({}, {}, [Insertion(TITLE, 9, frozenset({3}), 2, {})])

    assert load_workbook(BytesIO(content))[TITLE]["D17"].value == f"={moved}"


def unsafe(name: str) -> bytes:
    """The same form with something that may not follow its rows."""
    book = short_form()
    sheet: Any = book[TITLE]
    if name == "an Excel table":
        sheet["K20"], sheet["K21"] = "Tên", "a"
        sheet.add_table(Table(displayName="Bang", ref="K20:K21"))
    elif name == "a comment":
        sheet["C10"].comment = Comment("Cộng dồn", "Sở")
    elif name == "an array":
        sheet["D15"] = ArrayFormula("D15:D16", "=C7:C8*2")
    elif name == "several sheets at a time":
        book["Tổng hợp"]["B1"] = f"=SUM('{TITLE}:Tổng hợp'!C7)"
    else:
        sheet["D15"] = "=SUM(C7#)"
    return bytes_of(book)


@pytest.mark.parametrize(
    "name", ["an Excel table", "a comment", "an array", "several sheets at a time", "a formula of a newer Excel"]
)
def test_a_sheet_that_might_not_follow_is_left_alone(name: str) -> None:
    assert "không chắc dời đúng" in opened(unsafe(name)).insertion_refusal(TITLE, 9)


@pytest.mark.parametrize(
    ("reference", "moved"),
    [
        ("C9", "C9"),
        ("$C$10", "$C$12"),
        ("C7:C9", "C7:C11"),
        ("C9:C9", "C9:C11"),
        ("C9:E9", "C9:E9"),
        ("C3:C8", "C3:C8"),
        ("A10:B20", "A12:B22"),
        ("5:9", "5:11"),
        ("C:C", "C:C"),
        ("A1:XFD1048576", "A1:XFD1048576"),
        ("TongA", "TongA"),
    ],
)
def test_where_a_reference_goes(reference: str, moved: str) -> None:
    assert Shift(9, 2).reference(reference) == moved
