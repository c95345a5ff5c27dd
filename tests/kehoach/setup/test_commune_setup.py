"""A commune set up from one workbook: round trip, an invented commune without any code, every fault at its cell."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from baocao.attainment.queries import PlanAttainment
from baocao.models import ReportHead
from baocao.report import build_report
from kehoach.common.periods import TIME_TO_CATCH_UP, attainable_window, year_of
from kehoach.common.versions import Conflict
from kehoach.excel.workbooks.marking import LIST_SHEET
from kehoach.excel.workbooks.opening import open_book
from kehoach.models import (
    Activity,
    Assignment,
    Commune,
    Funding,
    Plan,
    ReportingYear,
    SentWorkbook,
    State,
    Task,
    TaskRole,
    Unit,
    UnitKind,
    User,
)
from kehoach.reminders.tasks_needing_attention import tasks_needing_attention
from kehoach.setup.commune_setup import PATIENCE, SetupOutcome, set_up
from kehoach.setup.template import pattern_of, template_of
from kehoach.setup.writing import HEAD_ROW
from kehoach.tasks.progress import PlanProgress
from kehoach.years.actions import open_year
from tests.cast import NOW, OPEN_YEAR, Cast, ours, signed_in
from tests.pages import filled_in, words
from thuvien.models import Library, LibraryFigures

Change = Callable[[Any], None]
MARK_ROW = HEAD_ROW - 1


def changed(content: bytes, *changes: Change) -> bytes:
    """The workbook as somebody has changed it."""
    workbook = openpyxl.load_workbook(BytesIO(content))
    for change in changes:
        change(workbook)
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()


def cell_of(sheet: Any, name: str, row: int) -> Any:
    """The cell of a column, found by its hidden code, in the row-th row below the head."""
    codes = {cell.value: cell.column for cell in sheet[MARK_ROW]}
    return sheet.cell(HEAD_ROW + row, codes[name])


def put(sheet: str, name: str, row: int, value: Any) -> Change:
    """Somebody types into a cell."""

    def change(workbook: Any) -> None:
        cell_of(workbook[sheet], name, row).value = value

    return change


def add(sheet: str, **cells: Any) -> Change:
    """Somebody fills in a row below the last."""

    def change(workbook: Any) -> None:
        table = workbook[sheet]
        row = table.max_row + 1 - HEAD_ROW
        for name, value in cells.items():
            cell_of(table, name, row).value = value

    return change


def read(content: bytes, cast: Cast, *, keep: bool = True) -> SetupOutcome:
    """What the administrator's workbook does."""
    return set_up(open_book(content, PATIENCE), by=cast.administrator, at=NOW, keep=keep)


# Another commune with the same kind of plan: fewer services asked for, two facilities of its own.
NEIGHBOUR = (
    put("Xã", "code", 1, "11999"),
    put("Xã", "name", 1, "Thử Nghiệm"),
    put("Kế hoạch", "number", 1, "07/KH-UBND"),
    put("Kế hoạch", "regular_activities", 1, 6),
    put("Điều kiện và mốc", "at_least", 3, "55,5"),
    put("Nhiệm vụ", "short_name", 1, "Nhiệm vụ riêng của xã"),
    put("Nhiệm vụ", "support", 1, "TH; THCS"),
    put("Thư viện", "name", 1, "Thư viện xã Thử Nghiệm"),
)


@pytest.fixture(scope="module")
def demo(demonstration: Cast, django_db_blocker: DjangoDbBlocker) -> bytes:
    """The workbook of the demonstration's commune."""
    with django_db_blocker.unblock():
        return template_of(demonstration.commune, NOW)


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


@pytest.mark.once
def test_the_page_offers_a_plan_as_a_pattern_where_there_is_one(cast: Cast) -> None:
    client = signed_in(cast.administrator)

    page = client.get("/thiet-lap/").content.decode()
    own, other = cast.commune.code, cast.neighbour.code
    shown = Counter(re.findall(rf"[?](mau|xa)=({own}|{other})", page))
    assert shown == {("mau", own): 3, ("xa", own): 1, ("xa", other): 1}
    names = {client.get("/thiet-lap/mau.xlsx", asked)["Content-Disposition"] for asked in ({}, {"mau": "11122"})}
    assert names == {'attachment; filename="thiet-lap-xa-moi.xlsx"'}


