"""manage.py figures_template: the yearly form as an Excel file, filled with what is known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from kehoach.excel.gathering import template_of
from kehoach.management.arguments import add_commune_and_year, commune_of, write_file
from kehoach.management.command import PortalCommand
from kehoach.models import Commune, ReportingYear, Unit

ENDING = ".xlsx"


class Command(PortalCommand):
    """Writes the workbook of a unit or of the whole commune."""

    help = "Ghi mẫu Excel của một năm, điền sẵn số liệu đã có: của một đơn vị hoặc của cả xã."

    def add_arguments(self, parser: CommandParser) -> None:
        """--year, --commune, --unit and --output."""
        add_commune_and_year(parser)
        parser.add_argument("--unit", help="mã đơn vị; bỏ trống là cả xã")
        parser.add_argument("--output", type=Path, required=True, help="tệp để ghi, ví dụ out/so-lieu-2026.xlsx")

    def handle(self, *args: Any, **options: Any) -> None:
        """Says where the file is."""
        output: Path = options["output"]
        if output.suffix.lower() != ENDING:
            raise CommandError(f"Chưa ghi được tệp «{output.name}»: chỉ ghi tệp {ENDING}. Hãy đổi đuôi tệp.")
        commune = commune_of(options["commune"], options["year"])
        year = ReportingYear.objects.select_related("commune").filter(commune=commune, year=options["year"]).first()
        if year is None:
            raise CommandError(f"{commune} chưa mở năm báo cáo {options['year']}.")
        write_file(output, template_of(year, _unit(commune, options["unit"])))
        self.stdout.write(f"Đã ghi mẫu số liệu năm {year.year}: {output}")


def _unit(commune: Commune, code: str | None) -> Unit | None:
    if code is None:
        return None
    unit = commune.units.filter(code=code).first()
    if unit is None:
        known = ", ".join(commune.units.values_list("code", flat=True)[:20])
        raise CommandError(f"Không có đơn vị nào mang mã «{code}». Các mã có: {known}.")
    return unit
