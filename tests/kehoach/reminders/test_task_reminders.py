"""Letters about tasks: what is late once a week, and each question once, at once."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from kehoach.models import Explanation, Notice, ReportingYear, State, Task, TaskProgress, User
from kehoach.reminders.tasks_needing_attention import tasks_needing_attention
from kehoach.tasks.actions.explanations import answer, ask_many
from tests.cast import NOW, OPEN_YEAR, Cast, ours, put_into

TODAY = date(OPEN_YEAR, 11, 22)
PORTAL = "https://ke-hoach.xa.gov.vn"
Outbox = list[EmailMessage]


@pytest.fixture(autouse=True)
def one_address(cast: Cast, settings: Settings) -> None:
    """Only the lower secondary school can be reached; all its forms are accepted, and its plan is late."""
    settings.PUBLIC_URL = PORTAL
    Notice.objects.all().delete()
    User.objects.filter(is_demo=True).update(is_active=False)
    User.objects.filter(pk=cast.colleague.pk).update(email="thcs@xa.example")
    put_into("TV-THCS", State.ACCEPTED)


def remind(day: date) -> None:
    """The run of a day."""
    call_command("remind", today=day, verbosity=0, stdout=StringIO(), stderr=StringIO())


def test_what_is_late_is_told_once_a_week(mailoutbox: Outbox) -> None:
    for days in range(9):
        remind(TODAY + timedelta(days=days))

    assert [letter.subject for letter in mailoutbox] == ["1 nhiệm vụ năm 2026 quá hạn"] * 2
    assert (
        "Những nhiệm vụ năm 2026 sau đã quá hạn mà chưa có kết quả:\n- IV.2.a Xây dựng và thực hiện kế hoạch của nhà "
        f"trường (quá hạn 38 ngày): {PORTAL}/nhiem-vu/IV.2.a/2026/THCS/"
    ) in mailoutbox[0].body


def test_who_has_reported_is_left_in_peace(cast: Cast, mailoutbox: Outbox) -> None:
    late = ours(TaskProgress).filter(task__code="IV.2.a", unit__code="THCS", reporting_year__year=OPEN_YEAR)
    late.update(state="done", result="Đã ban hành.")

    remind(TODAY)

    assert mailoutbox == []


def test_a_question_is_told_at_once_and_once(
    cast: Cast, mailoutbox: Outbox, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    year, task = ReportingYear.objects.get(commune=cast.commune, year=OPEN_YEAR), ours(Task).get(code="IV.2.c")
    radio = cast.commune.units.get(code="DTT")
    parts = [(year, task, cast.colleague.unit), (year, ours(Task).get(code="IV.5"), radio)]
    with django_capture_on_commit_callbacks(execute=True):
        ask_many(parts, question="Bao giờ xong?", answer_by=date(2026, 12, 1), by=cast.officer, at=NOW)
    remind(TODAY)

    first, *_ = mailoutbox
    assert first.subject == "Yêu cầu giải trình nhiệm vụ IV.2.c năm 2026"
    assert "trả lời trước hết ngày 01/12/2026:\nBao giờ xong?\nTrả lời tại: " in first.body
    assert [one.subject for one in mailoutbox[1:]] == ["1 nhiệm vụ năm 2026 quá hạn"]


def test_an_answered_question_is_not_told(cast: Cast, mailoutbox: Outbox) -> None:
    ours(TaskProgress).filter(unit__code="THCS", reporting_year__year=OPEN_YEAR).update(state="done", result="x")
    asked = Explanation.objects.get(unit__code="MN", reporting_year__year=OPEN_YEAR)
    Explanation.objects.filter(pk=asked.pk).update(unit=cast.colleague.unit)
    answer(asked, text="Đã xong.", by=cast.officer, at=NOW)

    remind(TODAY)

    assert mailoutbox == []


def test_what_presses_is_found_in_five_queries(cast: Cast) -> None:
    years = list(ours(ReportingYear).filter(closed_at=None))

    with CaptureQueriesContext(connection) as queries:
        found = tasks_needing_attention(years, TODAY)

    assert len(queries) == 5
    assert [(one.task.code, one.unit.code, one.overdue_days) for one in found] == [
        ("IV.2.a", "MN", 38),
        ("IV.2.a", "THCS", 38),
    ]
