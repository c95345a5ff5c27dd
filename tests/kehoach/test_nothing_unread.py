"""In every workbook that is read back: what stands there and is not read is asked about, never lost without a word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from kehoach.excel.workbooks.labels import LAST, NOTE
from tests.cast import OPEN_YEAR, Cast
from tests.edited_workbooks import LIBRARIES, Edit, columns_of, orders, rows_of, school, setup, typed, yearly

LOST_MARK, LOST_CODE, NO_FACILITY = "không còn dòng mã ẩn", "không có mã ẩn", "không có mã cơ sở"
NOT_READ, SUM = f"chỗ của số năm {OPEN_YEAR - 1}", "tổng do cổng tự cộng"
VISITS = "Tổng lượt người đến thư viện|tong"


def on(sheet: str, edit: Edit) -> Edit:
    """Something is done to one sheet."""
    return lambda workbook: edit(workbook[sheet])


def cleared(place: str, sheet: str = LIBRARIES) -> Edit:
    """The key Delete on one cell."""
    return lambda workbook: setattr(workbook[sheet][place], "value", None)


def put(place: str, value: Any, sheet: str = LIBRARIES) -> Edit:
    """Something is typed into one cell."""
    return lambda workbook: setattr(workbook[sheet][place], "value", value)


def without_code(code: str, sheet: str = LIBRARIES, row: int = 5) -> Edit:
    """The code of a column or of a row is cleared."""

    def edit(workbook: Any) -> None:
        table = workbook[sheet]
        columns, rows = columns_of(table, row), rows_of(table)
        table.cell(row if code in columns else rows[code], columns.get(code, 1)).value = None

    return edit


def emptied(code: str, sheet: str = LIBRARIES) -> Edit:
    """Nothing is left in the column of a question."""

    def edit(workbook: Any) -> None:
        table = workbook[sheet]
        for row in range(6, table.max_row + 1):
            table.cell(row, columns_of(table, 5)[code]).value = None

    return edit


def renamed(title: str, sheet: str = LIBRARIES) -> Edit:
    """The sheet is called otherwise."""
    return lambda workbook: setattr(workbook[sheet], "title", title)


def own_sheet(workbook: Any) -> None:
    """A sheet of somebody's own, with figures and some of our words."""
    sheet = workbook.create_sheet("Sổ tay")
    for row in (("Thư viện", "Số chỗ ngồi", "Ghi chú"), ("TV-MN", 20, "đếm lại"), ("TV-XA", 500, None)):
        sheet.append(row)


