"""Every page with a table gives that table as Excel: filtered as shown, numbers and days as such, nothing a formula."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db.models import Value
from django.test import Client

from kehoach.common.sheets import HEAD_ROW
from kehoach.models import Activity, Funding, State
from tests.cast import Cast, ours, signed_in
from thuvien.models import Library

PAGES = {
    "/thu-vien/": "Thư viện",
    "/van-hoa/": "Thiết chế văn hóa",
    "/thu-vien/TV-TH/": "Thư viện Trường Tiểu học",
    "/so-lieu/2025/": "Thu thập 2025",
    "/nhiem-vu/?nam=2025": "Nhiệm vụ 2025",
    "/hoat-dong/?nam=2025": "Hoạt động 2025",
    "/kinh-phi/?nam=2025": "Kinh phí 2025",
    "/khen-thuong/?nam=2025": "Khen thưởng 2025",
    "/bang-dieu-hanh/2025/": "Chỉ tiêu",
}


def workbook_at(client: Client, path: str) -> Any:
    """What the page's Excel button gives."""
    response = client.get(f"{path}{'&' if '?' in path else '?'}dang=xlsx")
    assert response.status_code == 200
    assert "attachment" in response["Content-Disposition"]
    return openpyxl.load_workbook(BytesIO(response.content))


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    """The rows below the head, the sums left out, by the heads."""
    heads = [cell.value for cell in sheet[HEAD_ROW]]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=HEAD_ROW + 1)]
    return [dict(zip(heads, row, strict=True)) for row in rows if row[0] != "Cộng"]


@pytest.mark.once
@pytest.mark.parametrize("path", PAGES)
def test_a_page_with_a_table_offers_it_as_a_workbook(officer: Client, path: str) -> None:
    page = officer.get(path).content.decode()
    sheet = workbook_at(officer, path).worksheets[0]

    assert "dang=xlsx" in page
    assert sheet["A1"].value.startswith(PAGES[path])
    assert sheet.freeze_panes == f"B{HEAD_ROW + 1}"
    assert sheet.print_title_rows == f"${HEAD_ROW}:${HEAD_ROW}"
    assert rows_of(sheet)


def test_a_register_lists_every_facility_with_its_years(officer: Client) -> None:
    rows = rows_of(workbook_at(officer, "/thu-vien/").worksheets[0])

    assert {row["Mã"] for row in rows} == set(ours(Library).values_list("code", flat=True))
    assert {row["Số liệu năm 2025"] for row in rows} == {State.ACCEPTED.label}


def test_of_tasks_the_level_above_gets_states_and_no_words(cast: Cast, officer: Client) -> None:
    above = rows_of(workbook_at(signed_in(cast.overseer, cast.commune), "/nhiem-vu/?nam=2025").worksheets[0])
    ours = rows_of(workbook_at(officer, "/nhiem-vu/?nam=2025").worksheets[0])

    assert len(above) == len(ours)
    assert list(above[0]) == list(ours[0])[:6]
    assert [row["Tình trạng"] for row in above] == [row["Tình trạng"] for row in ours]
    assert "Kết quả" in ours[0]


def test_a_unit_gets_its_own_rows_only(cast: Cast) -> None:
    rows = rows_of(workbook_at(signed_in(cast.reporter), "/thu-vien/").worksheets[0])

    assert [row["Mã"] for row in rows] == ["TV-TH"]


def test_a_facilitys_years_are_numbers_beside_each_other(officer: Client) -> None:
    rows = rows_of(workbook_at(officer, "/thu-vien/TV-TH/").worksheets[0])
    visits = next(row for row in rows if row["Mục"].startswith("Lượt học sinh"))
    figures = Library.objects.get(code="TV-TH").figures.all()

    assert {visits[f"Năm {one.reporting_year}"] for one in figures} == {one.visits_pupils for one in figures}


def test_the_grid_is_exported_as_it_is_filtered(officer: Client) -> None:
    every = workbook_at(officer, "/so-lieu/2026/")
    submitted = workbook_at(officer, "/so-lieu/2026/?trang-thai=submitted")
    states = {row["Trạng thái"] for row in rows_of(submitted.worksheets[0])}

    assert states == {State.SUBMITTED.label}
    assert len(rows_of(every.worksheets[0])) > len(rows_of(submitted.worksheets[0]))
    assert [sheet.title for sheet in every.worksheets][1:] == ["Thư viện 2026", "Thiết chế văn hóa 2026"]


def test_days_are_days_and_sums_follow_the_rows(officer: Client) -> None:
    sheet = workbook_at(officer, "/kinh-phi/?nam=2025").worksheets[0]
    last = sheet.max_row
    activities = rows_of(workbook_at(officer, "/hoat-dong/?nam=2025").worksheets[0])

    assert sheet.cell(last, 1).value == "Cộng"
    assert sheet.cell(last, 4).value == f"=SUBTOTAL(109,D{HEAD_ROW + 1}:D{last - 1})"
    spent = sum(row["Đã chi (đồng)"] or 0 for row in rows_of(sheet))
    assert spent == sum(Funding.objects.filter(year=2025).exclude(spent=None).values_list("spent", flat=True))
    assert all(isinstance(row["Ngày"], datetime | date) for row in activities)


@pytest.mark.once
@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t"])
def test_what_somebody_typed_is_never_a_formula(officer: Client, sign: str) -> None:
    row = Activity.objects.filter(happened_on__year=2025).first()
    assert row is not None
    # Past the gate, which leaves no tab at the beginning.
    Activity.objects.filter(pk=row.pk).update(title=Value(f"{sign}HYPERLINK(1)"))
    row.refresh_from_db()
    sheet = workbook_at(officer, "/hoat-dong/?nam=2025").worksheets[0]
    cells = [cell for line in sheet.iter_rows(min_row=HEAD_ROW + 1) for cell in line if "HYPER" in str(cell.value)]

    assert [(cell.data_type, cell.quotePrefix, cell.value) for cell in cells] == [("s", True, row.title)]


def test_attainment_is_told_with_the_numbers_behind_it(officer: Client) -> None:
    rows = rows_of(workbook_at(officer, "/bang-dieu-hanh/2025/").worksheets[0])
    growth = next(row for row in rows if row["Mã"] == "I.2.a-3" and row["Năm"] == 2025)
    share = next(row for row in rows if row["Mã"] == "I.2.b" and row["Năm"] == 2025)

    assert (growth["Số liệu năm gốc"], growth["Số liệu năm"], growth["Còn thiếu"]) == (6775, 8882, 136)
    assert growth["Tăng bình quân mỗi năm"] == pytest.approx(0.094462)
    assert (share["Đạt"], share["Tổng số"], share["Tỷ lệ thấp nhất"]) == (3, 4, 0.75)
    assert {row["Năm"] for row in rows} == {2022, 2023, 2024, 2025, 2026}
