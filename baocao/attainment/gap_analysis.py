"""Whose figures would close a gap: the facilities nearest to passing, the libraries furthest behind. No Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from baocao.attainment.measures import ACTIVITIES
from baocao.attainment.results import GrowthCondition, GrowthResult, ShareResult
from kehoach.questionnaire.values import Values


@dataclass(frozen=True)
class Contribution:
    """A library's visits beside those of the base year, and by how much they lag behind the growth that is asked.

    `base` is the sum of all that the library continues. `asked` is the base grown at the milestone's rate up to this
    year, rounded up; `short` is what is missing of it, below zero where there is more. All of them are None where a
    year is not known.
    """

    code: str
    base: int | None
    now: int | None
    asked: int | None
    short: int | None


def nearest(result: ShareResult, read: Mapping[str, Values | None]) -> tuple[str, ...]:
    """The facilities that fail, those first that lack one thing only, and of them those with the most activities."""

    def distance(code: str) -> tuple[int, int, str]:
        values = read.get(code) or {}
        numbers = [values.get(name) for name in ACTIVITIES]
        held = sum(number for number in numbers if isinstance(number, int))
        return result.lacks[code].count(";"), -held, code

    return tuple(sorted(result.lacking, key=distance))


def contributions(condition: GrowthCondition, result: GrowthResult, year: int) -> tuple[Contribution, ...]:
    """Every library of the year, the furthest behind first; what is not known stands last."""
    rate = (1 + result.milestone.floor) ** max(0, year - result.base_year)
    base, now = condition.years.get(result.base_year, {}), condition.years.get(year, {})
    shares = [_contribution(code, _base(condition, code, base, now), now[code], rate) for code in sorted(now)]
    return tuple(sorted(shares, key=lambda share: (share.short is None, -(share.short or 0), share.code)))


def _base(
    condition: GrowthCondition, code: str, base: Mapping[str, int | None], now: Mapping[str, int | None]
) -> int | None:
    """The visits of the base year of whoever a library continues; None where one of them is not known."""
    visits = [base[origin] for origin in condition.lineage.origins(code, base, now)]
    known = [number for number in visits if number is not None]
    return sum(known) if known and len(known) == len(visits) else None


def _contribution(code: str, base: int | None, now: int | None, rate: Fraction) -> Contribution:
    # Rounded up in whole numbers: ten times as fast as by Fractions.
    needed = None if base is None else -(-base * rate.numerator // rate.denominator)
    return Contribution(code, base, now, needed, None if needed is None or now is None else needed - now)
