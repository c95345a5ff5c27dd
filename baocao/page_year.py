"""Which year a page shows."""

from __future__ import annotations

from django.db.models import Max, Min, Q
from django.http import HttpRequest

from kehoach.common.converters import year_asked
from kehoach.models import ReportingYear
from kehoach.people.access import commune_of
from kehoach.plan.access import leading_plan


def year_to_show(request: HttpRequest) -> int:
    """The year in ?nam=, else the newest closed one, else the first of the plan that holds now.

    A commune that carries on the plans of others has no year before its own first one; one that has merged none that
    was not over by then.
    """
    if (asked := year_asked(request)) is not None:
        return asked
    commune = commune_of(request)
    years = ReportingYear.objects.filter(commune=commune)
    if commune.valid_until is not None:
        years = years.filter(window_end__lte=commune.valid_until)
    known = years.aggregate(closed=Max("year", filter=Q(closed_at__isnull=False)), first=Min("year"))
    if known["closed"] is not None:
        return int(known["closed"])
    plan = leading_plan(request)
    return max(plan.first_year, known["first"] or 0) if plan.is_carried_on else plan.first_year
