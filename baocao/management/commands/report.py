"""manage.py report: the report of a year as it stands, as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from baocao.enums import ReportKind
from baocao.pdf import CannotRender
from baocao.queries import PlanYears
from baocao.report import report_pdf
from kehoach.commands import add_commune_and_year, plan_of

ENDING = ".pdf"


class Command(BaseCommand):
    """Writes the annual report as PDF (design section 10)."""

    help = "Ghi báo cáo của một năm ra tệp PDF."

    def add_arguments(self, parser: CommandParser) -> None:
        """--year, --commune, --kind and --output."""
        add_commune_and_year(parser)
        parser.add_argument(
            "--kind", default=ReportKind.ANNUAL.value, help="loại báo cáo (mặc định: annual, báo cáo năm)"
        )
        parser.add_argument("--output", type=Path, required=True, help="tệp để ghi, ví dụ out/bao-cao-2025.pdf")

    def handle(self, *args: Any, **options: Any) -> None:
        """Says where the file is; that a year has no figures goes to standard error."""
        year, output = options["year"], options["output"]
        _check_kind(options["kind"])
        if output.suffix.lower() != ENDING:
            raise CommandError(f"Chưa ghi được tệp «{output.name}»: hiện chỉ có định dạng {ENDING}. Hãy đổi đuôi tệp.")
        years = PlanYears(plan_of(options["commune"]))
        if not years.has_accepted(year):
            self.stderr.write(f"Năm {year} chưa có số liệu nào được duyệt; báo cáo sẽ nói rõ như vậy.")
        try:
            _write(output, report_pdf(years, year))
        except CannotRender as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"Đã ghi báo cáo năm {year}: {output}")


def _check_kind(kind: str) -> None:
    known = {each.value: each for each in ReportKind}
    if kind not in known:
        raise CommandError(f"Không có loại báo cáo «{kind}». Hiện có: {ReportKind.ANNUAL.value} (báo cáo năm).")
    if kind != ReportKind.ANNUAL:
        label = known[kind].label.lower()
        raise CommandError(f"Chưa lập được {label}. Hiện chỉ có: {ReportKind.ANNUAL.value} (báo cáo năm).")


def _write(output: Path, pdf: bytes) -> None:
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_bytes(pdf)
    except OSError as problem:
        raise CommandError(f"Không ghi được tệp {output}. Hãy xem lại thư mục và quyền ghi.") from problem
