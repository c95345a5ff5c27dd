"""What attainment needs of a commune's facilities: when each was open, where it counts, what it answered in each year.

One query reads it as plain rows, however many kinds, facilities and years there are: of a form of forty questions a
plan's conditions read five. The whole rows are there for whoever tells more than verdicts, by one query more.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from kehoach.common.periods import is_open_on
from kehoach.models import Facility, ReportingYear, State, Unit, YearFigures
from kehoach.models.figures import value_of
from kehoach.models.kinds import FigureKind
from kehoach.questionnaire.values import Values
from kehoach.together import know, together

# By a facility's key and a scope: from when on it counts there or not, in the order of the days.
Decisions = Mapping[tuple[int, str], tuple[tuple[date, bool], ...]]
# By year and a facility's key: what its accepted form says to the questions that a plan asks.
Answers = Mapping[tuple[int, int], Values]
Forms = dict[tuple[int, str], YearFigures]


class Place(NamedTuple):
    """A facility as far as a verdict depends on it. `key` is its primary key among those of its kind."""

    key: int
    code: str
    name: str
    kind: str
    opened_on: date | None
    closed_on: date | None

    def is_open_on(self, day: date) -> bool:
        """Whether it existed on that day."""
        return is_open_on(day, self.opened_on, self.closed_on)


class WholeRows:
    """The facilities with their units and the accepted forms of all years, all columns: read when first asked for."""

    def __init__(
        self, kinds: Sequence[FigureKind], commune_id: int, reporting_years: Mapping[int, ReportingYear]
    ) -> None:
        self._kinds, self._commune_id, self._years = kinds, commune_id, reporting_years

    @cached_property
    def of_kind(self) -> dict[str, tuple[dict[str, Facility], Forms]]:
        """By the slug of a kind: its facilities by code, and its forms by year and code."""
        facilities = [kind.facilities.filter(commune=self._commune_id) for kind in self._kinds]
        forms = [kind.figures.filter(state=State.ACCEPTED, facility__commune=self._commune_id) for kind in self._kinds]
        units, *found = together(Unit.objects.filter(commune=self._commune_id), *facilities, *forms)
        number = len(self._kinds)
        return {kind.slug: self._known(units, *found[place::number]) for place, kind in enumerate(self._kinds)}

    def _known(
        self, units: list[Unit], facilities: list[Facility], forms: list[YearFigures]
    ) -> tuple[dict[str, Facility], Forms]:
        know(facilities, "unit", units)
        know(forms, "facility", facilities)
        know(forms, "reporting_year", self._years.values())
        return (
            {row.code: row for row in sorted(facilities, key=attrgetter("pk"))},
            {(row.reporting_year.year, row.facility.code): row for row in sorted(forms, key=attrgetter("pk"))},
        )


@dataclass(frozen=True)
class FacilityYears:
    """The facilities of one kind by code, the decisions on where they count, and what is accepted of them."""

    kind: FigureKind
    places: Mapping[str, Place]
    decisions: Decisions
    answers: Answers
    rows: WholeRows

    @property
    def facilities(self) -> dict[str, Facility]:
        """The facilities with their units, by code."""
        return self.rows.of_kind[self.kind.slug][0]

    @property
    def accepted(self) -> Forms:
        """The accepted forms of every year, by year and code."""
        return self.rows.of_kind[self.kind.slug][1]

    def answer(self, year: int, code: str) -> Values | None:
        """What is accepted of a facility in a year; None where nothing is."""
        return self.answers.get((year, self.places[code].key))

    def population(self, scope: str, day: date) -> tuple[str, ...]:
        """The codes in a scope on a day: of the right kind, open, and not taken out by the officer."""
        return tuple(
            place.code
            for place in self.places.values()
            if scope in self.kind.scopes_of[place.kind] and place.is_open_on(day) and self._counts(place, scope, day)
        )

    def _counts(self, place: Place, scope: str, day: date) -> bool:
        decided = [counted for since, counted in self.decisions.get((place.key, scope), ()) if since <= day]
        return decided[-1] if decided else True


def gather(
    asked: Sequence[tuple[FigureKind, Sequence[str]]], commune_id: int, reporting_years: Mapping[int, ReportingYear]
) -> dict[str, FacilityYears]:
    """The facilities of each kind, by its slug, with what they answered to the questions that are `asked` of it."""
    if not asked:
        return {}
    kinds = [kind for kind, _ in asked]
    found = together(
        *(kind.facilities.filter(commune=commune_id).values_list(*_PLACE) for kind in kinds),
        *(kind.memberships.filter(facility__commune=commune_id).values_list(*_DECISION) for kind in kinds),
        *(
            kind.figures.filter(state=State.ACCEPTED, facility__commune=commune_id).values_list(*_FORM, *names)
            for kind, names in asked
        ),
    )
    rows, number = WholeRows(kinds, commune_id, reporting_years), len(kinds)
    year_of = {row.pk: year for year, row in reporting_years.items()}
    return {
        kind.slug: FacilityYears(
            kind=kind,
            places=_places(found[place]),
            decisions=decisions_of(
                (key, scope, _day(since), bool(counted)) for key, scope, since, counted in found[number + place]
            ),
            answers={(year_of[row[0]], row[1]): _values(names, *row[2:]) for row in found[2 * number + place]},
            rows=rows,
        )
        for place, (kind, names) in enumerate(asked)
    }


_PLACE = ("pk", "code", "name", "kind", "opened_on", "closed_on")
_DECISION = ("facility_id", "scope", "since", "counted")
_FORM = ("reporting_year_id", "facility_id", "absences")


def decisions_of(rows: Iterable[tuple[Any, ...]]) -> Decisions:
    """Decisions, each as a facility's key, the scope, the day and whether it counts from then on."""
    found: dict[tuple[int, str], tuple[tuple[date, bool], ...]] = {}
    for key, scope, since, counted in rows:
        found[key, scope] = tuple(sorted((*found.get((key, scope), ()), (since, counted))))
    return found


def _places(rows: Iterable[list[Any]]) -> dict[str, Place]:
    """By code, in the order in which the facilities came."""
    return {
        code: Place(key, code, name, kind, _day(opened), _day(closed))
        for key, code, name, kind, opened, closed in sorted(rows, key=itemgetter(0))
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _values(names: Sequence[str], absences: Any, *raw: Any) -> Values:
    """The answers of a form; SQLite has what is JSON inside of an array as text."""
    reasons, *told = (json.loads(one) if isinstance(one, str) else one for one in (absences, *raw))
    return {name: value_of(one, reasons.get(name)) for name, one in zip(names, told, strict=True)}
