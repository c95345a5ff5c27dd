"""The cells that our reader gives are those that openpyxl gives, and it says what openpyxl hides."""

from __future__ import annotations

from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from kehoach.excel.workbooks.guard import NotAWorkbook
from kehoach.excel.workbooks.opening import open_book
from kehoach.excel.workbooks.rows import ErrorCell, Uncalculated, column_letter, column_number
from tests.hostile_workbooks import parts_of, with_part, with_strings, zipped

PATIENCE = 1_000_000
LETTERS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12).filter(
    lambda text: text.strip() == text and not text.startswith(("=", "#"))
)
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**14), 10**14),
    st.floats(-1e9, 1e9).map(lambda number: round(number, 6)),
    st.dates(date(1950, 1, 1), date(2090, 1, 1)),
    LETTERS,
)
TABLES = st.lists(st.lists(CELLS, max_size=6), max_size=6)


def workbook_of(rows: list[list[Any]], gap: int = 0) -> bytes:
    """A workbook with these rows, so many empty rows above each."""
    workbook = Workbook()
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            workbook.active.cell(number * (gap + 1), column, value)
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()


def ours(content: bytes) -> dict[tuple[int, int], Any]:
    """What our reader finds, by row and column."""
    book = open_book(content, PATIENCE)
    return {
        (row, column): cell
        for sheet in book.sheets
        for row, cells in book.rows(sheet)
        for column, cell in enumerate(cells, start=1)
        if cell is not None
    }


def theirs(content: bytes) -> dict[tuple[int, int], Any]:
    """What openpyxl finds; a day is a day."""
    cells = [cell for sheet in load_workbook(BytesIO(content)) for row in sheet.iter_rows() for cell in row]
    return {(cell.row, cell.column): _as_day(cell.value) for cell in cells if cell.value is not None}


def _as_day(value: Any) -> Any:
    return value.date() if isinstance(value, datetime) and value.time() == time() else value


@settings(max_examples=60, deadline=None)
@given(rows=TABLES, gap=st.integers(0, 2))
def test_every_cell_is_the_one_that_openpyxl_reads(rows: list[list[Any]], gap: int) -> None:
    content = workbook_of(rows, gap)

    assert ours(content) == theirs(content)


@pytest.mark.parametrize(
    ("cell", "means"),
    [
        ("<c r='A1'><f>1+1</f></c>", Uncalculated()),
        ("<c r='A1'><f>1+1</f><v></v></c>", Uncalculated()),
        ("<c r='A1' t='str'><f>IF(1,\"\")</f><v></v></c>", None),
        ("<c r='A1'><f>1+1</f><v>2</v></c>", 2),
        ("<c r='A1' t='e'><v>#N/A</v></c>", ErrorCell("#N/A")),
        ("<c r='A1' t='b'><v>0</v></c>", False),
        ("<c r='A1' t='d'><v>2026-05-01</v></c>", datetime(2026, 5, 1)),  # noqa: DTZ001
        ("<c r='A1' t='inlineStr'><is><t>a</t><rPh><t>b</t></rPh><r><t>c</t></r></is></c>", "ac"),
        ("<c r='A1' t='str'><v>a_x000D_b</v></c>", "a\rb"),
        ("<c r='A1'/>", None),
        ("<c t='n'><v>1E2</v></c>", 100.0),
    ],
)
def test_what_a_cell_means(cell: str, means: Any) -> None:
    table = f"<sheetData><row>{cell}</row></sheetData>".encode()
    content = with_part(
        workbook_of([[1]]), "xl/worksheets/sheet1.xml", lambda part: b"<worksheet>" + table + b"</worksheet>"
    )

    assert ours(content).get((1, 1)) == means


def test_shared_strings_are_looked_up() -> None:
    content = with_strings(workbook_of([["x"]]), ["không", "sáu nghìn"])
    content = with_part(
        content,
        "xl/worksheets/sheet1.xml",
        lambda part: b"<worksheet><sheetData><row><c t='s'><v>1</v></c></row></sheetData></worksheet>",
    )

    assert ours(content) == {(1, 1): "sáu nghìn"}


def test_days_are_counted_from_1904_where_the_workbook_says_so() -> None:
    workbook = Workbook()
    workbook.epoch = datetime(1904, 1, 1)  # noqa: DTZ001
    workbook.active.append([date(2026, 8, 15)])
    written = BytesIO()
    workbook.save(written)

    assert ours(written.getvalue()) == {(1, 1): date(2026, 8, 15)}


def test_a_name_gives_the_cell_that_it_points_to() -> None:
    content = workbook_of([["a", "b"], ["c", 7]])
    name = b"<definedNames><definedName name='x'>'Sheet'!$B$2</definedName></definedNames></workbook>"
    book = open_book(with_part(content, "xl/workbook.xml", lambda part: part.replace(b"</workbook>", name)), PATIENCE)

    assert book.named("x") == 7
    assert book.named("y") is None


def test_patience_has_an_end_and_says_what_to_do() -> None:
    content = workbook_of([[1] * 6] * 40)

    assert len(ours(content)) == 240
    book = open_book(content, 500)
    with pytest.raises(NotAWorkbook, match="quá nhiều dòng"):
        list(book.rows(book.sheets[0]))


def test_a_sheet_that_the_workbook_only_names_is_left_out() -> None:
    parts = parts_of(workbook_of([[1]]))
    del parts["xl/worksheets/sheet1.xml"]

    assert open_book(zipped(parts), PATIENCE).sheets == ()


@pytest.mark.parametrize(
    ("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")]
)
def test_columns_are_named_as_excel_names_them(number: int, letters: str) -> None:
    assert (column_letter(number), column_number(letters)) == (letters, number)
