"""How everything has gone since the first year: targets, the visits of each library, the activities of each centre."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from django.urls import reverse

from baocao.attainment import measures, words
from baocao.attainment.charts.columns import ChartValue, Columns, Series, YearRow, columns, year_rows
from baocao.attainment.facility_years import FacilityYears
from baocao.attainment.present import present_target
from baocao.attainment.queries import ConditionAttainment, PlanAttainment
from baocao.attainment.series import first_year, series_of, whole
from baocao.dashboard.board import explain_url
from kehoach.common import formats
from kehoach.models import Measure, Scope
from kehoach.questionnaire.values import Values

CHARTS_A_PAGE = 24


@dataclass(frozen=True)
class Trend:
    """One chart with the table of its numbers, and the page that tells more. `tone` is that of the year shown."""

    name: str
    about: str
    url: str
    tone: str
    chart: Columns
    years: tuple[YearRow, ...]


@dataclass(frozen=True)
class TrendGroup:
    """Charts of one kind, and what their dashed line means; `total` is how many there are on all pages,
    `path` what the line is called in the table."""

    title: str
    note: str
    path: str
    trends: tuple[Trend, ...]
    total: int


def targets_over_years(attainment: PlanAttainment, year: int) -> list[Trend]:
    """Each condition of each target, with path and milestones to the end of the plan."""
    trends = []
    for target in attainment.judge(year):
        view = present_target(target, attainment, year)
        for condition, condition_view in zip(target.conditions, view.conditions, strict=True):
            last = max(year, condition.values.milestones[-1].year)
            series, shown = (
                series_of(condition.values, year, last),
                range(min(year, first_year(condition.values)), last + 1),
            )
            trends.append(
                Trend(
                    name=target.target.short_name,
                    about=condition_view.name if len(view.conditions) > 1 else "",
                    url=explain_url(attainment, year, target.target.code),
                    tone=condition.result.verdict.tone,
                    chart=columns(f"{target.target.short_name}, {condition_view.name}", series, shown, year),
                    years=year_rows(series, shown, year),
                )
            )
    return trends


@dataclass(frozen=True)
class _Asked:
    """What is charted of each facility of a scope: one number of its year, and the path it is held against."""

    title: str
    note: str
    path: str
    scope: Scope
    number: Callable[[Values], int | None]
    path_of: Callable[[Mapping[int, ChartValue]], Mapping[int, Fraction]]


def facilities_over_years(attainment: PlanAttainment, year: int, page: int) -> list[TrendGroup]:
    """Small charts of each facility's main number: visits where the plan measures growth, activities of centres."""
    conditions = [condition for target in attainment.judge(year) for condition in target.conditions]
    shown = range(min([year, *(first_year(condition.values) for condition in conditions)]), year + 1)
    measures = [
        *(_visits(condition) for condition in conditions if condition.condition.measure == Measure.VISITS),
        *(
            _activities(condition, attainment, shown)
            for condition in conditions
            if condition.condition.measure == Measure.ACTIVE
        ),
    ]
    return [_group(measured, attainment, shown, page) for measured in measures]


def _visits(condition: ConditionAttainment) -> _Asked:
    milestone = condition.result.milestone

    def grown(known: Mapping[int, ChartValue]) -> Mapping[int, Fraction]:
        base = known.get(milestone.base_year)
        if base is None:
            return {}
        way = range(milestone.base_year, milestone.year + 1)
        return {year: base.low * (1 + milestone.floor) ** (year - milestone.base_year) for year in way}

    rate = words.percent_of(milestone.at_least)
    return _Asked(
        title="Lượt người đến từng thư viện",
        note=f"Nét đứt: tăng {rate} mỗi năm tính từ lượt của chính thư viện đó năm {milestone.base_year}.",
        path="Mức cần có",
        scope=Scope(condition.condition.scope),
        number=measures.visits,
        path_of=grown,
    )


def _activities(condition: ConditionAttainment, attainment: PlanAttainment, shown: range) -> _Asked:
    regular = attainment.plan.regular_activities
    return _Asked(
        title="Hoạt động văn nghệ, thể thao của từng nhà văn hóa",
        note=f"Nét đứt: {formats.count(regular)} hoạt động một năm, mức được coi là thường xuyên.",
        path="Mức thường xuyên",
        scope=Scope(condition.condition.scope),
        number=measures.activities,
        path_of=lambda known: dict.fromkeys(shown, Fraction(regular)),
    )


def _group(asked: _Asked, attainment: PlanAttainment, shown: range, page: int) -> TrendGroup:
    of_kind = attainment.by_kind[attainment.kind_of(asked.scope).slug]
    codes = list(of_kind.population(asked.scope, attainment.window_end(shown[-1])))
    listed = codes[(page - 1) * CHARTS_A_PAGE : page * CHARTS_A_PAGE]
    return TrendGroup(
        title=asked.title,
        note=asked.note,
        path=asked.path,
        trends=tuple(_trend(asked, attainment, of_kind, code, shown) for code in listed),
        total=len(codes),
    )


def _trend(asked: _Asked, attainment: PlanAttainment, of_kind: FacilityYears, code: str, shown: range) -> Trend:
    """One facility with all that it continues: the accepted numbers up to the year shown, beside the path."""
    name, year, now = of_kind.names[code], shown[-1], attainment.window_end(shown[-1])
    origins = {shown_year: of_kind.origins(code, attainment.window_end(shown_year), now) for shown_year in shown}
    known = {
        shown_year: value
        for shown_year in shown
        if (value := _value(asked, of_kind, shown_year, origins[shown_year])) is not None
    }
    path = {path_year: at for path_year, at in asked.path_of(known).items() if path_year in shown}
    breaks = {
        after: f"đến năm {before} là số của {formats.joined([of_kind.names[origin] for origin in origins[before]])}"
        for before, after in pairwise(shown)
        if origins[before] and origins[before] != origins[after]
    }
    series = Series(values=known, told=whole, path=path, breaks=breaks)
    tone = "open"
    if year in known and year in path:
        tone = "late" if known[year].low < path[year] else "met"
    return Trend(
        name=name,
        about="",
        url=reverse(f"{of_kind.kind.url_name}:facility", kwargs={"code": code}),
        tone=tone,
        chart=columns(name, series, shown, year, all_labels=True),
        years=year_rows(series, shown, year),
    )


def _value(asked: _Asked, of_kind: FacilityYears, year: int, origins: Sequence[str]) -> ChartValue | None:
    """The sum over all that a facility continues; None where one of them is not known."""
    answers = [of_kind.answer(year, code) for code in origins]
    numbers = [asked.number(answered) for answered in answers if answered]
    known = [number for number in numbers if number is not None]
    if not origins or len(known) < len(origins):
        return None
    return ChartValue(Fraction(sum(known)), Fraction(sum(known)))
