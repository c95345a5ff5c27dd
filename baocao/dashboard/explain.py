"""One target's number followed to its source: how it is counted, then each facility with its figures and its people."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from baocao.attainment import words
from baocao.attainment.charts.columns import Columns, YearRow, columns, year_rows
from baocao.attainment.gap_analysis import Contribution, contributions, nearest
from baocao.attainment.present import ConditionView, TargetView, present_target, source_url
from baocao.attainment.queries import ConditionAttainment, PlanAttainment
from baocao.attainment.results import GrowthCondition, GrowthResult, ShareResult, judge
from baocao.attainment.series import first_year, series_of
from baocao.dashboard.board import Bar, asks, bar_of
from baocao.dashboard.sources import Sources
from kehoach.common import formats
from kehoach.figures.state_words import OFFICE_WORDS
from kehoach.history.timeline import Event
from kehoach.models import Measure, Scope, State, YearFigures

ROWS_A_PAGE = 50


@dataclass(frozen=True)
class FacilityRow:
    """A facility in the condition's population: its figures, whether it passes, who gave and who accepted them."""

    name: str
    url: str
    cells: tuple[tuple[str, str], ...]
    tone: str
    said: str
    lacks: str
    given: str
    accepted: str
    changes: tuple[Event, ...]


@dataclass(frozen=True)
class ConditionStory:
    """A condition with everything that it was told from. `steps` are the calculation, line by line."""

    view: ConditionView
    asks: str
    bar: Bar
    chart: Columns
    years: tuple[YearRow, ...]
    steps: tuple[tuple[str, str], ...]
    heads: tuple[str, ...]
    rows: tuple[FacilityRow, ...]


@dataclass(frozen=True)
class Story:
    """A target in a year, the condition that leads first; `pages` are how many the longest list of facilities takes."""

    view: TargetView
    conditions: tuple[ConditionStory, ...]
    pages: int


