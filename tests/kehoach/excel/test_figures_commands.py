"""manage.py figures_template and import_figures: the form goes out as Excel, is filled in and comes back."""

from __future__ import annotations

import json
import shutil
import subprocess
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from kehoach.common.workbook_writer import saved
from kehoach.excel.import_plan import opened, plan_import
from kehoach.excel.workbooks.entries import ROWS, corner
from kehoach.excel.workbooks.identity import Identity, write_identity
from kehoach.history.timeline import history_of
from kehoach.models import ReportingYear, SentWorkbook, State
from kehoach.questionnaire.values import Absent
from tests.cast import NOW, OPEN_YEAR, Cast, figures_of, put_into
from tests.hostile_workbooks import CODE_ROW, SHEET, edited, places, put


def template(folder: Path, **options: Any) -> Path:
    """The form as the command writes it."""
    path = folder / "mau.xlsx"
    call_command(
        "figures_template", output=path, stdout=StringIO(), **{"year": OPEN_YEAR, "commune": "11122", **options}
    )
    return path


def take_in(path: Path, *, dry_run: bool = False) -> dict[str, Any]:
    """What the command says of a file."""
    out = StringIO()
    try:
        call_command("import_figures", path, dry_run=dry_run, format="json", stdout=out)
    except CommandError:
        assert json.loads(out.getvalue())["errors"]
    told: dict[str, Any] = json.loads(out.getvalue())
    return told


def changed(path: Path, *cells: tuple[str, str, Any]) -> Path:
    """The file with these cells filled in: facility, question, value."""
    content = path.read_bytes()
    for facility, question, value in cells:
        content = put(content, question, value, facility)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("year", [2022, 2025, OPEN_YEAR])
def test_what_goes_out_comes_back_as_it_was(cast: Cast, tmp_path: Path, year: int) -> None:
    versions = {code: figures_of(code, year).version for code in ("TV-XA", "TV-MN", "VH-MAC")}

    assert take_in(template(tmp_path, year=year)) == {"rows": 9, "changed": 0, "errors": []}
    assert {code: figures_of(code, year).version for code in versions} == versions
    assert not SentWorkbook.objects.exists()


@pytest.mark.parametrize("unit", ["TH", "MN", "THON-GOM", "VHTT", "TTHTCD"])
def test_a_units_own_form_comes_back_as_it_was(cast: Cast, tmp_path: Path, unit: str) -> None:
    told = take_in(template(tmp_path, unit=unit))

    assert (told["changed"], told["errors"]) == (0, [])


def test_a_unit_without_facilities_gets_a_form_that_says_so(cast: Cast, tmp_path: Path) -> None:
    path = template(tmp_path, unit="TCKT")

    assert "không có phiếu số liệu nào" in load_workbook(path).worksheets[0]["A1"].value
    assert take_in(path) == {"rows": 0, "changed": 0, "errors": []}


@pytest.mark.once
def test_three_changed_cells_are_three_changes(cast: Cast, tmp_path: Path) -> None:
    cells = (("TV-XA", "loans", "1.234"), ("TV-MN", "visits_staff", 17), ("TV-MN|ghi-chu", "seats", "Thêm bàn"))
    path = changed(template(tmp_path), *cells)

    assert take_in(path, dry_run=True) == {"rows": 9, "changed": 3, "errors": []}
    assert figures_of("TV-XA").value("loans") != 1234
    assert take_in(path) == {"rows": 9, "changed": 3, "errors": []}

    assert figures_of("TV-XA").value("loans") == 1234
    assert figures_of("TV-MN").value("visits_staff") == 17
    assert figures_of("TV-MN").notes["seats"] == "Thêm bàn"
    assert take_in(path) == {"rows": 9, "changed": 0, "errors": []}


def test_the_file_is_kept_and_the_history_tells_of_it(cast: Cast, tmp_path: Path) -> None:
    take_in(changed(template(tmp_path), ("TV-XA", "loans", 1234)))

    kept = SentWorkbook.objects.get()
    assert (kept.name, kept.changed, kept.is_imported) == ("mau.xlsx", 1, True)
    with kept.file.open("rb") as file:
        assert file.read() == (tmp_path / "mau.xlsx").read_bytes()
    newest = history_of(figures_of("TV-XA")).events[0]
    assert newest.what == "Lưu số liệu từ tệp Excel"
    assert "Lượt mượn về nhà" in newest.note
    assert "→ 1.234" in newest.note


