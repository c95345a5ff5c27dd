"""Which year a page shows."""

from __future__ import annotations

from django.db.models import Max
from django.http import HttpRequest

from kehoach.common.converters import year_asked
from kehoach.models import ReportingYear
from kehoach.people.access import commune_of
from kehoach.plan.access import plan_to_read


def year_to_show(request: HttpRequest) -> int:
    """The year in ?nam=, else the newest closed one, else the first of the plan that holds now."""
    if (asked := year_asked(request)) is not None:
        return asked
    closed = ReportingYear.objects.filter(commune=commune_of(request), closed_at__isnull=False)
    newest: int | None = closed.aggregate(newest=Max("year"))["newest"]
    return newest or plan_to_read(request).first_year
