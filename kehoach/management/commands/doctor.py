"""manage.py doctor: what is wrong with this installation, and what to do about it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from kehoach.management.command import PortalCommand
from kehoach.operations.doctor import Status, examine


class Command(PortalCommand):
    """Looks only; changes nothing."""

    # It tells what the checks find beside everything else.
    requires_system_checks = ()
    help = "Khám cổng: cấu hình, cơ sở dữ liệu, phông chữ, đĩa, thư, sao lưu; sai gì thì nói phải làm gì."

    def add_arguments(self, parser: CommandParser) -> None:
        """--format json for a program."""
        parser.add_argument("--format", choices=["json", "text"], default="text", help="cách in kết quả")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 1 where a point is an error."""
        points = examine(timezone.now())
        errors = [point for point in points if point.status is Status.ERROR]
        if options["format"] == "json":
            answer = {"ok": not errors, "checks": [asdict(point) for point in points]}
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
        else:
            for point in points:
                self.stdout.write(f"[{point.status.label}] {point.message}")
                if point.action:
                    self.stdout.write(f"    → {point.action}")
        if errors:
            raise CommandError(f"Có {len(errors)} lỗi phải sửa.")
