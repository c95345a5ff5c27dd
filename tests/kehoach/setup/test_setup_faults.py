"""What is wrong in a commune's workbook is told at its cells, all of it at once."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kehoach.models import (
    Commune,
    Task,
    TaskRole,
)
from kehoach.setup.template import template_of
from kehoach.setup.writing import HEAD_ROW
from tests.cast import NOW, Cast, ours, signed_in
from tests.setup_workbooks import changed, put, read


@pytest.mark.once
def test_all_faults_are_told_at_their_cells(cast: Cast, demo: bytes) -> None:
    before = Commune.objects.count()
    wrong = changed(
        demo,
        put("Xã", "code", 1, "11999"),
        put("Xã", "name", 1, "Thử Nghiệm"),
        put("Đơn vị", "kind", 3, "Cửa hàng"),
        put("Mục", "code", 2, "I"),
        put("Điều kiện và mốc", "at_least", 1, "bảy mươi"),
        put("Nhiệm vụ", "section", 1, "II.9"),
        put("Nhiệm vụ", "due_day", 2, 31),
        put("Thư viện", "unit", 1, "KHONG-CO"),
    )
    outcome = read(wrong, cast)
    told = "\n".join(f"{fault.place} {fault.message}" for fault in outcome.faults)

    assert Commune.objects.count() == before
    for expected in (
        "Đơn vị, ô D8 Loại: Ô ghi “Cửa hàng”. Cần một trong:",
        "Trùng với dòng 6. Hãy giữ một dòng.",
        "Ít nhất (%): Ô ghi “bảy mươi”. Cần một số, ví dụ 70 hoặc 12,5.",
        "Không có mã “II.9” ở trang Mục.",
        "Đơn vị: Không có mã “KHONG-CO” ở trang Đơn vị.",
    ):
        assert expected in told
    assert len(outcome.faults) == 6


@pytest.mark.once
def test_a_plan_with_other_codes_says_what_the_portal_shows_at_its_clauses(cast: Cast, demo: bytes) -> None:
    outcome = read(changed(demo, put("Nhiệm vụ", "role", 4, ""), put("Nhiệm vụ", "role", 6, "khen thuong")), cast)

    told = [(row.label, row.before, row.after) for group in outcome.groups for row in group.rows]
    assert told == [
        ("II.1.d: Vai trò trong cổng", "Khen thưởng", "chưa có"),
        ("II.2.b: Vai trò trong cổng", "chưa có", "Khen thưởng"),
    ]
    assert ours(Task).get(role=TaskRole.COMMENDATIONS).code == "II.2.b"


@pytest.mark.once
def test_one_role_is_one_clauses(cast: Cast, demo: bytes) -> None:
    twice = changed(demo, put("Nhiệm vụ", "role", 5, "Khen thưởng"), put("Mục", "role", 1, "Kinh phí"))

    faults = read(twice, cast).faults

    assert [(fault.sheet, fault.row, fault.message) for fault in faults] == [
        (
            "Mục",
            HEAD_ROW + 1,
            "Vai trò trong cổng: Ô ghi “Kinh phí”. Cần một trong: Mục tiêu chung; Kinh phí từ ngân sách nhà nước; "
            "Kinh phí xã hội hóa, tài trợ.",
        ),
        (
            "Nhiệm vụ",
            HEAD_ROW + 5,
            "Vai trò trong cổng: Vai trò “Khen thưởng” đang thuộc mục II.1.d. Mỗi vai trò chỉ thuộc một mục: "
            "hãy để trống ở mục đó trước.",
        ),
    ]


@pytest.mark.once
def test_where_the_plan_cannot_be_read_the_other_cells_still_are(cast: Cast, demo: bytes) -> None:
    wrong = changed(
        demo,
        put("Kế hoạch", "number", 1, "08/KH-UBND"),
        put("Kế hoạch", "issued_on", 1, "31/02/2023"),
        put("Điều kiện và mốc", "at_least", 1, "bảy mươi"),
    )
    outcome = read(wrong, cast)

    assert [(fault.place, fault.message) for fault in outcome.faults] == [
        ("Kế hoạch, ô C6", "Ngày ban hành: Ô ghi “31/02/2023”. Cần ngày/tháng/năm, ví dụ 31/01/2023."),
        ("Điều kiện và mốc, ô G6", "Ít nhất (%): Ô ghi “bảy mươi”. Cần một số, ví dụ 70 hoặc 12,5."),
    ]


@pytest.mark.once
def test_moved_columns_and_added_rows_are_understood(cast: Cast, demo: bytes) -> None:
    def move(workbook: Any) -> None:
        sheet = workbook["Đơn vị"]
        sheet.insert_cols(2, 2)
        sheet.insert_rows(1, 3)
        sheet.title = "Danh sách"

    assert read(changed(demo, move), cast).changed == 0


@pytest.mark.once
def test_another_sheet_is_left_alone_and_a_foreign_workbook_refused(cast: Cast, client: Client) -> None:
    workbook = openpyxl.Workbook()
    written = BytesIO()
    workbook.save(written)
    sent = SimpleUploadedFile("khac.xlsx", written.getvalue())
    page = signed_in(cast.administrator).post("/thiet-lap/", {"file": sent}).content.decode()

    assert "Tệp không có trang nào của mẫu thiết lập xã" in page


@pytest.mark.once
def test_an_empty_template_says_what_is_missing(cast: Cast) -> None:
    outcome = read(template_of(None, NOW), cast)

    assert [fault.message for fault in outcome.faults] == ["Trang này cần đúng một dòng, đang có 0."] * 2