def test_a_form_that_nobody_opened_becomes_a_draft_that_asks_anew(cast: Cast, tmp_path: Path) -> None:
    assert figures_of("TV-TTHTCD").state == State.NOT_OPENED

    take_in(changed(template(tmp_path), ("TV-TTHTCD", "loans", 88)))

    figures = figures_of("TV-TTHTCD")
    assert (figures.state, figures.value("loans"), figures.version) == (State.DRAFT, 88, 1)
    assert figures.is_unanswered("seats")
    assert figures.opened_at is not None
    assert history_of(figures).events[0].what == "Mở phiếu từ tệp Excel"


def test_an_empty_row_changes_nothing(cast: Cast, tmp_path: Path) -> None:
    path = template(tmp_path)

    def emptied(workbook: Any) -> None:
        for row in workbook[SHEET].iter_rows(min_row=CODE_ROW + 1, min_col=4):
            for cell in row:
                cell.value = None

    path.write_bytes(edited(path.read_bytes(), emptied))

    assert take_in(path) == {"rows": 9, "changed": 0, "errors": []}


@pytest.mark.once
def test_the_three_states_of_a_value_go_through_excel(cast: Cast, tmp_path: Path) -> None:
    put_into("TV-XA", State.DRAFT)
    cells = (
        ("TV-XA", "loans", 0),
        ("TV-XA", "online_visits", "chưa thống kê"),
        ("TV-XA|ghi-chu", "online_visits", "Trang mới mở"),
        ("TV-XA", "periodicals", "Không áp dụng"),
    )
    assert take_in(changed(template(tmp_path), *cells))["errors"] == []

    figures = figures_of("TV-XA")
    assert figures.value("loans") == 0
    assert figures.value("online_visits") is Absent.UNKNOWN
    assert figures.value("periodicals") is Absent.NOT_APPLICABLE
    assert take_in(template(tmp_path))["changed"] == 0


def test_submitted_and_accepted_figures_are_not_changed(cast: Cast, tmp_path: Path) -> None:
    path = changed(template(tmp_path), ("TV-TH", "loans", 5), ("TV-THCS", "loans", 5), ("TV-XA", "loans", 5))

    told = take_in(path)

    states = [error["message"].partition("“Đã ")[2][:4] for error in told["errors"]]
    assert (told["changed"], states) == (0, ["duyệ", "nộp”"])
    assert figures_of("TV-XA").value("loans") != 5


def test_a_closed_year_is_not_changed(cast: Cast, tmp_path: Path) -> None:
    told = take_in(changed(template(tmp_path, year=2024), ("TV-XA", "loans", 5)))

    assert [error["message"][-200:].count("Năm 2024 đã khóa") for error in told["errors"]] == [1]


@pytest.mark.once
def test_every_fault_of_a_hundred_is_told_with_its_cell(cast: Cast, tmp_path: Path) -> None:
    path = template(tmp_path)
    content = path.read_bytes()
    asked = [
        (facility, question)
        for (facility, question), _ in places(content).items()
        if facility in ("TV-XA", "TV-MN", "TV-TH", "TV-THCS") and question in figures_of("TV-XA").layout.count_names
    ][:100]

    def spoiled(workbook: Any) -> None:
        for cell in asked:
            workbook[SHEET][places(content)[cell]].value = "nhiều"

    path.write_bytes(edited(content, spoiled))
    told = take_in(path)

    seen = {f"{error['column']}{error['row']}" for error in told["errors"]}
    assert len(asked) == 100
    assert seen == {places(content)[cell] for cell in asked}
    assert {error["sheet"] for error in told["errors"]} == {SHEET}
    assert all("ô ghi “nhiều”" in error["message"] and "Cần số nguyên" in error["message"] for error in told["errors"])


def test_a_file_of_another_kind_is_an_error_of_the_whole_file(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"ma,so\n")

    told = take_in(path)

    assert [(error["sheet"], error["row"], error["column"]) for error in told["errors"]] == [("", None, None)]
    assert "CSV" in told["errors"][0]["message"]


def test_what_is_wrong_with_the_options_is_said(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="chưa mở năm báo cáo 2030"):
        template(tmp_path, year=2030)
    with pytest.raises(CommandError, match="Không có đơn vị nào mang mã «X»"):
        template(tmp_path, unit="X")
    with pytest.raises(CommandError, match="chỉ ghi tệp"):
        call_command("figures_template", year=OPEN_YEAR, commune="11122", output=tmp_path / "a.csv")
    with pytest.raises(CommandError, match="Không đọc được tệp"):
        call_command("import_figures", tmp_path / "khong-co.xlsx")


def test_people_read_the_faults_without_json(cast: Cast, tmp_path: Path) -> None:
    out, err = StringIO(), StringIO()

    with pytest.raises(CommandError, match="Có 1 lỗi, không ghi gì"):
        call_command("import_figures", changed(template(tmp_path), ("TV-XA", "loans", "x")), stdout=out, stderr=err)

    assert "Thư viện, ô V6: Lượt mượn về nhà: ô ghi “x”." in err.getvalue()
    assert "Đọc 9 dòng cơ sở, đã đổi 0 ô." in out.getvalue()


