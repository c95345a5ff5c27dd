"""The calendar of duties: what stands in it, what the officer notes, letters, and the telephone's calendar."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar
from openpyxl import load_workbook

from baocao.duties.calendar import calendar_of
from baocao.duties.definitions import DUTIES
from baocao.duties.reminding import matters_of_duties
from baocao.duties.standing import DutyYear, duties_of
from baocao.models import CalendarFeed, DutySetting, PlannedActivity, RegisterEntry, ReportHead, ReportState, SentDuty
from kehoach.models import Activity, AuditEvent, Occasion, ReportingYear
from kehoach.reminders.reminders import letters, situation
from tests.baocao.report.report_samples import report_in
from tests.cast import NOW, OPEN_YEAR, Cast, ours, signed_in
from tests.pages import words

SPORT = f"/lich/{OPEN_YEAR}/the-thao/"
COMMUNITY = f"/lich/{OPEN_YEAR - 1}/cong-dong-hoc-tap/"


@pytest.fixture(autouse=True)
def november(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day of the tests' cast."""
    at(monkeypatch, NOW)


def at(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


def standing(cast: Cast, code: str, year: int = OPEN_YEAR) -> DutyYear:
    return next(duty for duty in duties_of(cast.commune, (year,), NOW.date()) if duty.duty.code == code)


def test_every_duty_says_its_act_and_every_day_is_one() -> None:
    for duty in DUTIES.values():
        assert any(act in duty.act for act in ("Thông tư số", "Nghị định số", "Quyết định số"))
        assert duty.due is None or duty.due.of(2024) <= date(2025, 12, 31)
        assert not duty.elsewhere or duty.due


@pytest.mark.parametrize(
    ("code", "year", "due", "is_suggested"),
    [
        ("cong-dong-hoc-tap", 2025, date(2026, 2, 28), False),
        ("thu-vien-05-2020", 2026, date(2026, 12, 30), False),
        ("tu-danh-gia-thu-vien-truong", 2025, date(2026, 7, 30), False),
        ("thu-vien-truong", 2025, date(2026, 5, 31), True),
        ("tuan-le-htsd", 2026, date(2026, 10, 20), True),
        ("ke-hoach", 2026, date(2026, 12, 20), False),
        ("ke-hoach", 2029, date(2029, 12, 20), False),
        ("the-thao", 2026, None, False),
        ("nua-nam", 2026, None, False),
    ],
)
def test_when_a_duty_is_due(cast: Cast, code: str, year: int, due: date | None, is_suggested: bool) -> None:
    duty = standing(cast, code, year)
    assert (duty.due, duty.is_suggested) == (due, is_suggested)


@pytest.mark.case("SC-181")
def test_the_calendar_tells_when_to_whom_and_by_which_act(cast: Cast) -> None:
    page = words(signed_in(cast.officer).get("/lich/"))
    for text in (
        "Hồ sơ công nhận “Cộng đồng học tập” cấp xã",
        "Thông tư số 25/2023/TT-BGDĐT",
        "Quá hạn 267 ngày",
        "Số liệu năm 2025 · thư viện 5/5 đã duyệt · thiết chế 4/4 đã duyệt",
        "Ngày gợi ý (biết ở địa phương khác: Hà Nội)",
        "Gửi Sở Giáo dục và Đào tạo",
        "Chưa có ngày: 5",
        "Hạn đơn vị nộp số liệu năm 2026",
        "Tuần lễ hưởng ứng học tập suốt đời",
        "Còn 28 ngày",
    ):
        assert text in page
    # A unit sees its own duties alone.
    unit = words(signed_in(cast.reporter).get("/lich/"))
    assert "Tự đánh giá thư viện trường học" in unit
    assert "Cộng đồng học tập" not in unit
    sheet: Any = load_workbook(BytesIO(signed_in(cast.officer).get("/lich/?dang=xlsx").content)).worksheets[0]
    assert (sheet["A5"].value.date(), sheet["C5"].value) == (date(2026, 1, 31), "2025")
    for year in (2000, 2099):
        assert signed_in(cast.officer).get(f"/lich/{year}/").status_code == 200
    # The report on the plan is done once it is issued.
    RegisterEntry.objects.create(
        report=report_in(cast, ReportState.ISSUED, OPEN_YEAR - 1),
        commune=cast.commune,
        year=OPEN_YEAR - 1,
        number=99,
        symbol="BC-UBND",
        signed_on=date(2025, 12, 19),
    )
    assert "ban hành ngày 19/12/2025, số 99/BC-UBND" in words(
        signed_in(cast.officer).get(f"/lich/{OPEN_YEAR - 1}/ke-hoach/")
    )


@pytest.mark.case("SC-182")
def test_the_officer_notes_what_was_sent(cast: Cast) -> None:
    client = signed_in(cast.officer)
    for _ in range(2):
        posted = client.post(
            f"{COMMUNITY}da-gui/", {"sent_on": "27/02/2026", "document_number": "12/BC-UBND", "version": "0"}
        )
        assert posted.url == COMMUNITY
    page = words(client.get(COMMUNITY))
    assert "gửi ngày 27/02/2026, số 12/BC-UBND" in page
    assert "Đã gửi" in page
    assert SentDuty.history.count() == 1
    # Somebody who still has the empty page does not write over it unseen.
    clash = client.post(f"{COMMUNITY}da-gui/", {"sent_on": "28/02/2026", "version": "0"})
    assert clash.status_code == 409
    assert "Người khác vừa ghi việc này" in words(clash)
    assert client.post(f"{COMMUNITY}da-gui/", {"sent_on": "28/02/2026", "version": "1"}).status_code == 302
    for _ in range(2):
        client.post(f"{COMMUNITY}chua-gui/")
    assert not SentDuty.objects.exists()
    assert SentDuty.history.filter(history_type="-", history_user=cast.officer).count() == 1


@pytest.mark.once
@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("", "bắt buộc"),
        ("31/02/2026", "ngày"),
        ("01/12/2026", "chưa đến"),
        ("01/01/2024", "trước năm 2025"),
        ("hôm qua", "ngày"),
    ],
)
def test_a_day_that_is_none_is_asked_for_again(cast: Cast, day: str, sentence: str) -> None:
    page = signed_in(cast.officer).post(
        f"{COMMUNITY}da-gui/", {"sent_on": day, "document_number": "12", "version": "0"}
    )
    assert page.status_code == 200
    assert sentence in words(page)
    assert 'value="12"' in page.content.decode()
    assert not SentDuty.objects.exists()


