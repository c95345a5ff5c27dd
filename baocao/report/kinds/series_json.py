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
            "year": span_year.year,
            "facilities": span_year.facilities,
            "accepted": span_year.accepted,
            "on_time": span_year.on_time,
            "targets": [
                row
                for place_of_target in range(len(span_year.targets))
                for row in _conditions(span, number, place_of_target)
            ],
            "figures": [row for of_kind in span_year.kinds for row in _key_figures(of_kind)],
            "money": _money(span_year),
            "funding": _funding(data, span_year.year),
            "tasks": _tasks(data, span_year.year),
        }
        for number, span_year in enumerate(span)
    ]


def _money(span_year: SpanYear) -> dict[str, int]:
    """State and donated money of the facilities, and both together, in đồng."""
    amounts = {
        name: sum(column_sum.amount for of_kind in span_year.kinds if (column_sum := of_kind.sum(name)))
        for name in FUNDING
    }
    return {**amounts, "total": sum(amounts.values())}


def _funding(data: ReportData, year: int) -> dict[str, int]:
    """What the commune planned and spent for the plan, in đồng."""
    funding = data.results.funding(year).values()
    return {"planned": sum(amount.planned for amount in funding), "spent": sum(amount.spent for amount in funding)}


def _conditions(span: Sequence[SpanYear], number: int, index: int) -> Iterator[dict[str, object]]:
    """What the tables print of each condition in a year: the share or rate, and the point of the path."""
    target = span[number].targets[index]
    for at, condition in enumerate(target.conditions):
        before = span[number - 1].targets[index].conditions[at].result if number else None
        printed = (
            _of_share(condition.result)
            if isinstance(condition.result, ShareResult)
            else _of_growth(condition.result, before)
        )
        yield {"code": target.target.code, "scope": condition.result.scope, **printed}


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
        column_sum = of_kind.sum(*parts)
        of_each = {code: total(values, parts) for code, values in of_kind.values.items()}
        yield {
            "kind": of_kind.kind.slug,
            "label": label,
            "sum": column_sum.amount if column_sum else None,
            "facilities": of_each,
        }


def _tasks(data: ReportData, year: int) -> dict[str, object]:
    clauses = data.results.clauses(year)
    states = Counter(clause.state.value for clause in clauses)
    counts = {clause.task.code: clause.count for clause in clauses if clause.count is not None}
    return {"total": len(clauses), "states": dict(states), "counts": counts}
