"""Gathers what attainment is told from: a constant number of queries, however many facilities and years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

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
from kehoach.models import Condition, Facility, Plan, ReportingYear, Target, YearFigures
from kehoach.periods import default_window, is_open_on
from kehoach.registry import FigureKind
from kehoach.values import Values
from thuvien.kind import LIBRARIES
from vanhoa.kind import CENTRES

KIND_OF_SCOPE = {
    Scope.COMMUNE_LIBRARY: LIBRARIES,
    Scope.OTHER_LIBRARIES: LIBRARIES,
    Scope.ALL_LIBRARIES: LIBRARIES,
    Scope.ALL_CENTRES: CENTRES,
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
    """The facilities of one kind: when they were open, which scopes they are in, and their accepted values by year."""

    facilities: Mapping[str, Facility]
    accepted: Mapping[tuple[int, str], YearFigures]
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

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.targets: list[Target] = list(
            plan.targets.select_related("section").prefetch_related("conditions__milestones")
        )
        self.reporting_years = {row.year: row for row in ReportingYear.objects.filter(commune=plan.commune)}
        self.by_kind = {kind.slug: _gather(plan, kind) for kind in (LIBRARIES, CENTRES)}

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

    def _accepted(self, scope: Scope, year: int) -> Iterable[tuple[str, Values | None]]:
        of_kind = self.by_kind[KIND_OF_SCOPE[scope].slug]
        for code in of_kind.population(scope, self.window_end(year)):
            figures = of_kind.accepted.get((year, code))
            yield code, figures.values() if figures else None

    def _visits(self, scope: Scope, year: int) -> dict[str, int | None]:
        return {code: measures.visits(values) if values else None for code, values in self._accepted(scope, year)}

    def _outcomes(self, scope: Scope, measure: Measure, year: int) -> dict[str, Outcome]:
        return {
            code: self._outcome(measure, values) if values else Outcome(None)
            for code, values in self._accepted(scope, year)
        }

    def _outcome(self, measure: Measure, values: Values) -> Outcome:
        if measure is Measure.SERVICES:
            return measures.offers(values, "services", "chưa có dịch vụ nào")
        if measure is Measure.IT:
            return measures.offers(values, "it_applications", "chưa có ứng dụng nào")
        return measures.is_active(values, self.plan.regular_activities)


def _gather(plan: Plan, kind: FigureKind) -> FacilityYears:
    facilities = kind.facilities.filter(commune=plan.commune).select_related("unit")
    accepted = kind.figures.filter(facility__commune=plan.commune, state=State.ACCEPTED).select_related(
        "facility", "reporting_year", "accepted_by", "submitted_by"
    )
    decisions: dict[tuple[str, str], list[tuple[date, bool]]] = {}
    for row in kind.memberships.filter(facility__commune=plan.commune).select_related("facility").order_by("since"):
        decisions.setdefault((row.facility.code, row.scope), []).append((row.since, row.counted))
    return FacilityYears(
        facilities={facility.code: facility for facility in facilities},
        accepted={(row.reporting_year.year, row.facility.code): row for row in accepted},
        decisions={key: tuple(rows) for key, rows in decisions.items()},
        kind=kind,
    )
