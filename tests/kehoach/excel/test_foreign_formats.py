"""What old Excel and LibreOffice save of the portal's form is read as the form itself is."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from kehoach.excel.workbooks.guard import NotAWorkbook
from kehoach.excel.workbooks.opening import open_book
from kehoach.models import State
from tests.cast import Cast, figures_of, put_into
from tests.foreign_workbooks import as_ods, as_xls

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


def test_a_percentage_of_an_ods_is_asked_about(form: bytes, tmp_path: Path) -> None:
    filled = with_answers(form, ("seats", 1))
    sheet = openpyxl.load_workbook(BytesIO(filled)).worksheets[0]
    row = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "seats")

    told = import_of(as_ods(filled, percent=(row, 5)), tmp_path / "phieu.ods")

    assert "phần trăm" in told["errors"][0]["message"]


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
