"""One unit's result of a task: written, confirmed, returned, by two people at once, and never twice."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from kehoach.demo.files import moment
from kehoach.models import Evidence, ProgressState, ReportingYear, Review, TaskProgress
from kehoach.years.actions import grant_exception
from tests.access.areas.figures import PHOTO
from tests.cast import NOW, OPEN_YEAR, Cast, figures_of, ours, signed_in
from tests.pages import beside, filled_in, words
from thuvien.models import LibraryFigures

PAGE = f"/nhiem-vu/IV.2.c/{OPEN_YEAR}/TH/"
SAID = {"state": "done", "result": "Hai đợt luân chuyển, 120 bản sách.", "count": "2", "version": "0"}


@pytest.fixture
def school(cast: Cast) -> Client:
    """The primary school, which has not reported on IV.2.c, nor counted it in its library's form."""
    ours(LibraryFigures).filter(facility__code="TV-TH", reporting_year__year=OPEN_YEAR).update(rotation_rounds=None)
    ours(TaskProgress).filter(task__code="IV.2.c", reporting_year__year=OPEN_YEAR).delete()
    return signed_in(cast.reporter)


def row(code: str = "IV.2.c", unit: str = "TH") -> TaskProgress:
    """What the unit has reported."""
    return ours(TaskProgress).get(task__code=code, unit__code=unit, reporting_year__year=OPEN_YEAR)


def versions() -> int:
    """How many versions all results have had."""
    history: Any = TaskProgress.history
    return history.count()


def said(client: Client, **changes: Any) -> HttpResponse:
    """Opens the form, changes some of it, and sends it."""
    return client.post(PAGE, {**filled_in(client.get(PAGE), "state"), **changes}, follow=True)


def test_a_unit_reports_in_words_and_numbers(school: Client) -> None:
    page = words(said(school, state="done", result="Hai đợt luân chuyển, 120 bản sách.", count="1.002"))

    assert f"Đã ghi kết quả nhiệm vụ IV.2.c năm {OPEN_YEAR}." in page
    assert "Việc của đơn vị" in page
    found = row()
    assert (found.state, found.count, found.review, found.version) == ("done", 1002, Review.WAITING, 1)
    assert found.history.get().history_user.unit.code == "TH"


@pytest.mark.case("SC-278")
def test_a_number_that_the_portal_has_is_not_asked_for_again(school: Client, officer: Client) -> None:
    figures: Any = figures_of("TV-TH")
    figures.rotation_rounds = 3
    figures.save()
    assert filled_in(school.get(PAGE), "state")["count"] == ["3"]
    assert "Theo phiếu số liệu thư viện: 3, sửa được." in words(school.get(PAGE))

    said(school, state="done", count="5")
    assert row().count == 5
    assert "đã ghi nhiều hơn 2, vì sao thì ghi ở “Kết quả”" in words(school.get(PAGE))
    # What a book counts for a task is taken from the unit's own rows there.
    radio = f"/nhiem-vu/IV.5/{OPEN_YEAR}/DTT/"
    ours(TaskProgress).filter(task__code="IV.5", reporting_year__year=OPEN_YEAR).delete()
    assert "Theo sổ “Truyền thanh”: 11, sửa được." in words(officer.get(radio))


@pytest.mark.once
@pytest.mark.case("SC-063")
def test_the_lines_of_a_result_stay_lines_and_a_break_counts_once(school: Client, officer: Client) -> None:
    lines = ["Đợt 1: 60 bản.", "Đợt 2: 60 bản.", "x" * (2000 - 30)]
    assert len("\n".join(lines)) == 2000

    said(school, state="done", result="\r\n".join(lines))

    assert row().result == "\n".join(lines)
    for page in (officer.get(PAGE), officer.get(f"/nhiem-vu/IV.2.c/?nam={OPEN_YEAR}")):
        assert "Đợt 1: 60 bản.<br>Đợt 2: 60 bản.<br>" in page.content.decode()
    page = said(school, state="done", result="\r\n".join([*lines, ""]) + "x")
    assert "2000" in beside(page, "result")


