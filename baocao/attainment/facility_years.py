"""What attainment needs of a commune's facilities: when each was open, where it counts, what it answered in each year.

Two queries a kind read it as plain values, however many facilities and years there are: of a form of forty questions
a plan's conditions read five. The whole rows are there for whoever says more than verdicts.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import JSONField, QuerySet, TextField
from django.db.models.functions import Cast

from baocao.attainment.former_communes import as_now, first_of, who_is_one
from kehoach.common.lineage import Lineage
from kehoach.common.periods import is_open_on
from kehoach.models import Facility, ReportingYear, Scope, State, YearFigures
from kehoach.models.figures import value_of
from kehoach.models.kinds import FigureKind
from kehoach.questionnaire.values import Values

# What an accepted form says to the questions that a plan asks, in their order and as the database has it, with its
# absences at the end; lists and absences as JSON. Most forms say the same, so `values_of` reads each only once.
Answer = tuple[Any, ...]
# By year, and there by a facility's key.
Answers = Mapping[int, Mapping[int, Answer]]
# By a facility's key and a scope: from when on it counts there or not, in the order of the days.
Decisions = Mapping[tuple[int, str], Sequence[tuple[date, bool]]]


class CountedFacility(NamedTuple):
    """A facility as far as a verdict depends on it. `key` is its primary key among those of its kind."""

    key: int
    code: str
    name: str
    kind: str
    opened_on: date | None
    closed_on: date | None


@dataclass(frozen=True)
class FacilityYears:
    """The facilities of one kind by code, the decisions on where they count, and what is accepted of them.

    `communes` are the keys of the commune and of those that have merged into it, `years` by key the reporting years of
    all of them. `questions` are the names of those that the `answers` answer. `lineage` says by code who continues
    whom. Whoever only came along with a former commune is one facility: `as_one` has the present key by the former,
    `first_commune` the commune that it was in first, by the present key.
    """

    kind: FigureKind
    communes: tuple[int, ...]
    years: Mapping[int, ReportingYear]
    questions: tuple[str, ...]
    counted: Mapping[str, CountedFacility]
    decisions: Decisions
    answers: Answers
    lineage: Lineage[str] = field(default_factory=Lineage)
    as_one: Mapping[int, int] = field(default_factory=dict)
    first_commune: Mapping[int, int] = field(default_factory=dict)
    # Whether these are only some of the commune's, those that come from a former commune (former_communes.of_area).
    is_area: bool = False
    # Several measures ask for the same, and so do all years between two changes.
    _populations: dict[tuple[str, int], dict[str, int]] = field(default_factory=dict, init=False, repr=False)
    _existing: dict[int, dict[str, CountedFacility]] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def facilities(self) -> dict[str, Facility]:
        """The facilities with their units, by code; those of former communes to be read and not saved."""
        rows = self.kind.facilities.filter(commune__in=self.communes).select_related("unit").order_by("pk")
        code_of, facilities = {facility.key: facility.code for facility in self.counted.values()}, {}
        for row in rows.prefetch_related("successors"):
            if row.pk in code_of:
                row.code = code_of[row.pk]
                facilities[row.code] = row
        return facilities

    @cached_property
    def names(self) -> dict[str, str]:
        """The names by code."""
        return {code: facility.name for code, facility in self.counted.items()}

    @cached_property
    def _forms(self) -> list[tuple[int, str, Any]]:
        """Every form with its year and the code of its facility, in the order in which they came to be."""
        code_of = {facility.key: facility.code for facility in self.counted.values()}
        forms = self.kind.figures.filter(facility__commune__in=self.communes).prefetch_related("accepted_version")
        return [
            (self.years[form.reporting_year_id].year, code_of[key], form)
            for form in sorted(forms, key=lambda form: form.pk)
            if (key := self.as_one.get(form.facility_id, form.facility_id)) in code_of
        ]

    @cached_property
    def accepted(self) -> dict[tuple[int, str], YearFigures]:
        """The accepted figures of every year, by year and code."""
        accepted = {}
        for year, code, form in self._forms:
            figures = form.accepted_figures
            if figures is not None and code in self.facilities:
                figures.facility, figures.reporting_year = self.facilities[code], self.years[form.reporting_year_id]
                accepted[year, code] = figures
        return accepted

    @cached_property
    def states(self) -> dict[tuple[int, str], State]:
        """How far the forms are of which nothing counts yet, by year and code."""
        return {(year, code): State(form.state) for year, code, form in self._forms if not form.accepted_figures}

    @cached_property
    def _reasons(self) -> dict[tuple[int, str], str]:
        """Why the officer has taken a facility out of a scope, by its key; of several decisions the last."""
        keys = {key for (key, _), days in self.decisions.items() if not all(counted for _, counted in days)}
        rows = self.kind.memberships.filter(facility__in=keys, counted=False).order_by("since") if keys else ()
        return {(row.facility_id, row.scope): row.reason for row in rows}

    def outside(self, day: date) -> Iterator[tuple[str, Scope, str]]:
        """Whom a scope leaves out on a day by the officer's decision: name, scope and reason."""
        for (key, scope), reason in self._reasons.items():
            for code, facility in self.existing(day).items():
                if facility.key == key and code not in self.population(scope, day):
                    yield facility.name, Scope(scope), reason.rstrip(".")

    def answer(self, year: int, code: str) -> Values | None:
        """What is accepted of a facility in a year; None where nothing is."""
        answer = self.answers.get(year, {}).get(self.counted[code].key)
        return None if answer is None else values_of(self.questions, answer)

    @cached_property
    def _changes(self) -> list[date]:
        """The days on which one opened, closed or was decided on: between two of them nothing changes."""
        days = {day for facility in self.counted.values() for day in (facility.opened_on, facility.closed_on) if day}
        return sorted(days.union(since for decided in self.decisions.values() for since, _ in decided))

    def existing(self, day: date) -> Mapping[str, CountedFacility]:
        """By code those that exist on a day: the population of the year whose window ends then."""
        period = bisect_right(self._changes, day)
        if period not in self._existing:
            self._existing[period] = {
                code: facility
                for code, facility in self.counted.items()
                if is_open_on(day, facility.opened_on, facility.closed_on)
            }
        return self._existing[period]

    def origins(self, code: str, then: date, now: date) -> tuple[str, ...]:
        """Whose values of an earlier day's year a facility continues that exists now, by code (see Lineage)."""
        return self.lineage.origins(code, self.existing(then), self.existing(now))

    def population(self, scope: str, day: date) -> Mapping[str, int]:
        """By code the keys of those in a scope on a day: of the right kind, existing, not taken out by the officer."""
        period = bisect_right(self._changes, day)
        if (scope, period) not in self._populations:
            kinds = {kind for kind, scopes in self.kind.scopes_of.items() if scope in scopes}
            # By the last decision on each; nobody decides on most.
            counted = {key: days for (key, decided_on), days in self.decisions.items() if decided_on == scope}
            last = {
                key: next((is_in for since, is_in in reversed(days) if since <= day), True)
                for key, days in counted.items()
            }
            self._populations[scope, period] = {
                code: facility.key
                for code, facility in self.existing(day).items()
                if facility.kind in kinds and last.get(facility.key, True)
            }
        return self._populations[scope, period]

    def said(self, keys: Collection[int], year: int, questions: Sequence[str]) -> list[Answer | None]:
        """What each of these facilities answers to some of the questions in a year; None where nothing is accepted."""
        answers = self.answers.get(year)
        if not answers:
            return [None] * len(keys)
        if questions == self.questions:
            return list(map(answers.get, keys))
        relevant = itemgetter(*(self.questions.index(name) for name in questions), -1)
        return [answer and relevant(answer) for answer in map(answers.get, keys)]


