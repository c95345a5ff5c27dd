"""A commune set up from one workbook: round trip, an invented commune without any code, what a row brings with it."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from baocao.attainment.queries import PlanAttainment
from baocao.models import ReportHead
from baocao.report import build_report
from kehoach.common.versions import Conflict
from kehoach.excel.workbooks.opening import open_book
from kehoach.models import (
    Activity,
    Assignment,
    Commune,
    Funding,
    Plan,
    SentWorkbook,
    Task,
    Unit,
)
from kehoach.setup.commune_setup import PATIENCE, set_up
from kehoach.setup.template import template_of
from kehoach.setup.writing import HEAD_ROW
from tests.cast import NOW, OPEN_YEAR, Cast, ours
from tests.setup_workbooks import NEIGHBOUR, Change, add, changed, put, read
from thuvien.models import LibraryFigures


def test_what_was_exported_changes_nothing(cast: Cast, demo: bytes) -> None:
    outcome = read(demo, cast)

    assert (outcome.faults, outcome.groups, outcome.changed) == ([], [], 0)
    assert outcome.rows > 100
    assert outcome.plan == ours(Plan).get()


@pytest.mark.once
def test_a_changed_cell_is_one_change_from_old_to_new(cast: Cast, demo: bytes) -> None:
    outcome = read(changed(demo, put("Đơn vị", "name", 1, "Ủy ban nhân dân xã")), cast)
    (group,) = outcome.groups
    (row,) = group.rows

    assert (group.title, row.label) == ("Đơn vị", "UBND: Tên")
    assert (row.before, row.after) == ("Ủy ban nhân dân xã Quảng Nghiệp", "Ủy ban nhân dân xã")
    version = Unit.objects.get(commune=cast.commune, code="UBND").history.order_by("history_id").last()
    assert (version.history_user, version.history_change_reason) == (cast.administrator, "Thiết lập từ tệp Excel")


@pytest.mark.once
def test_a_change_at_the_end_of_a_long_text_is_shown_where_it_is_and_written(cast: Cast, tmp_path: Path) -> None:
    file, out = tmp_path / "xa.xlsx", StringIO()
    task = Task.objects.get(plan__commune=cast.commune, position=1)
    longer = f"{task.wording} Báo cáo kết quả trước ngày 05/12 hằng năm."
    assert len(task.wording) > 120
    file.write_bytes(changed(template_of(cast.commune, NOW), put("Nhiệm vụ", "wording", 1, longer)))

    (row,) = read(file.read_bytes(), cast, keep=False).groups[0].rows
    assert (row.before, row.after) == (task.wording, longer)
    assert row.excerpts == (f"…{task.wording[-40:]}", f"…{longer[len(task.wording) - 40 :]}")

    call_command("import_plan", file, stdout=out)
    assert "đã đổi 1 chỗ" in out.getvalue()
    task.refresh_from_db()
    assert task.wording == longer


@pytest.mark.once
def test_what_is_confirmed_is_the_whole_text(cast: Cast, demo: bytes) -> None:
    task = Task.objects.get(plan__commune=cast.commune, position=1)
    content = changed(demo, put("Nhiệm vụ", "short_name", 1, "Tên khác"), put("Nhiệm vụ", "wording", 1, "Lời văn mới"))
    seen = read(content, cast, keep=False).digest
    task.wording = f"{task.wording[:-1]}; bổ sung."
    task.save()

    with pytest.raises(Conflict):
        set_up(open_book(content, PATIENCE), by=cast.administrator, at=NOW, keep=True, seen=seen)


@pytest.mark.once
@pytest.mark.parametrize(
    ("change", "label"),
    [
        (put("Nhiệm vụ", "support", 1, "TH; THCS"), "Đơn vị phối hợp (mã)"),
        (put("Cách hiểu", "targets", 1, "I.2.a-1"), "Chỉ tiêu"),
    ],
    ids=["units", "targets"],
)
def test_what_stands_in_another_table_is_a_change_too(cast: Cast, demo: bytes, change: Change, label: str) -> None:
    outcome = read(changed(demo, change), cast)

    assert [row.label.rpartition(": ")[2] for group in outcome.groups for row in group.rows] == [label]


def test_rows_in_another_order_are_a_change(cast: Cast, demo: bytes) -> None:
    def swap(workbook: Any) -> None:
        table = workbook["Nơi nhận"]
        for column in range(2, table.max_column + 1):
            first, second = table.cell(HEAD_ROW + 1, column), table.cell(HEAD_ROW + 2, column)
            first.value, second.value = second.value, first.value

    rows = [row for group in read(changed(demo, swap), cast).groups for row in group.rows]

    assert [(row.before, row.after) for row in rows] == [("2", "1"), ("1", "2")]


HEAD = {
    "purpose": "Báo cáo Ủy ban nhân dân xã",
    "valid_from": "01/7/2025",
    "parent": "UBND xã Quảng Nghiệp",
    "issuer": "Phòng Văn hóa - Xã hội",
    "symbol": "BC-VHXH",
    "place": "Quảng Nghiệp",
    "addressees": "Ủy ban nhân dân xã Quảng Nghiệp",
    "recipients": "Như trên\nLưu: VT, VHXH",
    "signing": "Người đứng đầu ký",
    "position": "Trưởng phòng",
    "signer": "Nguyễn Thị Lan",
}


@pytest.mark.case("SC-264")
@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({}, ""),
        ({"issuer": ""}, "Cơ quan ban hành: "),
        ({"signing": "Ký thay"}, "Cần một trong: Người báo cáo; Người đứng đầu ký"),
        ({"signing": "TM. (thay mặt tập thể)"}, "Ký TM. thì phải ghi thay mặt cơ quan nào."),
        ({"purpose": "Ủy ban nhân dân xã báo cáo cấp trên", "valid_from": "02/7/2025"}, "Trùng ngày với thể thức"),
    ],
)
def test_who_reports_to_whom_and_signs_is_set_up_too(
    cast: Cast, demo: bytes, cells: dict[str, str], fault: str
) -> None:
    outcome = read(changed(demo, add("Thể thức báo cáo", **HEAD | cells)), cast)

    assert [fault in one.message for one in outcome.faults] == [True] * bool(fault)
    present = ReportHead.objects.filter(commune=cast.commune, valid_from="2025-07-01", signer="Nguyễn Thị Lan")
    assert [head.recipients for head in present] == ([] if fault else ["Như trên\nLưu: VT, VHXH"])


def test_a_preview_writes_nothing(cast: Cast, demo: bytes) -> None:
    outcome = read(changed(demo, *NEIGHBOUR), cast, keep=False)

    assert outcome.changed
    assert not Commune.objects.filter(code="11999").exists()


def test_an_invented_commune_works_without_any_code(cast: Cast, demo: bytes) -> None:
    outcome = read(changed(demo, *NEIGHBOUR), cast)
    assert outcome.faults == []

    plan = Plan.objects.get(commune__code="11999")
    years = PlanAttainment(plan)
    verdicts = {one.target.code for one in years.judge(2025)}
    task = Task.objects.get(plan=plan, code="II.1.a")
    assert (plan.number, plan.regular_activities, plan.tasks.count()) == ("07/KH-UBND", 6, 32)
    assert verdicts == {"I.2.a-1", "I.2.a-2", "I.2.a-3", "I.2.b"}
    assert set(task.assignments.values_list("unit__code", "part")) == {
        ("VHTT", "lead"),
        ("TH", "support"),
        ("THCS", "support"),
    }
    assert "Nhiệm vụ riêng của xã" in str(task)
    assert build_report(years, 2025).title.startswith("Báo cáo")


def test_a_new_facility_has_its_forms_and_a_new_unit_its_tasks(cast: Cast, demo: bytes) -> None:
    outcome = read(
        changed(
            demo,
            lambda workbook: workbook.remove(workbook["Nhiệm vụ"]),
            add("Đơn vị", code="TH2", name="Trường Tiểu học số 2", kind="Trường học"),
            add("Thư viện", code="TV-TH2", name="Thư viện số 2", kind="Thư viện trường tiểu học", unit="TH2"),
        ),
        cast,
    )

    assert outcome.faults == []
    years = LibraryFigures.objects.filter(facility__code="TV-TH2").values_list("reporting_year__year", flat=True)
    assert list(years) == [OPEN_YEAR]
    tasks = Assignment.objects.filter(unit__code="TH2").values_list("task__code", flat=True)
    assert set(tasks) == set(Assignment.objects.filter(unit__code="TH").values_list("task__code", flat=True))


@pytest.mark.once
def test_a_new_task_without_units_goes_to_the_kinds_that_it_names(cast: Cast, demo: bytes) -> None:
    own = (put("Nhiệm vụ", "lead", 1, None), put("Nhiệm vụ", "support", 1, None))
    outcome = read(changed(demo, *NEIGHBOUR, *own, put("Nhiệm vụ", "named_kinds", 1, "Trường học")), cast)

    assert outcome.faults == []
    given = Assignment.objects.filter(task__plan__commune__code="11999", task__code="II.1.a")
    assert set(given.values_list("unit__code", "part")) == {("TH", "lead"), ("THCS", "lead"), ("MN", "lead")}


@pytest.mark.once
def test_the_commands_write_and_read_the_same_workbook(cast: Cast, tmp_path: Path) -> None:
    file, out = tmp_path / "xa.xlsx", StringIO()
    call_command("plan_template", commune=cast.commune.code, output=file, stdout=StringIO())
    call_command("import_plan", file, format="json", stdout=out)
    assert json.loads(out.getvalue()) == {"rows": read(file.read_bytes(), cast).rows, "changed": 0, "errors": []}
    assert not SentWorkbook.objects.exists()

    file.write_bytes(changed(file.read_bytes(), put("Đơn vị", "kind", 1, "Chợ")))
    out = StringIO()
    with pytest.raises(CommandError, match="không ghi gì"):
        call_command("import_plan", file, format="json", stdout=out)
    assert not SentWorkbook.objects.exists()
    (error,) = json.loads(out.getvalue())["errors"]
    assert (error["sheet"], error["row"], error["column"]) == ("Đơn vị", HEAD_ROW + 1, "D")

    file.write_bytes(
        changed(file.read_bytes(), put("Đơn vị", "kind", 1, "Ủy ban nhân dân"), put("Đơn vị", "name", 1, "UBND"))
    )
    call_command("import_plan", file, stdout=StringIO())
    assert SentWorkbook.objects.get().commune == cast.commune


def test_assignments_that_the_workbook_names_are_those_that_there_are(cast: Cast, demo: bytes) -> None:
    read(changed(demo, put("Nhiệm vụ", "lead", 1, "TCKT")), cast)

    given = ours(Assignment).filter(task__code="II.1.a")
    assert list(given.values_list("unit__code", "part")) == [("TCKT", "lead")]


def test_activities_and_money_come_in_by_their_own_rules(cast: Cast, demo: bytes) -> None:
    money_row = {"year": 2026, "source": "Ngân sách nhà nước", "purpose": "Mua giá sách", "planned": "2,5 triệu"}
    activity_row = {"happened_on": "05/10/2026", "title": "Thi kể chuyện", "unit": "TH", "kind": "Khuyến đọc, sách"}
    outcome = read(changed(demo, add("Kinh phí", **money_row), add("Hoạt động", **activity_row)), cast)
    money = Funding.objects.get(purpose="Mua giá sách")
    activity = Activity.objects.get(title="Thi kể chuyện")

    assert (outcome.faults, outcome.changed) == ([], 2)
    assert (money.planned, money.recorded_by) == (2_500_000, cast.administrator)
    assert (activity.unit.code, activity.kind, activity.recorded_at) == ("TH", "reading", NOW)


@pytest.mark.once
def test_a_closed_year_of_a_book_stays_as_it_is(cast: Cast, demo: bytes) -> None:
    rows = list(Funding.objects.filter(commune=cast.commune).order_by("year", "source", "pk"))
    closed = next(place for place, row in enumerate(rows, start=1) if row.year == 2024)
    outcome = read(changed(demo, put("Kinh phí", "planned", closed, 1)), cast)
    (fault,) = outcome.faults

    assert fault.message.startswith("Năm 2024 đã khóa ngày 20/12/2024 nên sổ năm 2024 chỉ để đọc.")
