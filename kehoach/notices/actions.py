"""Having seen what the bell tells, and being written what it tells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.core.mail import get_connection
from django.db import transaction

from kehoach.history.recording import save_recorded
from kehoach.models import User
from kehoach.notices.letters import NoticeLetter, letters


def see_all(*, account: User, at: datetime) -> None:
    """What has happened until now is not new to the person any more. No history: it says nothing of their work."""
    User.objects.filter(pk=account.pk).update(bell_seen_at=at)


@transaction.atomic
def stop_mail(*, account: User, at: datetime) -> None:
    """The bell is not sent to the person any more. Idempotent."""
    account = User.objects.select_for_update(of=("self",)).get(pk=account.pk)
    if account.has_notice_mail:
        account.has_notice_mail = False
        save_recorded(account, by=account, at=at, reason="Thôi nhận thư thông báo")


def send_letters(portal: str, at: datetime) -> Iterator[tuple[NoticeLetter, str]]:
    """Sends what is due; of each letter why it failed, or nothing. What fails is tried again by the next run.

    A letter is claimed before it is sent, so that two runs at a time do not write twice. Where the mail server cannot
    be reached the others are not tried: each try would wait for as long.
    """
    connection, unreachable = get_connection(), ""
    for letter in letters(at):
        if unreachable:
            yield letter, unreachable
            continue
        before = letter.person.notices_mailed_at
        claim = User.objects.filter(pk=letter.person.pk, notices_mailed_at=before)
        if not claim.update(notices_mailed_at=at):
            continue
        failure = ""
        try:
            connection.open()
            letter.send(portal, connection)
        # Whatever a mail server or an address can do wrong: one that is refused does not stop the others.
        except Exception as problem:
            User.objects.filter(pk=letter.person.pk).update(notices_mailed_at=before)
            failure = str(problem) or type(problem).__name__
            unreachable = failure if isinstance(problem, ConnectionError | TimeoutError) else ""
            connection.close()
        yield letter, failure
    connection.close()
