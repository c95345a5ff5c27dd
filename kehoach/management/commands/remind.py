"""manage.py remind: the reminders of the day, for cron. Safe to repeat and to run twice at a time."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from kehoach.accounts.disuse import look_after_unused
from kehoach.common import formats
from kehoach.management.command import PortalCommand
from kehoach.notices.actions import send_letters as send_notices
from kehoach.notices.letters import NoticeLetter
from kehoach.notices.letters import letters as notice_letters
from kehoach.reminders.actions import NotSetUp, portal_address, send
from kehoach.reminders.mails import subject
from kehoach.reminders.reminders import Letter, letters, situation


def day(text: str) -> date:
    """A day as it is typed after --today. Raises ArgumentTypeError with what is expected."""
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise ArgumentTypeError(f"«{text}» không phải là một ngày, ví dụ 2026-12-05") from problem


class Command(PortalCommand):
    """Reminds everybody of every commune's open years, one e-mail a person; and looks after accounts nobody uses.

    Besides, whoever wants it gets by e-mail what the bell tells.
    """

    help = (
        "Gửi thư nhắc của ngày hôm nay và thư thông báo mới cho mọi xã, tắt tài khoản lâu không dùng. "
        "Chạy mỗi ngày một lần bằng cron; chạy lại không gửi trùng."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """--today for another day than today's, --dry-run to see what would be sent."""
        parser.add_argument("--today", type=day, help="ngày tính nhắc việc, dạng 2026-12-05; mặc định là hôm nay")
        parser.add_argument("--dry-run", action="store_true", help="chỉ liệt kê, không gửi và không ghi gì")

    def handle(self, *args: Any, **options: Any) -> None:
        """Says of every letter what became of it; exit code 1 where one could not be sent."""
        now = timezone.now()
        today = options["today"] or timezone.localdate(now)
        for line in look_after_unused(today, now, dry_run=options["dry_run"]):
            self.stdout.write(line)
        due = letters(today, situation(today))
        if options["dry_run"]:
            self._tell("Sẽ gửi", [letter for letter in due if letter.person.email], today)
            self._tell("Không có e-mail", [letter for letter in due if not letter.person.email], today)
            for notice in notice_letters(now):
                self.stdout.write(f"Sẽ gửi thông báo: {_notice_line(notice)}")
            return
        try:
            delivery = send(due, today=today, at=now)
        except NotSetUp as problem:
            raise CommandError(str(problem)) from problem
        self._tell("Đã gửi", delivery.sent, today)
        self._tell("Không có e-mail", delivery.without_address, today)
        for letter, reason in delivery.failed:
            self.stderr.write(f"Lỗi: {_line(letter, today)}: {reason}")
        self.stdout.write(
            f"Đã gửi {formats.count(len(delivery.sent))} thư, {formats.count(len(delivery.without_address))} người "
            f"không có e-mail, {formats.count(len(delivery.failed))} thư không gửi được."
        )
        failed = len(delivery.failed)
        for notice, reason in send_notices(portal_address(), now):
            failed += bool(reason)
            out, what, why = (self.stderr, "Lỗi", f": {reason}") if reason else (self.stdout, "Đã gửi thông báo", "")
            out.write(f"{what}: {_notice_line(notice)}{why}")
        if failed:
            raise CommandError("Có thư không gửi được. Lần chạy sau sẽ gửi lại.")

    def _tell(self, what: str, due: Sequence[Letter], today: date) -> None:
        for letter in due:
            self.stdout.write(f"{what}: {_line(letter, today)}")


def _line(letter: Letter, today: date) -> str:
    """Commune, person, subject. By the account's name: an address is nobody's business in a log."""
    commune = letter.matters[0].year.commune
    return f"{commune.full_name}, {letter.person} ({letter.person.username}): {subject(letter, today)}"


def _notice_line(notice: NoticeLetter) -> str:
    return f"{notice.person.commune or 'không thuộc xã'}, {notice.person} ({notice.person.username}): {notice.subject}"
