"""manage.py import_plan: sets a commune up from one workbook, or says everything that speaks against it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from kehoach.common import formats
from kehoach.excel.actions import keep_workbook
from kehoach.excel.workbooks.entries import Fault
from kehoach.excel.workbooks.guard import NotAWorkbook
from kehoach.excel.workbooks.opening import open_book
from kehoach.management.arguments import fault_in_json, read_workbook
from kehoach.management.command import PortalCommand
from kehoach.models import Role, User
from kehoach.setup.commune_setup import PATIENCE, SetupOutcome, set_up, set_up_from


class Command(PortalCommand):
    """Reads a workbook made by plan_template; what it does is recorded as the installation's first administrator's."""

    help = "Thiết lập một xã từ tệp Excel: tất cả hoặc không gì cả."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, --dry-run, and --format json."""
        parser.add_argument("file", type=Path, help="tệp Excel đã điền")
        parser.add_argument("--dry-run", action="store_true", help="chỉ đọc và kiểm tra, không ghi gì")
        parser.add_argument("--format", choices=["json", "text"], default="text", help="cách in kết quả")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 1 where there are errors; then nothing was written."""
        by = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).order_by("pk").first()
        if by is None:
            raise CommandError("Chưa có tài khoản quản trị. Hãy tạo một tài khoản trước: manage.py createsuperuser")
        try:
            outcome = self._outcome(options["file"], by, options["dry_run"])
        except NotAWorkbook as problem:
            outcome = SetupOutcome(faults=[Fault("", 0, 0, str(problem))])
        faults, changed = outcome.faults, 0 if outcome.faults else outcome.changed
        if options["format"] == "json":
            answer = {"rows": outcome.rows, "changed": changed, "errors": [*map(fault_in_json, faults)]}
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
        else:
            for fault in faults:
                self.stderr.write(f"{fault.place}: {fault.message}")
            what = "sẽ đổi" if options["dry_run"] else "đã đổi"
            self.stdout.write(f"Đọc {formats.count(outcome.rows)} dòng, {what} {formats.count(changed)} chỗ.")
        if faults:
            raise CommandError(f"Có {formats.count(len(faults))} lỗi, không ghi gì.")

    def _outcome(self, path: Path, by: User, dry_run: bool) -> SetupOutcome:
        content, now = read_workbook(path), timezone.now()
        outcome = set_up(open_book(content, PATIENCE), by=by, at=now, keep=False)
        if dry_run or outcome.faults or not outcome.changed:
            return outcome
        with transaction.atomic():
            kept = keep_workbook(year=None, unit=None, name=path.name, content=content, by=by, at=now)
            return set_up_from(workbook=kept, by=by, at=now)
