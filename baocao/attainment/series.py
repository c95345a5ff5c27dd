"""A condition over the years as a chart shows it: values, path and milestones, told by the judgement of each year."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction

from baocao.attainment.columns import Series, Value
from baocao.attainment.results import GrowthCondition, GrowthResult, ShareCondition, ShareResult, judge
from kehoach.common import formats


def first_year(condition: ShareCondition | GrowthCondition) -> int:
    """The year that the whole plan is compared with."""
    return condition.milestones[0].base_year


def series_of(condition: ShareCondition | GrowthCondition, year: int, last: int) -> Series:
    """What is known up to `year`, with the path and the milestones up to `last`."""
    results = {one: judge(condition, one) for one in range(first_year(condition), max(year, last) + 1)}
    values = {one: value for one, result in results.items() if one <= year and (value := _value(result)) is not None}
    is_share = isinstance(condition, ShareCondition)
    return Series(
        values=values,
        told=formats.percent if is_share else whole,
        path={one: path for one, result in results.items() if one <= last and (path := _path(result)) is not None},
        goals=_goals(condition, results, last),
        most=Fraction(1) if is_share else None,
    )


def whole(number: Fraction) -> str:
    """Visits, rounded up to a whole one: 9017.525 → 9.018"""
    return formats.count(math.ceil(number))


def _value(result: ShareResult | GrowthResult) -> Value | None:
    """The value of a year of which anything is known."""
    if result.unreported == result.total:
        return None
    if isinstance(result, ShareResult):
        return None if result.low is None else Value(result.low, result.high)
    return Value(Fraction(result.value), None if result.unreported else Fraction(result.value))


def _path(result: ShareResult | GrowthResult) -> Fraction | None:
    """Where the path stands, if it is one line."""
    if result.path is None or result.path[0] != result.path[1]:
        return None
    return result.path[0]


def _goals(
    condition: ShareCondition | GrowthCondition, results: Mapping[int, ShareResult | GrowthResult], last: int
) -> dict[int, Fraction]:
    """What each milestone asks: a share, or for growth the visits, where its base year is whole."""
    goals = {}
    for milestone in condition.milestones:
        result = results.get(milestone.year) if milestone.year <= last else None
        if isinstance(result, ShareResult):
            goals[milestone.year] = milestone.floor
        elif isinstance(result, GrowthResult) and result.needed is not None:
            goals[milestone.year] = Fraction(result.needed)
    return goals