NO_CODES = on(LIBRARIES, lambda sheet: sheet.delete_rows(5))
NO_COLUMN = on(LIBRARIES, lambda sheet: sheet.delete_cols(1))
MINE = typed("TV-MN", "loans")
TO_SCHOOL = typed("loans", 5, 77)
# Who reads, what is done to the workbook, and what each question is about.
TABLE: dict[str, tuple[Callable[..., Iterator[str]], tuple[Any, ...], list[str]]] = {
    "as it went out": (yearly, (), []),
    "the row of codes deleted": (yearly, (MINE, NO_CODES), [LOST_MARK]),
    "the mark cleared": (yearly, (MINE, cleared("A5")), [LOST_MARK]),
    "the mark garbled": (yearly, (MINE, put("A5", "kehoach:thu-vien")), [LOST_MARK]),
    "the column of codes deleted": (yearly, (MINE, NO_COLUMN), [LOST_MARK]),
    "a nameless sheet without its mark": (yearly, (MINE, cleared("A5"), renamed("Sheet1")), [LOST_MARK]),
    "only heads are left": (
        yearly,
        (MINE, NO_CODES, NO_COLUMN, renamed("Trang tính 1")),
        [LOST_MARK],
    ),
    "a sheet renamed": (yearly, (renamed("Thư viện các trường"),), []),
    "a sheet of one's own": (yearly, (own_sheet,), []),
    "a sheet taken out": (yearly, (lambda workbook: workbook.remove(workbook[LIBRARIES]),), []),
    "a question without its code": (yearly, (MINE, without_code("loans")), [LOST_CODE]),
    "an empty question without its code": (yearly, (emptied("loans"), without_code("loans")), []),
    "a column added": (yearly, (put("AX4", "Ghi thêm"), put("AX6", 123)), [LOST_CODE]),
    "an empty column added": (yearly, (put("AX4", "Ghi thêm"),), []),
    "names without their code": (yearly, (without_code("|ten"), without_code("|dong")), []),
    "a facility without its code": (yearly, (MINE, without_code("TV-MN")), [NO_FACILITY]),
    "notes without their code": (
        yearly,
        (typed("TV-MN" + NOTE, "loans", "đếm lại"), without_code("TV-MN" + NOTE)),
        [NO_FACILITY],
    ),
    "words below the table": (yearly, (put("D60", "Đã đối chiếu với sổ"),), []),
    "one row too low": (yearly, (typed("TV-XA" + LAST, "loans"),), [NOT_READ]),
    "words one row too low": (yearly, (typed("TV-XA" + LAST, "loans", "Chưa thống kê"),), [NOT_READ]),
    "last year cleared": (yearly, (typed("TV-XA" + LAST, "loans", None),), []),
    "over a sum": (yearly, (typed("TV-XA", VISITS),), [SUM]),
    "over a sum of last year": (yearly, (typed("TV-XA" + LAST, VISITS),), [SUM]),
    "a note on a sum": (yearly, (typed("TV-XA" + NOTE, VISITS, "đếm lại"),), [SUM]),
    "a school's mark cleared": (school, (TO_SCHOOL, cleared("A5")), [LOST_MARK]),
    "a school's row of codes deleted": (
        school,
        (TO_SCHOOL, on(LIBRARIES, lambda sheet: sheet.delete_rows(5))),
        [LOST_MARK],
    ),
    "a school's column of codes deleted": (school, (on(LIBRARIES, lambda sheet: sheet.delete_cols(1)),), [LOST_MARK]),
    "a school's question without its code": (school, (TO_SCHOOL, without_code("loans")), [LOST_CODE]),
    "a school's answers without their code": (school, (TO_SCHOOL, without_code("TV-MN")), [LOST_CODE]),
    "a column added by a school": (school, (put("G4", "Ghi thêm"), put("G8", 123)), [LOST_CODE]),
    "one column too far left": (school, (typed("loans", 4, 4321),), [NOT_READ]),
    "over a school's sum": (school, (typed(VISITS, 5, 4321),), [SUM]),
    "a set-up as it went out": (setup, (), []),
    "units without their mark": (setup, (cleared("A4", "Đơn vị"),), [LOST_MARK]),
    "units without their codes": (setup, (on("Đơn vị", lambda sheet: sheet.delete_rows(4)),), [LOST_MARK]),
    "units under another name": (setup, (cleared("A4", "Đơn vị"), renamed("Sheet9", "Đơn vị")), [LOST_MARK]),
    "names of tasks without their code": (setup, (without_code("short_name", "Nhiệm vụ", 4),), [LOST_CODE]),
    "a column added to activities": (setup, (put("Z6", "123", "Hoạt động"),), [LOST_CODE]),
    "a sheet of one's own in a set-up": (setup, (own_sheet,), []),
    "orders without their mark": (orders, (put("B6", "Đổi tên", "Sắp xếp"), cleared("A4", "Sắp xếp")), [LOST_MARK]),
    "orders without a code": (orders, (cleared("D4", "Sắp xếp"),), ["thiếu cột"]),
    "a column added to orders": (orders, (put("B6", "Đổi tên", "Sắp xếp"), put("Z6", 5, "Sắp xếp")), [LOST_CODE]),
    "a signature below": (school, (put("E70", "Hà Thị Mai"), put("E69", "Ngày 31 tháng 12 năm 2026")), []),
}


@pytest.mark.case("SC-307")
@pytest.mark.parametrize("name", TABLE)
def test_what_is_not_read_is_asked_about(cast: Cast, name: str) -> None:
    reader, edits, expected = TABLE[name]

    asked = list(reader(cast, *edits))

    assert len(asked) == len(expected), asked
    for sentence, about in zip(asked, expected, strict=True):
        assert about in sentence


@pytest.mark.case("SC-307")
def test_a_sum_that_was_calculated_anew_is_silent(cast: Cast) -> None:
    parts = ("visits_pupils", "visits_staff", "visits_public")
    typed_parts = [typed("TV-XA", part, number) for part, number in zip(parts, (700, 200, 100), strict=True)]

    assert list(yearly(cast, *typed_parts, typed("TV-XA", VISITS, 1000))) == []
