"""A commune that others have merged into, in the sums: each facility once, each plan judged over its own area.

These communes are asked one by one, as their own pages are: whose past is whose is told by lineage, not by a count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from baocao.attainment.queries import PlanAttainment
from baocao.attainment.results import GrowthResult
from baocao.attainment.side_by_side import SideBySide
from baocao.rollup.worst import Result, worst_by_condition
from kehoach.models import Commune, Measure, Plan, Scope
from kehoach.plan.areas import areas_of, family_of


def results_of(commune: Commune, year: int) -> tuple[Result, ...] | None:
    """The results of every condition that is asked in the commune; None where no plan holds in it."""
    family = family_of(commune)
    if areas := areas_of(family, year):
        return tuple(_results_beside(SideBySide(family, areas, year)))
    plan = Plan.objects.holding_in(commune, year)
    if plan is None:
        return None
    targets = PlanAttainment(plan, family=family).judge(year)
    return tuple(condition.result for target in targets for condition in target.conditions)


def _results_beside(beside: SideBySide) -> Iterator[Result]:
    """By scope and measure the worst of the plans' verdicts, with the whole commune's numbers."""
    of_areas = [
        worst_by_condition(condition.result for target in area.targets for condition in target.conditions)
        for area in beside.areas
    ]
    for key in dict.fromkeys(key for results in of_areas for key in results):
        of_plans = [results.get(key) for results in of_areas]
        asking = [result for result in of_plans if result is not None]
        (worst,) = worst_by_condition(asking).values()
        yield _over_the_whole(beside, worst, [(result or asking[0]).milestone.base_year for result in of_plans])


def _over_the_whole(beside: SideBySide, worst: Result, base_years: Sequence[int]) -> Result:
    """A result with the numbers of the whole commune in place of an area's; the base as each plan counts it."""
    scope, measure = Scope(worst.scope), Measure(worst.measure)
    now = beside.measured_once(scope, measure, [beside.year] * len(base_years)).values()
    if not isinstance(worst, GrowthResult):
        outcomes = [outcome.passes for outcome in now]
        return replace(worst, met=outcomes.count(True), total=len(outcomes), unreported=outcomes.count(None))
    base = beside.measured_once(scope, measure, base_years).values()
    return replace(
        worst,
        base=sum(base) if base and None not in base else None,
        value=sum(visits or 0 for visits in now),
        total=len(now),
        unreported=list(now).count(None),
    )
