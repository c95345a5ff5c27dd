"""The books: a row is written, changed and removed by those who may, while its year is open, and nothing is lost."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kehoach.books import Row
from kehoach.books.actions.rows import add_row, attach_to_row, change_row, remove_row
from kehoach.common.uploads import accept
from kehoach.models import Activity, Broadcast, Evidence, Funding, IssuedDocument, ReportingYear, Role, State
from kehoach.people.rules import Refused
from kehoach.years.actions import grant_exception
from tests.books import ASKED, BOOK, PHOTO, TYPED_DAY, evidence_of, lines_of, row_of, sent_of, task
from tests.cast import NOW, OPEN_YEAR, Cast, figures_of, person, put_into, signed_in
from tests.pages import beside, filled_in, words

ACTIVITIES = BOOK["activities"]
CLOSED_DAY = date(2025, 4, 21)
EVERY_BOOK = sorted(BOOK)


@pytest.mark.parametrize(
    ("address", "day"),
    [("/hoat-dong/them/", "20/12/2026"), ("/hoat-dong/them/?nam=2026", ""), ("/hoat-dong/them/?nam=2025", "")],
)
def test_a_new_row_begins_with_today_or_without_a_day(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, address: str, day: str
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 12, 20, 9, tzinfo=UTC))

    assert filled_in(signed_in(cast.officer).get(address), "title")["happened_on"] == [day]


def written(cast: Cast, **changes: Any) -> Row:
    """An activity that the primary school writes itself."""
    values = {"title": "Kể chuyện theo sách", "kind": "reading", "happened_on": date(2026, 3, 2), **changes}
    values.setdefault("unit", cast.reporter.unit)
    return add_row(book=ACTIVITIES, commune=cast.commune, values=values, by=cast.reporter, at=NOW)


@pytest.mark.parametrize("slug", EVERY_BOOK)
def test_the_officer_writes_in_every_book_for_any_unit(cast: Cast, slug: str) -> None:
    book, unit = BOOK[slug], cast.commune.units.get(code="DTT" if slug == "broadcasts" else "THON-MAC")
    body = lines_of(book, unit, {"title": "Tin mới", "minutes": 5}) if book.quick else sent_of(slug, unit)

    response = signed_in(cast.officer).post(f"/{book.path}/them/", body)

    assert response.status_code == 302
    newest: Any = book.model._default_manager.latest("pk")
    assert (newest.unit, newest.recorded_by, newest.commune) == (unit, cast.officer, cast.commune)
    assert newest.history.get().history_change_reason == f"Ghi {book.noun}"


def test_a_unit_is_not_asked_whose_row_it_is_and_cannot_say_otherwise(cast: Cast) -> None:
    client, other = signed_in(cast.reporter), cast.colleague.unit
    assert "unit" not in filled_in(client.get("/hoat-dong/them/"), "title")

    client.post("/hoat-dong/them/", sent_of("activities", other))

    assert Activity.objects.latest("pk").unit == cast.reporter.unit


def test_what_is_wrong_is_told_beside_it_and_nothing_typed_is_lost(cast: Cast) -> None:
    body = sent_of("activities", cast.reporter.unit, title="", participants="nhiều", place="Sân trường")
    response = signed_in(cast.reporter).post("/hoat-dong/them/", body)

    assert response.status_code == 200
    assert beside(response, "title") == "Không được để trống mục này."
    assert "Đây không phải là một số nguyên" in beside(response, "participants")
    assert filled_in(response, "title")["place"] == ["Sân trường"]


@pytest.mark.case("SC-018")
def test_a_photo_comes_with_a_new_row(cast: Cast) -> None:
    body = {**sent_of("activities", cast.reporter.unit), "photo-file": SimpleUploadedFile("anh.png", PHOTO)}

    signed_in(cast.reporter).post("/hoat-dong/them/", body)

    assert [file.name for file in Activity.objects.latest("pk").evidence.all()] == ["anh.png"]


def test_a_bad_photo_keeps_the_row_from_being_written(cast: Cast) -> None:
    before = Activity.objects.count()
    body = {**sent_of("activities", cast.reporter.unit), "photo-file": SimpleUploadedFile("anh.png", b"GIF89a")}

    response = signed_in(cast.reporter).post("/hoat-dong/them/", body)

    assert "Ảnh dạng này chưa nhận được" in words(response)
    assert Activity.objects.count() == before


def test_the_same_post_twice_is_one_row(cast: Cast) -> None:
    client, body = signed_in(cast.reporter), sent_of("activities", cast.reporter.unit)
    before = Activity.objects.count()

    first, second = (client.post("/hoat-dong/them/", body)["Location"] for _ in range(2))

    assert first == second
    assert Activity.objects.count() == before + 1


def test_what_has_not_happened_yet_is_not_noted(cast: Cast) -> None:
    with pytest.raises(Refused, match="chưa đến"):
        written(cast, happened_on=NOW.date() + timedelta(days=1))


def test_a_closed_year_refuses_and_says_what_to_do(cast: Cast) -> None:
    body = sent_of("activities", cast.reporter.unit, happened_on=f"{CLOSED_DAY:%d/%m/%Y}")

    response = signed_in(cast.reporter).post("/hoat-dong/them/", body)

    assert "Năm 2025 đã khóa" in beside(response, "happened_on")
    assert "cho đơn vị một ngoại lệ" in beside(response, "happened_on")


@pytest.mark.parametrize(("slug", "unit"), [("activities", "TH"), ("funding", "TCKT")])
def test_an_exception_opens_a_closed_year_for_its_unit_alone(cast: Cast, slug: str, unit: str) -> None:
    book, own = BOOK[slug], cast.commune.units.get(code=unit)
    user = cast.reporter if unit == "TH" else cast.reporter_of(unit)
    year = ReportingYear.objects.get(commune=cast.commune, year=2025)
    until = NOW + timedelta(days=3)
    grant_exception(reporting_year=year, unit=own, reason="Bổ sung", expires_at=until, by=cast.officer, at=NOW)
    when: dict[str, Any] = {"happened_on": CLOSED_DAY, "unit": own} if book.is_dated else {"year": 2025}

    row = add_row(book=book, commune=cast.commune, values={**ASKED[slug], **when}, by=user, at=NOW)

    assert row.pk
    with pytest.raises(Refused, match="đã khóa"):
        change_row(row, book=book, values={"note": "x"}, version=1, by=user, at=until)


def test_a_row_is_not_moved_into_a_closed_year_or_out_of_it(cast: Cast) -> None:
    row, closed = written(cast), row_of("activities", cast.reporter.unit, happened_on=CLOSED_DAY)

    with pytest.raises(Refused, match="Năm 2025 đã khóa"):
        change_row(row, book=ACTIVITIES, values={"happened_on": CLOSED_DAY}, version=1, by=cast.reporter, at=NOW)
    with pytest.raises(Refused, match="Năm 2025 đã khóa"):
        change_row(
            closed, book=ACTIVITIES, values={"happened_on": date(2026, 4, 1)}, version=1, by=cast.reporter, at=NOW
        )


def test_before_a_year_is_opened_its_book_is_kept_all_the_same(cast: Cast) -> None:
    row = add_row(
        book=ACTIVITIES,
        commune=cast.commune,
        values={"title": "Đầu năm", "kind": "other", "happened_on": date(2027, 1, 5), "unit": cast.reporter.unit},
        by=cast.reporter,
        at=NOW + timedelta(days=60),
    )

    assert row.pk


def test_the_second_of_two_who_change_a_row_sees_both_and_loses_nothing(cast: Cast) -> None:
    row, client = written(cast), signed_in(cast.reporter)
    form = filled_in(client.get(f"/hoat-dong/{row.pk}/sua/"), "title")
    change_row(row, book=ACTIVITIES, values={"participants": 77}, version=1, by=cast.officer, at=NOW)

    response = client.post(f"/hoat-dong/{row.pk}/sua/", {**form, "participants": "99", "place": "Sân trường"})

    assert response.status_code == 409
    assert "Lượt người: 77" in words(response)
    again = filled_in(response, "title")
    assert (again["participants"], again["place"]) == (["99"], ["Sân trường"])
    assert client.post(f"/hoat-dong/{row.pk}/sua/", again).status_code == 302
    assert Activity.objects.get(pk=row.pk).participants == 99


def test_history_tells_who_changed_what(cast: Cast) -> None:
    row = written(cast, participants=70)
    change_row(row, book=ACTIVITIES, values={"participants": 77}, version=1, by=cast.officer, at=NOW)

    page = words(signed_in(cast.reporter).get(f"/hoat-dong/{row.pk}/"))

    assert "Sửa hoạt động" in page
    assert "Số lượt người tham gia: 70 → 77" in page


def test_saving_without_a_change_leaves_no_version(cast: Cast) -> None:
    row = written(cast)
    change_row(row, book=ACTIVITIES, values={"title": row.title}, version=1, by=cast.officer, at=NOW)

    assert Activity.objects.get(pk=row.pk).version == 1
    assert Activity.history.filter(id=row.pk).count() == 1


def test_removing_asks_first_takes_the_files_along_and_leaves_a_trace(cast: Cast) -> None:
    row, client = written(cast), signed_in(cast.reporter)
    attach_to_row(row, book=ACTIVITIES, accepted=accept("anh.png", PHOTO), by=cast.reporter, at=NOW)
    assert "Lịch sử vẫn giữ nội dung đã ghi" in words(client.get(f"/hoat-dong/{row.pk}/xoa/"))

    client.post(f"/hoat-dong/{row.pk}/xoa/")

    assert not Activity.objects.filter(pk=row.pk).exists()
    assert not Evidence.objects.filter(name="anh.png").exists()
    page = words(client.get(f"/hoat-dong/?nam={OPEN_YEAR}"))
    assert "Dòng đã xóa: 1" in page
    assert "Kể chuyện theo sách" in page
    remove_row(row, book=ACTIVITIES, by=cast.reporter, at=NOW)


def test_a_removed_row_of_another_unit_is_not_told(cast: Cast) -> None:
    remove_row(written(cast), book=ACTIVITIES, by=cast.reporter, at=NOW)

    assert "Dòng đã xóa" not in words(signed_in(cast.colleague).get(f"/hoat-dong/?nam={OPEN_YEAR}"))


def test_a_file_is_taken_off_a_row(cast: Cast) -> None:
    row = row_of("documents", cast.reporter.unit)
    file = evidence_of(row)

    signed_in(cast.reporter).post(f"/van-ban/{row.pk}/minh-chung/{file.pk}/xoa/")

    assert not IssuedDocument.objects.get(pk=row.pk).evidence.exists()


def test_a_schools_document_is_for_its_own_plan_unless_it_says_otherwise(cast: Cast) -> None:
    form = filled_in(signed_in(cast.reporter).get("/van-ban/them/"), "title")

    assert form["task"] == [str(task("IV.2.a").pk)]


def test_a_chosen_occasion_brings_its_task_and_its_day(cast: Cast) -> None:
    client = signed_in(cast.reporter)
    form = filled_in(client.get(f"/hoat-dong/them/?nam={OPEN_YEAR}&dip=NK-1"), "title")
    assert (form["happened_on"], form["task"]) == ([f"21/04/{OPEN_YEAR}"], [str(task("II.1.b").pk)])

    occasion = form["occasion"][0]
    client.post("/hoat-dong/them/", sent_of("activities", cast.reporter.unit, occasion=occasion, task=""))

    assert Activity.objects.latest("pk").task == task("II.1.b")


def test_the_station_writes_several_programmes_at_once_for_its_own_task(cast: Cast) -> None:
    station = cast.reporter_of("DTT")
    lines = [{"title": f"Chuyên mục {n}", "minutes": n} for n in (5, 8)]

    response = signed_in(station).post("/truyen-thanh/them/", lines_of(BOOK["broadcasts"], station.unit, *lines))

    assert response.status_code == 302
    newest = Broadcast.objects.order_by("-pk")[:2]
    assert {(one.title, one.minutes, one.airings, one.task, one.unit) for one in newest} == {
        (f"Chuyên mục {n}", n, 1, task("IV.5"), station.unit) for n in (5, 8)
    }


def test_one_wrong_line_writes_none_and_keeps_all(cast: Cast) -> None:
    station, before = cast.reporter_of("DTT"), Broadcast.objects.count()
    lines = [{"title": "Đúng", "minutes": 5}, {"title": "Sai", "minutes": 5, "happened_on": "21/04/2025"}]

    response = signed_in(station).post("/truyen-thanh/them/", lines_of(BOOK["broadcasts"], station.unit, *lines))

    assert "Năm 2025 đã khóa" in beside(response, "form-1-happened_on")
    assert filled_in(response, "form-0-title")["form-0-title"] == ["Đúng"]
    assert Broadcast.objects.count() == before


def test_more_lines_keep_what_is_written(cast: Cast) -> None:
    station = cast.reporter_of("DTT")
    body = {**lines_of(BOOK["broadcasts"], station.unit, {"title": "Bài một", "minutes": 5}), "more": "1"}

    form = filled_in(signed_in(station).post("/truyen-thanh/them/", body), "form-0-title")

    assert form["form-0-title"] == ["Bài một"]
    assert form["form-TOTAL_FORMS"] == ["5"]


def test_nothing_written_is_said(cast: Cast) -> None:
    station = cast.reporter_of("DTT")

    response = signed_in(station).post("/truyen-thanh/them/", lines_of(BOOK["broadcasts"], station.unit))

    assert "Hãy điền ít nhất một dòng" in words(response)


def test_the_finance_officer_keeps_the_money_of_every_unit(cast: Cast) -> None:
    finance, school = cast.reporter_of("TCKT"), cast.reporter.unit
    body = sent_of("funding", school, planned="12,5 triệu", spent="12.000.000 đồng")

    signed_in(finance).post("/kinh-phi/them/", body)

    row = Funding.objects.latest("pk")
    assert (row.unit, row.planned, row.spent) == (school, 12_500_000, 12_000_000)
    assert signed_in(finance).get(f"/kinh-phi/{Funding.objects.first().pk}/").status_code == 200


@pytest.mark.parametrize(
    ("sent", "field", "sentence"),
    [
        (
            {"donor": "Một doanh nghiệp"},
            "donor",
            "Khoản có người tài trợ thuộc nguồn xã hội hóa, không phải ngân sách.",
        ),
        ({"planned": "", "spent": ""}, "planned", "Hãy nhập dự toán hoặc số đã chi."),
    ],
)
def test_what_two_inputs_together_get_wrong_is_told_once_and_beside_one(
    cast: Cast, sent: dict[str, str], field: str, sentence: str
) -> None:
    body = sent_of("funding", cast.reporter.unit, **sent)

    response = signed_in(cast.reporter_of("TCKT")).post("/kinh-phi/them/", body)

    assert sentence in beside(response, field)
    assert words(response).count(sentence) == 1


@pytest.mark.case("SC-277")
def test_the_form_of_a_facility_begins_with_what_its_book_has(cast: Cast) -> None:
    put_into("VH-MAC", State.DRAFT)
    figures, entry = figures_of("VH-MAC"), f"/van-hoa/VH-MAC/{OPEN_YEAR}/nhap/"
    figures.activities_arts, figures.activities_sports = None, 7
    figures.save()
    client = signed_in(cast.officer)

    page = client.get(entry)

    assert words(page).count("theo sổ hoạt động") == 3
    assert re.search(r'name="activities_arts"\s+type="text"\s+value="2"', page.content.decode())
    assert "theo sổ hoạt động: 1, sửa được; phiếu ghi nhiều hơn 6, vì sao thì ghi ở “Ghi chú thêm”" in words(page)
    # The review says the same to the officer; a month begins with what took place in it.
    assert "Theo sổ hoạt động: 1; phiếu ghi nhiều hơn 6." in words(client.get(f"/van-hoa/VH-MAC/{OPEN_YEAR}/"))
    held = Activity.objects.filter(facility_id=figures.facility_id, happened_on__year=OPEN_YEAR).earliest("happened_on")
    month = client.get(f"/van-hoa/VH-MAC/{OPEN_YEAR}/so-thang/{held.happened_on:%Y-%m}-01/")
    assert "theo sổ hoạt động: 1, sửa được" in words(month)
    # Whoever has not noted how many came is not taken for nobody.
    Activity.objects.filter(pk=held.pk).update(participants=None)
    assert "theo sổ hoạt động, 1 hoạt động chưa ghi lượt người:" in words(client.get(entry))


def test_a_year_that_the_book_does_not_have_is_no_page(cast: Cast) -> None:
    client = signed_in(cast.officer)

    assert [client.get(f"/hoat-dong/?nam={year}").status_code for year in ("1999", "x", "2026")] == [404, 404, 200]


def test_filters_narrow_the_list(cast: Cast) -> None:
    page = words(signed_in(cast.officer).get("/hoat-dong/?nam=2025&don-vi=THON-MAC&nhiem-vu=IV.1.b"))

    assert "Giải cầu lông, cờ tướng của thôn Mạc" in page
    assert "thôn Gồm" not in page.split("Các dòng trong sổ: 1")[1].replace("Thôn Gồm", "")


def test_another_communes_leader_finds_empty_books(cast: Cast) -> None:
    page = words(signed_in(person(Role.LEADER, cast.neighbour)).get("/hoat-dong/"))

    assert "Sổ năm này chưa có dòng nào" in page
    assert TYPED_DAY not in page


def test_a_tasks_page_leads_to_its_rows_for_those_who_open_the_book(cast: Cast) -> None:
    row = row_of("funding", cast.reporter.unit, task=task("IV.2.c"), purpose="Thuê xe luân chuyển sách")
    pages = [signed_in(user).get(f"/nhiem-vu/IV.2.c/?nam={OPEN_YEAR}") for user in (cast.officer, cast.reporter)]

    assert [f'href="/kinh-phi/{row.pk}/"' in page.content.decode() for page in pages] == [True, False]
    assert [str(row) in words(page) for page in pages] == [True, True]