def story_of(attainment: PlanAttainment, year: int, page: int) -> Story:
    """The only target of `years` in a year: two queries, however many facilities are on the page."""
    target = attainment.judge(year)[0]
    view = present_target(target, attainment, year)
    listed = [_codes(condition, attainment, year) for condition in target.conditions]
    shown = [codes[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE] for codes in listed]
    sources = Sources(attainment, year, {code for codes in shown for code in codes})
    return Story(
        view=view,
        conditions=tuple(
            sorted(
                (
                    _condition(condition, condition_view, attainment, year, sources, codes)
                    for condition, condition_view, codes in zip(target.conditions, view.conditions, shown, strict=True)
                ),
                key=lambda story: story.view is not view.main,
            )
        ),
        pages=max([1, *(-(-len(codes) // ROWS_A_PAGE) for codes in listed)]),
    )


def _codes(condition: ConditionAttainment, attainment: PlanAttainment, year: int) -> list[str]:
    """The population: whoever would close the gap first, then the unreported, then who passes."""
    read = attainment.read(condition.condition, year)
    if isinstance(condition.values, GrowthCondition) and isinstance(condition.result, GrowthResult):
        return [contribution.code for contribution in contributions(condition.values, condition.result, year)]
    failing = nearest(condition.result, read) if isinstance(condition.result, ShareResult) else ()
    rest = sorted(read.keys() - set(failing), key=lambda code: (read[code] is not None, code))
    return [*failing, *rest]


def _condition(
    condition: ConditionAttainment,
    view: ConditionView,
    attainment: PlanAttainment,
    year: int,
    sources: Sources,
    codes: Sequence[str],
) -> ConditionStory:
    last = max(year, condition.values.milestones[-1].year)
    series, shown = series_of(condition.values, year, last), range(min(year, first_year(condition.values)), last + 1)
    steps = (
        _growth_steps(condition, year) if isinstance(condition.result, GrowthResult) else _share_steps(condition, year)
    )
    of_kind = attainment.by_kind[attainment.kind_of(Scope(condition.condition.scope)).slug]
    outside = of_kind.outside(attainment.window_end(year))
    steps += [("Không tính", f"{name}: {why}") for name, scope, why in outside if scope == condition.condition.scope]
    return ConditionStory(
        view=view,
        asks=asks(condition.result),
        bar=bar_of(condition, view, year),
        chart=columns(view.name, series, shown, year),
        years=tuple(year_rows(series, shown, year)),
        steps=tuple(steps),
        heads=_heads(condition, year, sources),
        rows=tuple(_rows(condition, attainment, year, sources, codes)),
    )


def _share_steps(condition: ConditionAttainment, year: int) -> list[tuple[str, str]]:
    result = condition.result
    steps = [("Số cơ sở được tính", formats.count(result.total))]
    if isinstance(result, ShareResult):
        steps += [("Số cơ sở đạt", formats.count(result.met)), ("Tỷ lệ", words.headline(result))]
        steps += [("Khoảng có thể", words.range_words(result))] if result.unreported and result.total else []
    steps += [("Lộ trình", path)] if (path := words.path_words(result, year)) else []
    for milestone in condition.values.milestones:
        needed = f"{math.ceil(milestone.floor * result.total)}/{result.total}"
        demand = f"{words.percent_of(milestone.at_least)}, tức ít nhất {needed} cơ sở"
        steps.append((f"Mốc {milestone.year}", demand))
    return [*steps, ("Còn cần để đạt mốc", f"{formats.count(result.gap or 0)} cơ sở")]


def _growth_steps(condition: ConditionAttainment, year: int) -> list[tuple[str, str]]:
    result = condition.result
    if not isinstance(result, GrowthResult) or not isinstance(condition.values, GrowthCondition):
        return []
    base = "chưa đủ số liệu" if result.base is None else f"{formats.count(result.base)} lượt"
    more = f", {words.range_words(result)}" if result.unreported else ""
    steps = [(f"Năm gốc {result.base_year}", base), (f"Năm {year}", f"{formats.count(result.value)} lượt{more}")]
    if result.compound_percent is not None:
        steps.append(("Tăng bình quân (lũy kế)", words.growth_rate(result)))
    if result.mean_percent is not None:
        steps.append(("Trung bình cộng các năm", f"{formats.percent(Fraction(result.mean_percent) / 100)}/năm"))
    steps += [("Lộ trình", path)] if (path := words.path_words(result, year)) else []
    for milestone in condition.values.milestones:
        goal = judge(condition.values, milestone.year)
        needed = "chưa tính được" if goal.needed is None else f"cần {formats.count(goal.needed)} lượt"
        steps.append((f"Mốc {milestone.year}", f"{words.demand(goal)} từ năm {milestone.base_year}: {needed}"))
    missing = formats.DASH if result.gap is None else f"{formats.count(result.gap)} lượt"
    return [*steps, (f"Còn thiếu để đạt mốc {result.milestone.year}", missing)]


def _heads(condition: ConditionAttainment, year: int, sources: Sources) -> tuple[str, ...]:
    """The heads of the columns between the facility's name and whether it passes."""
    measure = Measure(condition.condition.measure)
    if measure is Measure.VISITS:
        return (f"Lượt năm {condition.result.milestone.base_year}", f"Lượt năm {year}", "Cần có", "Thiếu")
    return tuple(field.label for field in sources.fields(condition))


def _rows(
    condition: ConditionAttainment, attainment: PlanAttainment, year: int, sources: Sources, codes: Sequence[str]
) -> Iterable[FacilityRow]:
    grown = {}
    if isinstance(condition.values, GrowthCondition) and isinstance(condition.result, GrowthResult):
        grown = {
            contribution.code: contribution for contribution in contributions(condition.values, condition.result, year)
        }
    scope, heads = Scope(condition.condition.scope), _heads(condition, year, sources)
    for code in codes:
        figures, contribution = sources.form(condition, code), grown.get(code)
        tone, said = _said(condition, figures, contribution, code)
        yield FacilityRow(
            name=attainment.facility(scope, code).name,
            url=source_url(attainment, scope, code, year),
            cells=tuple(
                zip(
                    heads,
                    _grown_cells(contribution) if contribution else sources.cells(condition, figures),
                    strict=True,
                )
            ),
            tone=tone,
            said=said,
            lacks=condition.result.lacks.get(code, "") if isinstance(condition.result, ShareResult) else "",
            given=sources.given(figures),
            accepted=sources.accepted(figures),
            changes=sources.changes(condition, figures),
        )


def _grown_cells(contribution: Contribution) -> tuple[str, ...]:
    """Visits then and now, what the growth asks, and what is missing of it."""
    short = None if contribution.short is None else max(0, contribution.short)
    numbers = (contribution.base, contribution.now, contribution.asked, short)
    return tuple(formats.DASH if number is None else formats.count(number) for number in numbers)


def _said(
    condition: ConditionAttainment, figures: YearFigures | None, contribution: Contribution | None, code: str
) -> tuple[str, str]:
    """Whether a facility passes, as tone and word."""
    if figures is None or figures.state != State.ACCEPTED:
        return "open", f"Chưa tính: {OFFICE_WORDS[State(figures.state)].lower()}" if figures else "Chưa có phiếu"
    if contribution is not None:
        if contribution.short is None:
            return "open", "Không có năm gốc"
        return ("late", "Dưới mức cần") if contribution.short > 0 else ("met", "Đủ mức cần")
    if isinstance(condition.result, ShareResult) and code in condition.result.lacks:
        return "late", "Chưa đạt"
    return "met", "Đạt"
