"""In every workbook that is read back: what people read beside a hidden code has to mean what the code means."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from kehoach.excel.workbooks.labels import NOTE
from tests.cast import OPEN_YEAR, Cast
from tests.edited_workbooks import (
    LIBRARIES,
    Edit,
    columns_of,
    invitations,
    orders,
    rows_of,
    school,
    setup,
    typed,
    yearly,
)


def exchange(*, down: bool, codes: tuple[str, str], at: int, code_row: int = 5, sheet: str = LIBRARIES) -> Edit:
    """Two cells change places: in column `at` of the rows with these codes, or in row `at` of their columns."""

    def edit(workbook: Any) -> None:
        table = workbook[sheet]
        known = rows_of(table) if down else columns_of(table, code_row)
        one, other = (table.cell(known[code], at) if down else table.cell(at, known[code]) for code in codes)
        one.value, other.value = other.value, one.value

    return edit


def spelled(row: int, columns: range, spell: Callable[[str], str], sheet: str = LIBRARIES) -> Edit:
    """The same words, typed by somebody else."""

    def edit(workbook: Any) -> None:
        for column in columns:
            if words := workbook[sheet].cell(row, column).value:
                workbook[sheet].cell(row, column).value = spell(words)

    return edit


def numbered(workbook: Any) -> None:
    """A row with the numbers of the columns below the heads, as on paper forms."""
    sheet = workbook[LIBRARIES]
    sheet.insert_rows(5)
    for column in range(4, 12):
        sheet.cell(5, column).value = f"({column - 3})"


THIS_YEAR, LAST_YEAR = f"Năm {OPEN_YEAR}", f"Năm {OPEN_YEAR - 1}"
LOANS, SEATS = "Lượt mượn về nhà (lượt)", "Số chỗ ngồi (chỗ)"
Asked = list[tuple[str, str]]
MINE = typed("TV-MN", "loans")
QUESTIONS = ("loans", "seats")
# Who reads, what is done to the workbook, and of each question what people see and what the code means.
TABLE: dict[str, tuple[Callable[..., Iterator[str]], tuple[Any, ...], Asked]] = {
    "two years": (
        yearly,
        (MINE, exchange(down=True, codes=("TV-MN", "TV-MN|nam-truoc"), at=3)),
        [(LAST_YEAR, THIS_YEAR)],
    ),
    "answers and notes": (
        yearly,
        (MINE, typed("TV-MN" + NOTE, "loans", "đếm lại"), exchange(down=True, codes=("TV-MN", "TV-MN" + NOTE), at=3)),
        [("Ghi chú", THIS_YEAR), (THIS_YEAR, "Ghi chú")],
    ),
    "two heads": (yearly, (MINE, exchange(down=False, codes=QUESTIONS, at=4)), [(SEATS, LOANS)]),
    "two heads, many rows": (
        yearly,
        (MINE, typed("TV-TTHTCD", "loans"), exchange(down=False, codes=QUESTIONS, at=4)),
        [(SEATS, LOANS)],
    ),
    "heads of nothing new": (yearly, (exchange(down=False, codes=QUESTIONS, at=4),), []),
    "in capitals": (yearly, (MINE, spelled(4, range(2, 60), str.upper)), []),
    "decomposed": (yearly, (MINE, spelled(4, range(2, 60), lambda words: unicodedata.normalize("NFD", words))), []),
    "a head without its unit": (yearly, (MINE, spelled(4, range(4, 60), lambda words: words.rpartition(" (")[0])), []),
    "no heads": (yearly, (MINE, spelled(4, range(2, 60), lambda _: "")), []),
    "numbers of columns": (yearly, (MINE, numbered), []),
    "two questions of a school": (
        school,
        (typed("loans", 5), exchange(down=True, codes=QUESTIONS, at=2)),
        [("Số chỗ ngồi", LOANS)],
    ),
    "two years of a school": (
        school,
        (typed("loans", 5), exchange(down=False, codes=("TV-MN", "TV-MN|nam-truoc"), at=4)),
        [(LAST_YEAR, THIS_YEAR)],
    ),
    "a form of another school": (
        school,
        (typed("loans", 5), spelled(2, range(2, 3), lambda words: words.replace("Mầm non", "Tiểu học"))),
        [("Thư viện Trường Tiểu học", "Thư viện Trường Mầm non")],
    ),
    "a form of the same school": (school, (typed("loans", 5), spelled(2, range(2, 3), str.upper)), []),
    "heads of units": (
        setup,
        (exchange(down=False, codes=("name", "kind"), at=5, code_row=4, sheet="Đơn vị"),),
        [("Loại", "Tên"), ("Tên", "Loại")],
    ),
    "heads of a plan": (
        setup,
        (exchange(down=False, codes=("wording", "short_name"), at=5, code_row=4, sheet="Nhiệm vụ"),),
        [("Tên ngắn", "Nguyên văn"), ("Nguyên văn", "Tên ngắn")],
    ),
    "heads of a set-up in capitals": (setup, (spelled(5, range(2, 30), str.upper, "Hoạt động"),), []),
    "heads of orders": (
        orders,
        (exchange(down=False, codes=("ended", "into"), at=5, code_row=4, sheet="Sắp xếp"),),
        [("Nhập vào (mã)", "Mã nơi thay đổi")],
    ),
    "a unit with the code of another": (
        invitations,
        (("MN", "Trường Tiểu học Quảng Nghiệp"), ("TH", "TRƯỜNG TIỂU HỌC  quảng nghiệp"), ("THCS", "")),
        [("Trường Tiểu học", "Trường Mầm non")],
    ),
}


@pytest.mark.case("SC-111")
@pytest.mark.parametrize("name", TABLE)
def test_a_label_that_means_something_else_is_asked_about(cast: Cast, name: str) -> None:
    reader, edits, expected = TABLE[name]

    asked = list(reader(cast, *edits))

    assert len(asked) == len(expected), asked
    for sentence, (seen, meant) in zip(asked, expected, strict=True):
        assert f"“{seen}" in sentence.partition(", nhưng mã")[0], sentence
        assert f"“{meant}" in sentence.partition(", nhưng mã")[2], sentence
