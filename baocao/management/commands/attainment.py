"""manage.py attainment: how far each target of the plan is in a year."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from baocao.attainment.queries import PlanAttainment
from baocao.attainment.words import sentence
from kehoach.management.arguments import add_commune_and_year, plan_of


class Command(BaseCommand):
    """Prints the attainment of every target, for people or as JSON."""

    help = "In mức độ đạt từng chỉ tiêu của kế hoạch trong một năm."

    def add_arguments(self, parser: CommandParser) -> None:
        """--year, --commune and --format."""
        add_commune_and_year(parser)
        parser.add_argument("--format", choices=("text", "json"), default="text", help="cách in (mặc định: text)")

    def handle(self, *args: Any, **options: Any) -> None:
        """JSON for programs on standard output; what people should know beside it goes to standard error."""
        attainment, year = PlanAttainment(plan_of(options["commune"], options["year"])), options["year"]
        if not attainment.has_accepted(year):
            self.stderr.write(f"Năm {year} chưa có số liệu nào được duyệt.")
        if options["format"] == "json":
            self.stdout.write(json.dumps(attainment.as_json(year), ensure_ascii=False, indent=2))
            return
        names = attainment.names
        for target in attainment.judge(year):
            self.stdout.write(f"{target.target.code} {target.target.short_name}: {target.verdict.label}")
            for condition in target.conditions:
                self.stdout.write(f"  {sentence(condition.result, year, names)}")
