"""manage.py plan_template: the workbook by which a commune is set up, empty or with a commune's own plan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from kehoach.management.arguments import write_file
from kehoach.management.command import PortalCommand
from kehoach.models import Commune
from kehoach.setup.template import template_of


class Command(PortalCommand):
    """Writes the workbook that import_plan reads."""

    help = "Ghi tệp Excel để thiết lập một xã: kế hoạch, chỉ tiêu, nhiệm vụ, đơn vị, cơ sở, số liệu năm gốc."

    def add_arguments(self, parser: CommandParser) -> None:
        """--commune takes a commune's own plan as a start; --output is where it goes."""
        parser.add_argument("--commune", help="mã xã có kế hoạch làm mẫu; bỏ trống thì tệp trống")
        parser.add_argument("--output", type=Path, required=True, help="tệp .xlsx")

    def handle(self, *args: Any, **options: Any) -> None:
        """An empty workbook where no commune is named."""
        code = options["commune"]
        commune = Commune.objects.with_code(code) if code else None
        if code and commune is None:
            raise CommandError(f"Không có xã mang mã {code}.")
        write_file(options["output"], template_of(commune, timezone.now()))
        self.stdout.write(f"Đã ghi {options['output']}.")
