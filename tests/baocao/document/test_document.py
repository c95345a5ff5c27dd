"""The values that a document consists of."""

from dataclasses import replace
from datetime import date
from typing import Literal

import pytest

from baocao.document.blocks import Appendix, Column, Footnotes, Heading, Letterhead, Points, Table
from baocao.document.line_breaking import balanced_lines, listed
from baocao.templatetags.document_blocks import nested
from kehoach.common.formats import LIST_LETTERS
from tests.baocao.document.sample_document import ABSTRACT, LETTERHEAD, REPORT, TARGETS


def test_a_number_below_ten_takes_a_leading_zero() -> None:
    assert LETTERHEAD.number_line == "Số: 04/BC-UBND"
    assert replace(LETTERHEAD, number=112).number_line == "Số: 112/BC-UBND"


def test_number_and_date_leave_room_until_they_are_assigned() -> None:
    blank = replace(LETTERHEAD, number=None, signed_on=None)
    assert " ".join(blank.number_line.split()) == "Số: /BC-UBND"
    assert " ".join(blank.place_line(2026).split()) == "Quảng Nghiệp, ngày tháng năm 2026"
    assert blank.number_line.count("\u00a0") >= 5


def test_a_document_without_number_and_symbol_says_nothing_of_a_number() -> None:
    assert Letterhead((), ("UBND xã",), None, "", "Tân Kỳ", None).number_line == ""


def test_the_day_is_written_out_with_its_zeros() -> None:
    assert LETTERHEAD.place_line(2026) == "Quảng Nghiệp, ngày 05 tháng 01 năm 2026"
    assert replace(LETTERHEAD, signed_on=date(2026, 6, 29)).place_line(2026).endswith("ngày 29 tháng 6 năm 2026")


def test_recipients_end_with_semicolons_and_the_last_with_a_full_stop() -> None:
    assert listed(("Như trên", "Các nhà trường;", "Lưu: VT, VHXH.")) == (
        "- Như trên;",
        "- Các nhà trường;",
        "- Lưu: VT, VHXH.",
    )


def test_points_are_lettered_in_vietnamese_order() -> None:
    letters = [item.split(")")[0] for item in Points(("x",) * 24).lettered]
    assert letters[:7] == ["a", "b", "c", "d", "đ", "e", "g"]
    assert letters[:23] == list(LIST_LETTERS)
    assert letters[23] == "aa"


def test_footnotes_carry_the_marks_of_the_text() -> None:
    assert Footnotes(("Năm gốc 2022.", "Một năm.")).numbered == ("(1) Năm gốc 2022.", "(2) Một năm.")


@pytest.mark.parametrize("weights", [(1, 1, 1), (5, 36, 12, 12, 12, 12, 13), (1,) * 17, (200, 1)])
def test_the_columns_share_the_whole_width(weights: tuple[int, ...]) -> None:
    table = Table(tuple(Column("x", weight=weight) for weight in weights), rows=())
    assert sum(table.widths) == pytest.approx(100)
    assert len(set(table.widths)) == len(set(weights))


def test_a_row_of_another_length_than_the_head_is_refused() -> None:
    with pytest.raises(ValueError, match="1 cells under 7 columns"):
        replace(TARGETS, total=("Tổng số",))


def test_the_abstract_falls_on_few_lines_of_about_equal_length() -> None:
    lines = balanced_lines(ABSTRACT, 64)
    assert " ".join(lines) == ABSTRACT
    assert len(lines) == 3
    assert max(map(len, lines)) - min(map(len, lines)) < 10


def test_a_date_and_a_number_stay_on_one_line() -> None:
    appendix = Appendix(
        "I", "Số liệu", "(Kèm theo Báo cáo số 04/BC-UBND ngày 05 tháng 01 năm 2026 của Trưởng phòng)", ()
    )
    assert len(appendix.attached_lines) == 2
    assert any("ngày 05 tháng 01 năm 2026" in line for line in appendix.attached_lines)
    assert any("số 04/BC-UBND" in line for line in appendix.attached_lines)


def test_the_rows_of_body_and_appendices_are_counted_together() -> None:
    assert REPORT.table_rows == 6 + 5 + 4


@pytest.mark.parametrize(
    ("levels", "elements"), [((1, 2, 3, 3, 1), (2, 3, 4, 4, 2)), ((1, 3, 3, 2, 3), (2, 3, 3, 3, 4)), ((3, 1), (2, 2))]
)
def test_no_step_between_headings_is_left_out(levels: tuple[Literal[1, 2, 3], ...], elements: tuple[int, ...]) -> None:
    assert tuple(element for _, element in nested(Heading(level, "x") for level in levels)) == elements
