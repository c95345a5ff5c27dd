"""manage.py ledger: compares what was done with what arrived, over all communes, and keeps the numbers for doctor."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from kehoach.ledger.checks import entries
from kehoach.management.command import PortalCommand
from kehoach.operations import state

MOST_TOLD = 10


class Command(PortalCommand):
    """Looks at everything and changes nothing but the note of what it found; safe to repeat."""

    help = "Đối chiếu việc đã làm với việc đã tới: phiếu, đường dẫn, thư, tệp, báo cáo. Mỗi số phải bằng 0."

    def add_arguments(self, parser: CommandParser) -> None:
        """--format json for a program."""
        parser.add_argument("--format", choices=["json", "text"], default="text", help="cách in kết quả")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 1 where something does not agree."""
        now = timezone.now()
        found = entries(None, now)
        numbers = {entry.check.name: len(entry.findings) for entry in found}
        state.note(state.COMPARED, now, numbers=numbers)
        if options["format"] == "json":
            findings = {entry.check.name: entry.findings for entry in found}
            answer = {"at": now.isoformat(), "numbers": numbers, "findings": findings}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            for entry in found:
                self.stdout.write(f"[{len(entry.findings)}] {entry.check.title}")
                for sentence in entry.findings[:MOST_TOLD]:
                    self.stdout.write(f"    {sentence}")
                if entry.findings:
                    self.stdout.write(f"    → {entry.check.action}")
        if any(numbers.values()):
            raise CommandError(f"Có {sum(numbers.values())} chỗ không khớp.")