# What the pattern leaves to a commune that begins in 2026: its own names and days, and the years of its plan.
OWN_CELLS = (
    *(put("Xã", name, 1, value) for name, value in (("code", "11999"), ("kind", "Xã"), ("name", "Thử Nghiệm"))),
    put("Xã", "province", 1, "Hải Phòng"),
    *(put("Kế hoạch", "number", 1, "07/KH-UBND"), put("Kế hoạch", "issued_on", 1, "15/02/2026")),
    *(put("Kế hoạch", "signatory", 1, "Người ký"), put("Kế hoạch", "first_year", 1, 2026)),
    *(put("Cách hiểu", "decided_on", row, "15/02/2026") for row in range(1, 5)),
    *(put("Điều kiện và mốc", "base_year", row, 2025) for row in range(1, 13)),
    *(put("Điều kiện và mốc", "year", row, 2028) for row in range(1, 13, 2)),
)


def years_filled_in(workbook: Any) -> None:
    """Somebody replaces “[năm]” everywhere."""
    for sheet in workbook:
        for row in sheet.iter_rows(min_row=HEAD_ROW):
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = cell.value.replace("[năm]", "2028")


@pytest.mark.once
@pytest.mark.case("SC-120")
def test_a_new_commune_fills_in_what_is_its_own_into_the_pattern_of_another(cast: Cast) -> None:
    pattern = pattern_of(cast.commune, NOW)
    first_round = read(pattern, cast)
    outcome = read(changed(pattern, *OWN_CELLS, years_filled_in), cast)

    # Everything at once: the commune's row, the plan's, days of interpretations, years of milestones and of texts.
    lacking = Counter(fault.sheet for fault in first_round.faults)
    assert lacking == {"Xã": 1, "Kế hoạch": 4, "Chỉ tiêu": 4, "Điều kiện và mốc": 18, "Cách hiểu": 6, "Nhiệm vụ": 1}
    assert outcome.faults == []
    plan = Plan.objects.get(commune__code="11999")
    assert (plan.tasks.count(), plan.issuing_body) == (32, "Ủy ban nhân dân xã Thử Nghiệm")
    units = {unit.code: unit.name for unit in Unit.objects.filter(commune__code="11999")}
    assert (units["TH"], units["VHTT"]) == ("Trường Tiểu học Thử Nghiệm", "Phòng Văn hóa - Xã hội")
    assert not Activity.objects.filter(commune__code="11999").exists()
    forms = LibraryFigures.objects.filter(facility__commune__code="11999")
    assert set(forms.values_list("reporting_year__year", "state")) == {(2025, State.NOT_OPENED)}


@pytest.mark.once
def test_villages_and_legal_bases_of_another_commune_come_only_when_they_are_asked_for(cast: Cast) -> None:
    def rows(workbook: Any, sheet: str) -> int:
        return sum(bool(row[1].value) for row in workbook[sheet].iter_rows(min_row=HEAD_ROW + 1))

    patterns = (pattern_of(cast.commune, NOW), pattern_of(cast.commune, NOW, with_places=True))
    bare, whole = (openpyxl.load_workbook(BytesIO(pattern)) for pattern in patterns)
    villages = cast.commune.units.filter(kind=UnitKind.VILLAGE).count()

    assert (rows(bare, "Căn cứ"), rows(whole, "Căn cứ")) == (0, 3)
    assert rows(whole, "Đơn vị") - rows(bare, "Đơn vị") == villages == 3
    assert not [cell for sheet in bare for row in sheet.values for cell in row if "huyện" in str(cell)]


def test_base_year_figures_come_in_as_drafts_of_an_open_year(cast: Cast, demo: bytes) -> None:
    outcome = read(changed(demo, *NEIGHBOUR), cast)
    figures = LibraryFigures.objects.get(facility__commune__code="11999", facility__code="TV-TH")
    original = LibraryFigures.objects.get(
        facility__commune=cast.commune, facility__code="TV-TH", reporting_year__year=2022
    )

    assert outcome.figures is not None
    assert outcome.figures.groups
    assert (figures.reporting_year.year, figures.state) == (2022, State.DRAFT)
    assert (figures.visits_pupils, figures.services) == (original.visits_pupils, original.services)
    assert figures.notes == original.notes != {}


