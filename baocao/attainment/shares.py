"""Conditions of the form "70 % of the facilities pass" (kế hoạch 04, mục I.2.a and I.2.b). Imports no Django."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from baocao.attainment.verdicts import FAILS, Condition, Milestone, Verdict, verdict_at, verdict_before_judging

Range = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Outcome:
    """Whether one facility passes the measure in one year (None: unreported), and in words what it lacks."""

    passes: bool | None
    lacks: str = ""


@dataclass(frozen=True)
class Share:
    """How many of a population pass, and how many are unreported."""

    met: int
    unreported: int
    total: int

    @property
    def range(self) -> Range:
        """The share, from all unreported failing to all passing; anything at all where nobody is counted."""
        if not self.total:
            return Fraction(0), Fraction(1)
        return Fraction(self.met, self.total), Fraction(self.met + self.unreported, self.total)


@dataclass(frozen=True)
class ShareCondition(Condition):
    """A condition on a share: year → code → outcome. The codes of a year are its population; no year, nobody.

    `counts` tells the same years without the codes, as how many pass, fail and are unreported, where that is known
    faster. `breaks` says by year what changed among the facilities, in words.
    """

    years: Mapping[int, Mapping[str, Outcome]]
    counts: Mapping[int, Mapping[bool | None, int]] | None = None
    breaks: Mapping[int, str] = field(default_factory=dict)

    @cached_property
    def _shares(self) -> dict[int, Share]:
        return {}

    def share(self, year: int) -> Share:
        """How many pass in a year; counted once, for the charts ask for the same years again and again."""
        if year not in self._shares:
            if self.counts is None:
                counts: Mapping[bool | None, int] = Counter(row.passes for row in self.years.get(year, {}).values())
            else:
                counts = self.counts.get(year, {})
            self._shares[year] = Share(counts.get(True, 0), counts.get(None, 0), sum(counts.values()))
        return self._shares[year]


@dataclass(frozen=True)
class ShareResult:
    """A share in one year.

    `low` and `high` are the share if all that is unreported fails or passes; None where nobody is in the population.
    `path` is the share that the year asks for: the straight line on the way, the threshold from the milestone on,
    None before the base year; a range where the base year is not wholly reported. `gap` counts the facilities still
    needed for the milestone. Who fails in `year` is told from the `condition` when it is asked for: a chart of many
    years names nobody.
    """

    scope: str
    measure: str
    met: int
    total: int
    unreported: int
    at_least: Decimal
    at_most: Decimal | None
    verdict: Verdict
    gap: int | None
    low: Fraction | None
    high: Fraction | None
    path: Range | None
    milestone: Milestone
    condition: ShareCondition = field(repr=False)
    year: int

    @cached_property
    def lacks(self) -> Mapping[str, str]:
        """What each of `lacking` lacks, by its code."""
        if self.total == self.met + self.unreported:
            return {}
        outcomes = self.condition.years.get(self.year, {})
        return dict(sorted((code, outcome.lacks) for code, outcome in outcomes.items() if outcome.passes is False))

    @property
    def lacking(self) -> tuple[str, ...]:
        """The codes of the reported facilities that fail."""
        return tuple(self.lacks)


def judge_share(condition: ShareCondition, year: int) -> ShareResult:
    """How far the share of the year's population that passes is on its way to the milestone."""
    milestone, share = condition.milestone_for(year), condition.share(year)
    path = _line(condition, milestone, year)
    low, high = share.range
    return ShareResult(
        scope=condition.scope,
        measure=condition.measure,
        met=share.met,
        total=share.total,
        unreported=share.unreported,
        at_least=milestone.at_least,
        at_most=milestone.at_most,
        verdict=verdict_before_judging(milestone, year, share.total) or _verdict(milestone, year, share.range, path),
        gap=max(0, math.ceil(milestone.floor * share.total) - share.met) if share.total else None,
        low=low if share.total else None,
        high=high if share.total else None,
        path=share_path(condition, year),
        milestone=milestone,
        condition=condition,
        year=year,
    )


def share_path(condition: ShareCondition, year: int) -> Range | None:
    """The share that a year asks for; None before the base year."""
    milestone = condition.milestone_for(year)
    return _line(condition, milestone, year) if year >= milestone.base_year else None


def _verdict(milestone: Milestone, year: int, share: Range, path: Range) -> Verdict:
    """The verdict that the whole range allows: the worst case where it passes, the best case where even it fails."""
    worst, best = (
        verdict_at(value, path=line, goal=milestone.floor, ceiling=milestone.ceiling, between=year < milestone.year)
        for value, line in zip(share, reversed(path), strict=True)
    )
    if worst not in FAILS:
        return worst
    return best if best in FAILS else Verdict.UNDETERMINED


def _line(condition: ShareCondition, milestone: Milestone, year: int) -> Range:
    """The straight line to the milestone's threshold, which stays as it is after the milestone."""
    way = milestone.year - milestone.base_year
    done = Fraction(min(year - milestone.base_year, way), way)
    low, high = _start(condition, milestone)
    return low + (milestone.floor - low) * done, high + (milestone.floor - high) * done


def _start(condition: ShareCondition, milestone: Milestone) -> Range:
    """Where the line begins: at the threshold of the milestone before, else at the share of the base year."""
    for earlier in condition.milestones:
        if earlier.year == milestone.base_year:
            return earlier.floor, earlier.floor
    return condition.share(milestone.base_year).range
