"""“Mẫu của cấp trên”: a form is uploaded once, marked cell by cell, and filled from the figures of any year."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font, PatternFill

from baocao.models import FormAnswers, SuperiorForm
from baocao.superior_forms.figures import FormFigures
from baocao.superior_forms.files.gate import checked_package
from baocao.superior_forms.files.workbook import SpreadsheetForm
from baocao.superior_forms.filling import Filling, fill
from baocao.superior_forms.marks import Mark
from baocao.superior_forms.sources import likeliest, sources
from kehoach.models import Role, State, User
from tests.baocao.superior_forms.odd_forms import document, runs
from tests.cast import NOW, Cast, figures_of, put_into, signed_in
from tests.pages import words
from thuvien.models import Library

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TITLE = "Biểu 1"


def superiors_form() -> bytes:
    """A form as a Sở might send it: merged head, two tables of which one is short, sums, protection, a second sheet."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = TITLE
    sheet["A1"], sheet["A3"], sheet["A4"] = "BIỂU SỐ LIỆU THƯ VIỆN", "Xã:", "Ngày:"
    sheet.merge_cells("A1:D1")
    sheet["A1"].font = Font(bold=True)
    sheet["B4"].number_format = "dd/mm/yyyy"
    for column, head in zip("ABCD", ("TT", "Thư viện", "Lượt học sinh", "Ghi chú"), strict=True):
        sheet[f"{column}6"] = head
    sheet["B7"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet["A12"], sheet["C12"] = "Cộng", "=SUM(C7:C11)"
    sheet["A14"], sheet["B15"], sheet["B17"] = "Nhà văn hóa", "Tên", "Người lập biểu"
    sheet["A20"], sheet["C20"], sheet["C21"] = "Tỷ lệ thư viện có dịch vụ", None, None
    sheet["C21"].number_format = "0.0%"
    sheet.protection.sheet = True
    book.create_sheet("Hướng dẫn")["A1"] = "Không sửa mẫu"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


MARKS = [
    Mark(TITLE, "B3", "xã"),
    Mark(TITLE, "B4", "đến ngày"),
    Mark(TITLE, "A7", "thu-vien.số thứ tự", "*"),
    Mark(TITLE, "B7", "thu-vien.tên cơ sở", "*"),
    Mark(TITLE, "C7", "thu-vien.visits_pupils", "*"),
    Mark(TITLE, "B16", "van-hoa.tên cơ sở", "*"),
    Mark(TITLE, "C20", "báo cáo.I.2.a-2.tỷ lệ"),
    Mark(TITLE, "C21", "báo cáo.I.2.a-2.tỷ lệ"),
]


def kept(cast: Cast, marks: list[Mark] | None = None, **columns: Any) -> SuperiorForm:
    """The form in the database, as the officer has uploaded and marked it."""
    content = superiors_form()
    values = {"commune": cast.commune, "title": "Biểu gửi Sở", "kind": "xlsx", "file_name": "bieu.xlsx", **columns}
    return SuperiorForm.objects.create(
        content=content,
        sha256="a" * 64,
        size=len(content),
        marks=[mark.as_json() for mark in marks or []],
        added_at=NOW,
        added_by=cast.officer,
        **values,
    )


def filled(cast: Cast, marks: list[Mark], year: int = 2025) -> tuple[Filling, Any]:
    """What is filled, and the sheet of the file as Excel would show it."""
    form = SpreadsheetForm(checked_package(superiors_form())[1])
    filling = fill(form, marks, FormFigures(cast.commune, year, NOW.date()))
    return filling, load_workbook(
        BytesIO(form.filled(filling.values, filling.like, filling.insertions)), data_only=True
    )[TITLE]


def post_mark(client: Client, form: SuperiorForm, cell: str, source: str, **sent: str) -> Any:
    """Says what a cell takes, as the page does."""
    page = reverse("mark_superior_form", kwargs={"pk": form.pk})
    return client.post(f"{page}?nam=2025&trang=0&o={cell}&nguon={source}", {"seen": "", **sent}, follow=True)


@pytest.mark.case("SC-198")
def test_a_form_is_uploaded_marked_and_filled_for_each_year(cast: Cast) -> None:
    officer = signed_in(cast.officer)
    file = SimpleUploadedFile("Biểu 1.xlsx", superiors_form())
    officer.post("/mau-cap-tren/them/", {"title": "Biểu gửi Sở", "file": file})
    form = SuperiorForm.objects.get()
    search = officer.get(f"/mau-cap-tren/{form.pk}/danh-dau/", {"o": "C8", "tim": "luot hoc sinh"}).content.decode()
    assert "nguon=thu-vien.visits_pupils" in search

    post_mark(officer, form, "C8", "thu-vien.visits_pupils", scope="=TV-TH")
    page = post_mark(officer, form, "C9", "thu-vien.visits_pupils", scope="+primary").content.decode()

    visits = figures_of("TV-TH", 2025).value("visits_pupils")
    assert f"{visits:,}".replace(",", ".") in page
    sheet = load_workbook(BytesIO(officer.get(f"/mau-cap-tren/{form.pk}/tai/2025/").content), data_only=True)[TITLE]
    assert (sheet["C8"].value, sheet["C9"].value, sheet["C12"].value) == (visits, visits, 2 * visits)
    before = load_workbook(BytesIO(officer.get(f"/mau-cap-tren/{form.pk}/tai/2024/").content))[TITLE]["C8"].value
    assert before == figures_of("TV-TH", 2024).value("visits_pupils")
    reasons = SuperiorForm.history.values_list("history_change_reason", flat=True)
    assert {"Đưa mẫu lên", "Đánh dấu C8: Lượt học sinh đến thư viện"} <= set(reasons)


@pytest.mark.case("SC-199")
def test_a_table_takes_a_facility_a_row_and_gets_the_rows_that_it_lacks(cast: Cast) -> None:
    filling, sheet = filled(cast, MARKS)

    names = [sheet[f"B{row}"].value for row in range(7, 12)]
    assert names == list(Library.objects.filter(commune=cast.commune).order_by("pk").values_list("name", flat=True))
    assert [sheet[f"A{row}"].value for row in (7, 11)] == [1, 5]
    assert sheet["C12"].value == sum(sheet[f"C{row}"].value or 0 for row in range(7, 12))
    assert sheet["B11"].fill.fgColor.rgb == sheet["B7"].fill.fgColor.rgb
    assert (sheet["B3"].value, sheet["B4"].value.date().isoformat()) == ("xã Quảng Nghiệp", "2025-12-14")
    # Four centres, and one row before “Người lập biểu”: what stands below moves down by three.
    assert None not in [sheet[f"B{row}"].value for row in range(16, 20)]
    assert sheet["B20"].value == "Người lập biểu"
    assert [note.text for note in filling.remarks if note.where == "Biểu 1, dòng 16"] == [
        "Bảng thiếu dòng: tệp tải về có thêm 3 dòng sau dòng 16, phần dưới dời xuống."
    ]
    assert (round(float(sheet["C23"].value), 1), sheet["C24"].value) == (50.0, 0.5)


def test_what_is_missing_is_said_and_nothing_is_made_up(cast: Cast) -> None:
    figures_of("TV-TH", 2025).delete()
    marks = [
        Mark(TITLE, "C7", "thu-vien.visits_pupils", "+"),
        Mark(TITLE, "C8", "thu-vien.visits_pupils", "=TV-TH"),
        Mark(TITLE, "C9", "thu-vien.visits_pupils", "=TV-KHAC"),
        Mark(TITLE, "C10", "báo cáo.X.tỷ lệ"),
        Mark(TITLE, "C12", "thu-vien.visits_pupils", "+"),
        Mark("Trang cũ", "A1", "xã"),
    ]

    filling, _ = filled(cast, marks)

    assert [note.text for note in filling.remarks] == ["Chưa kể 1 cơ sở chưa có số liệu được duyệt."]
    assert [note.where.rpartition(" ")[2] for note in filling.gaps] == ["C8", "C9", "C10", "C12", "A1"]
    assert filling.values.keys() == {(TITLE, (7, 3))}


def test_other_days_than_the_years_say_of_which_days_they_are(cast: Cast) -> None:
    filling, sheet = filled(cast, [Mark(TITLE, "C7", "thu-vien.visits_pupils", "=TV-TH", "calendar")])

    assert sheet["C7"].value == figures_of("TV-TH", 2025).value("visits_pupils")
    assert [note.text for note in filling.remarks] == ["Có số liệu kỳ 15/12/2024–14/12/2025 vì chưa đếm theo tháng."]


@pytest.mark.parametrize("scope", ["=TV-TH", "+"])
def test_a_whole_year_is_no_half_of_it(cast: Cast, scope: str) -> None:
    halves = (("C7", "first_half"), ("C8", "second_half"))
    filling, sheet = filled(cast, [Mark(TITLE, cell, "thu-vien.loans", scope, window) for cell, window in halves])

    assert (sheet["C7"].value, sheet["C8"].value) == (None, None)
    assert [note.text for note in filling.gaps] == [
        f"Chưa có số liệu kỳ {days}: chưa đếm theo tháng."
        for days in ("01/01/2025–30/06/2025", "01/07/2025–31/12/2025")
    ]


def test_what_the_commune_answered_once_for_official_forms_goes_into_others(cast: Cast) -> None:
    FormAnswers.objects.update_or_create(
        commune=cast.commune, library=None, year=2025, defaults={"answers": {"centre_room": True, "recogniser": "UBND"}}
    )
    marks = [
        Mark(TITLE, "C7", "trả lời.centre_room"),
        Mark(TITLE, "C8", "trả lời.recogniser"),
        Mark(TITLE, "C9", "trả lời.school_letter"),
    ]

    filling, sheet = filled(cast, marks)

    assert (sheet["C7"].value, sheet["C8"].value, sheet["C9"].value) == ("Có", "UBND", None)
    assert [note.where for note in filling.gaps] == ["Biểu 1, ô C9"]


# Where a mark stands, what it takes of whom, what is in the cell then, and what is said of it.
FURTHER = [
    ("C7", "classes", "=TV-TH", 14, None),
    ("C8", "founded_in", "=TV-TH", 2001, None),
    ("C9", "classes", "+", 14, "Chưa kể 2 thư viện chưa trả lời."),
    ("C10", "classes", "=TV-XA", None, "không áp dụng"),
    ("C11", "teachers", "+primary", None, "Chưa thư viện nào trả lời"),
    ("D7", "address", "=TV-TH", "Thôn Gồm", None),
    ("D8", "classes", "+commune", None, "không hỏi các thư viện ấy"),
]


@pytest.mark.case("SC-280")
def test_what_libraries_answered_once_for_official_forms_goes_into_others(cast: Cast) -> None:
    FormAnswers.objects.filter(commune=cast.commune).delete()
    school = Library.objects.get(code="TV-TH")
    answers = {"classes": 14, "founded_in": 2001, "address": "Thôn Gồm"}
    FormAnswers.objects.create(commune=cast.commune, library=school, year=2024, answers=answers)

    filling, sheet = filled(cast, [Mark(TITLE, cell, f"thu-vien.{name}", of) for cell, name, of, _, _ in FURTHER])

    said = {note.where.rpartition(" ")[2]: note.text for note in (*filling.gaps, *filling.remarks)}
    for cell, _, _, value, remark in FURTHER:
        assert (sheet[cell].value, (remark or "") in said.get(cell, "")) == (value, True), cell
    table = [Mark(TITLE, "B7", "thu-vien.tên cơ sở", "*primary"), Mark(TITLE, "C7", "thu-vien.classes", "*primary")]
    assert filled(cast, table)[1]["C7"].value == 14


@pytest.mark.case("SC-285")
@pytest.mark.parametrize(
    ("cell", "called", "source"),
    [("C7", "Lượt học sinh", "thu-vien.visits_pupils"), ("B3", "Xã:", "xã"), ("D20", "Tỷ lệ thư viện", "báo cáo.")],
)
def test_what_the_form_calls_a_cell_is_looked_for_at_once(cast: Cast, cell: str, called: str, source: str) -> None:
    page = signed_in(cast.officer).get(f"/mau-cap-tren/{kept(cast).pk}/danh-dau/", {"o": cell, "nam": 2025})

    assert f"bên cạnh ghi “{called}" in words(page)
    assert any(known.code.startswith(source) for known in page.context["found"])


@pytest.mark.case("SC-293")
def test_what_is_marked_beside_a_tables_cell_is_proposed_as_its_table(cast: Cast) -> None:
    form, officer = kept(cast, [Mark(TITLE, "B16", "van-hoa.tên cơ sở", "*village")]), signed_in(cast.officer)
    here = f"/mau-cap-tren/{form.pk}/danh-dau/"

    beside = officer.get(here, {"o": "C16", "tim": "số chỗ ngồi"})
    chosen = officer.get(here, {"o": "C16", "nguon": "van-hoa.seats"})
    elsewhere = officer.get(here, {"o": "C17", "nguon": "van-hoa.seats"})

    assert [source.code for source in beside.context["found"]] == ["van-hoa.seats", "thu-vien.seats"]
    assert [page.context["chosen"]["scope"].value() for page in (chosen, elsewhere)] == ["*village", ""]


@pytest.mark.case("SC-293")
@pytest.mark.parametrize(
    ("called", "first"),
    [("TT", "Số thứ tự (thư viện)"), ("Bổ sung trong kỳ (bản sách)", "Sách bổ sung trong năm")],
)
def test_where_nothing_is_called_so_the_likeliest_stand_first(called: str, first: str) -> None:
    assert likeliest(sources({}), called)[0].label == first


def test_two_kinds_of_places_in_a_row_are_pointed_at(cast: Cast) -> None:
    marks = [Mark(TITLE, "B7", "thu-vien.tên cơ sở", "*"), Mark(TITLE, "C7", "van-hoa.seats", "*")]

    assert [note.where for note in filled(cast, marks)[0].remarks] == ["Biểu 1, dòng 7"]
    assert filled(cast, marks[:1])[0].remarks == []


def test_a_draft_and_a_year_that_was_never_opened_give_nothing(cast: Cast) -> None:
    put_into("TV-TH", State.SUBMITTED)

    drafts = filled(cast, [Mark(TITLE, "C7", "thu-vien.visits_pupils", "=TV-TH")], 2026)[0]
    nothing = filled(cast, MARKS, 2031)[0]

    assert not drafts.values
    assert {value for (_, place), value in nothing.values.items() if place[1] == 3} == set()


def test_two_people_who_mark_the_same_cell_do_not_overwrite_each_other(cast: Cast) -> None:
    form, officer = kept(cast), signed_in(cast.officer)
    post_mark(officer, form, "C8", "thu-vien.visits_pupils", scope="+")
    post_mark(officer, form, "C8", "thu-vien.visits_pupils", scope="+")

    second = post_mark(officer, form, "C8", "thu-vien.loans", scope="+").content.decode()

    form.refresh_from_db()
    assert "Người khác vừa đánh dấu ô này" in second
    assert [(mark["cell"], mark["source"]) for mark in form.marks] == [("C8", "thu-vien.visits_pupils")]
    assert form.version == 1
    seen = Mark(TITLE, "C8", "thu-vien.visits_pupils", "+").digest
    post_mark(officer, form, "C8", "thu-vien.visits_pupils", seen=seen, remove="1")
    form.refresh_from_db()
    assert form.marks == []


@pytest.mark.parametrize(
    ("cell", "source", "scope", "words"),
    [
        ("C12", "thu-vien.visits_pupils", "+", "Ô có công thức"),
        ("B1", "thu-vien.visits_pupils", "+", "ô đầu của vùng, A1"),
        ("C8", "thu-vien.visits_pupils", "=TV-KHAC", "Của cơ sở nào"),
        ("C8", "khong-co", "+", "Lấy số liệu nào"),
    ],
)
def test_what_cannot_be_marked_is_not(cast: Cast, cell: str, source: str, scope: str, words: str) -> None:
    form = kept(cast)

    page = post_mark(signed_in(cast.officer), form, cell, source, scope=scope)

    form.refresh_from_db()
    assert (page.status_code, form.marks) == (200, [])
    assert words in page.content.decode()


@pytest.mark.parametrize("cell", ["7C", "AAAA1", "A0", "C99999999"])
def test_an_address_of_no_cell_is_no_page(cast: Cast, cell: str) -> None:
    form = kept(cast)

    assert signed_in(cast.officer).get(f"/mau-cap-tren/{form.pk}/danh-dau/", {"o": cell}).status_code == 404


def test_a_bad_file_is_told_beside_the_field_and_nothing_is_kept(cast: Cast) -> None:
    officer = signed_in(cast.officer)

    page = officer.post("/mau-cap-tren/them/", {"title": "Mẫu", "file": SimpleUploadedFile("a.xlsx", b"%PDF")})

    assert "Đây không phải là tệp Excel" in page.content.decode()
    assert not SuperiorForm.objects.exists()


@pytest.mark.case("SC-200")
def test_the_level_above_hands_a_form_to_every_commune(cast: Cast) -> None:
    overseer = signed_in(cast.overseer, cast.commune)
    overseer.post("/mau-cap-tren/them/", {"title": "Mẫu chung", "file": SimpleUploadedFile("a.xlsx", superiors_form())})
    form = SuperiorForm.objects.get()
    post_mark(overseer, form, "C8", "thu-vien.visits_pupils", scope="+")
    officer = signed_in(cast.officer)

    assert form.commune is None
    assert "Mẫu chung" in officer.get("/mau-cap-tren/").content.decode()
    assert officer.get(f"/mau-cap-tren/{form.pk}/tai/2025/").status_code == 200
    assert signed_in(cast.stranger).get(f"/mau-cap-tren/{form.pk}/tai/2025/").status_code == 200
    assert post_mark(officer, form, "C9", "thu-vien.loans", scope="+").status_code == 403


def test_a_common_form_is_for_the_area_of_whoever_uploaded_it(cast: Cast) -> None:
    User.objects.filter(pk=cast.overseer.pk).update(area_province=cast.commune.province, area_communes="11122")
    overseer = signed_in(cast.overseer, cast.commune)
    overseer.post("/mau-cap-tren/them/", {"title": "Mẫu chung", "file": SimpleUploadedFile("a.xlsx", superiors_form())})
    page = f"/mau-cap-tren/{SuperiorForm.objects.get().pk}/"
    above = signed_in(User.objects.create(username="ca-nuoc", role=Role.OVERSEER), cast.commune)

    assert [signed_in(user).get(page).status_code for user in (cast.officer, cast.stranger)] == [200, 404]
    assert [client.get(f"{page}danh-dau/").status_code for client in (overseer, above)] == [200, 403]
    assert above.get(page).status_code == 200


@pytest.mark.case("SC-204")
def test_a_newer_file_keeps_the_marks_that_have_a_place(cast: Cast) -> None:
    form, officer = kept(cast, [*MARKS, Mark("Trang cũ", "A1", "xã")]), signed_in(cast.officer)
    newer: Any = load_workbook(BytesIO(superiors_form()))
    newer[TITLE]["A1"] = "BIỂU MỚI"
    file = BytesIO()
    newer.save(file)
    page = f"/mau-cap-tren/{form.pk}/thay-tep/"

    word = officer.post(page, {"file": SimpleUploadedFile("a.docx", document(runs("{{ a }}")))}).content.decode()
    done = officer.post(page, {"file": SimpleUploadedFile("b.xlsx", file.getvalue())}, follow=True).content.decode()

    form.refresh_from_db()
    assert "khác loại với mẫu đang dùng" in word
    assert "1 đánh dấu không còn chỗ nên đã bỏ" in done
    assert (len(form.marks), form.file_name, form.whole) == (len(MARKS), "b.xlsx", file.getvalue())
    assert "BIỂU MỚI" in done


def test_a_form_that_is_retired_is_read_and_not_marked(cast: Cast) -> None:
    form, officer = kept(cast, MARKS), signed_in(cast.officer)
    for _ in range(2):
        officer.post(f"/mau-cap-tren/{form.pk}/thoi-dung/")
    form.refresh_from_db()

    assert form.is_retired
    assert "đã thôi dùng" in officer.get(f"/mau-cap-tren/{form.pk}/").content.decode()
    assert post_mark(officer, form, "C8", "xã").status_code == 403