def gather(
    kind: FigureKind, questions: tuple[str, ...], communes: tuple[int, ...], years: Mapping[int, ReportingYear]
) -> FacilityYears:
    """The facilities of a kind with what they answered to these questions; two queries.

    `communes` are the keys of the commune and then of those that have merged into it, `years` by key their years.
    """
    facilities: dict[int, CountedFacility] = {}
    decisions, pairs, commune_of = set(), set(), {}
    rows = _facility_rows(kind.facility_model).filter(commune__in=communes)
    for key, *facility, commune, scope, since, counted, predecessor in rows:
        facilities[key], commune_of[key] = CountedFacility(key, *facility), commune
        if scope is not None:
            decisions.add((key, scope, since, counted))
        if predecessor is not None:
            pairs.add((key, predecessor))
    as_one, counted_once = {}, facilities
    if len(communes) > 1:
        as_one = who_is_one(facilities, pairs, commune_of)
        counted_once = as_now(facilities, as_one, commune_of, communes[0])
    return FacilityYears(
        kind=kind,
        communes=communes,
        years=years,
        questions=questions,
        counted={facility.code: facility for facility in counted_once.values()},
        decisions=decisions_of({(as_one.get(key, key), *decision) for key, *decision in decisions}),
        answers=_answers(kind, questions, years, as_one),
        lineage=_lineage(sorted(pairs), as_one, {key: facility.code for key, facility in counted_once.items()}),
        as_one=as_one,
        first_commune=commune_of | {now: commune_of[first] for now, first in first_of(facilities, as_one).items()},
    )


