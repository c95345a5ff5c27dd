"""The workbook: every table on a sheet of its own, numbers that can be counted with, and never a formula."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from baocao.document.blocks import Column, Columns, Document, Table
from baocao.document.workbook import render_xlsx, value_of
from kehoach.common import formats
from tests.baocao.document.sample_document import CLOSING, LIBRARIES, REPORT, TARGETS

SHORT = replace(REPORT, blocks=(CLOSING,), appendices=())


def opened(document: Document) -> Workbook:
    """A document through Excel's file format and back."""
    return load_workbook(BytesIO(render_xlsx(document)))


def one_cell(text: str) -> Document:
    """A document with a table of one cell."""
    return replace(SHORT, blocks=(Table((Column("Cột"),), ((text,),), caption="Bảng"), CLOSING))


def test_every_table_has_a_sheet_and_the_list_in_front_leads_to_it() -> None:
    book = opened(REPORT)

    assert book.sheetnames == [
        "Mục lục",
        "1. Kết quả thực hiện các chỉ",
        "2. Phụ lục I. Số liệu thư viện",
        "3. Phụ lục II. Số liệu thiết",
    ]
    front = book["Mục lục"]
    assert front["A1"].value == REPORT.title
    assert [front.cell(row, 3).value for row in (5, 6, 7)] == [6, 5, 4]
    assert front["A5"].hyperlink.location == "'1. Kết quả thực hiện các chỉ'!A1"
    # The list too is printed one page wide.
    assert (front.sheet_properties.pageSetUpPr.fitToPage, front.page_setup.fitToWidth) == (True, None)
    assert front.page_setup.fitToHeight == 0


def test_a_table_is_whole_with_its_head_in_sight_and_on_every_printed_page() -> None:
    sheet = opened(REPORT)["2. Phụ lục I. Số liệu thư viện"]

    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=4)]
    assert rows[0] == tuple(column.title for column in LIBRARIES.columns)
    assert rows[1] == (1, "Thư viện xã Quảng Nghiệp", 2126, 111, 410, 48, 1075, 1533, 643)
    assert rows[-1][2:] == (8941, 490, 6268, 982, 1632, 8882, 3603)
    assert sheet.freeze_panes == "A5"
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet["C5"].number_format == "#,##0"
    assert sheet["C10"].font.b


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("8.882", 8882, "#,##0"),
        ("12.500.000", 12_500_000, "#,##0"),
        ("0", 0, "0"),
        ("-1.234", -1234, "#,##0"),
        ("2025", 2025, "0"),
        ("9,4", Decimal("9.4"), "0.0"),
        ("1.234,56", Decimal("1234.56"), "#,##0.00"),
        ("66,7%", Decimal("0.667"), "0.0%"),
        ("75%", Decimal("0.75"), "0%"),
        ("15/12/2025", date(2025, 12, 15), "dd/mm/yyyy"),
        *[
            (text, text, "@")
            for text in (
                *("04", "1.23", "12.34.567", "3/4 (75%)", "CBC", "–", "", "31/02/2025", "1.000 lượt", "10 - 15%"),
                *("1" * 16, "=1+1", "1,", ",5", "1.2345"),
            )
        ],
    ],
)
def test_what_looks_like_a_number_of_ours_is_one_and_nothing_else(text: str, value: object, shown: str) -> None:
    assert value_of(text) == (value, shown)


@given(st.integers(-(10**14), 10**14))
def test_a_count_comes_back(number: int) -> None:
    assert value_of(formats.count(number) if number >= 0 else f"-{formats.count(-number)}")[0] == number


@given(st.fractions(0, 1, max_denominator=1000))
def test_a_share_comes_back_as_it_was_rounded(share: Fraction) -> None:
    told = formats.percent(share)
    value, _ = value_of(told)

    assert isinstance(value, Decimal)
    assert abs(Fraction(value) - share) <= Fraction(1, 2000)
    assert formats.percent(value) == told


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_day_comes_back(day: date) -> None:
    assert value_of(formats.date_short(day))[0] == day


@pytest.mark.parametrize("text", ["=1+1", "=HYPERLINK(A1)", "+1-2", "-cmd|' /C calc'!A0", "@SUM(1)", "\t=1"])
def test_no_text_is_ever_a_formula(text: str) -> None:
    document = one_cell(text)
    sheet = opened(document).worksheets[1]
    named = opened(replace(document, title=text))["Mục lục"]

    assert (sheet["A5"].value, sheet["A5"].data_type) == (text, "s")
    assert sheet["A5"].quotePrefix
    assert (named["A1"].value, named["A1"].data_type) == (text, "s")


def test_a_caption_that_no_sheet_may_have_still_names_one() -> None:
    table = Table((Column("Cột"),), (("một",),), caption="'Tỷ lệ': [có/không]*?\\ rất dài rất dài rất dài")
    endless = replace(table, caption="W" * 200)
    book = opened(replace(SHORT, blocks=(table, table, endless, CLOSING)))

    assert book.sheetnames[1:] == ["1. Tỷ lệ có không rất dài rất", "2. Tỷ lệ có không rất dài rất", f"3. {'W' * 28}"]


def test_tables_side_by_side_have_a_sheet_each() -> None:
    assert len(opened(replace(SHORT, blocks=(Columns((TARGETS,), (TARGETS,)), CLOSING))).sheetnames) == 3


def test_a_document_without_tables_says_so() -> None:
    assert opened(SHORT)["Mục lục"]["A5"].value == "Báo cáo này không có bảng nào."


def test_a_draft_is_called_one() -> None:
    assert all(sheet["A2"].value.startswith("DỰ THẢO") for sheet in opened(replace(REPORT, draft=True)).worksheets)
    assert opened(REPORT)["Mục lục"]["A2"].value == "Quảng Nghiệp, ngày 05 tháng 01 năm 2026"


def test_letters_that_a_sheet_cannot_carry_are_left_out() -> None:
    assert opened(one_cell("a\x07b To\u0302"))[opened(one_cell("")).sheetnames[1]]["A5"].value == "ab Tô"


def test_equal_values_give_equal_bytes_with_the_documents_date() -> None:
    first = render_xlsx(REPORT)
    with zipfile.ZipFile(BytesIO(first)) as package:
        stamps = {one.date_time for one in package.infolist()}
    properties = load_workbook(BytesIO(first)).properties

    assert render_xlsx(REPORT) == first
    assert stamps == {(2026, 1, 5, 0, 0, 0)}
    assert properties.created == properties.modified == datetime(2026, 1, 5)  # noqa: DTZ001 (openpyxl knows no zones)
    assert properties.creator == "Ủy ban nhân dân xã Quảng Nghiệp"
