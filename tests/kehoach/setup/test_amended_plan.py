"""An amendment set up from the workbook: its clauses keep their identity, with old words and results beside the new."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from kehoach.models import Plan, Target, Task, TaskProgress
from kehoach.setup.template import template_of
from tests.cast import NOW, OPEN_YEAR, Cast, ours
from tests.pages import words
from tests.setup_workbooks import HEAD_ROW, add, changed, put, read

OLD, NEW = "04/KH-UBND", "20/KH-UBND"
AMENDED = (
    put("Kế hoạch", "number", 1, NEW),
    put("Kế hoạch", "amends", 1, OLD),
    put("Kế hoạch", "issued_on", 1, "15/01/2026"),
    put("Kế hoạch", "first_year", 1, OPEN_YEAR),
)


def milestone_of(sheet: Any, target: str, scope: str, year: int) -> int:
    """The row of a milestone."""
    rows = sheet.iter_rows(min_row=HEAD_ROW + 1, values_only=True)
    return next(at for at, row in enumerate(rows, 1) if target in row and scope in row and year in row)


def of_2030(workbook: Any) -> None:
    """Other libraries are to have services in 95 % by 2030, not 90 %."""
    sheet = workbook["Điều kiện và mốc"]
    row = milestone_of(sheet, "I.2.a-1", "thư viện cơ sở giáo dục phổ thông và cơ sở khác", 2030)
    put("Điều kiện và mốc", "at_least", row, 95)(workbook)


def without_last_task(workbook: Any) -> None:
    """The last row of the tasks goes."""
    workbook["Nhiệm vụ"].delete_rows(workbook["Nhiệm vụ"].max_row)


@pytest.fixture
def amended(cast: Cast) -> Plan:
    """Plan 04 as amended from the open year on: a target, a task under another code, one dropped, one new."""
    content = changed(
        template_of(cast.commune, NOW),
        *AMENDED,
        put("Chỉ tiêu", "wording", 1, "Thư viện nào cũng có dịch vụ học tập suốt đời."),
        of_2030,
        put("Nhiệm vụ", "code", 1, "II.1.z"),
        put("Nhiệm vụ", "former_code", 1, "II.1.a"),
        without_last_task,
        add(
            "Nhiệm vụ",
            code="IV.9",
            section="IV",
            wording="Mở tủ sách thôn.",
            short_name="Tủ sách",
            named_kinds="Thôn",
            lead="VHTT",
        ),
    )
    outcome = read(content, cast)
    assert outcome.faults == [], outcome.faults[:5]
    return Plan.objects.get(number=NEW)


@pytest.mark.once
@pytest.mark.case("SC-169")
def test_the_living_plan_shows_what_was_changed_since_when(amended: Plan, officer: Client) -> None:
    old = ours(Target).get(plan__number=OLD, code="I.2.a-1")
    page = officer.get(f"/ke-hoach/?nam={OPEN_YEAR}")
    text = words(page)

    assert f"Bản này sửa đổi, bổ sung kế hoạch trước từ năm {OPEN_YEAR}" in text
    target = text[text.index("Thư viện nào cũng có dịch vụ") :].split("Thư viện ứng dụng")[0]
    assert f"Sửa đổi từ năm {OPEN_YEAR}." in target
    assert "cơ sở khác có dịch vụ phục vụ học tập suốt đời, mốc 2030: 90%, nay 95%." in target
    assert f"Kế hoạch số {OLD} ghi: {old.wording}" in target
    # What it came to before stands below, year by year.
    before = target[target.index(f"Kết quả trước năm {OPEN_YEAR}, theo Kế hoạch số {OLD}") :]
    assert before.index("2023:") < before.index("2024:") < before.index("2025: Đạt mốc 2025, 3/4 (75%)")
    assert "Trước là II.1.a." in text
    assert f"Bổ sung từ năm {OPEN_YEAR}." in text
    assert "1 điều đã bỏ" in text
    assert f"Kế hoạch số {OLD}, từ năm 2023" in text


def test_years_before_keep_the_old_wording(amended: Plan, officer: Client) -> None:
    text = words(officer.get("/ke-hoach/?nam=2025"))

    assert "Sửa đổi từ năm" not in text
    assert ours(Target).get(plan__number=OLD, code="I.2.a-1").wording in text
    assert "Đạt mốc 2025 3/4 (75%)" in text


def test_results_of_a_task_before_and_after_stand_on_its_page(amended: Plan, officer: Client) -> None:
    of_years = {
        code: set(TaskProgress.objects.filter(task__code=code).values_list("reporting_year__year", flat=True))
        for code in ("II.1.a", "II.1.z")
    }
    page = officer.get(f"/nhiem-vu/II.1.z/?nam={OPEN_YEAR}")

    # What was reported of the open year follows; closed years keep theirs.
    assert of_years == {"II.1.a": {2023, 2024, 2025}, "II.1.z": {OPEN_YEAR}}
    assert "/nhiem-vu/II.1.a/?nam=2025" in page.content.decode()
    assert Task.objects.get(plan=amended, code="II.1.z").former_code == "II.1.a"
    assert f"/nhiem-vu/II.1.z/?nam={OPEN_YEAR}" in officer.get("/nhiem-vu/II.1.a/?nam=2025").content.decode()


@pytest.mark.once
@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (put("Kế hoạch", "amends", 1, "99/KH-UBND"), "chưa có kế hoạch số “99/KH-UBND”"),
        (put("Kế hoạch", "amends", 1, NEW), "chưa có kế hoạch số"),
        (put("Kế hoạch", "issued_on", 1, "15/01/2020"), "sau bản sửa đổi này"),
        (put("Kế hoạch", "first_year", 1, 2025), "Năm 2025 đã khóa theo kế hoạch trước. Hãy ghi năm đầu là 2026"),
        (put("Nhiệm vụ", "former_code", 2, "II.9.z"), "không có mã “II.9.z”"),
        (put("Kế hoạch", "amends", 1, None), "không sửa đổi kế hoạch nào"),
    ],
)
def test_what_cannot_be_amended_so_is_told_at_its_cell(cast: Cast, change: Any, fault: str) -> None:
    content = changed(template_of(cast.commune, NOW), *AMENDED, put("Nhiệm vụ", "former_code", 1, "II.1.a"), change)

    assert fault in "; ".join(told.message for told in read(content, cast).faults)
    assert not Plan.objects.filter(number=NEW).exists()


def test_a_plan_amends_no_other_communes(cast: Cast) -> None:
    plan = ours(Plan).get(number=OLD)
    other = Plan(commune=cast.neighbour, number=NEW, issued_on=NOW.date(), amends=plan)

    with pytest.raises(ValidationError, match="của xã này"):
        other.clean()
