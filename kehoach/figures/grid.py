"""The grid of one year's collection: every facility with its state, who touched it last, and the counts above it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from kehoach.common import formats
from kehoach.figures.submissions import Punctuality, Submission, Submissions, punctuality, submissions
from kehoach.models import ReportingYear, State, User


@dataclass(frozen=True)
class YearLink:
    """One year of the switch between years."""

    year: int
    url: str
    current: bool


@dataclass(frozen=True)
class StateCount:
    """One figure of the row above the grid, as the statistics component draws it; leads to the grid of that state."""

    label: str
    value: str
    tone: str
    url: str


@dataclass(frozen=True)
class GridRow:
    """One facility's form, and in words when it was last touched and by whom (both empty where nobody has)."""

    one: Submission
    touched_on: str
    touched_by: str

    @property
    def choice(self) -> str:
        """What a ticked box sends: which form, and the version that was seen."""
        return f"{self.one.kind.slug}.{self.one.figures.pk}.{self.one.figures.version}"


@dataclass(frozen=True)
class Grid:
    """A year's collection as it stands on a day; a constant number of queries, however many facilities."""

    year: ReportingYear
    submissions: Submissions
    punctuality: Punctuality
    people: Mapping[int, User]

    @property
    def counts(self) -> tuple[StateCount, ...]:
        """How many forms are in each state, those without a form too."""
        counts = self.submissions.counts
        return tuple(
            StateCount(state.label, formats.count(counts.get(state, 0)), state.tone, f"?trang-thai={state.value}")
            for state in State
        )

    def rows(self, shown: Iterable[Submission]) -> tuple[GridRow, ...]:
        """The rows of these forms."""
        return tuple(self._row(one) for one in shown)

    def _row(self, one: Submission) -> GridRow:
        if one.last_touch is None:
            return GridRow(one, "", "")
        at, by = one.last_touch
        who = str(self.people[by]) if by is not None else ""
        return GridRow(one, formats.date_short(timezone.localdate(at)), who)


def grid(year: ReportingYear, today: date) -> Grid:
    """Gathers the whole year; filtering it takes no further query."""
    found = submissions(year, today, states_only=True)
    touches = [one.last_touch for one in found.all]
    people = User.objects.in_bulk({touch[1] for touch in touches if touch is not None})
    return Grid(year, found, punctuality(year, len(found.all)), people)
