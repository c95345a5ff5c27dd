"""Accounts that nobody uses: told beforehand, switched off, switched on again."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from kehoach.accounts.disuse import look_after_unused
from kehoach.models import User
from kehoach.models.people.disuse import UNUSED_DAYS
from tests.cast import Cast, signed_in
from tests.pages import words

NOW = timezone.now()
TODAY = timezone.localdate(NOW)


def used(account: User, days_ago: int, **more: object) -> None:
    """The account was used last so many days ago."""
    moment = NOW - timedelta(days=days_ago)
    User.objects.filter(pk=account.pk).update(last_login=moment, date_joined=moment, **more)


def run(today: date = TODAY, *, dry_run: bool = False) -> list[str]:
    """The lines of a day's run."""
    at = timezone.make_aware(datetime.combine(today, datetime.min.time()))
    return list(look_after_unused(today, at, dry_run=dry_run))


@pytest.mark.case("SC-209")
def test_who_does_not_come_for_45_days_is_told_then_off_until_the_officer_switches_on(cast: Cast) -> None:
    used(cast.reporter, 40, email="th@example.vn")
    used(cast.colleague, 50)

    assert len(run(dry_run=True)) == len(run()) == 2
    assert (len(mail.outbox), run()) == (1, [])
    ends = TODAY + timedelta(days=14)
    assert f"tự tắt ngày {ends:%d/%m/%Y}" in mail.outbox[0].body
    officer = signed_in(cast.officer)
    assert words(officer.get("/thong-bao/")).count("lâu không vào cổng") == 2
    assert f"tự tắt {ends:%d/%m/%Y}" in words(officer.get("/nguoi-dung/?loc=lau-khong-vao"))

    assert run(ends - timedelta(days=1)) == []
    User.objects.filter(pk=cast.colleague.pk).update(last_login=NOW)
    (line,) = run(ends)

    assert line.startswith(f"Tắt vì {UNUSED_DAYS} ngày không vào: xã Quảng Nghiệp")
    cast.reporter.refresh_from_db()
    assert not cast.reporter.is_active
    officer.post(f"/nguoi-dung/{cast.reporter.pk}/tat/")
    cast.reporter.refresh_from_db()
    assert cast.reporter.is_active
    assert run(TODAY + timedelta(days=20)) == [], "who was switched on has 45 days again"


def test_the_last_who_runs_everything_stays_and_a_letter_that_fails_is_tried_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    used(cast.administrator, 100)
    assert run() == []

    used(cast.leader, 100, email="ct@example.vn")
    monkeypatch.setattr("kehoach.accounts.disuse.send_mail", _refused)
    assert run()[0].startswith("Chưa báo được")
    monkeypatch.undo()
    assert run()[0].startswith("Báo sẽ tắt")


def _refused(*args: object) -> None:
    raise ConnectionRefusedError
