"""Which year a page shows."""

from __future__ import annotations

import re

from django.http import HttpRequest

from kehoach.common.periods import YEAR
from kehoach.plan.snapshot import PlanSnapshot


def year_to_show(request: HttpRequest, whole: PlanSnapshot) -> int:
    """The year in ?nam=, else the newest closed one, else the plan's first."""
    asked = request.GET.get("nam", "")
    if re.fullmatch(YEAR, asked):
        return int(asked)
    closed = (year for year, row in whole.reporting_years.items() if row.is_closed)
    return max(closed, default=whole.plan.first_year)
