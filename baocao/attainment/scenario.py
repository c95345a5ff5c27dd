"""What would become of a condition if the coming years went so: the same values, with other years. No Django.

A scenario is judged by the functions that judge what was accepted (attainment.judge); here it is only put together.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from baocao.attainment.results import GrowthCondition, Outcome, ShareCondition, judge

_SUPPOSED = Outcome(passes=False, lacks="giả định chưa đạt")


@dataclass(frozen=True)
class Visits:
    """The visits of all libraries in the first coming year, and by how much per cent they grow each year after it."""

    first: int
    growth: Decimal

    def after(self, years: int) -> int:
        """The visits so many years after the first one: whole, rounded down."""
        return max(0, math.floor(self.first * (1 + Fraction(self.growth) / 100) ** years))


def with_passing(condition: ShareCondition, since: int, passing: Collection[str]) -> ShareCondition:
    """The condition as if in every year after `since` exactly these facilities of its population passed."""
    coming = {
        year: {code: Outcome(passes=True) if code in passing else _SUPPOSED for code in outcomes}
        for year, outcomes in condition.years.items()
        if year > since
    }
    return replace(condition, years={**condition.years, **coming}, counts=None)


def with_visits(condition: GrowthCondition, since: int, visits: Visits) -> GrowthCondition:
    """The condition as if the libraries had these visits in the years after `since`.

    Only their sum is judged, so the first library of a year stands for all of them.
    """
    coming = {
        year: dict(zip(sorted(numbers), [visits.after(year - since - 1), *[0] * (len(numbers) - 1)], strict=True))
        for year, numbers in condition.years.items()
        if year > since and numbers
    }
    return replace(condition, years={**condition.years, **coming})


def fewest(condition: ShareCondition, since: int, passing: Collection[str], order: Sequence[str]) -> tuple[str, ...]:
    """How few more have to pass, taken in this order, so that the last milestone is met if all else stays."""
    last = condition.milestones[-1].year

    def is_enough(number: int) -> bool:
        return not judge(with_passing(condition, since, {*passing, *order[:number]}), last).gap

    return tuple(order[: bisect_left(range(len(order)), True, key=is_enough)])
