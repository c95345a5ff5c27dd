"""What the book of activities already says for facilities' figures: the questions that nobody has to count again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Sum

from kehoach.common import formats
from kehoach.models import Activity
from kehoach.models.kinds import FigureKind


@dataclass(frozen=True)
class RecordedAmount:
    """A number of activities, or of people who came to them; of `uncounted` activities nobody has noted how many."""

    amount: int = 0
    uncounted: int = 0

    def __add__(self, other: RecordedAmount) -> RecordedAmount:
        return RecordedAmount(self.amount + other.amount, self.uncounted + other.uncounted)

    @property
    def source(self) -> str:
        """Where the amount is from, as a form says it beside the question."""
        lacking = f", {formats.count(self.uncounted)} hoạt động chưa ghi lượt người" if self.uncounted else ""
        return f"theo sổ hoạt động{lacking}"


def recorded_at(
    kind: FigureKind, facilities: Collection[int], days: tuple[date, date]
) -> dict[int, dict[str, RecordedAmount]]:
    """By facility and question what was noted there on these days, both included; one query.

    A question for which nothing was noted is left out: whoever keeps no book has not said that there was nothing.
    """
    activities: Any = Activity._default_manager
    rows = (
        activities.filter(
            happened_on__range=days,
            facility_type=ContentType.objects.get_for_model(kind.facility_model),
            facility_id__in=facilities,
        )
        .order_by()
        .values_list("facility_id", "kind")
        .annotate(number=Count("pk"), counted=Count("participants"), people=Sum("participants"))
    )
    known: dict[int, dict[str, RecordedAmount]] = defaultdict(dict)
    for facility, activity, number, counted, people in rows:
        for name, recorded in kind.recorded.items():
            if activity in recorded.kinds:
                noted = RecordedAmount(people or 0, number - counted) if recorded.people else RecordedAmount(number)
                known[facility][name] = known[facility].get(name, RecordedAmount()) + noted
    return {key: {name: noted for name, noted in of.items() if noted.amount} for key, of in known.items()}
