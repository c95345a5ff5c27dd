"""The dashboard's targets, each in one line: verdict, value, what is asked, gap, bar, and the years since the first."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from urllib.parse import urlencode

from django.urls import reverse

from baocao.attainment import words
from baocao.attainment.charts.columns import Columns, columns
from baocao.attainment.charts.lines import Mark
from baocao.attainment.gap_analysis import Contribution, contributions, nearest
from baocao.attainment.present import ConditionView, Lacking, TargetView, present_target, source_url
from baocao.attainment.queries import ConditionAttainment, PlanAttainment, TargetAttainment
from baocao.attainment.results import GrowthCondition, GrowthResult, ShareResult, Verdict
from baocao.attainment.series import first_year, goal_of, series_of
from kehoach.common import formats
from kehoach.models import Scope
from kehoach.plan.access import PLAN

WORST_FIRST = tuple(Verdict)
# The chairman's two minutes have room for so many names; the target's own page has all of them.
MOST_NAMED = 5


@dataclass(frozen=True)
class Bar:
    """A bar with its marks, for measure.html: shares from 0 to 100 %, visits from 0 to the highest goal."""

    low: str
    high: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class TargetLine:
    """A target in one line. `asks` is the threshold, `nearest` who would close the gap and what each lacks.

    `others` is how many more there are, `order` says in which order they stand.
    """

    view: TargetView
    url: str
    asks: str
    bar: Bar
    chart: Columns
    nearest: tuple[Lacking, ...]
    others: int
    order: str
    beside: tuple[ConditionView, ...]


def target_lines(attainment: PlanAttainment, year: int) -> list[TargetLine]:
    """Every target of the plan in a year, the worst first."""
    lines = [target_line(attained, attainment, year) for attained in attainment.judge(year)]
    return sorted(lines, key=lambda line: WORST_FIRST.index(line.view.verdict))


def target_line(target: TargetAttainment, attainment: PlanAttainment, year: int) -> TargetLine:
    """One target. Its bar and its chart are those of the condition that leads; the others are told beside it."""
    view = present_target(target, attainment, year)
    main = view.main.attained
    closing = [
        (condition, *closer)
        for condition in target.conditions
        for closer in who_would_close(condition, attainment, year)
    ]
    shown = range(min(first_year(main.values), year), year + 1)
    return TargetLine(
        view=view,
        url=explain_url(attainment, year, target.target.code),
        asks=asks(main.result),
        bar=bar_of(main, view.main, year),
        # The years up to this one, without milestones: those are on the bar.
        chart=columns(view.target.short_name, series_of(main.values, year, year).without_goals, shown, year),
        nearest=tuple(_named(*closer, attainment, year) for closer in closing[:MOST_NAMED]),
        others=max(0, len(closing) - MOST_NAMED),
        order="Gần đạt nhất" if isinstance(main.result, ShareResult) else "Thiếu nhiều nhất",
        beside=tuple(condition for condition in view.conditions if condition is not view.main),
    )


def explain_url(attainment: PlanAttainment, year: int, code: str) -> str:
    """The page of a target; of a former commune's plan with the plan's key, for several plans may have the code."""
    plan = attainment.plan
    query = f"?{urlencode({PLAN: plan.pk})}" if plan.is_carried_on else ""
    return reverse("explain", kwargs={"year": year, "code": code}) + query


def asks(result: ShareResult | GrowthResult) -> str:
    """What the next milestone asks: Mốc 2025: ít nhất 70% · Mốc 2030: tăng 10 - 15% mỗi năm"""
    least = "ít nhất " if isinstance(result, ShareResult) and result.at_least < 100 else ""
    return f"Mốc {result.milestone.year}: {least}{words.demand(result)}"


def bar_of(condition: ConditionAttainment, view: ConditionView, year: int) -> Bar:
    """The value between nothing and the goals, with a mark for each milestone and for today's path."""
    result = condition.result
    if isinstance(result, ShareResult):
        return Bar(view.low, view.high, _ordered([*view.marks, *_path_mark(result, year, Fraction(1))]))
    goals = {
        row.year: goal
        for row in condition.values.milestones
        if (goal := goal_of(condition.values, row.year)) is not None
    }
    top = max([Fraction(result.value), *goals.values(), Fraction(1)])
    marks = [Mark(_percent(goal / top), f"{when}: {formats.count(math.ceil(goal))}") for when, goal in goals.items()]
    low = _percent(Fraction(result.value) / top)
    return Bar(low, "100" if result.unreported else low, _ordered([*marks, *_path_mark(result, year, top)]))


def _path_mark(result: ShareResult | GrowthResult, year: int, top: Fraction) -> list[Mark]:
    """Where the path stands between a base year and its milestone; at the milestone the path is the goal."""
    if result.path is None or not result.milestone.base_year < year < result.milestone.year:
        return []
    at = result.path[0]
    value = formats.percent(at) if isinstance(result, ShareResult) else formats.count(math.ceil(at))
    return [Mark(_percent(at / top), f"lộ trình {value}")]


def _ordered(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    return tuple(sorted(marks, key=lambda mark: float(mark.at)))


def _percent(share: Fraction) -> str:
    """A share as SVG wants it: 66.7"""
    return f"{float(share * 100):.4g}"


def who_would_close(
    condition: ConditionAttainment, attainment: PlanAttainment, year: int
) -> list[tuple[str, Contribution | None]]:
    """The facilities nearest to passing, or where there is a gap the libraries furthest behind the growth asked.

    Each by its code, the libraries with how far behind they are.
    """
    result = condition.result
    if isinstance(result, ShareResult):
        scope = Scope(condition.condition.scope)
        answers = {code: attainment.answer(scope, code, year) for code in result.lacking}
        return [(code, None) for code in nearest(result, answers)]
    if not result.gap or not isinstance(condition.values, GrowthCondition):
        return []
    return [
        (contribution.code, contribution)
        for contribution in contributions(condition.values, result, year)
        if (contribution.short or 0) > 0
    ]


def _named(
    condition: ConditionAttainment, code: str, behind: Contribution | None, attainment: PlanAttainment, year: int
) -> Lacking:
    scope, lacks = Scope(condition.condition.scope), ""
    if isinstance(condition.result, ShareResult):
        lacks = condition.result.lacks[code]
    elif behind is not None:
        now, short = formats.count(behind.now or 0), formats.count(behind.short or 0)
        lacks = f"{now} lượt, thiếu {short} so với mức cần có"
    return Lacking(attainment.facility(scope, code).name, source_url(attainment, scope, code, year), lacks)
