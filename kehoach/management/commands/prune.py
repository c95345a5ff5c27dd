"""manage.py prune: deletes what has been kept for as long as it may be, for cron. Safe to repeat."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from kehoach.audit.retention import past_their_time
from kehoach.common import formats


class Command(BaseCommand):
    """Deletes audit events that are older than 24 months; nothing else in the portal deletes one."""

    help = "Xóa những gì đã hết hạn lưu. Chạy mỗi ngày một lần bằng cron; chạy lại không hại gì."

    def add_arguments(self, parser: CommandParser) -> None:
        """--dry-run to see what would go."""
        parser.add_argument("--dry-run", action="store_true", help="chỉ đếm, không xóa gì")

    def handle(self, *args: Any, **options: Any) -> None:
        """Says how many rows of each kind went."""
        events = past_their_time(timezone.now())
        number = events.count() if options["dry_run"] else events.delete()[0]
        self.stdout.write(
            f"{'Sẽ xóa' if options['dry_run'] else 'Đã xóa'} {formats.count(number)} việc trong nhật ký quá 24 tháng."
        )