KEYS = st.sampled_from(["TV-XA", "TV-MN", "TV-TTHTCD", "TV-TH", "TV-LA", ""])


def small_form(rows: list[tuple[str, Any]]) -> bytes:
    """A form of the open year with one question, and these facilities and answers below it."""
    workbook = Workbook()
    workbook.active.append([corner("thu-vien", ROWS), "loans"])
    for row in rows:
        workbook.active.append(row)
    write_identity(workbook, Identity("11122", "", OPEN_YEAR))
    return saved(workbook)


@pytest.mark.once
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(KEYS, st.sampled_from([5, "12", "nhiều", True, None])), min_size=1, max_size=8))
def test_the_rows_of_a_file_are_those_accepted_and_those_refused(cast: Cast, rows: list[tuple[str, Any]]) -> None:
    """A row of figures is read or has a fault, whatever its key and whatever stands in it; none is lost."""
    year = ReportingYear.objects.select_related("commune").get(commune=cast.commune, year=OPEN_YEAR)

    plan = plan_import(opened(small_form(rows)), year, by=None, at=NOW)

    refused = {fault.row for fault in plan.faults}
    accepted = {one.entry.line for one in plan.forms} - refused
    of_figures = {row for row, (key, value) in enumerate(rows, start=2) if key or value not in ("nhiều", None)}
    silent = {row for row in of_figures - refused - accepted if rows[row - 2][1] is not None}
    assert plan.rows == len(of_figures)
    assert refused | accepted <= of_figures
    assert silent == set(), "figures that were neither taken nor refused"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("unit", [None, "TH"])
def test_libreoffice_keeps_identity_and_codes(cast: Cast, tmp_path: Path, unit: str | None) -> None:
    path = template(tmp_path, unit=unit)
    profile, folder = f"-env:UserInstallation=file://{tmp_path}/profile", str(tmp_path / "out")
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", folder, str(path)],
        check=True,
        capture_output=True,
    )
    converted = tmp_path / "out" / "mau.xlsx"

    assert take_in(converted) == {"rows": 1 if unit else 9, "changed": 0, "errors": []}
    if not unit:
        assert take_in(_three_changes(converted), dry_run=True) == {"rows": 9, "changed": 3, "errors": []}


def _three_changes(path: Path) -> Path:
    workbook = load_workbook(path)
    at = places(path.read_bytes())
    for cell, value in ((("TV-XA", "loans"), 7), (("TV-XA", "seats"), "12"), (("TV-MN", "events"), 3)):
        workbook[SHEET][at[cell]].value = value
    workbook.save(path)
    return path


def test_the_template_is_what_an_office_expects(cast: Cast, tmp_path: Path) -> None:
    workbook = load_workbook(template(tmp_path, unit="TH"))
    sheet = workbook[SHEET]
    labels = {cell.value: cell for (cell,) in sheet.iter_rows(min_col=2, max_col=2)}

    assert sheet["B1"].value == "SỐ LIỆU NĂM 2026: THƯ VIỆN"
    assert (sheet.protection.sheet, sheet.protection.password) == (True, None)
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert "Mượn một cuốn một lần tính một lượt" in labels["Lượt mượn về nhà"].comment.text
    row = labels["Lượt mượn về nhà"].row
    assert (sheet[f"C{row}"].value, sheet[f"D{row}"].value) == ("lượt", figures_of("TV-TH", 2025).value("loans"))
    assert (sheet[f"D{row}"].protection.locked, sheet[f"E{row}"].protection.locked) == (True, False)
    total = sheet[f"E{labels['Tổng lượt người đến thư viện'].row}"]
    assert (total.data_type, total.protection.locked) == ("f", True)
    assert {rule.type for rule in sheet.data_validations.dataValidation} == {"custom", "list"}
    assert [one.sheet_state for one in workbook.worksheets[1:]] == ["hidden", "hidden"]


@pytest.mark.once
def test_no_answer_of_people_becomes_a_formula(cast: Cast, tmp_path: Path) -> None:
    figures = put_into("TV-XA", State.DRAFT)
    figures.notes = {"loans": "=HYPERLINK(1)"}
    figures.save()

    path = template(tmp_path)

    sheet = load_workbook(BytesIO(path.read_bytes()))[SHEET]
    cell = sheet[places(path.read_bytes())["TV-XA|ghi-chu", "loans"]]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")
    assert take_in(path)["changed"] == 0
