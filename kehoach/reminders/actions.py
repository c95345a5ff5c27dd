"""Sending reminders: each notice once, however many runs there are at a time.

A notice is claimed before its letter is sent: its row is inserted and committed, and the unique constraint lets one of
several runs do that. Who could not insert the row does not send. A letter that could not be sent gives its rows back,
so that the next run tries again. The mail server is never waited for inside a transaction: one that hangs would hold
the lock of SQLite and with it everybody's saves. The price is that a process that is killed outright between the two
steps leaves that one reminder unsent; the next occasion comes within a week.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from kehoach.common.text.gate import printable, tidy_line
from kehoach.models import Notice, ReminderKind, ReportingYear
from kehoach.reminders.mails import body, subject
from kehoach.reminders.reminders import Letter, letters, situation

log = logging.getLogger(__name__)


class NotSetUp(Exception):
    """No letter can go out; the text says what to set, for whoever runs the installation."""


@dataclass
class Delivery:
    """What became of the letters of one run: sent, without an address to send them to, failed with the reason."""

    sent: list[Letter] = field(default_factory=list)
    without_address: list[Letter] = field(default_factory=list)
    failed: list[tuple[Letter, str]] = field(default_factory=list)


def portal_address() -> str:
    """Where people reach the portal, without a slash at its end; empty where production was not told."""
    return settings.PUBLIC_URL or ("http://127.0.0.1:8000" if settings.DEBUG else "")


def check_set_up() -> None:
    """Raises NotSetUp where the portal does not know its own address, to which every letter leads."""
    if not portal_address():
        raise NotSetUp(
            "Chưa gửi được thư nhắc: thiếu PUBLIC_URL. Hãy đặt biến môi trường PUBLIC_URL bằng địa chỉ "
            "mà mọi người mở cổng kế hoạch, ví dụ https://ke-hoach.xa.gov.vn"
        )


def send(due: Sequence[Letter], *, today: date, at: datetime) -> Delivery:
    """Sends each person's letter. One that fails is reported and does not stop the others; raises NotSetUp.

    Where the mail server cannot be reached at all the rest is not tried: each try would wait for as long.
    """
    check_set_up()
    delivery = Delivery(without_address=[letter for letter in due if not letter.person.email])
    connection = get_connection()
    unreachable = ""
    for letter in due:
        if not letter.person.email:
            continue
        unreachable = unreachable or _open(connection)
        if unreachable:
            delivery.failed.append((letter, unreachable))
        else:
            _send_claimed(letter, connection, delivery, today=today, at=at)
    connection.close()
    return delivery


def remind_on_commit(year: ReportingYear, occasion: ReminderKind, *, at: datetime) -> None:
    """Sends the year's letters of this occasion as soon as what the caller did is kept.

    What cannot be sent is logged and left to `manage.py remind`: no mail server makes an action fail.
    """
    transaction.on_commit(lambda: _remind_of(year, occasion, at=at), robust=True)


def only(due: Sequence[Letter], occasion: ReminderKind) -> list[Letter]:
    """The letters with no other matters than those of this occasion."""
    kept = [
        (letter.person, tuple(matter for matter in letter.matters if matter.occasion == occasion)) for letter in due
    ]
    return [Letter(person, matters) for person, matters in kept if matters]


def _remind_of(year: ReportingYear, occasion: ReminderKind, *, at: datetime) -> None:
    today = timezone.localdate(at)
    due = only(letters(today, situation(today, year)), occasion)
    try:
        delivery = send(due, today=today, at=at)
    except NotSetUp as problem:
        log.warning("%s", problem)
        return
    for letter, reason in delivery.failed:
        log.error("Không gửi được thư nhắc cho %s: %s", letter.person.username, reason)


def _open(connection: BaseEmailBackend) -> str:
    """Opens the connection where it is not open; returns why that failed, or nothing."""
    try:
        connection.open()
    except OSError as problem:
        return f"không kết nối được máy chủ thư ({problem})"
    return ""


def _send_claimed(
    letter: Letter, connection: BaseEmailBackend, delivery: Delivery, *, today: date, at: datetime
) -> None:
    """Sends what of the letter nobody else is sending; nothing where another run has it all."""
    claimed, notices = _claim(letter, at)
    if not claimed.matters:
        return
    try:
        EmailMessage(
            tidy_line(subject(claimed, today)),
            printable(body(claimed, today, portal_address())),
            to=[claimed.person.email],
            connection=connection,
        ).send()
    # Whatever a mail server or an address can do wrong, and also the end of this process: the claim is given back.
    except BaseException as problem:
        Notice.objects.filter(pk__in=[notice.pk for notice in notices]).delete()
        connection.close()
        if not isinstance(problem, Exception):
            raise
        delivery.failed.append((claimed, str(problem) or type(problem).__name__))
    else:
        delivery.sent.append(claimed)


def _claim(letter: Letter, at: datetime) -> tuple[Letter, list[Notice]]:
    """The matters whose notices this run could insert, and these notices."""
    matters, notices = [], []
    for matter in letter.matters:
        notice, is_ours = Notice.objects.get_or_create(
            occasion=matter.occasion,
            reporting_year=matter.year,
            person=letter.person,
            about=matter.about,
            defaults={"sent_at": at},
        )
        if is_ours:
            matters.append(matter)
            notices.append(notice)
    return Letter(letter.person, tuple(matters)), notices