@pytest.mark.case("SC-183")
def test_the_officer_sets_what_no_act_says(cast: Cast) -> None:
    client = signed_in(cast.officer)
    sent = {"due": "15/11", "receiver": "Sở Văn hóa, Thể thao và Du lịch", "is_owed": "on", "version": "0"}
    for _ in range(2):
        assert client.post(f"{SPORT}han/", sent).url == SPORT
    duty = standing(cast, "the-thao")
    assert (duty.due, duty.receiver, duty.state) == (date(2026, 11, 15), sent["receiver"], "Quá hạn 7 ngày")
    assert DutySetting.history.count() == 1
    assert client.post(f"{SPORT}han/", {**sent, "due": "20/11", "version": "0"}).status_code == 409
    assert client.post(f"{SPORT}han/", {**sent, "due": "31/13", "version": "1"}).status_code == 200
    # A suggestion that the officer has set is none any more; what is not owed leaves the list.
    client.post(f"/lich/{OPEN_YEAR}/tuan-le-htsd/han/", {"due": "25/10", "is_owed": "on", "version": "0"})
    assert not standing(cast, "tuan-le-htsd").is_suggested
    client.post(f"{SPORT}han/", {"version": "1"})
    page = words(client.get("/lich/"))
    assert page.index("Xã không phải gửi") < page.index("Đánh giá phong trào thể dục, thể thao")
    assert client.get(f"/lich/{OPEN_YEAR}/khong-co/").status_code == 404


