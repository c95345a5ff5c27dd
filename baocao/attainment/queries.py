"""Gathers what attainment is told from: a constant number of queries, however many facilities and years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from baocao.attainment import measures
from baocao.attainment.breaks import break_between
from baocao.attainment.facility_years import CountedFacility, FacilityYears, gather, values_of
from baocao.attainment.former_communes import of_area
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
from baocao.attainment.verdicts import ByYear
from kehoach import models
from kehoach.common.periods import default_window
from kehoach.models import Condition, Measure, Plan, ReportingYear, Scope, Target
from kehoach.models.kinds import FigureKind
from kehoach.plan.areas import Family, family_of
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
# The questions that each measure reads.
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
# What is said of a facility of which nothing is accepted.
_UNREPORTED_AS = {Measure.VISITS: None, **dict.fromkeys((Measure.SERVICES, Measure.IT, Measure.ACTIVE), Outcome(None))}


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
class JudgedCondition:
    """A condition of the plan with the milestones that it is judged against: at least one, in the years' order."""

    condition: Condition
    milestones: tuple[Milestone, ...]


class PlanAttainment:
    """All that a plan's attainment is told from, gathered once; then any year is judged without a query.

    A target of which nothing is asked yet, for want of a condition or of its milestones, is not among the `targets`.
    """

    def __init__(
        self,
        plan: Plan,
        code: str = "",
        *,
        whole: PlanSnapshot | None = None,
        family: Family | None = None,
        origins: Collection[int] | None = None,
        gathered: Mapping[str, FacilityYears] | None = None,
    ) -> None:
        """The whole plan; with the `code` of a target that target alone, and only the kind that it counts.

        With `origins` over the facilities that come from these communes of the `family`, else over all of them.
        `gathered` are the facilities of the family where another plan's attainment has them already.
        """
        self.plan = plan
        self.whole = whole = whole or PlanSnapshot(plan)
        self.reporting_years = whole.reporting_years
        targets = [target for target in whole.targets if code in ("", target.code)]
        self.conditions = {target.pk: judged for target in targets if (judged := _judged(target))}
        self.targets = [target for target in targets if target.pk in self.conditions]
        counted = {
            KIND_OF_SCOPE[Scope(judged.condition.scope)].slug
            for conditions in self.conditions.values()
            for judged in conditions
        }
        if gathered is None:
            family = family or family_of(plan.commune)
            years = {row.pk: row for row in self.reporting_years.values()}
            if former := family.members.keys() - {plan.commune_id}:
                years |= ReportingYear.objects.filter(commune__in=former).in_bulk()
            gathered = {
                kind.slug: gather(kind, ASKED[kind.slug], tuple(family.members), years)
                for kind in (LIBRARIES, CENTRES)
                if not code or kind.slug in counted
            }
        self.by_kind = (
            dict(gathered)
            if origins is None
            else {slug: of_area(of_kind, origins) for slug, of_kind in gathered.items()}
        )
        self.names = names_of(self.by_kind)
        # What the same answers were measured as before.
        self._known: dict[Measure, dict[Any, Any]] = {}

    @property
    def open_years(self) -> list[ReportingYear]:
        """The years that are not closed, the oldest first."""
        opened = (row for row in self.reporting_years.values() if not row.is_closed)
        return sorted(opened, key=attrgetter("year"))

    def seen_as(
        self,
        plan: Plan,
        targets: list[Target],
        conditions: dict[int, list[JudgedCondition]],
        reporting_years: dict[int, ReportingYear],
        by_kind: dict[str, FacilityYears],
    ) -> PlanAttainment:
        """The same years judged by another state of plan and facilities; the conditions by the key of their target."""
        other = copy(self)
        other.plan, other.targets, other.conditions = plan, targets, conditions
        other.reporting_years, other.by_kind = reporting_years, by_kind
        other.names = names_of(by_kind)
        other._known = {}
        return other

    def window_end(self, year: int) -> date:
        """The last day of a year's window: the commune's own, else the usual one."""
        known = self.reporting_years.get(year)
        return known.window_end if known else default_window(year).end

    def judge(self, year: int) -> tuple[TargetAttainment, ...]:
        """Every target of the plan in one year, in the plan's order."""
        return tuple(self._judge_target(target, year) for target in self.targets)

    def as_json(self, year: int) -> dict[str, object]:
        """The published form of a year, as `manage.py attainment --format json` prints it."""
        targets = [
            {
                "code": attained.target.code,
                "verdict": attained.verdict.value,
                "conditions": [as_json(condition.result) for condition in attained.conditions],
            }
            for attained in self.judge(year)
        ]
        return {"commune": self.plan.commune.code, "year": year, "targets": targets}

    def answer(self, scope: Scope, code: str, year: int) -> Values | None:
        """What a facility of a scope says in a year; None where nothing is accepted."""
        return self.by_kind[KIND_OF_SCOPE[scope].slug].answer(year, code)

    def read(self, condition: Condition, year: int) -> Mapping[str, Values | None]:
        """What each facility that the condition counts says in a year; None where nothing is accepted."""
        scope = Scope(condition.scope)
        of_kind = self.by_kind[KIND_OF_SCOPE[scope].slug]
        return {code: of_kind.answer(year, code) for code in of_kind.population(scope, self.window_end(year))}

    def kind_of(self, scope: Scope) -> FigureKind:
        """The kind of facilities that a scope counts."""
        return KIND_OF_SCOPE[scope]

    def facility(self, scope: Scope, code: str) -> CountedFacility:
        """A facility of a scope by its code."""
        return self.by_kind[KIND_OF_SCOPE[scope].slug].counted[code]

    def has_accepted(self, year: int) -> bool:
        """Whether any facility's figures of that year are accepted."""
        return self.accepted_count(year) > 0

    def accepted_count(self, year: int) -> int:
        """How many facilities' figures of that year are accepted."""
        day = self.window_end(year)
        return sum(
            facility.key in of_kind.answers.get(year, ())
            for of_kind in self.by_kind.values()
            for facility in of_kind.existing(day).values()
        )

    def facility_count(self, year: int) -> int:
        """How many facilities the population of that year has."""
        day = self.window_end(year)
        return sum(len(of_kind.existing(day)) for of_kind in self.by_kind.values())

    def break_in(self, scope: Scope, year: int) -> str:
        """What changed among the facilities of a scope since the year before, in words."""
        of_kind = self.by_kind[KIND_OF_SCOPE[scope].slug]
        return break_between(of_kind, scope, self.window_end(year - 1), self.window_end(year))

    def measured(self, scope: Scope, measure: Measure, year: int) -> dict[str, Any]:
        """What is measured of each facility of a scope in a year: an outcome, or visits."""
        codes, said = self._said(scope, measure, year)
        measured = self._measured(measure, said)
        return dict(zip(codes, map(measured.__getitem__, said), strict=True))

    def _judge_target(self, target: Target, year: int) -> TargetAttainment:
        conditions = []
        for judged in self.conditions[target.pk]:
            values = self._values(judged, year)
            conditions.append(ConditionAttainment(judged.condition, values, judge(values, year)))
        return TargetAttainment(
            target, target_verdict(condition.result.verdict for condition in conditions), tuple(conditions)
        )

    def _values(self, judged: JudgedCondition, year: int) -> ShareCondition | GrowthCondition:
        """A condition with every year that a verdict on `year` can depend on; each is counted when it is looked at."""
        scope, measure, milestones = Scope(judged.condition.scope), Measure(judged.condition.measure), judged.milestones
        first = min([year, *(milestone.base_year for milestone in milestones)])
        years = range(first, max(year, milestones[-1].year) + 1)
        breaks = ByYear(years, lambda past: self.break_in(scope, past))
        if measure is Measure.VISITS:
            visits = ByYear(years, lambda past: self.measured(scope, measure, past))
            lineage = self.by_kind[KIND_OF_SCOPE[scope].slug].lineage
            return GrowthCondition(scope.value, measure.value, milestones, visits, lineage=lineage, breaks=breaks)
        return ShareCondition(
            scope.value,
            measure.value,
            milestones,
            years=ByYear(years, lambda past: self.measured(scope, measure, past)),
            counts=ByYear(years, lambda past: self._counts(scope, measure, past)),
            breaks=breaks,
        )

    def _counts(self, scope: Scope, measure: Measure, year: int) -> Mapping[bool | None, int]:
        """How many facilities pass, fail and are unreported."""
        _, said = self._said(scope, measure, year)
        # Most facilities say the same: what is said is counted first, then measured.
        numbers = Counter(said)
        measured, counts = self._measured(measure, numbers), Counter[bool | None]()
        for answer, number in numbers.items():
            counts[measured[answer].passes] += number
        return counts

    def _said(self, scope: Scope, measure: Measure, year: int) -> tuple[Collection[str], list[Any]]:
        """The codes that a scope counts in a year, and what each answers to what the measure asks."""
        of_kind = self.by_kind[KIND_OF_SCOPE[scope].slug]
        population = of_kind.population(scope, self.window_end(year))
        return population, of_kind.said(population.values(), year, COLUMNS_OF[measure])

    def _measured(self, measure: Measure, said: Iterable[Any]) -> Mapping[Any, Any]:
        """What the measure makes of every answer there is; what is said in one year is often said in another."""
        known = self._known.setdefault(measure, {None: _UNREPORTED_AS[measure]})
        for answer in set(said) - known.keys():
            known[answer] = self._measure(measure, values_of(COLUMNS_OF[measure], answer))
        return known

    def _measure(self, measure: Measure, values: Values) -> Outcome | int | None:
        if measure is Measure.SERVICES:
            return measures.offers(values, "services", "chưa có dịch vụ nào")
        if measure is Measure.IT:
            return measures.offers(values, "it_applications", "chưa có ứng dụng nào")
        if measure is Measure.VISITS:
            return measures.visits(values)
        return measures.is_active(values, self.plan.regular_activities)


def names_of(by_kind: Mapping[str, FacilityYears]) -> dict[str, str]:
    """The names of all facilities by their codes."""
    return {code: facility.name for of_kind in by_kind.values() for code, facility in of_kind.counted.items()}


def milestones_of(rows: Iterable[models.Milestone]) -> tuple[Milestone, ...]:
    """The plan's milestones as they are judged against."""
    return tuple(Milestone(row.year, row.base_year, row.at_least, row.at_most) for row in rows)


def _judged(target: Target) -> list[JudgedCondition]:
    """The conditions that have a milestone to be judged against."""
    judged = (JudgedCondition(row, milestones_of(row.milestones.all())) for row in target.conditions.all())
    return [condition for condition in judged if condition.milestones]