def _lineage(pairs: Iterable[tuple[int, int]], as_one: Mapping[int, int], code_of: Mapping[int, str]) -> Lineage[str]:
    """Who continues whom by code, out of pairs of key and predecessor; the past of another commune is that one's."""
    predecessors: dict[str, list[str]] = defaultdict(list)
    for heir, former in ((as_one.get(key, key), as_one.get(other, other)) for key, other in pairs):
        if former in code_of and former != heir:
            predecessors[code_of[heir]].append(code_of[former])
    heirs = Counter(code for followed in predecessors.values() for code in followed)
    return Lineage(dict(predecessors), frozenset(code for code, number in heirs.items() if number > 1))


# Putting a statement together takes a small commune longer than its answer, so that is done once.
@cache
def _facility_rows(model: type[Facility]) -> QuerySet[Any, Any]:
    """Facilities in the order of CountedFacility, then their commune, once for each decision and each predecessor."""
    columns = ("pk", "code", "name", "kind", "opened_on", "closed_on", "commune_id")
    decided = ("memberships__scope", "memberships__since", "memberships__counted")
    return model._default_manager.order_by("pk").values_list(*columns, *decided, "predecessors")


def decisions_of(rows: Iterable[tuple[int, str, date, bool]]) -> Decisions:
    """Decisions, each as a facility's key, the scope, the day and whether it counts from then on."""
    decisions: dict[tuple[int, str], list[tuple[date, bool]]] = defaultdict(list)
    for key, scope, since, counted in rows:
        decisions[key, scope].append((since, counted))
    return {key: sorted(days) for key, days in decisions.items()}


def values_of(questions: Sequence[str], answer: Answer) -> Values:
    """What a form answers to these questions."""
    *columns, absences = answer
    reasons = _read(absences)
    return {
        name: raw if isinstance(raw, int) else value_of(_read(raw) if raw else raw, reasons.get(name))
        for name, raw in zip(questions, columns, strict=True)
    }


@lru_cache(maxsize=1_000)
def _read(text: str) -> Any:
    """What a JSON text means; nobody changes it."""
    return json.loads(text)


def answer_of(form: Any, questions: Sequence[str]) -> Answer:
    """What a form or a version of it says to these questions."""
    columns = (getattr(form, name) for name in questions)
    return *(json.dumps(raw) if isinstance(raw, list) else raw for raw in columns), json.dumps(form.absences)


def _answers(
    kind: FigureKind, questions: tuple[str, ...], years: Mapping[int, ReportingYear], as_one: Mapping[int, int]
) -> Answers:
    """The accepted answers of every year."""
    accepted, in_correction = (
        rows.filter(reporting_year__in=years) for rows in _accepted_rows(kind.figures_model, questions)
    )
    answers: dict[int, dict[int, Answer]] = {row.year: {} for row in years.values()}
    for row in accepted.union(in_correction, all=True):
        answers[years[row[-1]].year][as_one.get(row[-2], row[-2])] = row[:-2]
    return answers


@cache
def _accepted_rows(model: Any, questions: tuple[str, ...]) -> tuple[QuerySet[Any, Any], ...]:
    """What forms say that are accepted, and what versions say that count until their correction is accepted."""
    columns_read, forms = (*questions, "absences"), model._default_manager.order_by()
    is_json = {name: isinstance(model._meta.get_field(name), JSONField) for name in columns_read}

    def rows(counting: QuerySet[Any], version: str) -> QuerySet[Any, Any]:
        columns = [Cast(version + name, TextField()) if is_json[name] else version + name for name in columns_read]
        return counting.values_list(*columns, "facility_id", "reporting_year_id")

    accepted, in_correction = forms.filter(state=State.ACCEPTED), forms.filter(accepted_version__isnull=False)
    return rows(accepted, ""), rows(in_correction, "accepted_version__")
