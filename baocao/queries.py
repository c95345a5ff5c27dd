"""Gathers what attainment is told from: a constant number of queries, however many facilities and years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from typing import Any

from django.db.models import Q

from baocao import measures
from baocao.attainment import (
    GrowthCondition,
    GrowthResult,
    Milestone,
    Outcome,
    ShareCondition,
    ShareResult,
    Verdict,
    as_json,
    judge,
    target_verdict,
)
from kehoach.enums import Measure, Scope, State
from kehoach.models import Condition, Facility, Plan, ReportingYear, Target, Unit, YearFigures
from kehoach.periods import default_window, is_open_on
from kehoach.registry import FigureKind
from kehoach.together import know, together
from kehoach.values import Values
from kehoach.whole_plan import WholePlan
from thuvien.kind import LIBRARIES
from vanhoa.kind import CENTRES

KIND_OF_SCOPE = {
    Scope.COMMUNE_LIBRARY: LIBRARIES,
    Scope.OTHER_LIBRARIES: LIBRARIES,
    Scope.ALL_LIBRARIES: LIBRARIES,
    Scope.ALL_CENTRES: CENTRES,
}
# The columns that each measure reads.
COLUMNS_OF = {
    Measure.SERVICES: ("services",),
    Measure.IT: ("it_applications",),
    Measure.VISITS: measures.VISITS,
    Measure.ACTIVE: (*measures.GATHERINGS, *measures.ACTIVITIES),
}


@dataclass(frozen=True)
class ConditionAttainment:
    """A condition of the plan, what it was judged from, and how far it is in one year."""

    condition: Condition
    values: ShareCondition | GrowthCondition
    result: ShareResult | GrowthResult


@dataclass(frozen=True)
class TargetAttainment:
    """A target, its verdict in one year and the conditions that it is told from."""

    target: Target
    verdict: Verdict
    conditions: tuple[ConditionAttainment, ...]


@dataclass(frozen=True)
class FacilityYears:
    """The facilities of one kind: when they were open, which scopes they are in, and their forms by year and code.

    `accepted` are the accepted forms of every year, `waiting` the others of the years that are not closed.
    """

    facilities: Mapping[str, Facility]
    accepted: Mapping[tuple[int, str], YearFigures]
    waiting: Mapping[tuple[int, str], YearFigures]
    decisions: Mapping[tuple[str, str], tuple[tuple[date, bool], ...]]
    kind: FigureKind

    def population(self, scope: Scope, day: date) -> tuple[str, ...]:
        """The codes in a scope on a day: of the right kind, open, and not taken out by the officer."""
        return tuple(
            code
            for code, facility in self.facilities.items()
            if scope in self.kind.scopes_of[facility.kind]
            and is_open_on(day, facility.opened_on, facility.closed_on)
            and self._counts(code, scope, day)
        )

    def _counts(self, code: str, scope: Scope, day: date) -> bool:
        decided = [counted for since, counted in self.decisions.get((code, scope), ()) if since <= day]
        return decided[-1] if decided else True


class PlanYears:
    """All that a plan's attainment is told from, gathered once; then any year is judged without a query."""

    def __init__(self, plan: Plan, code: str = "", *, whole: WholePlan | None = None) -> None:
        """The whole plan; with the `code` of a target that target alone, and only the kind that it counts."""
        self.plan = plan
        self.whole = whole = whole or WholePlan(plan)
        self.targets = [target for target in whole.targets if code in ("", target.code)]
        self.reporting_years = whole.reporting_years
        counted = {KIND_OF_SCOPE[Scope(one.scope)].slug for target in self.targets for one in target.conditions.all()}
        self.by_kind = _gather(self, [kind for kind in (LIBRARIES, CENTRES) if not code or kind.slug in counted])
        self._read: dict[tuple[Scope, Measure, int], Mapping[str, Values | None]] = {}

    @property
    def open_year(self) -> ReportingYear | None:
        """The newest year that is not closed."""
        return max(
            (row for row in self.reporting_years.values() if not row.is_closed), key=attrgetter("year"), default=None
        )

    def forms_of(self, open_year: ReportingYear) -> Iterator[tuple[FigureKind, YearFigures]]:
        """Every form of a year that is not closed, in whatever state, with its kind."""
        for of_kind in self.by_kind.values():
            for (year, _), figures in [*of_kind.waiting.items(), *of_kind.accepted.items()]:
                if year == open_year.year:
                    yield of_kind.kind, figures

    def with_forms(self, forms: Mapping[tuple[str, int, str], YearFigures | None]) -> PlanYears:
        """The same plan as if of these forms, by kind, year and code, only this were accepted (None: nothing)."""
        other = copy(self)
        other._read = {}
        other.by_kind = {
            slug: replace(of_kind, accepted=_replaced(slug, of_kind.accepted, forms))
            for slug, of_kind in self.by_kind.items()
        }
        return other

    def window_end(self, year: int) -> date:
        """The last day of a year's window: the commune's own, else the usual one."""
        known = self.reporting_years.get(year)
        return known.window_end if known else default_window(year).end

    def judge(self, year: int) -> tuple[TargetAttainment, ...]:
        """Every target of the plan in one year, in the plan's order."""
        return tuple(self._judge_target(target, year) for target in self.targets)

    def as_json(self, year: int) -> dict[str, object]:
        """The published form of a year (design section 10)."""
        targets = [
            {
                "code": one.target.code,
                "verdict": one.verdict.value,
                "conditions": [as_json(condition.result) for condition in one.conditions],
            }
            for one in self.judge(year)
        ]
        return {"commune": self.plan.commune.code, "year": year, "targets": targets}

    def read(self, condition: Condition, year: int) -> Mapping[str, Values | None]:
        """What the condition's measure reads of each facility in a year; None where nothing is accepted."""
        return self._accepted(Scope(condition.scope), Measure(condition.measure), year)

    def kind_of(self, scope: Scope) -> FigureKind:
        """The kind of facilities that a scope counts."""
        return KIND_OF_SCOPE[scope]

    def has_accepted(self, year: int) -> bool:
        """Whether any facility's figures of that year are accepted."""
        return self.accepted_count(year) > 0

    def accepted_count(self, year: int) -> int:
        """How many facilities' figures of that year are accepted."""
        return sum(year == accepted for years in self.by_kind.values() for accepted, _ in years.accepted)

    def facility_count(self, year: int) -> int:
        """How many facilities were open on the last day of that year's window."""
        day = self.window_end(year)
        return sum(
            is_open_on(day, facility.opened_on, facility.closed_on)
            for years in self.by_kind.values()
            for facility in years.facilities.values()
        )

    def _judge_target(self, target: Target, year: int) -> TargetAttainment:
        conditions = tuple(self._judge_condition(condition, year) for condition in target.conditions.all())
        return TargetAttainment(target, target_verdict(one.result.verdict for one in conditions), conditions)

    def _judge_condition(self, condition: Condition, year: int) -> ConditionAttainment:
        values = self._values(condition, year)
        return ConditionAttainment(condition, values, judge(values, year))

    def _values(self, condition: Condition, year: int) -> ShareCondition | GrowthCondition:
        """A condition with every year that a verdict on `year` can depend on."""
        scope, measure = Scope(condition.scope), Measure(condition.measure)
        milestones = tuple(
            Milestone(row.year, row.base_year, row.at_least, row.at_most) for row in condition.milestones.all()
        )
        first = min([year, *(milestone.base_year for milestone in milestones)])
        years = range(first, max(year, milestones[-1].year) + 1)
        if measure is Measure.VISITS:
            numbers = {one: self._visits(scope, one) for one in years}
            return GrowthCondition(scope.value, measure.value, milestones, numbers)
        outcomes = {one: self._outcomes(scope, measure, one) for one in years}
        return ShareCondition(scope.value, measure.value, milestones, outcomes)

    def _accepted(self, scope: Scope, measure: Measure, year: int) -> Mapping[str, Values | None]:
        """What the measure reads of each facility in a year; kept, since other years are judged from it too."""
        if (scope, measure, year) not in self._read:
            of_kind = self.by_kind[KIND_OF_SCOPE[scope].slug]
            found = {
                code: of_kind.accepted.get((year, code)) for code in of_kind.population(scope, self.window_end(year))
            }
            self._read[scope, measure, year] = {
                code: {name: figures.value(name) for name in COLUMNS_OF[measure]} if figures else None
                for code, figures in found.items()
            }
        return self._read[scope, measure, year]

    def _visits(self, scope: Scope, year: int) -> dict[str, int | None]:
        accepted = self._accepted(scope, Measure.VISITS, year)
        return {code: measures.visits(values) if values else None for code, values in accepted.items()}

    def _outcomes(self, scope: Scope, measure: Measure, year: int) -> dict[str, Outcome]:
        return {
            code: self._outcome(measure, values) if values else Outcome(None)
            for code, values in self._accepted(scope, measure, year).items()
        }

    def _outcome(self, measure: Measure, values: Values) -> Outcome:
        if measure is Measure.SERVICES:
            return measures.offers(values, "services", "chưa có dịch vụ nào")
        if measure is Measure.IT:
            return measures.offers(values, "it_applications", "chưa có ứng dụng nào")
        return measures.is_active(values, self.plan.regular_activities)


