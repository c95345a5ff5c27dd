"""Every commune judged by its own plan, and the sums over them; never a mean of percentages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby, product

from django.db.models import QuerySet

from baocao.attainment.growth import YearVisits
from baocao.attainment.results import (
    GrowthCondition,
    GrowthResult,
    Milestone,
    ShareCondition,
    ShareResult,
    Verdict,
    judge,
    target_verdict,
)
from baocao.attainment.verdicts import FAILS, Condition
from baocao.rollup.counts import Tallies, Tally, count
from baocao.rollup.merged import results_of
from baocao.rollup.worst import WORST_FIRST, Result, worst_by_condition
from kehoach import models
from kehoach.common.periods import default_window
from kehoach.models import Commune, Measure, Plan, Scope
from kehoach.models.plans import plan_holding_in


@dataclass(frozen=True)
class CommuneResult:
    """A commune in a year: its verdict is the worst of its conditions', as a target's is of its own."""

    commune: Commune
    results: tuple[Result, ...]
    verdict: Verdict


@dataclass(frozen=True)
class Line:
    """A scope and measure over all communes whose plan asks it.

    For a share `met`, `total` and `unreported` are facilities. For growth `value` are the visits of the year, `base`
    those of the base years of the communes where these are whole, `value_beside_base` what the same communes have now.
    `communes` says how many have each verdict, the worst first.
    """

    scope: str
    measure: str
    met: int
    total: int
    unreported: int
    base: int
    value: int
    value_beside_base: int
    communes: dict[Verdict, int]

    @property
    def is_growth(self) -> bool:
        """Whether it compares visits with those of a base year."""
        return self.measure == Measure.VISITS

    @property
    def failing(self) -> int:
        """How many communes fail it by their own plan, or are behind."""
        return sum(number for verdict, number in self.communes.items() if verdict in FAILS)

    @property
    def undetermined(self) -> int:
        """How many communes cannot be judged."""
        return self.communes.get(Verdict.UNDETERMINED, 0)

    @property
    def passing(self) -> int:
        """The rest."""
        return sum(self.communes.values()) - self.failing - self.undetermined

    def as_json(self) -> dict[str, object]:
        """The line as `manage.py rollup --format json` prints it."""
        numbers: dict[str, object] = {"met": self.met, "total": self.total}
        if self.is_growth:
            numbers = {"base": self.base, "value": self.value, "value_beside_base": self.value_beside_base}
        communes = {verdict.value: number for verdict, number in self.communes.items()}
        return {
            "scope": self.scope,
            "measure": self.measure,
            **numbers,
            "unreported": self.unreported,
            "communes": communes,
        }


@dataclass(frozen=True)
class Rollup:
    """All communes of a year: the sums, and each commune, the worst first. `without_plan` are those that have none."""

    year: int
    lines: tuple[Line, ...]
    communes: tuple[CommuneResult, ...]
    without_plan: tuple[Commune, ...]

    def as_json(self) -> dict[str, object]:
        """The published form."""
        conditions = [line.as_json() for line in self.lines]
        return {"year": self.year, "communes": len(self.communes), "conditions": conditions}


def roll_up(year: int, provinces: Collection[str] | None = None, area: QuerySet[Commune] | None = None) -> Rollup:
    """The communes that exist at the end of a year's window, each by the plan that holds in it; with `provinces` theirs
    alone, with `area` those alone."""
    communes = Commune.objects.existing_on(default_window(year).end)
    if area is not None:
        communes = communes.filter(pk__in=area)
    if provinces is not None:
        communes = communes.filter(province__in=provinces)
    merged = set(communes.filter(predecessors__isnull=False).order_by().values_list("pk", flat=True))
    counted = _counted(communes.exclude(pk__in=merged) if merged else communes, year)
    judged, without_plan = [], []
    for commune in communes:
        results = results_of(commune, year) if commune.pk in merged else counted.get(commune.pk)
        if results is None:
            without_plan.append(commune)
        else:
            judged.append(CommuneResult(commune, results, target_verdict(result.verdict for result in results)))
    judged.sort(key=lambda row: (WORST_FIRST.index(row.verdict), row.commune.province, row.commune.name))
    return Rollup(year, tuple(_lines(judged)), tuple(judged), tuple(without_plan))


def _counted(communes: QuerySet[Commune], year: int) -> dict[int, tuple[Result, ...]]:
    """By key the results of the communes that have a plan and that no other has merged into."""
    plans: dict[int, list[Plan]] = defaultdict(list)
    of_communes = Plan.objects.filter(commune__in=communes).order_by()
    for plan in of_communes.only("commune", "first_year", "issued_on", "regular_activities"):
        plans[plan.commune_id].append(plan)
    holding = {key: held for key, known in plans.items() if (held := plan_holding_in(known, year))}
    asked = _asked(holding.values())
    base_years = {condition.milestone_for(year).base_year for of_plan in asked.values() for condition in of_plan}
    tallies = count(holding.values(), sorted({year, *base_years}))
    return {
        commune: tuple(_judged(condition, tallies, commune, year) for condition in asked.get(plan.pk, ()))
        for commune, plan in holding.items()
    }


def _asked(plans: Iterable[Plan]) -> dict[int, list[Condition]]:
    """By a plan's key its conditions that have milestones, in the plan's order; most plans ask the same."""
    same: dict[Condition, Condition] = {}
    asked: dict[int, list[Condition]] = defaultdict(list)
    columns = ("target__plan_id", "pk", "scope", "measure")
    milestone = ("milestones__year", "milestones__base_year", "milestones__at_least", "milestones__at_most")
    rows = models.Condition.objects.filter(target__plan__in=plans, milestones__isnull=False)
    rows = rows.order_by("target__plan", "target__position", "position", "pk", "milestones__year")
    milestone_of = cache(Milestone)
    for (plan, _, scope, measure), group in groupby(rows.values_list(*columns, *milestone), key=lambda row: row[:4]):
        condition = Condition(scope, measure, tuple(milestone_of(*row[4:]) for row in group))
        asked[plan].append(same.setdefault(condition, condition))
    return asked


def _judged(condition: Condition, tallies: Tallies, commune: int, year: int) -> Result:
    """How far a commune's condition is, by the rules of every commune's own pages."""
    base_year = condition.milestone_for(year).base_year
    now, base = (tallies[commune, of, condition.scope, condition.measure] for of in (year, base_year))
    return _judge(condition, year, base_year, now, base)


@lru_cache(maxsize=50_000)
def _judge(condition: Condition, year: int, base_year: int, now: Tally, base: Tally) -> Result:
    """Small communes are alike: most of their shares were judged before."""
    told = (condition.scope, condition.measure, condition.milestones)
    tallies = {base_year: base, year: now}
    if condition.measure == Measure.VISITS:
        sums = {of: YearVisits(tally.value, tally.total, tally.unreported) for of, tally in tallies.items()}
        return judge(GrowthCondition(*told, years={}, sums=sums), year)
    counts: dict[int, Mapping[bool | None, int]] = {
        of: {True: tally.met, False: tally.failed, None: tally.unreported} for of, tally in tallies.items()
    }
    return judge(ShareCondition(*told, years={}, counts=counts), year)


def _lines(communes: Iterable[CommuneResult]) -> Iterator[Line]:
    """The sums by scope and measure. A commune whose plan asks the same twice counts once, by its worse verdict."""
    by_condition: dict[tuple[str, str], list[Result]] = defaultdict(list)
    for commune in communes:
        for key, result in worst_by_condition(commune.results).items():
            by_condition[key].append(result)
    order: dict[tuple[str, str], int] = {key: place for place, key in enumerate(product(Scope, Measure))}
    for (scope, measure), results in sorted(by_condition.items(), key=lambda item: order[item[0]]):
        verdicts = Counter(result.verdict for result in results)
        shares = [result for result in results if isinstance(result, ShareResult)]
        growths = [result for result in results if isinstance(result, GrowthResult)]
        based = [result for result in growths if result.base is not None]
        yield Line(
            scope=scope,
            measure=measure,
            met=sum(result.met for result in shares),
            total=sum(result.total for result in results),
            unreported=sum(result.unreported for result in results),
            base=sum(result.base or 0 for result in based),
            value=sum(result.value for result in growths),
            value_beside_base=sum(result.value for result in based),
            communes={verdict: verdicts[verdict] for verdict in WORST_FIRST if verdicts[verdict]},
        )
