"""manage.py import_figures: brings a filled Excel form in, or says everything that speaks against it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from kehoach.common import formats
from kehoach.excel.actions import discard, import_workbook, keep_workbook
from kehoach.excel.import_changes import ImportPlan
from kehoach.excel.import_plan import opened, plan_import, year_of
from kehoach.excel.workbooks.entries import Fault
from kehoach.excel.workbooks.guard import NotAWorkbook
from kehoach.management.arguments import fault_in_json, read_workbook
from kehoach.management.command import PortalCommand


class Command(PortalCommand):
    """Reads a workbook made by figures_template."""

    help = "Nhập số liệu từ mẫu Excel đã điền: tất cả hoặc không gì cả, không bao giờ tự nộp."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, --dry-run, and --format json."""
        parser.add_argument("file", type=Path, help="tệp Excel đã điền")
        parser.add_argument("--dry-run", action="store_true", help="chỉ đọc và kiểm tra, không ghi gì")
        parser.add_argument("--format", choices=["json", "text"], default="text", help="cách in kết quả")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 1 where there are errors; then nothing was written."""
        try:
            plan = self._plan(options["file"], options["dry_run"])
            rows, changed, faults = plan.rows, plan.changed, plan.faults
        except NotAWorkbook as problem:
            rows, changed, faults = 0, 0, [Fault("", 0, 0, str(problem))]
        if options["format"] == "json":
            answer = {"rows": rows, "changed": 0 if faults else changed, "errors": [*map(fault_in_json, faults)]}
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
        else:
            self._tell(rows, changed, faults, options["dry_run"])
        if faults:
            raise CommandError(f"Có {formats.count(len(faults))} lỗi, không ghi gì.")

    def _plan(self, path: Path, dry_run: bool) -> ImportPlan:
        content, now = read_workbook(path), timezone.now()
        book = opened(content)
        year = year_of(book)
        if dry_run:
            return plan_import(book, year, by=None, at=now)
        with transaction.atomic():
            kept = keep_workbook(year=year, unit=None, name=path.name, content=content, by=None, at=now)
            plan = import_workbook(workbook=kept, by=None, at=now)
            if plan.faults or not plan.changed:
                discard(kept, by=None, at=now)
        return plan

    def _tell(self, rows: int, changed: int, faults: Iterable[Fault], dry_run: bool) -> None:
        for fault in faults:
            self.stderr.write(f"{fault.place}: {fault.message}" if fault.sheet else fault.message)
        what = "sẽ đổi" if dry_run else "đã đổi"
        self.stdout.write(f"Đọc {formats.count(rows)} dòng cơ sở, {what} {formats.count(0 if faults else changed)} ô.")
