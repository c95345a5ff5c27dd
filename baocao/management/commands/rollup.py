"""manage.py rollup: the targets over all communes of the country or of a province in a year."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import CommandError, CommandParser

from baocao.rollup.provinces import provinces_named
from baocao.rollup.summing import roll_up
from baocao.rollup.words import sentence
from kehoach.management.arguments import year
from kehoach.management.command import PortalCommand


class Command(PortalCommand):
    """Prints the sums over communes, for people or as JSON."""

    help = "In tổng hợp các chỉ tiêu của mọi xã, hoặc của một tỉnh, trong một năm."

    def add_arguments(self, parser: CommandParser) -> None:
        """--year, --province and --format."""
        parser.add_argument("--year", type=year, required=True, help="năm báo cáo, ví dụ 2025")
        parser.add_argument("--province", help="chỉ các xã của tỉnh, thành phố này, ví dụ “Hải Phòng”")
        parser.add_argument("--format", choices=("text", "json"), default="text", help="cách in (mặc định: text)")

    def handle(self, *args: Any, **options: Any) -> None:
        """JSON for programs on standard output; communes without a plan are told on standard error."""
        province = options["province"]
        provinces = None if province is None else provinces_named(province)
        if provinces == []:
            raise CommandError(f"Cổng không có xã nào của «{province}».")
        rollup = roll_up(options["year"], provinces)
        if rollup.without_plan:
            self.stderr.write(f"{len(rollup.without_plan)} xã chưa có kế hoạch trên cổng, không được tính.")
        if options["format"] == "json":
            self.stdout.write(json.dumps(rollup.as_json(), ensure_ascii=False, indent=2))
            return
        self.stdout.write(f"Năm {rollup.year}: {len(rollup.communes)} xã")
        for line in rollup.lines:
            self.stdout.write(sentence(line))
