"""manage.py attainment: how far each target of the plan is in a year."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import CommandParser

from baocao.attainment.queries import PlanAttainment
from baocao.attainment.side_by_side import SideBySide
from baocao.attainment.words import sentence
from kehoach.management.arguments import add_commune_and_year, plan_of
from kehoach.management.command import PortalCommand
from kehoach.plan.areas import areas_of, family_of


class Command(PortalCommand):
    """Prints the attainment of every target, for people or as JSON."""

    help = "In mức độ đạt từng chỉ tiêu của kế hoạch trong một năm."

    def add_arguments(self, parser: CommandParser) -> None:
        """--year, --commune and --format."""
        add_commune_and_year(parser)
        parser.add_argument("--format", choices=("text", "json"), default="text", help="cách in (mặc định: text)")

    def handle(self, *args: Any, **options: Any) -> None:
        """JSON for programs on standard output; what people should know beside it goes to standard error."""
        year, plan = options["year"], plan_of(options["commune"], options["year"])
        family = family_of(plan.commune)
        areas = areas_of(family, year)
        beside = SideBySide(family, areas, year) if areas else None
        attainment = beside.whole if beside else PlanAttainment(plan, family=family)
        if not attainment.has_accepted(year):
            self.stderr.write(f"Năm {year} chưa có số liệu nào được duyệt.")
        if options["format"] == "json":
            answer = beside.as_json() if beside else attainment.as_json(year)
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
        elif beside:
            self._tell_plans(beside)
        else:
            self._tell(attainment, year)

    def _tell_plans(self, beside: SideBySide) -> None:
        for area in beside.areas:
            self.stdout.write(f"{area.name}:")
            self._tell(area.attainment, beside.year)
        for row in beside.sums:
            self.stdout.write(f"Toàn xã, {row.label}: {row.whole}")

    def _tell(self, attainment: PlanAttainment, year: int) -> None:
        names = attainment.names
        for target in attainment.judge(year):
            self.stdout.write(f"{target.target.code} {target.target.short_name}: {target.verdict.label}")
            for condition in target.conditions:
                self.stdout.write(f"  {sentence(condition.result, year, names)}")
