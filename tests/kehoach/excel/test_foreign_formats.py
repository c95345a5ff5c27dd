"""What old Excel and LibreOffice save of the portal's form is read as the form itself is."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from kehoach.excel.workbooks.guard import NotAWorkbook
from kehoach.excel.workbooks.opening import open_book
from kehoach.excel.workbooks.rows import ErrorCell, Uncalculated
from kehoach.models import State
from tests.cast import Cast, figures_of, put_into
from tests.foreign_workbooks import as_ods, as_xls, ods_of

pytestmark = pytest.mark.once

FORMATS = [pytest.param(as_ods, ".ods", id="ods"), pytest.param(as_xls, ".xls", id="xls")]
Save = Callable[[bytes], bytes]


@pytest.fixture
def form(cast: Cast, tmp_path: Path) -> bytes:
    """The primary school's form of the open year, as the portal writes it."""
    put_into("TV-TH", State.DRAFT)
    path = tmp_path / "mau.xlsx"
    call_command("figures_template", year=2026, unit="TH", commune="11122", output=path, stdout=StringIO())
    return path.read_bytes()


def import_of(content: bytes, path: Path) -> dict[str, Any]:
    """What the command says that the file would change."""
    path.write_bytes(content)
    out = StringIO()
    with suppress(CommandError, SystemExit):
        call_command("import_figures", path, dry_run=True, format="json", stdout=out, stderr=StringIO())
    told: dict[str, Any] = json.loads(out.getvalue())
    return told


def with_answers(form: bytes, *answers: tuple[str, Any]) -> bytes:
    """The form with answers beside the codes of their questions."""
    book = openpyxl.load_workbook(BytesIO(form))
    sheet = book.worksheets[0]
    rows = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
    for code, answer in answers:
        sheet.cell(rows[code], 5).value = answer
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


@pytest.mark.case("SC-165")
@pytest.mark.parametrize(("save", "suffix"), FORMATS)
def test_an_untouched_form_changes_nothing(form: bytes, tmp_path: Path, save: Save, suffix: str) -> None:
    told = import_of(save(form), tmp_path / f"phieu{suffix}")

    assert told == {**import_of(form, tmp_path / "phieu.xlsx"), "changed": 0, "errors": []}
    assert told["rows"] == 1


@pytest.mark.parametrize(("save", "suffix"), FORMATS)
def test_answers_are_the_same_in_every_format(form: bytes, tmp_path: Path, save: Save, suffix: str) -> None:
    filled = with_answers(form, ("seats", 77), ("loans", 1745.0), ("online_visits", "Không áp dụng"))

    told, of_excel = import_of(save(filled), tmp_path / f"phieu{suffix}"), import_of(filled, tmp_path / "phieu.xlsx")

    assert told["changed"] == of_excel["changed"] >= 2, of_excel
    assert [fault["message"] for fault in told["errors"]] == [fault["message"] for fault in of_excel["errors"]]


@pytest.mark.parametrize(("save", "suffix"), FORMATS)
def test_what_is_wrong_is_told_at_its_cell(form: bytes, tmp_path: Path, save: Save, suffix: str) -> None:
    wrong = with_answers(form, ("seats", "rất nhiều"), ("loans", 1.5))

    told, of_excel = import_of(save(wrong), tmp_path / f"phieu{suffix}"), import_of(wrong, tmp_path / "phieu.xlsx")

    assert told["errors"] == of_excel["errors"] != []
    assert figures_of("TV-TH").seats != 77


@pytest.mark.case("SC-260")
@pytest.mark.parametrize(("save", "suffix"), FORMATS)
def test_a_percentage_is_asked_about_at_its_cell(
    form: bytes, tmp_path: Path, save: Callable[..., bytes], suffix: str
) -> None:
    filled = with_answers(form, ("seats", 1))
    sheet = openpyxl.load_workbook(BytesIO(filled)).worksheets[0]
    row = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "seats")

    told = import_of(save(filled, percent=(row, 5)), tmp_path / f"phieu{suffix}")

    assert [(fault["row"], "“100%”" in fault["message"]) for fault in told["errors"]] == [(row, True)]


def cell(kind: str, value: str = "", text: str = "", more: str = "") -> str:
    """One cell of an .ods."""
    given = f" office:{value}" if value else ""
    return f'<table:table-cell office:value-type="{kind}"{given} {more}>{text}</table:table-cell>'


