"""The tables over several years for programs: the numbers of each year as the tables add them up."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from baocao.attainment.results import GrowthResult, ShareResult
from baocao.report.content.sentences import growth_percent, share_percents
from baocao.report.content.units import FUNDING
from baocao.report.data import ReportData
from baocao.report.figure_kinds import KindYear
from baocao.report.kinds.series import KEY_FIGURES
from baocao.report.span import SpanYear
from kehoach.common import formats
from kehoach.questionnaire.layout import total


def series_as_json(data: ReportData, span: Sequence[SpanYear]) -> list[dict[str, object]]:
    """A row for each year: who reported, targets, key figures of all and of each, money, tasks."""
    return [
        {
            "year": one.year,
            "facilities": one.facilities,
            "accepted": one.accepted,
            "on_time": one.on_time,
            "targets": [row for place in range(len(one.targets)) for row in _conditions(span, number, place)],
            "figures": [row for of_kind in one.kinds for row in _key_figures(of_kind)],
            "money": _money(one),
            "funding": _funding(data, one.year),
            "tasks": _tasks(data, one.year),
        }
        for number, one in enumerate(span)
    ]


def _money(one: SpanYear) -> dict[str, int]:
    """State and donated money of the facilities, and both together, in đồng."""
    amounts = {name: sum(found.amount for each in one.kinds if (found := each.sum(name))) for name in FUNDING}
    return {**amounts, "total": sum(amounts.values())}


def _funding(data: ReportData, year: int) -> dict[str, int]:
    """What the commune planned and spent for the plan, in đồng."""
    found = data.results.funding(year).values()
    return {"planned": sum(one.planned for one in found), "spent": sum(one.spent for one in found)}


def _conditions(span: Sequence[SpanYear], number: int, place: int) -> Iterator[dict[str, object]]:
    """What the tables print of each condition in a year: the share or rate, and the point of the path."""
    target = span[number].targets[place]
    for at, one in enumerate(target.conditions):
        before = span[number - 1].targets[place].conditions[at].result if number else None
        printed = _of_share(one.result) if isinstance(one.result, ShareResult) else _of_growth(one.result, before)
        yield {"code": target.target.code, "scope": one.result.scope, **printed}


def _of_share(result: ShareResult) -> dict[str, object]:
    path = formats.percent(result.path[0]) if result.path else ""
    return {"share": share_percents(result)[0], "path": path}


def _of_growth(result: GrowthResult, before: ShareResult | GrowthResult | None) -> dict[str, object]:
    compared = isinstance(before, GrowthResult) and not before.unreported and not result.unreported
    return {
        "rate": growth_percent(result),
        "change": formats.change(result.value, before.value) if compared and isinstance(before, GrowthResult) else "",
        "path": math.ceil(result.path[0]) if result.path else None,
    }


def _key_figures(of_kind: KindYear) -> Iterator[dict[str, object]]:
    for label, parts in KEY_FIGURES[of_kind.kind.slug]:
        found = of_kind.sum(*parts)
        of_each = {code: total(values, parts) for code, values in of_kind.values.items()}
        yield {
            "kind": of_kind.kind.slug,
            "label": label,
            "sum": found.amount if found else None,
            "facilities": of_each,
        }


def _tasks(data: ReportData, year: int) -> dict[str, object]:
    clauses = data.results.clauses(year)
    states = Counter(clause.state.value for clause in clauses)
    counts = {clause.task.code: clause.count for clause in clauses if clause.count is not None}
    return {"total": len(clauses), "states": dict(states), "counts": counts}
