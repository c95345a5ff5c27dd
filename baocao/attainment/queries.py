"""Gathers what attainment is told from: a constant number of queries, however many facilities and years."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from baocao.attainment import measures
from baocao.attainment.facility_years import FacilityYears, gather
from baocao.attainment.results import (
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
from kehoach.common.periods import default_window
from kehoach.models import Condition, Measure, Plan, ReportingYear, Scope, Target
from kehoach.models.kinds import FigureKind
from kehoach.plan.snapshot import PlanSnapshot
from kehoach.questionnaire.values import Values
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
# Of each kind everything that a condition can ask of it.
ASKED = {
    LIBRARIES.slug: (*COLUMNS_OF[Measure.SERVICES], *COLUMNS_OF[Measure.IT], *COLUMNS_OF[Measure.VISITS]),
    CENTRES.slug: COLUMNS_OF[Measure.ACTIVE],
}
_UNREPORTED = Outcome(None)


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


class PlanAttainment:
    """All that a plan's attainment is told from, gathered once; then any year is judged without a query.

    A target of which nothing is asked yet, for want of a condition or of its milestones, is not among the `targets`.
    """

    def __init__(self, plan: Plan, code: str = "", *, whole: PlanSnapshot | None = None) -> None:
        """The whole plan; with the `code` of a target that target alone, and only the kind that it counts."""
        self.plan = plan
        self.whole = whole = whole or PlanSnapshot(plan)
        self.targets = [target for target in whole.targets if code in ("", target.code) and _judged(target)]
        self.reporting_years = whole.reporting_years
        counted = {KIND_OF_SCOPE[Scope(one.scope)].slug for target in self.targets for one in _judged(target)}
        asked = [(kind, ASKED[kind.slug]) for kind in (LIBRARIES, CENTRES) if not code or kind.slug in counted]
        self.by_kind = gather(asked, plan.commune_id, self.reporting_years)
        self._read: dict[tuple[Scope, int], Mapping[str, Values | None]] = {}

    @property
    def open_year(self) -> ReportingYear | None:
        """The newest year that is not closed."""
        return max(
            (row for row in self.reporting_years.values() if not row.is_closed), key=attrgetter("year"), default=None
        )

    def seen_as(self, whole: PlanSnapshot, by_kind: dict[str, FacilityYears]) -> PlanAttainment:
        """The same years judged by another state of plan and facilities."""
        other = copy(self)
        other.plan, other.whole, other.by_kind, other._read = whole.plan, whole, by_kind, {}
        other.targets, other.reporting_years = whole.targets, whole.reporting_years
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
        """What each facility that the condition counts says in a year; None where nothing is accepted."""
        return self._accepted(Scope(condition.scope), year)

    def kind_of(self, scope: Scope) -> FigureKind:
        """The kind of facilities that a scope counts."""
        return KIND_OF_SCOPE[scope]

    def has_accepted(self, year: int) -> bool:
        """Whether any facility's figures of that year are accepted."""
        return self.accepted_count(year) > 0

    def accepted_count(self, year: int) -> int:
        """How many facilities' figures of that year are accepted."""
        return sum(year == answered for years in self.by_kind.values() for answered, _ in years.answers)

    def facility_count(self, year: int) -> int:
        """How many facilities were open on the last day of that year's window."""
        day = self.window_end(year)
        return sum(place.is_open_on(day) for years in self.by_kind.values() for place in years.places.values())

    def _judge_target(self, target: Target, year: int) -> TargetAttainment:
        conditions = tuple(self._judge_condition(condition, year) for condition in _judged(target))
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

    def _accepted(self, scope: Scope, year: int) -> Mapping[str, Values | None]:
        """What each facility of a scope says in a year; kept, since other measures and years are judged from it too."""
        if (scope, year) not in self._read:
            of_kind = self.by_kind[KIND_OF_SCOPE[scope].slug]
            self._read[scope, year] = {
                code: of_kind.answer(year, code) for code in of_kind.population(scope, self.window_end(year))
            }
        return self._read[scope, year]

    def _visits(self, scope: Scope, year: int) -> dict[str, int | None]:
        accepted = self._accepted(scope, year)
        return {code: measures.visits(values) if values else None for code, values in accepted.items()}

    def _outcomes(self, scope: Scope, measure: Measure, year: int) -> dict[str, Outcome]:
        return {
            code: self._outcome(measure, values) if values else _UNREPORTED
            for code, values in self._accepted(scope, year).items()
        }

    def _outcome(self, measure: Measure, values: Values) -> Outcome:
        if measure is Measure.SERVICES:
            return measures.offers(values, "services", "chưa có dịch vụ nào")
        if measure is Measure.IT:
            return measures.offers(values, "it_applications", "chưa có ứng dụng nào")
        return measures.is_active(values, self.plan.regular_activities)


def _judged(target: Target) -> list[Condition]:
    """The conditions that have a milestone to be judged against."""
    return [condition for condition in target.conditions.all() if condition.milestones.all()]