def _replaced(
    slug: str,
    accepted: Mapping[tuple[int, str], YearFigures],
    forms: Mapping[tuple[str, int, str], YearFigures | None],
) -> dict[tuple[int, str], YearFigures]:
    told = {(year, code): form for (kind, year, code), form in forms.items() if kind == slug}
    return {key: form for key, form in {**accepted, **told}.items() if form is not None}


def _gather(years: PlanYears, kinds: Sequence[FigureKind]) -> dict[str, FacilityYears]:
    """A query for the facilities of all these kinds with what was decided of them, and one a kind for their forms."""
    if not kinds:
        return {}
    facilities = [kind.facilities.filter(commune=years.plan.commune_id) for kind in kinds]
    units = [Unit.objects.filter(pk__in=rows.values("unit")) for rows in facilities]
    decisions = [
        kind.memberships.filter(facility__in=rows.values("pk")) for kind, rows in zip(kinds, facilities, strict=True)
    ]
    found = together(*facilities, *units, *decisions)
    number = len(kinds)
    return {kind.slug: _of_kind(years, kind, *found[place::number]) for place, kind in enumerate(kinds)}


def _of_kind(
    years: PlanYears, kind: FigureKind, rows: list[Facility], units: list[Unit], decided: list[Any]
) -> FacilityYears:
    know(rows, "unit", units)
    facilities = {row.code: row for row in sorted(rows, key=attrgetter("pk"))}
    by_key = {row.pk: row for row in rows}
    decisions: dict[tuple[str, str], tuple[tuple[date, bool], ...]] = {}
    for one in sorted(decided, key=attrgetter("since")):
        key = by_key[one.facility_id].code, one.scope
        decisions[key] = (*decisions.get(key, ()), (one.since, one.counted))
    accepted, waiting = _forms(years, kind, by_key)
    return FacilityYears(facilities, accepted, waiting, decisions, kind)


Forms = dict[tuple[int, str], YearFigures]


def _forms(years: PlanYears, kind: FigureKind, by_key: Mapping[int, Facility]) -> tuple[Forms, Forms]:
    """The accepted forms of every year by year and code, and the others of the years that are not closed."""
    year_by_key = {row.pk: row for row in years.reporting_years.values()}
    counted = Q(state=State.ACCEPTED) | Q(reporting_year__closed_at=None)
    accepted, waiting = Forms(), Forms()
    for figures in kind.figures.filter(counted, facility__commune=years.plan.commune_id).order_by("pk"):
        if figures.facility_id in by_key and figures.reporting_year_id in year_by_key:
            figures.facility = by_key[figures.facility_id]
            figures.reporting_year = year_by_key[figures.reporting_year_id]
            group = accepted if figures.state == State.ACCEPTED else waiting
            group[figures.reporting_year.year, figures.facility.code] = figures
    return accepted, waiting
