"""Conditions of the form "visits grow by 10 % a year on average" (kế hoạch 04, mục I.2.a). Imports no Django.

Average growth is compound growth from the actual value of the base year; the mean of the yearly rates is only shown
beside it, because the plan's "tăng bình quân" can be read that way too.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from baocao.attainment.verdicts import FAILS, Condition, Milestone, Verdict, verdict_at, verdict_before_judging
from kehoach.common.lineage import Lineage

# A rate in percent with four decimals counts millionths of the whole.
_MILLION = 10**6
# What the reported part alone can prove; that a ceiling is exceeded is said of a complete count only.
_LOW_END_HOLDS = frozenset({Verdict.ON_PATH, Verdict.MET_EARLY, Verdict.MET})


@dataclass(frozen=True)
class YearVisits:
    """The visits of one year: the sum of what is reported, and how many libraries there are and are unreported."""

    value: int
    total: int
    unreported: int

    @property
    def whole(self) -> bool:
        """Whether the sum is that of a population of which nothing is missing."""
        return self.total > 0 and self.unreported == 0


@dataclass(frozen=True)
class GrowthCondition(Condition):
    """A condition on growth: year → code → visits, None where unreported. The codes of a year are its population.

    `sums` tells the same years without the codes, where that is known faster. `lineage` says which libraries continue
    which, `breaks` by year what changed among them, in words.
    """

    years: Mapping[int, Mapping[str, int | None]]
    sums: Mapping[int, YearVisits] | None = None
    lineage: Lineage[str] = field(default_factory=Lineage)
    breaks: Mapping[int, str] = field(default_factory=dict)

    @cached_property
    def _visits(self) -> dict[int, YearVisits]:
        return {}

    def visits(self, year: int) -> YearVisits:
        """The visits of a year; added up once, for the charts ask for the same years again and again."""
        if self.sums is not None:
            return self.sums.get(year, YearVisits(0, 0, 0))
        if year not in self._visits:
            numbers = self.years.get(year, {}).values()
            reported = [number for number in numbers if number is not None]
            self._visits[year] = YearVisits(sum(reported), len(numbers), len(numbers) - len(reported))
        return self._visits[year]


@dataclass(frozen=True)
class GrowthResult:
    """The visits of one year against those of the base year.

    `value` is the sum of what is reported, by all but `unreported` of the `total` libraries. `base` is None unless
    the base year is wholly reported. `needed` are the visits that reach the milestone, `gap` what `value` lacks of
    them. `path` are the visits that the year asks for, a point of the compound curve: its high end is None where the
    base is not whole, and it is None before the base year or with nothing to grow from. `means_disagree` says that
    the mean of the yearly rates would give another verdict. `opened_after_base` are the codes that count in `value`
    but were not in the base year's population, nor anybody that they continue.
    """

    scope: str
    measure: str
    base_year: int
    base: int | None
    value: int
    total: int
    unreported: int
    compound_percent: str | None
    mean_percent: str | None
    at_least: Decimal
    at_most: Decimal | None
    verdict: Verdict
    gap: int | None
    needed: int | None
    path: tuple[Fraction, Fraction | None] | None
    means_disagree: bool
    opened_after_base: tuple[str, ...]
    milestone: Milestone
    lacking: tuple[str, ...] = ()


def judge_growth(condition: GrowthCondition, year: int) -> GrowthResult:
    """How far the visits of the year have grown from the base year's, against the milestone's rate."""
    milestone = condition.milestone_for(year)
    base, now = condition.visits(milestone.base_year), condition.visits(year)
    needed = needed_visits(condition, year)
    mean = _mean_percent(condition, milestone.base_year, year)
    verdict = verdict_before_judging(milestone, year, now.total) or _verdict(milestone, year, base, now)
    return GrowthResult(
        scope=condition.scope,
        measure=condition.measure,
        base_year=milestone.base_year,
        base=base.value if base.whole else None,
        value=now.value,
        total=now.total,
        unreported=now.unreported,
        compound_percent=_compound_percent(base, now, year - milestone.base_year),
        mean_percent=None if mean is None else _four_decimals(round(mean * 10_000)),
        at_least=milestone.at_least,
        at_most=milestone.at_most,
        verdict=verdict,
        gap=None if needed is None else max(0, needed - now.value),
        needed=needed,
        path=growth_path(condition, year),
        means_disagree=mean is not None and _mean_disagrees(milestone, verdict, mean),
        opened_after_base=_opened_after_base(condition, milestone.base_year, year),
        milestone=milestone,
    )


def _grown(base: int, rate: Fraction, years: int) -> Fraction:
    return base * (1 + rate) ** years


def _at_milestone(milestone: Milestone, year: int, base: int) -> Fraction:
    """The visits that reach the milestone; after it the curve goes on, and each year has a goal of its own."""
    return _grown(base, milestone.floor, max(milestone.year, year) - milestone.base_year)


def needed_visits(condition: GrowthCondition, year: int) -> int | None:
    """The visits that reach the milestone of a year; None where the base is not whole or nobody is counted."""
    milestone = condition.milestone_for(year)
    base = condition.visits(milestone.base_year)
    if not base.whole or not condition.visits(year).total:
        return None
    return math.ceil(_at_milestone(milestone, year, base.value))


def growth_path(condition: GrowthCondition, year: int) -> tuple[Fraction, Fraction | None] | None:
    """The visits that a year asks for, a point of the curve; None before the base year or with nothing to grow from."""
    milestone = condition.milestone_for(year)
    base = condition.visits(milestone.base_year)
    if year < milestone.base_year or not base.value:
        return None
    low = _grown(base.value, milestone.floor, year - milestone.base_year)
    return low, low if base.whole else None


def _verdict(milestone: Milestone, year: int, base: YearVisits, now: YearVisits) -> Verdict:
    """The verdict of a year after the base year.

    More visits than are reported only help when they are this year's, and only harm when they are the base year's:
    so what is reported decides alone where nothing is missing, or where what is missing cannot turn it.
    """
    if not base.value:
        return Verdict.UNDETERMINED
    years = year - milestone.base_year
    as_reported = verdict_at(
        Fraction(now.value),
        path=_grown(base.value, milestone.floor, years),
        goal=_at_milestone(milestone, year, base.value),
        ceiling=None if milestone.ceiling is None else _grown(base.value, milestone.ceiling, years),
        between=year < milestone.year,
    )
    if base.whole and (not now.unreported or as_reported in _LOW_END_HOLDS):
        return as_reported
    if not now.unreported and as_reported in FAILS:
        return as_reported
    return Verdict.UNDETERMINED


def _compound_percent(base: YearVisits, now: YearVisits, years: int) -> str | None:
    """100 · ((V_t / V_0)^(1/n) − 1) to four decimals, half even; None where a year is not whole or the base is 0."""
    if years <= 0 or not base.whole or not base.value or not now.whole:
        return None
    return _four_decimals(_rounded_root(now.value, base.value, years) - _MILLION)


def _rounded_root(numerator: int, denominator: int, degree: int) -> int:
    """The n-th root of a fraction in millionths, rounded half even by comparing integers alone."""
    target = numerator * _MILLION**degree
    low, high = 0, _MILLION * (numerator // denominator + 1)
    while high - low > 1:
        middle = (low + high) // 2
        if middle**degree * denominator <= target:
            low = middle
        else:
            high = middle
    half_way: int = (2 * low + 1) ** degree * denominator
    doubled: int = 2**degree * target
    rounds_up = doubled > half_way or (doubled == half_way and low % 2 == 1)
    return low + 1 if rounds_up else low


def _mean_percent(condition: GrowthCondition, base_year: int, year: int) -> Fraction | None:
    """The mean of the yearly rates since the base year, in percent; None where one of them cannot be told."""
    visits = [condition.visits(each) for each in range(base_year, year + 1)]
    if len(visits) < 2 or not all(each.whole for each in visits) or not all(each.value for each in visits[:-1]):
        return None
    rates = [Fraction(after.value, before.value) - 1 for before, after in pairwise(visits)]
    return sum(rates, Fraction(0)) / len(rates) * 100


def _mean_disagrees(milestone: Milestone, verdict: Verdict, mean: Fraction) -> bool:
    """Whether the mean of the yearly rates would give another verdict.

    It is never below the compound rate: it can only reach a floor that was missed or pass a ceiling that was kept.
    """
    if verdict in FAILS:
        return mean >= Fraction(milestone.at_least)
    return verdict is Verdict.MET and milestone.at_most is not None and mean > Fraction(milestone.at_most)


def _four_decimals(units: int) -> str:
    """Ten-thousandths as a decimal number: 94462 → 9.4462"""
    whole, rest = divmod(abs(units), 10_000)
    return f"{'-' if units < 0 else ''}{whole}.{rest:04d}"


def _opened_after_base(condition: GrowthCondition, base_year: int, year: int) -> tuple[str, ...]:
    if year <= base_year:
        return ()
    base = condition.years.get(base_year, {})
    new = condition.years.get(year, {}).keys() - base.keys()
    # Whoever follows a library of the base year is not new: its predecessor is in the base.
    return tuple(sorted(code for code in new if condition.lineage.ancestors(code).isdisjoint(base)))
