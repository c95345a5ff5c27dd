"""manage.py report: the report of a year, or of the years up to it: what was issued, else the draft, as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from baocao.attainment.queries import PlanAttainment
from baocao.document.typesetting import CannotRender
from baocao.issuing.standing import draft_of, drafted, outgoing, standing_report
from baocao.models import Length, Report, ReportKind
from baocao.report.files import FILE_FORMATS
from kehoach.management.arguments import add_commune_and_year, plan_of, write_file
from kehoach.management.command import PortalCommand

ENDINGS = ", ".join(f".{ending}" for ending in FILE_FORMATS)
KINDS = ", ".join(f"{kind.value} ({kind.label.lower()})" for kind in ReportKind)

LENGTHS = ", ".join(f"{length.value} ({length.label.lower()})" for length in Length)


class Command(PortalCommand):
    """Writes a report as PDF, Word or Excel."""

    help = "Ghi báo cáo năm, sơ kết hoặc tổng kết ra tệp PDF, Word hoặc Excel."

    def add_arguments(self, parser: CommandParser) -> None:
        """--year, --commune, --kind, --plan, --length and --output."""
        add_commune_and_year(parser)
        parser.add_argument("--kind", default=ReportKind.ANNUAL.value, help=f"loại báo cáo: {KINDS}; mặc định annual")
        parser.add_argument("--plan", help="số kế hoạch để sơ kết, tổng kết khi năm ấy xã có nhiều kế hoạch")
        parser.add_argument("--length", help=f"độ dài: {LENGTHS}; mặc định standard")
        parser.add_argument(
            "--output", type=Path, required=True, help=f"tệp để ghi ({ENDINGS}), ví dụ out/bao-cao-2025.pdf"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Says where the file is; that a year has no figures goes to standard error."""
        year, output, kind = options["year"], options["output"], _kind(options["kind"])
        made = FILE_FORMATS.get(output.suffix.lower().removeprefix("."))
        if made is None:
            raise CommandError(f"Không ghi được tệp «{output.name}»: tên tệp phải có đuôi {ENDINGS}.")
        length = _length(options["length"])
        plan = plan_of(options["commune"], year, options["plan"] if kind is not ReportKind.ANNUAL else None)
        years = PlanAttainment(plan)
        if kind is not ReportKind.ANNUAL and year < years.plan.first_year:
            raise CommandError(f"Kế hoạch bắt đầu từ năm {years.plan.first_year}: chưa có gì để {kind.verb}.")
        if not years.has_accepted(year):
            self.stderr.write(f"Năm {year} chưa có số liệu nào được duyệt; báo cáo sẽ nói rõ như vậy.")
        standing = standing_report(Report.objects.select_related("entry"), plan, year, kind)
        if standing is not None and (standing.is_issued or length in (None, standing.length)):
            leaving = outgoing(standing)
        else:
            leaving = drafted(draft_of(None, plan, year, kind, length=length))
        try:
            write_file(output, leaving.as_file(made))
        except CannotRender as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"Đã ghi {kind.label.lower()} {year} ({leaving.state_words}): {output}")


def _length(given: str | None) -> Length | None:
    if given is not None and given not in Length.values:
        raise CommandError(f"Không có độ dài «{given}». Hiện có: {LENGTHS}.")
    return Length(given) if given else None


def _kind(given: str) -> ReportKind:
    try:
        return ReportKind(given)
    except ValueError:
        raise CommandError(f"Không có loại báo cáo «{given}». Hiện có: {KINDS}.") from None
