"""The list of tasks with its filters, and giving out several at once."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from django.utils import timezone

from kehoach.models import Assignment, AssignmentRole, ReportingYear, Task, TaskProgress, Unit
from tests.cast import NOW, OPEN_YEAR, Cast, ours, signed_in
from tests.pages import words

LIST = "/nhiem-vu/"


@pytest.fixture
def officer(cast: Cast) -> Client:
    """The culture officer, in a year for which the primary school has reported one task of three."""
    ours(TaskProgress).filter(reporting_year__year=OPEN_YEAR).delete()
    year = ReportingYear.objects.get(commune=cast.commune, year=OPEN_YEAR)
    TaskProgress.objects.create(
        reporting_year=year,
        task=ours(Task).get(code="IV.2.b"),
        unit=cast.reporter.unit,
        state="done",
        result="Đã dạy.",
        updated_at=NOW,
        updated_by=cast.reporter,
    )
    return signed_in(cast.officer)


def codes(client: Client, **asked: str) -> list[str]:
    """The codes of the tasks on the list."""
    page = client.get(LIST, asked).content.decode()
    return [unquote(code) for code in re.findall(r'href="/nhiem-vu/([^/"]+)/\?nam=', page)]


def test_the_whole_plan_is_on_the_list(officer: Client) -> None:
    assert codes(officer) == list(ours(Task).order_by("position").values_list("code", flat=True))


def test_a_unit_sees_its_own(cast: Cast, officer: Client) -> None:
    assert codes(signed_in(cast.reporter)) == ["IV.2.a", "IV.2.b", "IV.2.c"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"muc": "IV.2"}, ["IV.2.a", "IV.2.b", "IV.2.c"]),
        ({"don-vi": "DTT"}, ["IV.5"]),
        ({"don-vi": "TH", "trang-thai": "done"}, ["IV.2.b"]),
        ({"muc": "IV.2", "trang-thai": "in_progress"}, ["IV.2.b"]),
        ({"trang-thai": "nothing"}, []),
        ({"muc": "IV.2", "trang-thai": "khong-co"}, ["IV.2.a", "IV.2.b", "IV.2.c"]),
    ],
)
def test_the_list_is_narrowed(officer: Client, asked: dict[str, str], found: list[str]) -> None:
    assert codes(officer, **asked) == found


def test_only_what_is_late(cast: Cast, officer: Client) -> None:
    ours(Task).update(due_month=None, due_day=None)
    year = ReportingYear.objects.filter(commune=cast.commune, year=OPEN_YEAR)
    year.update(unit_deadline=timezone.localdate() - timedelta(days=3))

    assert codes(officer, **{"don-vi": "TH", "qua-han": "on"}) == ["IV.2.a", "IV.2.c"]
    assert "quá hạn 3 ngày" in words(officer.get(LIST))
    year.update(unit_deadline=timezone.localdate())
    assert codes(officer, **{"qua-han": "on"}) == []
    assert "hôm nay là hạn" in words(signed_in(cast.reporter).get("/"))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({}, "Đã xong 0/32 việc; quá hạn"),
        ({"muc": "IV.2"}, "Đã xong 0/3 việc; quá hạn"),
        ({"don-vi": "TH"}, "Đã xong 1/3 việc đơn vị chủ trì; quá hạn"),
    ],
)
def test_what_is_listed_is_counted(officer: Client, asked: dict[str, str], told: str) -> None:
    assert told in words(officer.get(LIST, {**asked, "nam": str(OPEN_YEAR)}))


def test_a_filter_that_finds_nothing_says_so(officer: Client) -> None:
    assert "Không có nhiệm vụ nào như vậy" in words(officer.get(LIST, {"trang-thai": "nothing"}))


@pytest.mark.parametrize("year", ["2023", "2099", "abc", "20260"])
def test_every_year_has_a_list(officer: Client, year: str) -> None:
    assert len(codes(officer, nam=year)) == 32


def test_of_other_units_a_reporter_reads_states_and_no_words(cast: Cast, officer: Client) -> None:
    ours(TaskProgress).update(count=77)
    page = words(signed_in(cast.colleague).get(f"/nhiem-vu/IV.2.b/?nam={OPEN_YEAR}"))

    assert "Trường Tiểu học Quảng Nghiệp Chủ trì Hoàn thành Trường THCS" in page
    assert "Đã dạy." not in page
    assert page.count("77 tiết") == 1, "the sum of all, and no unit's own"
    assert "Đã dạy." in words(officer.get(f"/nhiem-vu/IV.2.b/?nam={OPEN_YEAR}"))


def test_a_task_lists_what_the_books_have_for_it(cast: Cast, officer: Client) -> None:
    page = officer.get("/nhiem-vu/IV.5/?nam=2025")
    lines = re.findall(r'href="(/truyen-thanh/\d+/)"', page.content.decode())

    assert "Đã ghi cho nhiệm vụ này: 13 dòng" in words(page)
    assert len(lines) == 12
    assert officer.get(lines[0]).status_code == 200
    school = signed_in(cast.reporter).get("/nhiem-vu/IV.2.c/?nam=2025").content.decode()
    assert "Đã ghi cho nhiệm vụ này" not in school, "the lower secondary school's volunteers are not theirs"


def test_the_level_above_reads_how_far_tasks_are_and_no_more(cast: Cast, officer: Client) -> None:
    page = words(signed_in(cast.overseer, cast.commune).get("/nhiem-vu/IV.5/?nam=2025"))

    assert "Đài Truyền thanh xã Chủ trì Hoàn thành" in page
    assert "12 tin, bài phát thanh" in page
    assert "Sản xuất 12 tin" not in page
    assert "Đã ghi cho nhiệm vụ này" not in page


def test_tasks_are_given_to_all_schools_and_nobody_loses_any(officer: Client) -> None:
    history: Any = Assignment.history  # type: ignore[attr-defined]
    before = history.count()
    sent = {"part": "support", "kinds": ["school"], "chosen_units": ["THON-GOM"], "chosen_tasks": ["II.1.a", "IV.2.a"]}

    for _ in range(2):
        officer.post("/nhiem-vu/phan-cong/", sent)

    def parts(code: str) -> dict[str, str]:
        return dict(ours(Assignment).filter(task__code=code).values_list("unit__code", "part"))

    schools = dict.fromkeys(ours(Unit).filter(kind="school").values_list("code", flat=True), AssignmentRole.SUPPORT)
    assert parts("II.1.a") == {"VHTT": AssignmentRole.LEAD, **schools, "THON-GOM": AssignmentRole.SUPPORT}
    assert parts("IV.2.a") == {**dict.fromkeys(schools, AssignmentRole.LEAD), "THON-GOM": AssignmentRole.SUPPORT}
    assert history.count() - before == 5


def test_nothing_is_given_to_nobody(officer: Client) -> None:
    page = words(officer.post("/nhiem-vu/phan-cong/", {"part": "lead", "chosen_tasks": ["II.1.a"]}))
    assert "Hãy chọn ít nhất một đơn vị" in page

    page = words(officer.post("/nhiem-vu/phan-cong/", {"part": "lead", "chosen_units": ["TH"]}))
    assert "Hãy chọn ít nhất một nhiệm vụ." in page
