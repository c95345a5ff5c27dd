"""How far the conditions of the plan's targets (kế hoạch 04, mục I.2) are met in a year. Imports no Django.

Values in, values out, and exact: visits are integers, shares Fractions of one, thresholds Decimals in percent, and
nothing is rounded before it is compared. What is unreported is neither yes nor no: it makes a value a range, and
a verdict is given only where the whole range allows it.
"""

from decimal import Decimal
from typing import overload

from baocao.attainment.growth import GrowthCondition, GrowthResult, judge_growth
from baocao.attainment.shares import Outcome, ShareCondition, ShareResult, judge_share
from baocao.attainment.verdicts import Milestone, Verdict, target_verdict

__all__ = [
    "GrowthCondition",
    "GrowthResult",
    "Milestone",
    "Outcome",
    "ShareCondition",
    "ShareResult",
    "Verdict",
    "as_json",
    "judge",
    "target_verdict",
]

_SHARE_KEYS = ("scope", "measure", "met", "total", "unreported", "at_least", "verdict", "gap", "lacking")
_GROWTH_KEYS = (
    *("scope", "measure", "base_year", "base", "value", "unreported", "compound_percent", "mean_percent"),
    *("at_least", "at_most", "verdict", "gap", "lacking"),
)


@overload
def judge(condition: ShareCondition, year: int) -> ShareResult: ...
@overload
def judge(condition: GrowthCondition, year: int) -> GrowthResult: ...
def judge(condition: ShareCondition | GrowthCondition, year: int) -> ShareResult | GrowthResult:
    """How far a condition is met in a year, told from the years that it carries."""
    if isinstance(condition, ShareCondition):
        return judge_share(condition, year)
    return judge_growth(condition, year)


def as_json(result: ShareResult | GrowthResult) -> dict[str, object]:
    """A result as the published JSON has it, keys in its order; thresholds as text without trailing zeros."""
    keys = _SHARE_KEYS if isinstance(result, ShareResult) else _GROWTH_KEYS
    return {key: _plain(getattr(result, key)) for key in keys}


def _plain(value: object) -> object:
    if isinstance(value, Verdict):
        return value.value
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return list(value) if isinstance(value, tuple) else value
