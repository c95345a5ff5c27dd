"""What people write into a cell, and that an answer written into a cell is read as the same answer."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from kehoach.common import formats
from kehoach.common.text.gate import tidy_line
from kehoach.common.workbook_writer import put, saved
from kehoach.excel.workbooks.answers import Unreadable, note_of, parser_of, shown
from kehoach.excel.workbooks.rows import ErrorCell, Uncalculated
from kehoach.questionnaire.cells import cell_of
from kehoach.questionnaire.layout import Field, Kind
from kehoach.questionnaire.values import LARGEST_COUNT, LONGEST_TEXT, Absent, Value
from thuvien.layout import LAYOUT as LIBRARIES
from vanhoa.layout import LAYOUT as CENTRES

FIELDS = (*LIBRARIES.fields, *CENTRES.fields)
LOANS, SERVICES, LEVEL = (LIBRARIES.field(name) for name in ("loans", "services", "standard_level"))
DECISION, DAY = (LIBRARIES.field(name) for name in ("standard_decision", "standard_date"))
SOUND, BUILT = (CENTRES.field(name) for name in ("has_sound_system", "renewed_in"))
TEXTS = st.text(min_size=1, max_size=LONGEST_TEXT).map(tidy_line).filter(bool)


def answers(field: Field) -> st.SearchStrategy[Value]:
    """Any answer that the question can have."""
    codes = [code for code, _ in field.choices]
    by_kind: dict[Kind, st.SearchStrategy[Any]] = {
        Kind.CHOICES: st.frozensets(st.sampled_from(codes)) if codes else st.nothing(),
        Kind.ONE: st.sampled_from(codes) if codes else st.nothing(),
        Kind.SWITCH: st.booleans(),
        Kind.TEXT: TEXTS.filter(lambda text: formats.plain(text) not in {formats.plain(one.label) for one in Absent}),
        Kind.DATE: st.dates(date(1900, 1, 1), date(2100, 12, 31)),
        Kind.YEAR: st.integers(1900, 2100),
    }
    return st.one_of(
        st.sampled_from([Absent.UNKNOWN, Absent.NOT_APPLICABLE]),
        by_kind.get(field.kind, st.integers(0, LARGEST_COUNT)),
    )


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_an_answer_in_a_cell_is_read_as_the_same_answer(data: st.DataObject) -> None:
    field = data.draw(st.sampled_from(FIELDS))
    value = data.draw(answers(field))

    assert parser_of(field)(cell_of(field, value)) == value


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_an_empty_cell_says_nothing(field: Field) -> None:
    assert [parser_of(field)(cell) for cell in (None, "", "  ", "\u200b", cell_of(field, Absent.UNANSWERED))] == [
        None
    ] * 5


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        (LOANS, "1.234", 1234),
        (LOANS, "\u00a01\u202f234 ", 1234),
        (LOANS, 12.0, 12),
        (LOANS, "0", 0),
        (LOANS, "chưa thống kê", Absent.UNKNOWN),
        (LOANS, unicodedata.normalize("NFD", "KHÔNG ÁP DỤNG"), Absent.NOT_APPLICABLE),
        (LOANS, "Chưa trả lời", Absent.UNANSWERED),
        (SERVICES, "Đọc tại chỗ", frozenset({"reading_room"})),
        (
            SERVICES,
            "Hướng dẫn tra cứu, tìm kiếm thông tin, cho mượn về nhà",
            frozenset({"information_lookup", "lending"}),
        ),
        (SERVICES, "lending;\nbook_rotation;", frozenset({"lending", "book_rotation"})),
        (SERVICES, "Không có", frozenset()),
        (LEVEL, "mức độ 1", "level_1"),
        (SOUND, "có", True),
        (SOUND, "KHÔNG", False),
        (SOUND, 1, True),
        (SOUND, False, False),
        (DAY, "05/01/2026", date(2026, 1, 5)),
        (DAY, "5-1-2026", date(2026, 1, 5)),
        (DAY, "ngày 05 tháng 01 năm 2026", date(2026, 1, 5)),
        (DAY, "2026-01-05", date(2026, 1, 5)),
        (DAY, datetime(2026, 1, 5, 9, 30), date(2026, 1, 5)),  # noqa: DTZ001
        (BUILT, "2019", 2019),
        (BUILT, 2019.0, 2019),
        (DECISION, 215, "215"),
        (DECISION, "=1+1", "=1+1"),
        (DECISION, "'=1+1", "'=1+1"),
        (DECISION, "215\x00/QĐ\x07", "215/QĐ"),
    ],
)
def test_what_people_write(field: Field, cell: Any, value: Value) -> None:
    assert parser_of(field)(cell) == value


@pytest.mark.parametrize(
    ("field", "cell", "told"),
    [
        (LOANS, "hai mươi", "Cần số nguyên từ 0 đến 99.999.999"),
        (LOANS, "1,5", "phần thập phân"),
        (LOANS, -1, "không thể âm"),
        (LOANS, 10**9, "quá lớn"),
        (LOANS, float("nan"), "số nguyên"),
        (LOANS, date(2026, 5, 1), "đã đổi số trong ô thành ngày"),
        (LOANS, time(8, 30), "đã đổi số trong ô thành ngày"),
        (LOANS, True, "số nguyên"),
        (LOANS, Uncalculated(), "chưa có kết quả"),
        (LOANS, ErrorCell("#REF!"), "đang báo lỗi"),
        (SERVICES, "Bay", "Không có mục “Bay”"),
        (SERVICES, "Đọc tại chỗ, cho mượn về nhà; Không có", "“Không có” không đi cùng mục khác"),
        (LEVEL, "Mức độ 7", "một trong các mục"),
        (SOUND, "đôi khi", "“Có” hoặc “Không”"),
        (DAY, "31/02/2026", "ngày/tháng/năm"),
        (DAY, 45000, "ngày/tháng/năm"),
        (BUILT, 19, "bốn chữ số"),
        (DECISION, "x" * 101, "101 ký tự"),
    ],
)
def test_what_is_no_answer_is_told_with_what_is_expected(field: Field, cell: Any, told: str) -> None:
    with pytest.raises(Unreadable, match=told):
        parser_of(field)(cell)


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5", "@SUM(A1)", "\tx", "'=1", "''@x"])
def test_no_text_becomes_a_formula(text: str) -> None:
    workbook = Workbook()
    put(workbook.active, 1, 1, text)
    cell = load_workbook(BytesIO(saved(workbook))).active["A1"]

    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix is (text[0] != "'")
    assert tidy_line(cell.value) == text.replace("\t", "")


def test_a_note_is_text_of_bounded_length() -> None:
    assert [note_of(cell) for cell in (None, " ", "  Mất  sổ ", 2026)] == [None, None, "Mất sổ", "2026"]
    with pytest.raises(Unreadable, match="501 ký tự"):
        note_of("a" * 501)
    with pytest.raises(Unreadable, match="không phải công thức"):
        note_of(Uncalculated())


def test_a_number_beyond_the_digits_of_a_sheet_is_quoted_without_decimals() -> None:
    assert shown(1e15) == "1.000.000.000.000.000"
    assert shown(12.5) == "12,5"