@pytest.mark.once
def test_who_brings_a_base_year_in_has_time_for_it(cast: Cast, demo: bytes) -> None:
    read(changed(demo, *NEIGHBOUR), cast)
    year = ReportingYear.objects.get(commune__code="11999")

    assert (year.window_end, year.unit_deadline) == (date(2022, 12, 14), timezone.localdate(NOW) + TIME_TO_CATCH_UP)


@pytest.mark.once
@pytest.mark.case("SC-121")
def test_nothing_is_late_on_the_first_day_of_a_commune(cast: Cast) -> None:
    read(changed(pattern_of(cast.commune, NOW), *OWN_CELLS, years_filled_in), cast)
    commune = Commune.objects.get(code="11999")
    User.objects.filter(pk=cast.stranger.pk).update(commune=commune)
    officer = User.objects.get(pk=cast.stranger.pk)
    # After 15/10 and 20/10, by which two tasks are due each year, and after 05/12, the usual deadline.
    now = NOW + timedelta(days=30)
    today = timezone.localdate(now)
    window = attainable_window(OPEN_YEAR, today)
    year = open_year(commune=commune, year=OPEN_YEAR, window=window, by=officer, at=now)

    clauses = PlanProgress(Plan.objects.get(commune=commune), today).clauses(OPEN_YEAR)
    assert (window.unit_deadline, window.report_deadline) == (today + TIME_TO_CATCH_UP,) * 2
    assert {clause.due for clause in clauses} == {year.unit_deadline}
    assert not [clause for clause in clauses if clause.overdue_days]
    assert tasks_needing_attention([year], today) == []


@pytest.mark.once
def test_the_officer_of_a_new_commune_is_led_through_its_base_year(cast: Cast, demo: bytes) -> None:
    read(changed(demo, *NEIGHBOUR), cast)
    User.objects.filter(pk=cast.stranger.pk).update(commune=Commune.objects.get(code="11999"))
    client = signed_in(cast.stranger)

    for page in ("/", "/so-lieu/2022/"):
        told = words(client.get(page))
        assert "Năm 2022 là năm gốc của kế hoạch" in told
        assert "1. Nộp 9 phiếu." in told
    assert "năm gốc của kế hoạch" not in words(signed_in(cast.officer).get("/"))
    assert filled_in(client.get("/so-lieu/mo-nam/"), "year")["year"] == [str(year_of(timezone.localdate()))]


