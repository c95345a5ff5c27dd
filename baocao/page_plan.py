"""Which of several plans beside each other a page is about, and the way to the others."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest

from baocao.attainment.queries import PlanAttainment
from baocao.attainment.side_by_side import named
from kehoach.models import Plan
from kehoach.plan.access import PLAN, area_to_read, areas_in, family_to_read


@dataclass(frozen=True)
class PlanLink:
    """The same page for one of the plans."""

    key: int
    name: str
    url: str
    current: bool


def attainment_to_read(request: HttpRequest, year: int) -> PlanAttainment:
    """The commune's own plan, or of several the chosen one over its own area (area_to_read)."""
    area = area_to_read(request, year)
    return PlanAttainment(area.plan, family=family_to_read(request), origins=area.origins)


def plan_query(plan: Plan) -> str:
    """The end of an address that is about a plan; empty where that is the commune's own."""
    return f"?{urlencode({PLAN: plan.pk})}" if plan.is_carried_on else ""


def plan_links(request: HttpRequest, year: int, shown: Plan) -> list[PlanLink]:
    """Every plan that holds in the year; empty where one holds alone."""
    plans = [area.plan for area in areas_in(request, year)]
    return [PlanLink(plan.pk, named(plan), f"?{urlencode({PLAN: plan.pk})}", plan.pk == shown.pk) for plan in plans]
