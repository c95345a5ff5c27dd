"""manage.py reorganise_template: the workbook in which reorganisations are ordered, with the codes of what there is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from kehoach.management.arguments import commune_of, write_file
from kehoach.management.command import PortalCommand
from kehoach.succession.workbook import template_of


class Command(PortalCommand):
    """Writes the workbook that reorganise reads."""

    help = "Ghi mẫu Excel để đổi tên, sáp nhập, tách, đóng, lập, chuyển đơn vị và cơ sở."

    def add_arguments(self, parser: CommandParser) -> None:
        """--commune and --output."""
        parser.add_argument("--commune", help="mã xã; bỏ được khi chỉ có một xã")
        parser.add_argument("--output", type=Path, required=True, help="tệp .xlsx")

    def handle(self, *args: Any, **options: Any) -> None:
        """Says where the file is."""
        write_file(options["output"], template_of(commune_of(options["commune"])))
        self.stdout.write(f"Đã ghi {options['output']}.")