END = "<text:p>e</text:p>"
REMARK = "<office:annotation><text:p>lời nhắc</text:p></office:annotation>"
IS_ERROR = 'xmlns:c="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" c:value-type="error"'
CELLS_OF_ODS = (
    (cell("float", 'value="434999.99999999994"'), 435_000),
    (cell("currency", 'value="5000000"', "<text:p>5.000.000 đ</text:p>"), 5_000_000),
    (cell("percentage", 'value="0.85"', "<text:p>85%</text:p>"), "85%"),
    (cell("date", 'date-value="2026-03-15"'), date(2026, 3, 15)),
    (cell("date", 'date-value="2026-03-15T08:30:00"'), datetime(2026, 3, 15, 8, 30)),  # noqa: DTZ001
    (cell("time", 'time-value="PT15H30M00S"'), time(15, 30)),
    (cell("time", 'time-value="PT30H00M00S"', "<text:p>30:00</text:p>"), "30:00"),
    (cell("boolean", 'boolean-value="true"'), True),
    (
        cell("string", "", f"{REMARK}<text:p>a<text:line-break/>b<text:tab/>c<text:s/>d</text:p><text:p>e</text:p>"),
        "a\nb c d\ne",
    ),
    (cell("string", "", "<text:p>#DIV/0!</text:p>", IS_ERROR), ErrorCell("#DIV/0!")),
    ('<table:table-cell table:formula="of:=1+1"/>', Uncalculated()),
    (cell("float", 'value="một"', "<text:p>một</text:p>"), "một"),
)


ONE = cell("float", 'value="1"')
MANY = cell("float", 'value="1"', "", 'table:number-columns-repeated="9999999"')
NEGATIVE = '<table:table-cell table:number-columns-repeated="-1"/>'
LONG = cell("string", "", f"<text:p>{'a' * 60_000}</text:p>")


def sheet_of(rows: str) -> str:
    """A sheet of an .ods."""
    return f'<table:table table:name="A">{rows}</table:table>'


def test_a_cell_of_an_ods_means_what_is_shown() -> None:
    empty = '<table:table-cell table:number-columns-repeated="2"/>'
    rows = "".join(
        f'<table:table-row table:number-rows-repeated="2">{empty}{given}{empty}</table:table-row>'
        for given, _ in CELLS_OF_ODS
    )

    book = open_book(ods_of(sheet_of(rows)), 10_000)

    assert list(book.rows(book.sheets[0])) == [
        (number + 1, [None, None, CELLS_OF_ODS[number // 2][1]]) for number in range(2 * len(CELLS_OF_ODS))
    ]


@pytest.mark.parametrize(
    ("tables", "sentence"),
    [
        (sheet_of(f'<table:table-row table:number-rows-repeated="1048576">{ONE}</table:table-row>'), "quá nhiều dòng"),
        (sheet_of(f"<table:table-row>{MANY}</table:table-row>"), "quá nhiều dòng"),
        (
            sheet_of('<table:table-row><table:table-cell table:number-columns-repeated="-1"/></table:table-row>'),
            "bị hỏng",
        ),
        (sheet_of(f"<table:table-row>{LONG}</table:table-row>"), "bị hỏng"),
        ("".join(sheet_of("") for _ in range(61)), "trang tính"),
        (sheet_of("<table:table-row>"), "bị hỏng"),
    ],
    ids=["rows", "columns", "negative", "long cell", "sheets", "half"],
)
def test_a_hostile_ods_is_a_sentence(tables: str, sentence: str) -> None:
    with pytest.raises(NotAWorkbook, match=sentence):
        open_book(ods_of(tables), 400_000)


def test_an_ods_may_claim_to_span_a_million_rows() -> None:
    empty = '<table:table-cell table:number-columns-repeated="16384"/>'
    rest = f'<table:table-row table:number-rows-repeated="1048575">{empty}</table:table-row>'
    book = open_book(ods_of(sheet_of(f"<table:table-row>{ONE}</table:table-row>{rest}")), 1_000)

    assert list(book.rows(book.sheets[0])) == [(1, [1])]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096), "bị hỏng hoặc có mật khẩu", id="no old Excel"),
        pytest.param(as_ods, "bị hỏng", id="half an ods"),
        pytest.param(as_xls, "bị hỏng", id="half an xls"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(form: bytes, content: bytes | Save, sentence: str) -> None:
    given = content if isinstance(content, bytes) else content(form)[:3000]

    with pytest.raises(NotAWorkbook, match=sentence):
        open_book(given, 10**6)


def test_a_workbook_costs_no_more_than_it_may(form: bytes) -> None:
    whole = as_ods(form)
    book = open_book(whole, 10**6)
    with pytest.raises(NotAWorkbook):
        open_book(whole, 100)
    assert [sheet.title for sheet in book.sheets if sheet.hidden] == ["Danh mục", "Mã tệp"]
