"""The bell by e-mail: for those who want it, once, and stopped from the letter itself."""

from __future__ import annotations

import re
from datetime import timedelta
from io import StringIO
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from baocao.models import Report, ReportState
from kehoach.figures.actions.figures import return_figures
from kehoach.models import Assignment, State, User
from kehoach.notices.letters import NoticeLetter
from tests.cast import Cast, ours, put_into, signed_in
from tests.pages import words

PORTAL = "https://ke-hoach.xa.gov.vn"


@pytest.fixture(autouse=True)
def news(cast: Cast, settings: Settings) -> None:
    """A report was proposed a moment ago, and the leader has an address; nobody else has one."""
    settings.PUBLIC_URL = PORTAL
    User.objects.update(email="")
    ours(Assignment).all().delete()
    now = timezone.now()
    User.objects.filter(pk=cast.leader.pk).update(
        email="chu-tich@xa.example", notices_mailed_at=now - timedelta(hours=2)
    )
    proposed = Report.objects.filter(state=ReportState.PROPOSED)
    assert proposed.update(proposed_at=now - timedelta(hours=1)) == 1


def remind(**options: object) -> str:
    """What the command says, failed or not."""
    out = StringIO()
    try:
        call_command("remind", stdout=out, stderr=out, **options)
    except CommandError as problem:
        out.write(str(problem))
    return out.getvalue()


def letters() -> list[mail.EmailMessage]:
    """What the bell has sent."""
    return [letter for letter in mail.outbox if "List-Unsubscribe" in letter.extra_headers]


@pytest.mark.case("SC-267")
def test_the_leader_is_written_of_a_proposed_report_once_and_stops_it_from_the_letter(cast: Cast) -> None:
    assert "Sẽ gửi thông báo: xã Quảng Nghiệp" in remind(dry_run=True)
    assert letters() == []
    assert "Đã gửi thông báo: xã Quảng Nghiệp" in remind()
    assert "thông báo" not in remind(), "the same news twice"

    (letter,) = letters()
    assert (letter.to, letter.subject) == (["chu-tich@xa.example"], "Báo cáo năm 2025 đã trình")
    (address,) = re.findall(r"nữa: https://ke-hoach\.xa\.gov\.vn(/thong-bao/thu/\S+/)", letter.body)
    assert letter.extra_headers["List-Unsubscribe"] == f"<{PORTAL}{address}>"
    stranger = Client(enforce_csrf_checks=True)
    assert "Thôi nhận thư thông báo?" in words(stranger.get(address))
    cast.leader.refresh_from_db()
    assert cast.leader.has_notice_mail, "a mail server that opens the address stops nothing"

    for _ in range(2):
        assert "Đã thôi gửi thư thông báo" in words(stranger.post(address, {"List-Unsubscribe": "One-Click"}))
    cast.leader.refresh_from_db()
    assert not cast.leader.has_notice_mail
    assert cast.leader.history.first().history_change_reason == "Thôi nhận thư thông báo"
    for wrong in ("1", f"{cast.officer.pk}:{address.split(':')[1].strip('/')}", "x" * 300):
        assert stranger.post(f"/thong-bao/thu/{wrong}/").status_code == 404


@pytest.mark.case("SC-268")
def test_who_does_not_want_letters_or_has_seen_the_news_gets_none(cast: Cast) -> None:
    leader = signed_in(cast.leader)
    assert 'name="has_notice_mail"' in leader.get("/tai-khoan/").content.decode()
    own = {"name": "Người Lãnh Đạo", "email": "chu-tich@xa.example"}
    leader.post("/tai-khoan/", own)
    remind()
    assert letters() == []

    leader.post("/tai-khoan/", {**own, "has_notice_mail": "on"})
    leader.post("/thong-bao/")
    remind()
    assert letters() == []


def test_what_a_reminder_tells_is_in_no_letter_of_the_bell(cast: Cast) -> None:
    now = timezone.now()
    User.objects.filter(pk=cast.leader.pk).update(email="")
    User.objects.filter(pk=cast.reporter.pk).update(email="th@xa.example", notices_mailed_at=now - timedelta(hours=1))
    return_figures(put_into("TV-TH", State.SUBMITTED), by=cast.officer, at=now, reason="Đếm lại số sách.")
    remind()
    assert letters() == []


def test_a_letter_that_fails_is_tried_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*given: object) -> None:
        raise SMTPRecipientsRefused({"chu-tich@xa.example": (550, b"no")})

    with monkeypatch.context() as broken:
        broken.setattr(NoticeLetter, "send", refused)
        told = remind()
    assert "Lỗi: xã Quảng Nghiệp" in told
    assert "Lần chạy sau sẽ gửi lại" in told

    remind()
    assert len(letters()) == 1