def plan_of(cast: Cast, **changed: Any) -> dict[str, Any]:
    """What is sent for a planned activity, nine days ahead."""
    assert cast.reporter.unit
    day = NOW.date() + timedelta(days=9)
    return {"title": "Hội sách", "planned_on": f"{day:%d/%m/%Y}", "unit": cast.reporter.unit.pk, "version": 0} | changed


@pytest.mark.case("SC-284")
def test_an_activity_is_planned_moved_and_dropped(cast: Cast) -> None:
    officer, school = signed_in(cast.officer), signed_in(cast.reporter)
    for _ in range(2):
        assert school.post("/lich/du-kien/them/", plan_of(cast, place="Sân trường")).url == "/lich/2026/"
    row = PlannedActivity.objects.get()
    page = f"/lich/du-kien/{row.pk}/"
    said = f"Dự kiến · {row.unit.name} · Sân trường"
    assert all(said in words(client.get("/lich/2026/")) for client in (school, officer, signed_in(cast.leader)))
    assert said not in words(signed_in(cast.colleague).get("/lich/2026/"))
    # Moved by the officer; the school, which had seen the day before, is asked.
    assert officer.post(page, plan_of(cast, planned_on="24/12/2026", version=1)).status_code == 302
    late = school.post(page, plan_of(cast, planned_on="20/12/2026", version=1))
    assert (late.status_code, "Người khác vừa sửa" in words(late)) == (409, True)
    assert not Activity.objects.filter(title="Hội sách").exists()
    for _ in range(2):
        school.post(page, {"drop": "1"})
    assert PlannedActivity.history.filter(history_type="-").count() == 1
    assert school.get(page).status_code == 404


@pytest.mark.once
@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"planned_on": "21/11/2026"}, "Ngày 21/11/2026 đã qua"),
        ({"planned_on": "01/01/2036"}, "Chỉ ghi trước được đến hai năm"),
        ({"planned_on": "31/02/2027"}, "31/02/2027"),
        ({"title": " "}, "Không được để trống"),
        ({"unit": "999999"}, "unit"),
        ({"title": "x" * 300}, "200"),
    ],
)
def test_what_cannot_be_planned_is_said(cast: Cast, sent: dict[str, str], sentence: str) -> None:
    answer = signed_in(cast.reporter).post("/lich/du-kien/them/", plan_of(cast, **sent))
    assert (answer.status_code, sentence in answer.content.decode()) == (200, True)
    assert not PlannedActivity.objects.exists()


def feed(client: Client) -> str:
    page = client.get("/lich/dien-thoai/").content.decode()
    return page.partition('id="dia-chi">')[2].partition("</code>")[0].removeprefix("http://testserver")


