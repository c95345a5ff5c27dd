"""A condition over the years as a chart shows it: values, path and milestones, without judging every year."""

from __future__ import annotations

import math
from fractions import Fraction

from baocao.attainment.charts.columns import ChartValue, Series
from baocao.attainment.growth import growth_path, needed_visits
from baocao.attainment.results import GrowthCondition, ShareCondition
from baocao.attainment.shares import share_path
from kehoach.common import formats


def first_year(condition: ShareCondition | GrowthCondition) -> int:
    """The year that the whole plan is compared with."""
    return condition.milestones[0].base_year


def series_of(condition: ShareCondition | GrowthCondition, year: int, last: int) -> Series:
    """What is known up to `year`, with the path and the milestones up to `last`."""
    first, is_share = first_year(condition), isinstance(condition, ShareCondition)
    known = ((past, _value(condition, past)) for past in range(first, year + 1))
    path = ((when, _path(condition, when)) for when in range(first, last + 1))
    goals = ((row.year, goal_of(condition, row.year)) for row in condition.milestones if row.year <= last)
    return Series(
        values={when: value for when, value in known if value is not None},
        told=formats.percent if is_share else whole,
        path={when: at for when, at in path if at is not None},
        goals={when: goal for when, goal in goals if goal is not None},
        most=Fraction(1) if is_share else None,
        breaks=breaks_until(condition, year),
    )


def breaks_until(condition: ShareCondition | GrowthCondition, year: int) -> dict[int, str]:
    """The years after the first in which another set of facilities was counted than before, up to `year`."""
    words = ((when, condition.breaks.get(when, "")) for when in range(first_year(condition) + 1, year + 1))
    return {when: change for when, change in words if change}


def goal_of(condition: ShareCondition | GrowthCondition, year: int) -> Fraction | None:
    """What the milestone of a year asks: a share, or for growth the visits, where its base year is whole."""
    if isinstance(condition, ShareCondition):
        return condition.milestone_for(year).floor
    needed = needed_visits(condition, year)
    return None if needed is None else Fraction(needed)


def whole(number: Fraction) -> str:
    """Visits, rounded up to a whole one: 9017.525 → 9.018"""
    return formats.count(math.ceil(number))


def _value(condition: ShareCondition | GrowthCondition, year: int) -> ChartValue | None:
    """The value of a year of which anything is known."""
    if isinstance(condition, ShareCondition):
        share = condition.share(year)
        return None if share.unreported == share.total else ChartValue(*share.range)
    visits = condition.visits(year)
    if visits.unreported == visits.total:
        return None
    return ChartValue(Fraction(visits.value), None if visits.unreported else Fraction(visits.value))


def _path(condition: ShareCondition | GrowthCondition, year: int) -> Fraction | None:
    """Where the path stands, if it is one line."""
    path = share_path(condition, year) if isinstance(condition, ShareCondition) else growth_path(condition, year)
    return path[0] if path is not None and path[0] == path[1] else None
