"""Reorganising by a workbook: nothing where nothing was typed, all of it or nothing, every fault at its cell."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from kehoach.models import Reorganisation, Unit
from kehoach.succession.workbook import COLUMNS
from tests.cast import NOW, Cast
from thuvien.models import Library

FIRST_ROW = 6
DOCUMENT = {
    "Hiệu lực từ ngày": date(2026, 8, 1),
    "Số quyết định": "125/QĐ-UBND",
    "Ngày quyết định": "15/07/2026",
    "Cơ quan ban hành": "Ủy ban nhân dân xã",
}


@pytest.fixture
def template(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The template of the commune, as it comes, after the decisions."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    path = tmp_path / "sap-xep.xlsx"
    call_command("reorganise_template", commune="11122", output=path, stdout=StringIO())
    return path


def filled(path: Path, *rows: dict[str, Any]) -> Path:
    """The same with these rows, by the heads that people read."""
    workbook = openpyxl.load_workbook(path)
    sheet = workbook.worksheets[0]
    columns = {sheet.cell(FIRST_ROW - 1, column).value: column for column in range(2, len(COLUMNS) + 2)}
    for number, row in enumerate(rows, start=FIRST_ROW):
        for head, value in (DOCUMENT | row).items():
            sheet.cell(number, columns[head]).value = value
    workbook.save(path)
    return path


def answer(path: Path, *, fails: bool = False, **options: Any) -> dict[str, Any]:
    """What the command prints as JSON."""
    out = StringIO()
    if fails:
        with pytest.raises(CommandError):
            call_command("reorganise", path, format="json", stdout=out, **options)
    else:
        call_command("reorganise", path, format="json", stdout=out, **options)
    result: dict[str, Any] = json.loads(out.getvalue())
    return result


def test_an_untouched_template_changes_nothing(template: Path) -> None:
    assert answer(template) == {"rows": 0, "changed": 0, "errors": []}


@pytest.mark.case("SC-087")
def test_orders_of_a_workbook_are_carried_out_once(template: Path) -> None:
    merged, opened = {"Cấp": "Đơn vị", "Mã nơi thay đổi": "TH; THCS"}, {"Cấp": "Thư viện", "Thuộc đơn vị (mã)": "MN"}
    split = {"Mã nơi thay đổi": "A", "Tên mới": "Trường B; Trường C", "Hiệu lực từ ngày": date(2026, 9, 1)}
    filled(
        template,
        {"Việc": "Sáp nhập", "Tên mới": "Trường A", "Mã mới": "A", **merged},
        {"Việc": "tach", "Cấp": "don vi", **split},
        {"Việc": "Lập mới", "Tên mới": "Thư viện B", "Loại": "Thư viện trường THCS", **opened},
        {"Việc": "Thôi hoạt động", "Cấp": "Thư viện", "Mã nơi thay đổi": "TV-TTHTCD"},
    )

    looked_at = answer(template, dry_run=True)
    assert not Reorganisation.objects.exists()
    written = answer(template, commune="11122")
    again = answer(template)

    assert looked_at == written
    assert (written["rows"], written["errors"]) == (4, [])
    assert written["changed"] > 20
    assert again == {"rows": 4, "changed": 0, "errors": []}
    assert {unit.name for unit in Unit.objects.filter(predecessors__code="A")} == {"Trường B", "Trường C"}
    assert Library.objects.get(code="THU-VIEN-B").kind == "lower_secondary"


def test_every_fault_is_told_at_its_cell_and_nothing_is_written(template: Path) -> None:
    filled(
        template,
        {"Việc": "Xóa", "Cấp": "Đơn vị"},
        {"Việc": "Đổi tên", "Cấp": "Đơn vị", "Mã nơi thay đổi": "KHONG-CO", "Tên mới": "Trường A"},
        {"Việc": "Chuyển sang đơn vị khác", "Cấp": "Đơn vị", "Mã nơi thay đổi": "TH"},
        {"Việc": "Thôi hoạt động", "Cấp": "Thư viện", "Mã nơi thay đổi": "TV-MN", "Hiệu lực từ ngày": "32/13/2026"},
        {"Việc": "Thôi hoạt động", "Cấp": "Thư viện", "Mã nơi thay đổi": "TV-MN", "Số quyết định": "=1/0"},
        {"Việc": "Thôi hoạt động", "Cấp": "Thư viện", "Mã nơi thay đổi": "TV-MN", "Hiệu lực từ ngày": "01/08/2025"},
        {"Việc": "Thôi hoạt động", "Cấp": "Thư viện", "Mã nơi thay đổi": "TV-TH"},
    )

    result = answer(template, fails=True)

    assert (result["rows"], result["changed"]) == (7, 0)
    places = {(error["sheet"], error["row"], error["column"]) for error in result["errors"]}
    assert places == {("Sắp xếp", *cell) for cell in ((6, "B"), (7, "D"), (8, "B"), (9, "K"), (10, "L"), (11, "B"))}
    assert not Reorganisation.objects.exists()
    assert Library.objects.get(code="TV-TH").closed_on is None


@pytest.mark.parametrize(
    ("options", "sentence"), [({"commune": "11125"}, "không phải «11125»"), ({}, "không phải là mẫu")]
)
def test_another_workbook_is_refused(template: Path, options: dict[str, str], sentence: str) -> None:
    if not options:
        openpyxl.Workbook().save(template)

    (error,) = answer(template, fails=True, **options)["errors"]

    assert sentence in error["message"]