@pytest.mark.case("SC-184")
def test_a_telephone_reads_the_calendar_until_its_address_is_revoked(cast: Cast) -> None:
    client, telephone = signed_in(cast.officer), Client()
    ours(Occasion).filter(code="NK-1").update(name="Ngày \x0b Sách, Bản quyền; thế giới " + "ạ" * 60)
    client.post("/lich/du-kien/them/", plan_of(cast, title="Hội sách"))
    assert feed(client) == ""
    client.post("/lich/dien-thoai/")
    path = feed(client)
    answer = telephone.get(path)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    text = answer.content.decode()
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT4H" in text
    assert "X-PUBLISHED-TTL:PT4H" in text
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    calendar: Any = Calendar.from_ical(answer.content)
    events = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    plan = events["viec-ke-hoach-2026@11122.ke-hoach"]
    assert (plan.decoded("dtstart"), plan.decoded("dtend")) == (date(2026, 12, 20), date(2026, 12, 21))
    assert "http://testserver/lich/2026/ke-hoach/" in plan["url"]
    assert any(str(event["summary"]) == "Hội sách" for event in events.values())
    assert any(str(event["summary"]).startswith("Ngày Sách, Bản quyền; thế giới ạ") for event in events.values())
    assert len(events) == len(list(calendar.walk("VEVENT")))
    assert telephone.head(path).status_code == 200
    # Made anew, the old address opens nothing; revoked, none does; nor does that of somebody who has left.
    client.post("/lich/dien-thoai/")
    assert telephone.get(path).status_code == 404
    path = feed(client)
    assert telephone.get(path).status_code == 200
    type(cast.officer).objects.filter(pk=cast.officer.pk).update(is_active=False)
    assert telephone.get(path).status_code == 404
    type(cast.officer).objects.filter(pk=cast.officer.pk).update(is_active=True)
    client.post("/lich/dien-thoai/", {"revoke": "1"})
    assert telephone.get(path).status_code == 404
    assert feed(client) == ""
    assert telephone.get("/lich/dt/x.ics").status_code == 404
    assert CalendarFeed.objects.filter(revoked_at=None).count() == 0
    assert AuditEvent.objects.filter(kind="link", account=cast.officer).count() == 4


@pytest.mark.case("SC-185")
@pytest.mark.parametrize(
    ("today", "code", "about"),
    [
        (date(2026, 12, 14), "giao-duc-cuoi-nam", "2026-12-20"),
        (date(2026, 12, 20), "giao-duc-cuoi-nam", "2026-12-20/0"),
        (date(2026, 11, 3), "giao-duc-thang-9", "2026-10-30/1"),
        (date(2026, 11, 27), "giao-duc-thang-9", "2026-10-30/4"),
        (date(2026, 11, 28), "giao-duc-thang-9", None),
        (date(2026, 10, 14), "tuan-le-htsd", "2026-10-20"),
        (date(2026, 10, 25), "tuan-le-htsd", None),
    ],
)
def test_the_officer_is_reminded(cast: Cast, today: date, code: str, about: str | None) -> None:
    years = [ReportingYear.objects.get(commune=cast.commune, year=OPEN_YEAR)]

    def reminded() -> list[str]:
        matters = matters_of_duties(years, today)[cast.commune.pk]
        return [matter.about for matter in matters if matter.about.startswith(f"{code}/{OPEN_YEAR}/")]

    assert reminded() == ([] if about is None else [f"{code}/{OPEN_YEAR}/{about}"])
    SentDuty.objects.create(
        commune=cast.commune, code=code, year=OPEN_YEAR, sent_on=today, recorded_at=NOW, recorded_by=cast.officer
    )
    assert reminded() == []


def test_the_letter_is_the_officers_alone(cast: Cast) -> None:
    today = date(2026, 12, 20)
    due = letters(today, situation(today))
    told = {letter.person.role for letter in due for matter in letter.matters if matter.occasion == "duty"}
    assert told == {"officer"}


@pytest.mark.case("SC-300")
def test_to_whom_a_duty_goes_is_said_or_that_nobody_knows(cast: Cast) -> None:
    client = signed_in(cast.officer)

    def told() -> str:
        calendar = f"{words(client.get(f'/lich/{OPEN_YEAR}/'))} {words(client.get(f'/lich/{OPEN_YEAR}/ke-hoach/'))}"
        assert "Nơi ghi ở" not in calendar
        return calendar

    assert "Gửi Sở Văn hóa, Thể thao và Du lịch thành phố Hải Phòng · Nghị định số 09/2019/NĐ-CP" in told()
    ReportHead.objects.filter(commune=cast.commune).delete()
    assert "Nơi nhận chưa ghi · Nghị định số 09/2019/NĐ-CP" in told()
    entries = calendar_of(cast.commune, OPEN_YEAR, NOW.date(), None).entries
    report = next(entry for entry in entries if entry.duty and entry.duty.duty.code == "ke-hoach")
    assert report.words.startswith("nơi nhận chưa ghi · Nghị định")