@pytest.mark.case("SC-122")
def test_the_forms_of_a_base_year_are_submitted_together(cast: Cast, demo: bytes) -> None:
    read(changed(demo, *NEIGHBOUR), cast)
    User.objects.filter(pk=cast.stranger.pk).update(commune=Commune.objects.get(code="11999"))
    client = signed_in(cast.stranger)
    forms = LibraryFigures.objects.filter(facility__commune__code="11999")
    forms.filter(facility__code="TV-TH").update(visits_pupils=None)
    offered = client.get("/so-lieu/2022/nop-chung/")
    assert "Còn thiếu: 1 phiếu Điền" in words(offered)
    unsigned = client.post("/so-lieu/2022/nop-chung/", {**filled_in(offered, "chosen"), "name": "", "position": ""})
    assert "Nộp 8 phiếu năm gốc?" in words(unsigned)

    signer = {"name": "Lê Thị Hoa", "position": "Chuyên viên"}
    page = client.post("/so-lieu/2022/nop-chung/", {**filled_in(offered, "chosen"), **signer}, follow=True)

    assert "Đã nộp 8 phiếu năm 2022." in words(page)
    states = dict(forms.values_list("facility__code", "state"))
    assert states.pop("TV-TH") == State.DRAFT
    assert set(states.values()) == {State.SUBMITTED}
    # Any other year is submitted form by form.
    assert "Chỉ nộp chung được" in words(signed_in(cast.officer).get(f"/so-lieu/{OPEN_YEAR}/nop-chung/", follow=True))


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
def test_a_sheet_of_too_many_rows_is_refused_whole(cast: Cast, demo: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kehoach.setup.reading.MOST_ROWS", 13)

    assert "Trang Đơn vị có hơn 13 dòng." in words(send(signed_in(cast.administrator), demo))


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


def send(client: Client, content: bytes) -> HttpResponse:
    """Sends a workbook and follows to what is shown of it."""
    return client.post("/thiet-lap/", {"file": SimpleUploadedFile("xa.xlsx", content)}, follow=True)


def confirm(client: Client, shown: HttpResponse) -> HttpResponse:
    """Presses the button of the page that was shown."""
    return client.post(shown.request["PATH_INFO"], filled_in(shown, "digest"), follow=True)


@pytest.mark.once
@pytest.mark.case("SC-033")
def test_the_page_shows_first_and_writes_once(cast: Cast, demo: bytes) -> None:
    client, content = signed_in(cast.administrator), changed(demo, *NEIGHBOUR)
    looked = send(client, content)
    assert not Commune.objects.filter(code="11999").exists()
    assert "xã Thử Nghiệm" in words(looked)

    written, again = confirm(client, looked), confirm(client, looked)
    assert words(written) == words(again)
    assert "Đã thiết lập xã Thử Nghiệm" in words(written)
    assert "Số liệu năm 2022 trong tệp đã vào cổng là bản nháp" in words(written)
    assert Library.objects.filter(commune__code="11999").count() == 5


@pytest.mark.once
def test_the_workbook_that_was_written_stays_and_can_be_had_again(cast: Cast, demo: bytes) -> None:
    client, content = signed_in(cast.administrator), changed(demo, put("Đơn vị", "name", 1, "Ủy ban nhân dân xã"))
    confirm(client, send(client, content))
    kept = SentWorkbook.objects.get()

    assert (kept.sent_by, kept.commune, kept.changed) == (cast.administrator, cast.commune, 1)
    assert "Xã Quảng Nghiệp: xa.xlsx" in words(client.get("/thiet-lap/"))
    assert client.get(f"/thiet-lap/{kept.pk}/tep/").getvalue() == content


@pytest.mark.once
def test_what_is_something_else_by_now_is_shown_again(cast: Cast, demo: bytes) -> None:
    client = signed_in(cast.administrator)
    looked = send(client, changed(demo, put("Đơn vị", "name", 1, "Ủy ban nhân dân xã")))
    Unit.objects.filter(commune=cast.commune, code="UBND").update(name="UBND")

    again = confirm(client, looked)

    assert again.status_code == 409
    assert "Dữ liệu trên cổng đã thay đổi trong lúc đó nên chưa ghi gì." in words(again)
    assert Unit.objects.get(commune=cast.commune, code="UBND").name == "UBND"
    assert "Đã thiết lập" in words(confirm(client, again))


@pytest.mark.once
def test_every_fault_is_on_the_page_and_in_the_marked_file(cast: Cast, demo: bytes) -> None:
    client = signed_in(cast.administrator)
    wrong = changed(demo, put("Đơn vị", "kind", 3, "Cửa hàng"), put("Thư viện", "unit", 1, "KHONG-CO"))
    shown = send(client, wrong)

    assert "Tệp có 2 chỗ phải sửa" in words(shown)
    marked = client.get(f"{shown.request['PATH_INFO']}danh-dau/")
    workbook = openpyxl.load_workbook(BytesIO(marked.content))
    cell = workbook["Đơn vị"]["D8"]
    assert "Ô ghi “Cửa hàng”. Cần một trong:" in cell.comment.text
    assert cell.fill.fgColor.rgb == "00FBD5CF"
    assert [row[0].value for row in workbook[LIST_SHEET].iter_rows(min_row=2)] == ["Đơn vị", "Thư viện"]

    mended = changed(marked.content, put("Đơn vị", "kind", 3, "Hội"), put("Thư viện", "unit", 1, "TH"))
    assert "thay đổi, 0 lỗi" in words(send(client, mended))


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


@pytest.mark.once
def test_an_empty_template_says_what_is_missing(cast: Cast) -> None:
    outcome = read(template_of(None, NOW), cast)

    assert [fault.message for fault in outcome.faults] == ["Trang này cần đúng một dòng, đang có 0."] * 2


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
