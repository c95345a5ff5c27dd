"""Asking units to explain, and their answers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kehoach.common import formats
from kehoach.models import Explanation, ReportingYear, TaskProgress
from tests.cast import OPEN_YEAR, Cast, ours, signed_in
from tests.pages import beside, words

PAGE = f"/nhiem-vu/IV.2.a/{OPEN_YEAR}/TH/"
SOON = formats.date_short(timezone.localdate() + timedelta(days=5))
ASKED = {"question": "Vì sao trường chưa ban hành kế hoạch?", "answer_by": SOON}


@pytest.fixture
def nobody_asked(cast: Cast) -> None:
    """Nobody has reported or been asked anything this year, and every deadline is over."""
    Explanation.objects.all().delete()
    ours(TaskProgress).filter(reporting_year__year=OPEN_YEAR).delete()
    yesterday = timezone.localdate() - timedelta(days=1)
    ReportingYear.objects.filter(commune=cast.commune, year=OPEN_YEAR).update(unit_deadline=yesterday)
    cast.commune.plans.get().tasks.update(due_month=None, due_day=None)


@pytest.fixture
def officer(cast: Cast, nobody_asked: None) -> Client:
    """The culture officer."""
    return signed_in(cast.officer)


@pytest.fixture
def school(cast: Cast, nobody_asked: None) -> Client:
    """The primary school."""
    return signed_in(cast.reporter)


@pytest.mark.parametrize("role", ["officer", "leader"])
def test_a_unit_is_asked_and_answers(cast: Cast, school: Client, role: str) -> None:
    asker = signed_in(getattr(cast, role))
    assert "Đã gửi yêu cầu giải trình" in words(asker.post(f"{PAGE}giai-trinh/", ASKED, follow=True))
    assert ASKED["question"] in words(school.get("/"))
    asked = Explanation.objects.get()

    response = school.post(f"{PAGE}giai-trinh/{asked.pk}/", {"answer": "Trường chờ chi bộ thông qua."}, follow=True)

    assert "Đã gửi giải trình." in words(response)
    assert "Trường chờ chi bộ thông qua." in words(asker.get(PAGE))
    assert "Giải trình IV.2.a của Trường Tiểu học" in words(signed_in(cast.officer).get("/"))
    asked.refresh_from_db()
    assert (asked.answered_by, asked.history.count()) == (cast.reporter, 2)


def test_a_question_is_asked_and_answered_once(school: Client, officer: Client) -> None:
    for _ in range(2):
        officer.post(f"{PAGE}giai-trinh/", ASKED)
    asked = Explanation.objects.get()
    another = officer.post(f"{PAGE}giai-trinh/", {**ASKED, "question": "Bao giờ xong?"})
    assert "chưa trả lời yêu cầu trước" in beside(another, "question")

    for _ in range(2):
        school.post(f"{PAGE}giai-trinh/{asked.pk}/", {"answer": "Chờ họp."})
    late = school.post(f"{PAGE}giai-trinh/{asked.pk}/", {"answer": "Đã xong."})

    assert "Yêu cầu này đã được trả lời." in words(late)
    assert (Explanation.objects.get().answer, asked.history.count()) == ("Chờ họp.", 2)


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"question": " "}, "question", "Cần ghi nội dung"),
        ({"answer_by": "01/01/2020"}, "answer_by", "Ngày này đã qua."),
        ({"answer_by": "31/02/2099"}, "answer_by", "ngày"),
    ],
)
def test_a_question_needs_words_and_a_day_to_come(
    officer: Client, changes: dict[str, str], field: str, sentence: str
) -> None:
    response = officer.post(f"{PAGE}giai-trinh/", {**ASKED, **changes})

    assert sentence in beside(response, field)
    assert not Explanation.objects.exists()


def test_an_answer_needs_words(school: Client, officer: Client) -> None:
    officer.post(f"{PAGE}giai-trinh/", ASKED)
    asked = Explanation.objects.get()

    response = school.post(f"{PAGE}giai-trinh/{asked.pk}/", {"answer": " "})

    assert "Hãy ghi nội dung giải trình." in beside(response, "answer")


def test_all_that_are_late_are_asked_at_once(cast: Cast, officer: Client) -> None:
    officer.post(f"{PAGE}giai-trinh/", ASKED)
    page = officer.get("/nhiem-vu/giai-trinh/").content.decode()
    assert 'value="2026/IV.2.b/TH"' in page
    assert 'value="2026/IV.2.a/TH"' not in page, "is asked already"
    assert 'value="2026/II.1.a/VHTT"' not in page, "the officer asks nobody but others"

    sent = {**ASKED, "parts": ["2026/IV.2.b/TH", "2026/IV.2.b/MN", "2026/IV.5/DTT"]}
    response = officer.post("/nhiem-vu/giai-trinh/", sent, follow=True)

    assert "Đã gửi 3 yêu cầu giải trình." in words(response)
    assert Explanation.objects.count() == 4


def test_in_a_year_without_late_tasks_nobody_is_asked(cast: Cast, officer: Client) -> None:
    far = timezone.localdate() + timedelta(days=30)
    ReportingYear.objects.filter(commune=cast.commune, year=OPEN_YEAR).update(unit_deadline=far)

    assert "Không có việc nào quá hạn" in words(officer.get("/nhiem-vu/giai-trinh/"))
