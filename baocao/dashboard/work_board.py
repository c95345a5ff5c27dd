"""Where the plan's tasks stand in a year, as the dashboard tells it: in all, by group and by unit, the worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from kehoach.models import ProgressState, Section, Unit
from kehoach.tasks.clauses import ClauseProgress, Tally, UnitProgress, tallies_of_units, tally
from kehoach.tasks.forms.tasks import LATE, SECTION, STATE, UNIT, YEAR

# A card has room for so many; the list of tasks can be narrowed to any unit.
MOST_UNITS = 14


@dataclass(frozen=True)
class WorkLine:
    """A group's or a unit's tasks: how many are finished, how many are late, and the page that lists them."""

    name: str
    url: str
    tally: Tally


@dataclass(frozen=True)
class StateLine:
    """How many tasks are in a state, and the page that lists them."""

    label: str
    value: int
    tone: str
    url: str


@dataclass(frozen=True)
class WorkBoard:
    """All tasks and duties of a year. `units` are those with the most to do of `unit_count` that lead a task.

    `late` are the units' parts that are overdue, the longest first.
    """

    year: int
    url: str
    tally: Tally
    states: tuple[StateLine, ...]
    groups: tuple[WorkLine, ...]
    units: tuple[WorkLine, ...]
    unit_count: int
    late: tuple[UnitProgress, ...]


def work_board(clauses: Sequence[ClauseProgress], sections: Iterable[Section], year: int) -> WorkBoard:
    """The board of a year; the sections are those of the plan."""
    counts, tallies, url = Counter(clause.state for clause in clauses), tallies_of_units(clauses), _url(year)
    return WorkBoard(
        year=year,
        url=url,
        tally=tally(clauses),
        states=tuple(
            StateLine(state.label, counts[state], state.tone, f"{url}&{urlencode({STATE: state.value})}")
            for state in ProgressState
            if counts[state]
        ),
        groups=tuple(_groups(clauses, sections, url)),
        units=tuple(
            WorkLine(unit.name, f"{url}&{urlencode({UNIT: unit.code})}", own)
            for unit, own in sorted(tallies, key=_busiest)[:MOST_UNITS]
        ),
        unit_count=len(tallies),
        late=tuple(overdue(clauses)),
    )


def overdue(clauses: Iterable[ClauseProgress]) -> list[UnitProgress]:
    """The units' parts that are overdue, the longest first."""
    return sorted((part for clause in clauses for part in clause.late), key=lambda part: -part.overdue_days)


def _url(year: int) -> str:
    """The list of a year's tasks."""
    return f"{reverse('tasks')}?{YEAR}={year}"


def late_url(year: int) -> str:
    """The list of what is overdue."""
    return f"{_url(year)}&{LATE}=on"


def _groups(clauses: Sequence[ClauseProgress], sections: Iterable[Section], url: str) -> Iterable[WorkLine]:
    """The groups of the plan's second level (II.1, IV.2) that have tasks, in its order."""
    for section in (section for section in sections if section.level == 2):
        own = [clause for clause in clauses if section.covers(clause.task.code)]
        if own:
            yield WorkLine(
                name=f"{section.code}. {section.title.rstrip(' .:')}",
                url=f"{url}&{urlencode({SECTION: section.code})}",
                tally=tally(own),
            )


def _busiest(tallied: tuple[Unit, Tally]) -> tuple[int, int, str]:
    """Whoever is late with most stands first, then whoever has most to do."""
    unit, tally_of_unit = tallied
    return -tally_of_unit.late, tally_of_unit.finished - tally_of_unit.total, unit.name
