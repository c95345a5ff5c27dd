"""Which plan and which year a page shows."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest

from kehoach.access import commune_of
from kehoach.models import Plan
from kehoach.periods import YEAR
from kehoach.whole_plan import WholePlan


def plan_to_read(request: HttpRequest) -> Plan:
    """The commune's newest plan."""
    plan = Plan.objects.filter(commune=commune_of(request)).select_related("commune").first()
    if plan is None:
        raise Http404("Xã chưa có kế hoạch trong cổng.")
    return plan


def year_to_show(request: HttpRequest, whole: WholePlan) -> int:
    """The year in ?nam=, else the newest closed one, else the plan's first."""
    asked = request.GET.get("nam", "")
    if re.fullmatch(YEAR, asked):
        return int(asked)
    closed = (year for year, row in whole.reporting_years.items() if row.is_closed)
    return max(closed, default=whole.plan.first_year)
