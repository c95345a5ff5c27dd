"""The order of verdicts, and which result stands for a commune whose plans ask the same several times."""

from __future__ import annotations

from collections.abc import Iterable

from baocao.attainment.results import GrowthResult, ShareResult, Verdict

Result = ShareResult | GrowthResult
WORST_FIRST = tuple(Verdict)


def worst_by_condition(results: Iterable[Result]) -> dict[tuple[str, str], Result]:
    """By scope and measure the result with the worst verdict."""
    worst: dict[tuple[str, str], Result] = {}
    for result in sorted(results, key=lambda result: WORST_FIRST.index(result.verdict)):
        worst.setdefault((result.scope, result.measure), result)
    return worst
