"""Attainment made ready for pages: words, links, bars and lines; templates only place what stands here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse

from baocao.attainment import words
from baocao.attainment.charts.lines import LineChart, Mark, line_over_years
from baocao.attainment.queries import ConditionAttainment, PlanAttainment, TargetAttainment
from baocao.attainment.results import GrowthCondition, GrowthResult, ShareResult, Verdict
from baocao.attainment.verdicts import FAILS
from kehoach.common import formats
from kehoach.models import Scope, Target


@dataclass(frozen=True)
class Lacking:
    """A facility that fails a condition: its name, its page, and what it lacks."""

    name: str
    url: str
    lacks: str


@dataclass(frozen=True)
class ConditionView:
    """A condition in one year, in words, with its bar (shares) or its line (growth)."""

    name: str
    result: ShareResult | GrowthResult
    headline: str
    from_to: str
    range: str
    path: str
    gap: str
    sentence: str
    lacking: tuple[Lacking, ...]
    low: str
    high: str
    marks: tuple[Mark, ...]
    line: LineChart | None
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class TargetView:
    """A target in one year: its verdict in words and its conditions. `main` is the one that tells the most."""

    target: Target
    verdict: Verdict
    verdict_words: str
    conditions: tuple[ConditionView, ...]
    main: ConditionView


def verdict_words(verdict: Verdict, result: ShareResult | GrowthResult, year: int) -> str:
    """The verdict with its milestone: Đạt mốc 2025 · Chưa đạt mốc 2025 · Đúng lộ trình."""
    if verdict in (Verdict.MET, Verdict.NOT_MET, Verdict.EXCEEDED) and year >= result.milestone.year:
        return f"{verdict.label} mốc {result.milestone.year}"
    if verdict is Verdict.MET_EARLY:
        return f"{verdict.label} mốc {result.milestone.year}"
    return verdict.label


def present_target(target: TargetAttainment, attainment: PlanAttainment, year: int) -> TargetView:
    """One target for a page. The condition over more facilities leads, since it says more."""
    views = tuple(present_condition(one, attainment, year) for one in target.conditions)
    main = max(views, key=lambda view: view.result.total)
    return TargetView(
        target=target.target,
        verdict=target.verdict,
        verdict_words=verdict_words(target.verdict, main.result, year),
        conditions=views,
        main=main,
    )


def summary(views: Sequence[TargetView], accepted: int, year: int) -> str:
    """The dashboard's headline: the one sentence that must be remembered."""
    if not views:
        return "Kế hoạch chưa có chỉ tiêu nào đặt điều kiện và mốc"
    failing = sum(view.verdict in FAILS for view in views)
    open_ = sum(view.verdict is Verdict.UNDETERMINED for view in views)
    if not accepted:
        return f"Năm {year} chưa có số liệu được duyệt"
    if failing:
        rest = f", {open_} chưa đủ số liệu" if open_ else ""
        return f"{failing} trong {len(views)} chỉ tiêu chưa đạt hoặc chậm{rest}"
    if open_:
        return f"{open_} trong {len(views)} chỉ tiêu chưa đủ số liệu để kết luận"
    if all(view.verdict is Verdict.BASELINE for view in views):
        return f"Năm {year} là năm gốc để so sánh"
    return f"Cả {len(views)} chỉ tiêu đạt hoặc đúng lộ trình"


def present_condition(one: ConditionAttainment, attainment: PlanAttainment, year: int) -> ConditionView:
    """One condition for a page."""
    result, names = one.result, attainment.names
    return ConditionView(
        name=_sentence_case(Scope(result.scope).label),
        result=result,
        headline=words.headline(result),
        from_to=words.from_to(result),
        range=words.range_words(result),
        path=words.path_words(result, year),
        gap=words.shortfall_words(result) if isinstance(result, GrowthResult) else words.gap_words(result),
        sentence=_sentence_case(words.sentence(result, year, names)),
        lacking=_lacking(result, attainment, year, names),
        low=_percent(result.low) if isinstance(result, ShareResult) else "0",
        high=_percent(result.high) if isinstance(result, ShareResult) else "0",
        marks=_marks(one, year),
        line=_line(one, year),
        remarks=_remarks(result, names),
    )


def _line(one: ConditionAttainment, year: int) -> LineChart | None:
    if isinstance(one.values, GrowthCondition) and isinstance(one.result, GrowthResult):
        return line_over_years(one.values, one.result, year)
    return None


def _lacking(
    result: ShareResult | GrowthResult, attainment: PlanAttainment, year: int, names: Mapping[str, str]
) -> tuple[Lacking, ...]:
    if isinstance(result, GrowthResult):
        return ()
    return tuple(
        Lacking(names[code], source_url(attainment, Scope(result.scope), code, year), result.lacks[code])
        for code in result.lacking
    )


def source_url(attainment: PlanAttainment, scope: Scope, code: str, year: int) -> str:
    """The page of the figures that a result was told from."""
    kind = attainment.kind_of(scope)
    return reverse(f"{kind.url_name}:figures", kwargs={"code": code, "year": year})


def _marks(one: ConditionAttainment, year: int) -> tuple[Mark, ...]:
    """The milestones on a share's bar, and today's path between them."""
    result = one.result
    if isinstance(result, GrowthResult):
        return ()
    marks = [
        Mark(_percent(milestone.floor), f"{milestone.year}: {words.percent_of(milestone.at_least)}")
        for milestone in one.values.milestones
    ]
    merged: dict[str, Mark] = {}
    for mark in marks:
        merged[mark.at] = Mark(mark.at, _joined(merged.get(mark.at), mark))
    return tuple(sorted(merged.values(), key=lambda mark: float(mark.at)))


def _joined(known: Mark | None, mark: Mark) -> str:
    """Two milestones at the same place share one label: 2025, 2030: 100%"""
    return mark.label if known is None else f"{known.label.split(':')[0]}, {mark.label}"


def _remarks(result: ShareResult | GrowthResult, names: Mapping[str, str]) -> tuple[str, ...]:
    """What must be known to read the growth rightly."""
    if isinstance(result, ShareResult):
        return ()
    told = []
    if result.opened_after_base:
        opened = ", ".join(names[code] for code in result.opened_after_base)
        told.append(f"Có tính thư viện mở sau năm gốc {result.base_year}: {opened}.")
    if result.means_disagree and result.mean_percent is not None:
        mean = formats.percent(Fraction(result.mean_percent) / 100)
        told.append(f"Trung bình cộng các năm là {mean}, cho kết luận khác với mức tăng bình quân lũy kế.")
    return tuple(told)


def _percent(share: Fraction | None) -> str:
    """A share as SVG wants it: 66.7"""
    return f"{float((share or Fraction(0)) * 100):.4g}"


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]
