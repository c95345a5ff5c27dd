"""The grid of one year's collection: every facility with its state, who touched it last, and the counts above it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter

from django.utils import timezone

from kehoach.common import formats
from kehoach.common.periods import days_between
from kehoach.figures.state_words import OFFICE_WORDS
from kehoach.figures.submissions import Punctuality, Submission, Submissions, punctuality, submissions
from kehoach.models import Facility, ReportingYear, User
from kehoach.models.kinds import kinds

# A form's kind, by its slug, and its key.
FormKey = tuple[str, int]

_STEPS = ("opened", "saved", "submitted", "returned", "accepted")


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

    form: Submission
    touched_on: str
    touched_by: str

    @property
    def choice(self) -> str:
        """What a ticked box sends: which form, and the version that was seen."""
        return f"{self.form.kind.slug}.{self.form.pk}.{self.form.version}"


@dataclass(frozen=True)
class Grid:
    """A year's collection as it stands on a day. `touches` say when each form was last touched, by whose key.

    `closed` are the facilities that closed during the year and are not asked any more. `days_left` are those until the
    units' deadline, negative once it has passed.
    """

    year: ReportingYear
    submissions: Submissions
    punctuality: Punctuality
    touches: Mapping[FormKey, tuple[datetime, int | None]]
    people: Mapping[int, str]
    closed: tuple[Facility, ...]
    days_left: int

    @property
    def is_over(self) -> bool:
        """Whether the deadline has passed: before it nobody is late, and a share of those in time would blame them."""
        return self.year.is_closed or self.days_left < 0

    @property
    def counts(self) -> tuple[StateCount, ...]:
        """How many forms are in each state, those without a form too."""
        counts = self.submissions.counts
        return tuple(
            StateCount(word, formats.count(counts[state]), state.tone, f"?trang-thai={state.value}")
            for state, word in OFFICE_WORDS.items()
        )

    def rows(self, shown: Iterable[Submission]) -> list[GridRow]:
        """The rows of these forms."""
        zone, rows = timezone.get_current_timezone(), []
        for form in shown:
            moment, person = self.touches.get((form.kind.slug, form.pk), (None, None))
            day = formats.date_short(moment.astimezone(zone).date()) if moment else ""
            rows.append(GridRow(form, day, self.people[person] if person is not None else ""))
        return rows


def grid(year: ReportingYear, today: date) -> Grid:
    """Gathers the whole year in a constant number of queries; filtering it takes no further one."""
    forms = submissions([year], today)
    touches: dict[FormKey, tuple[datetime, int | None]] = {}
    columns = (*(f"{step}_at" for step in _STEPS), *(f"{step}_by_id" for step in _STEPS))
    for kind in kinds():
        for pk, *values in kind.figures_asked.filter(reporting_year=year).order_by().values_list("pk", *columns):
            steps = zip(values[: len(_STEPS)], values[len(_STEPS) :], strict=True)
            taken = [step for step in steps if step[0] is not None]
            if taken:
                touches[kind.slug, pk] = max(taken, key=itemgetter(0))
    people = User.objects.in_bulk({person for _, person in touches.values() if person is not None})
    names = {key: str(person) for key, person in people.items()}
    closed = tuple(facility for kind in kinds() for facility in kind.closed_in(year))
    days_left = days_between(today, year.unit_deadline)
    return Grid(year, forms, punctuality(year, len(forms.all)), touches, names, closed, days_left)
