"""What people are reminded of, and what other rooms remind officers of; each room adds what it knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kehoach.models import ReminderKind, ReportingYear, YearFigures
from kehoach.tasks.clauses import UnitProgress


@dataclass(frozen=True)
class Matter:
    """One thing to remind a person of: the occasion, what tells it from others of its kind, and the forms or tasks.

    Another room's says in its own words what it is (`subject`, `text`) and where one goes on (`path`).
    """

    occasion: ReminderKind
    about: str
    year: ReportingYear
    forms: tuple[YearFigures, ...] = ()
    tasks: tuple[UnitProgress, ...] = ()
    subject: str = ""
    text: str = ""
    path: str = ""


# What a room reminds the officers of these open years' communes of on a day, by the commune's key.
Source = Callable[[Sequence[ReportingYear], date], Mapping[int, Sequence[Matter]]]
_sources: list[Source] = []


def add(source: Source) -> None:
    """Lets a room remind officers."""
    _sources.append(source)


def further_matters(years: Sequence[ReportingYear], today: date) -> dict[int, list[Matter]]:
    """All that other rooms know, by commune; each room asks a constant number of queries."""
    further: dict[int, list[Matter]] = defaultdict(list)
    for source in _sources:
        for commune, matters in source(years, today).items():
            further[commune] += matters
    return further
