"""In every workbook that is read back: what people read beside a hidden code has to mean what the code means."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from kehoach.accounts.invitation_sheet import HEADS, judged
from kehoach.common.workbook_writer import saved
from kehoach.excel.gathering import template_of
from kehoach.excel.import_plan import opened, plan_import
from kehoach.excel.workbooks.guard import NotAWorkbook
from kehoach.excel.workbooks.labels import NOTE
from kehoach.excel.workbooks.opening import open_book
from kehoach.models import ReportingYear, Unit
from kehoach.setup.commune_setup import PATIENCE, set_up
from kehoach.setup.template import template_of as setup_template
from kehoach.succession.workbook import reorganise_from
from kehoach.succession.workbook import template_of as orders_template
from tests.cast import NOW, OPEN_YEAR, Cast

Edit = Callable[[Any], None]
Cells = dict[Any, Any]
LIBRARIES = "Thư viện"


def rows_of(sheet: Any) -> dict[str, int]:
    """The rows by the codes of column A."""
    return {row[0].value: row[0].row for row in sheet.iter_rows(max_col=1) if row[0].value}


def columns_of(sheet: Any, row: int) -> dict[str, int]:
    """The columns by the codes of a row."""
    return {cell.value: cell.column for cell in sheet[row] if cell.value}


def exchange(*, down: bool, codes: tuple[str, str], at: int, code_row: int = 5, sheet: str = LIBRARIES) -> Edit:
    """Two cells change places: in column `at` of the rows with these codes, or in row `at` of their columns."""

    def edit(workbook: Any) -> None:
        table = workbook[sheet]
        known = rows_of(table) if down else columns_of(table, code_row)
        one, other = (table.cell(known[code], at) if down else table.cell(at, known[code]) for code in codes)
        one.value, other.value = other.value, one.value

    return edit


def typed(row: str, column: str | int, value: Any = 4321, sheet: str = LIBRARIES) -> Edit:
    """Somebody types an answer into the cell of these two codes."""

    def edit(workbook: Any) -> None:
        table = workbook[sheet]
        at = column if isinstance(column, int) else columns_of(table, 5)[column]
        table.cell(rows_of(table)[row], at).value = value

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


def written(content: bytes, *edits: Edit) -> bytes:
    """The workbook as it comes back."""
    workbook = openpyxl.load_workbook(BytesIO(content))
    for edit in edits:
        edit(workbook)
    return saved(workbook)


def yearly(cast: Cast, *edits: Edit, unit: str = "") -> Iterator[str]:
    """What the yearly form is asked about, of the commune or of one unit."""
    year = ReportingYear.objects.select_related("commune").get(commune=cast.commune, year=OPEN_YEAR)
    whose = Unit.objects.get(commune=cast.commune, code=unit) if unit else None
    plan = plan_import(opened(written(template_of(year, whose), *edits)), year, by=cast.officer, at=NOW)
    return (f"{fault.place}: {fault.message}" for fault in plan.faults)


def school(cast: Cast, *edits: Edit) -> Iterator[str]:
    """The form of a school with one library."""
    return yearly(cast, *edits, unit="MN")


def setup(cast: Cast, *edits: Edit) -> Iterator[str]:
    """The workbook by which a commune is set up."""
    book = open_book(written(setup_template(cast.commune, NOW), *edits), PATIENCE)
    outcome = set_up(book, by=cast.administrator, at=NOW, keep=False)
    return (f"{fault.place}: {fault.message}" for fault in outcome.faults)


def orders(cast: Cast, *edits: Edit) -> Iterator[str]:
    """The workbook by which units and facilities are reorganised."""
    try:
        book = open_book(written(orders_template(cast.commune), *edits), PATIENCE)
        reorganise_from(book, by=cast.officer, at=NOW, keep=False)
    except NotAWorkbook as problem:
        yield str(problem)


def invitations(cast: Cast, *rows: tuple[str, str]) -> Iterator[str]:
    """The sheet of people to invite: codes beside names of units."""
    typed_rows = [
        (number, dict.fromkeys(("phone", "email", "position"), "") | {"name": "An", "code": code, "unit": of})
        for number, (code, of) in enumerate(rows, start=5)
    ]
    assert HEADS[:2] == ("Mã", "Đơn vị")
    return (row.reason for row in judged(typed_rows, cast.commune, NOW.date(), NOW) if row.reason)


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