@pytest.mark.once
@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"state": "done", "result": " "}, "result", "cần ghi kết quả bằng lời hoặc số lượng"),
        ({"state": "done", "count": "hai"}, "count", "không phải là một số nguyên"),
        ({"result": "Đã làm"}, "state", "Hãy chọn tình trạng."),
        ({"state": "not_started"}, "state", "Chưa có gì để ghi"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_it(
    school: Client, changes: dict[str, str], field: str, sentence: str
) -> None:
    response = school.post(PAGE, {"version": "0", **changes})

    assert sentence in beside(response, field)
    assert not ours(TaskProgress).filter(task__code="IV.2.c", unit__code="TH", reporting_year__year=OPEN_YEAR)


def test_the_same_post_again_changes_nothing(school: Client) -> None:
    school.post(PAGE, SAID)
    before = versions()

    school.post(PAGE, SAID)
    school.post(PAGE, {**SAID, "version": "1"})

    assert (versions(), row().version) == (before, 1)


def test_one_tap_says_that_there_was_nothing_to_do(school: Client) -> None:
    home = school.get("/")
    assert "Không phát sinh IV.2.c" in words(home)

    response = school.post("/nhiem-vu/khong-phat-sinh/", {"nam": OPEN_YEAR, "ma": "IV.2.c"}, follow=True)

    assert "Đã ghi không phát sinh: IV.2.c." in words(response)
    assert row().state == ProgressState.NOTHING


def test_several_are_answered_at_once_and_what_was_reported_stays(school: Client) -> None:
    ours(TaskProgress).filter(reporting_year__year=OPEN_YEAR).delete()
    school.post(PAGE, SAID)

    for _ in range(2):
        school.post("/nhiem-vu/khong-phat-sinh/", {"nam": OPEN_YEAR, "ma": ["IV.2.a", "IV.2.b", "IV.2.c", "IV.5"]})

    found = {one.task.code: one.state for one in ours(TaskProgress).filter(reporting_year__year=OPEN_YEAR)}
    assert found == {"IV.2.a": "nothing", "IV.2.b": "nothing", "IV.2.c": "done"}


def test_a_slip_of_the_thumb_is_taken_back(school: Client) -> None:
    school.post("/nhiem-vu/khong-phat-sinh/", {"nam": OPEN_YEAR, "ma": "IV.2.c"})

    said(school, state="not_started")

    assert row().state == ProgressState.NOT_STARTED


def test_who_comes_second_sees_both_and_loses_nothing(cast: Cast, school: Client, officer: Client) -> None:
    school.post(PAGE, SAID)

    response = officer.post(PAGE, {**SAID, "result": "Ba đợt luân chuyển.", "count": "3"})

    assert response.status_code == 409
    page = words(response)
    assert "Người khác đã ghi: Hai đợt luân chuyển, 120 bản sách." in page
    assert "Người khác đã ghi: 2" in page
    kept = filled_in(response, "state")
    assert (kept["result"], kept["count"]) == (["Ba đợt luân chuyển."], ["3"])
    officer.post(PAGE, kept)
    assert (row().result, row().count) == ("Ba đợt luân chuyển.", 3)


def test_what_only_one_of_two_changed_is_kept(school: Client, officer: Client) -> None:
    school.post(PAGE, SAID)
    seen = filled_in(officer.get(PAGE), "state")
    said(school, result="Hai đợt, hơn 120 bản sách.")

    officer.post(PAGE, {**seen, "count": "5"})

    assert (row().result, row().count) == ("Hai đợt, hơn 120 bản sách.", 5)


@pytest.mark.case("SC-015")
def test_the_officer_confirms_what_a_unit_says(school: Client, officer: Client) -> None:
    school.post(PAGE, SAID)
    assert "Kết quả IV.2.c của" in words(officer.get("/")).partition("Chờ tôi")[2]

    for _ in range(2):
        officer.post(f"{PAGE}xac-nhan/", {"version": "1"})

    assert (row().review, row().history.count()) == (Review.CONFIRMED, 2)
    assert "đã xác nhận" in words(school.get("/"))


def test_nobody_confirms_what_they_have_not_seen(school: Client, officer: Client) -> None:
    school.post(PAGE, SAID)
    said(school, count="4")

    response = officer.post(f"{PAGE}xac-nhan/", {"version": "1"}, follow=True)

    assert "Người khác vừa ghi kết quả này." in words(response)
    assert row().review == Review.WAITING


def test_a_change_takes_the_confirmation_back(school: Client, officer: Client) -> None:
    school.post(PAGE, SAID)
    officer.post(f"{PAGE}xac-nhan/", {"version": "1"})

    said(school, count="4")

    assert (row().review, row().reviewed_by) == (Review.WAITING, None)


def test_what_the_officer_writes_needs_no_confirmation(school: Client, officer: Client) -> None:
    officer.post(PAGE, SAID)

    assert row().review == Review.CONFIRMED


@pytest.mark.case("SC-263")
def test_a_result_goes_back_with_a_reason_and_comes_again(school: Client, officer: Client) -> None:
    school.post(PAGE, SAID)
    assert "Cần ghi lý do trả lại" in words(officer.post(f"{PAGE}tra-lai/", {"version": "1", "reason": " "}))

    for _ in range(2):
        officer.post(f"{PAGE}tra-lai/", {"version": "1", "reason": "Thiếu số bản sách."})

    assert (row().review, row().version) == (Review.RETURNED, 2)
    assert "Thiếu số bản sách." in words(school.get("/"))
    school.post(PAGE, SAID)  # a page from before the return answers nothing
    assert row().review == Review.RETURNED
    assert "Hãy sửa, hoặc ghi vì sao gửi lại như cũ" in beside(said(school), "why_unchanged")
    assert row().review == Review.RETURNED
    said(school, why_unchanged="120 bản là số của cả hai đợt.")
    assert (row().review, row().return_reason) == (Review.WAITING, "")
    assert "Gửi lại, không sửa gì: 120 bản là số của cả hai đợt." in words(officer.get(PAGE))
    said(school, result="Hai đợt, 120 bản sách.")
    assert row().why_unchanged == ""


def test_a_photo_goes_with_the_result(school: Client, officer: Client) -> None:
    school.post(PAGE, {**SAID, "file": SimpleUploadedFile("anh.png", PHOTO, "image/png")})
    photo = Evidence.objects.get(object_id=row().pk)

    file = f"{PAGE}minh-chung/{photo.pk}/"
    assert b"".join(officer.get(file)).startswith(b"\x89PNG")  # type: ignore[arg-type]
    assert officer.get(f"{file}nho/")["Content-Type"] == "image/jpeg"
    assert "Đã gỡ tệp khỏi kết quả." in words(school.post(f"{file}xoa/", follow=True))
    assert not Evidence.objects.filter(pk=photo.pk).exists()


def test_a_file_that_is_no_photo_loses_nothing_of_what_was_typed(school: Client) -> None:
    response = school.post(PAGE, {**SAID, "file": SimpleUploadedFile("a.docx", b"PK\x03\x04", "image/png")})

    assert "Tệp Word, Excel" in beside(response, "file")
    assert filled_in(response, "state")["result"] == [SAID["result"]]


def test_last_years_words_are_a_start_and_its_number_is_not(cast: Cast, school: Client) -> None:
    ours(TaskProgress).filter(task__code="IV.2.c", unit__code="TH").delete()
    TaskProgress.objects.create(
        reporting_year=ReportingYear.objects.get(commune=cast.commune, year=OPEN_YEAR - 1),
        task_id=cast.commune.plans.get().tasks.get(code="IV.2.c").pk,
        unit=cast.reporter.unit,
        state="done",
        result="Một đợt.",
        count=17,
        updated_at=NOW,
        updated_by=cast.reporter,
    )
    assert "?tu-nam-truoc=1" in school.get(PAGE).content.decode()

    response = school.get(f"{PAGE}?tu-nam-truoc=1")

    form = filled_in(response, "state")
    assert (form["result"], form["count"], form["version"]) == (["Một đợt."], [""], ["0"])
    assert "Năm 2025 là 17." in words(response)


def test_a_closed_year_is_read_only_but_for_an_exception(cast: Cast, school: Client) -> None:
    page = PAGE.replace(str(OPEN_YEAR), "2025")
    ours(TaskProgress).filter(task__code="IV.2.c", reporting_year__year=2025).delete()
    assert "Năm 2025 đã khóa" in words(school.post(page, SAID))
    assert "Năm 2025 đã khóa" in words(
        school.post("/nhiem-vu/khong-phat-sinh/", {"nam": 2025, "ma": "IV.2.c"}, follow=True)
    )
    grant_exception(
        reporting_year=ReportingYear.objects.get(commune=cast.commune, year=2025),
        unit=cast.reporter.unit,
        reason="Ghi thiếu",
        expires_at=moment(2099, 1, 1),
        by=cast.officer,
        at=NOW,
    )

    school.post(page, SAID)

    assert ours(TaskProgress).get(task__code="IV.2.c", unit__code="TH", reporting_year__year=2025).count == 2


def test_a_unit_that_lost_the_task_writes_no_more(cast: Cast, school: Client, officer: Client) -> None:
    school.post(PAGE, SAID)
    cast.reporter.unit.assignments.filter(task__code="IV.2.c").delete()

    response = school.post(PAGE, {**SAID, "version": "1", "count": "9"})

    assert "không còn được giao nhiệm vụ này" in words(response)
    assert row().count == 2
