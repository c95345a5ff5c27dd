"""manage.py prune: deletes what has been kept for as long as it may be, for cron. Safe to repeat."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from kehoach.audit.retention import past_their_time, prune
from kehoach.common import formats
from kehoach.management.command import PortalCommand
from kehoach.privacy.actions import erase_contacts
from kehoach.privacy.kept_data import MONTHS_AFTER_AN_INVITATION, MONTHS_AFTER_LEAVING
from kehoach.privacy.retention import invitations_over, people_gone


class Command(PortalCommand):
    """Deletes audit events that are older than 24 months, which nothing else does, and how to reach who is gone."""

    help = "Xóa những gì đã hết hạn lưu. Chạy mỗi ngày một lần bằng cron; chạy lại không hại gì."

    def add_arguments(self, parser: CommandParser) -> None:
        """--dry-run to see what would go."""
        parser.add_argument("--dry-run", action="store_true", help="chỉ đếm, không xóa gì")

    def handle(self, *args: Any, **options: Any) -> None:
        """Says how many rows of each kind went."""
        now, is_dry = timezone.now(), options["dry_run"]
        events, people, invitations = past_their_time(now), people_gone(now), invitations_over(now)
        numbers = (
            (events.count() if is_dry else prune(now), "việc trong nhật ký quá 24 tháng"),
            (
                people.count() if is_dry else erase_contacts(people),
                f"số liên lạc của người đã tắt {MONTHS_AFTER_LEAVING} tháng",
            ),
            (
                invitations.count() if is_dry else erase_contacts(invitations),
                f"số liên lạc trên giấy mời hết dùng {MONTHS_AFTER_AN_INVITATION} tháng",
            ),
        )
        for number, what in numbers:
            self.stdout.write(f"{'Sẽ xóa' if is_dry else 'Đã xóa'} {formats.count(number)} {what}.")
