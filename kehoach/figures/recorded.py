"""What the book of activities already says for a facility's yearly figures, shown beside the questions."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Sum

from kehoach.common import formats
from kehoach.models import Activity, YearFigures
from kehoach.models.kinds import kind_of


def recorded_for(figures: YearFigures) -> dict[str, str]:
    """By question, how many activities of the year were noted at the facility, or how many people came; one query.

    A question for which nothing was noted is left out.
    """
    kind, year = kind_of(figures), figures.reporting_year
    activities: Any = Activity._default_manager
    rows = activities.within(year.window).filter(
        facility_type=ContentType.objects.get_for_model(kind.facility_model), facility_id=figures.facility_id
    )
    by_kind = {
        name: (number, people or 0)
        for name, number, people in rows.order_by()
        .values_list("kind")
        .annotate(number=Count("pk"), people=Sum("participants"))
    }
    counted = {
        name: sum(by_kind[activity][recorded.people] for activity in recorded.kinds if activity in by_kind)
        for name, recorded in kind.recorded.items()
    }
    return {name: formats.count(number) for name, number in counted.items() if number}
