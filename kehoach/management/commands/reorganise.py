"""manage.py reorganise: carries out what a workbook orders, or says everything that speaks against it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from kehoach.common import formats
from kehoach.excel.workbooks.entries import Fault
from kehoach.excel.workbooks.guard import NotAWorkbook
from kehoach.excel.workbooks.opening import open_book
from kehoach.management.arguments import fault_in_json, read_workbook
from kehoach.management.command import PortalCommand
from kehoach.models import Role, User
from kehoach.succession.workbook import PATIENCE, Intake, reorganise_from


class Command(PortalCommand):
    """Reads a workbook made by reorganise_template; it is recorded as the installation's first administrator's."""

    help = "Đổi tên, sáp nhập, tách, đóng, lập, chuyển đơn vị và cơ sở từ tệp Excel: tất cả hoặc không gì cả."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, --dry-run, --commune, and --format json."""
        parser.add_argument("file", type=Path, help="tệp Excel đã điền")
        parser.add_argument("--dry-run", action="store_true", help="chỉ đọc và kiểm tra, không ghi gì")
        parser.add_argument("--commune", help="mã xã; bỏ được vì mẫu đã ghi mã")
        parser.add_argument("--format", choices=["json", "text"], default="text", help="cách in kết quả")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 1 where there are errors; then nothing was written."""
        by = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).order_by("pk").first()
        if by is None:
            raise CommandError("Chưa có tài khoản quản trị. Hãy tạo một tài khoản trước: manage.py createsuperuser")
        content = read_workbook(options["file"])
        try:
            book = open_book(content, PATIENCE)
            intake = reorganise_from(
                book, by=by, at=timezone.now(), keep=not options["dry_run"], code=options["commune"]
            )
        except NotAWorkbook as problem:
            intake = Intake(faults=[Fault("", 0, 0, str(problem))])
        if options["format"] == "json":
            errors = [*map(fault_in_json, intake.faults)]
            result = {"rows": intake.rows, "changed": intake.changed, "errors": errors}
            self.stdout.write(json.dumps(result, ensure_ascii=False, indent=2))
        else:
            self._tell(intake, options["dry_run"])
        if intake.faults:
            raise CommandError(f"Có {formats.count(len(intake.faults))} lỗi, không ghi gì.")

    def _tell(self, intake: Intake, dry_run: bool) -> None:
        """Each order with what it does, or every fault at its cell."""
        for fault in intake.faults:
            self.stderr.write(f"{fault.place}: {fault.message}" if fault.sheet else fault.message)
        for outcome in intake.outcomes if not intake.faults else ():
            self.stdout.write(f"{outcome.record}:")
            self.stdout.writelines(f"  {heading}: {sentence}\n" for heading, sentence in outcome.record.effects)
        what = "sẽ ghi" if dry_run else "đã ghi"
        self.stdout.write(f"Đọc {formats.count(intake.rows)} dòng, {what} {formats.count(intake.changed)} chỗ.")
