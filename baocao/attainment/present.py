"""Attainment made ready for pages: words, links, bars and lines; templates only place what stands here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

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


@dataclass(frozen=True, eq=False)
class ConditionView:
    """A condition in one year, in words, with its bar (shares) or its line (growth); each is told when it is asked for.

    No page shows all of it, and a line needs the visits of every year.
    """

    attained: ConditionAttainment
    attainment: PlanAttainment
    year: int

    @property
    def result(self) -> ShareResult | GrowthResult:
        """How far the condition is."""
        return self.attained.result

    @property
    def name(self) -> str:
        """Which facilities it speaks of: Tất cả thư viện"""
        return _sentence_case(Scope(self.result.scope).label)

    @cached_property
    def headline(self) -> str:
        """The value in a few characters."""
        return words.headline(self.result)

    @cached_property
    def from_to(self) -> str:
        """The visits behind a rate."""
        return words.from_to(self.result)

    @cached_property
    def range(self) -> str:
        """What is missing while figures are."""
        return words.range_words(self.result)

    @cached_property
    def path(self) -> str:
        """Where the path stands in a year on the way."""
        return words.path_words(self.result, self.year)

    @cached_property
    def gap(self) -> str:
        """How much is still needed for the milestone."""
        result = self.result
        return words.shortfall_words(result) if isinstance(result, GrowthResult) else words.gap_words(result)

    @cached_property
    def sentence(self) -> str:
        """The whole story in one sentence or two."""
        return _sentence_case(words.sentence(self.result, self.year, self.attainment.names))

    @cached_property
    def lacking(self) -> tuple[Lacking, ...]:
        """The first of the facilities that fail; all of them stand on the target's own page."""
        result, names = self.result, self.attainment.names
        if isinstance(result, GrowthResult):
            return ()
        scope = Scope(result.scope)
        return tuple(
            Lacking(names[code], source_url(self.attainment, scope, code, self.year), result.lacks[code])
            for code in result.lacking[: words.MOST_NAMES]
        )

    @property
    def lacking_others(self) -> int:
        """How many more fail."""
        return len(self.result.lacking) - len(self.lacking)

    @property
    def low(self) -> str:
        """The lower end of a share's bar in percent."""
        return _percent(self.result.low) if isinstance(self.result, ShareResult) else "0"

    @property
    def high(self) -> str:
        """The upper end of a share's bar in percent."""
        return _percent(self.result.high) if isinstance(self.result, ShareResult) else "0"

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """The milestones on a share's bar; two at the same place share one label: 2025, 2030: 100%"""
        if isinstance(self.result, GrowthResult):
            return ()
        merged: dict[str, Mark] = {}
        for milestone in self.attained.values.milestones:
            at, label = _percent(milestone.floor), f"{milestone.year}: {words.percent_of(milestone.at_least)}"
            if at in merged:
                label = f"{merged[at].label.split(':')[0]}, {label}"
            merged[at] = Mark(at, label)
        return tuple(sorted(merged.values(), key=lambda mark: float(mark.at)))

    @cached_property
    def line(self) -> LineChart | None:
        """The visits over the years; None for a share."""
        values, result = self.attained.values, self.result
        if isinstance(values, GrowthCondition) and isinstance(result, GrowthResult):
            return line_over_years(values, result, self.year)
        return None

    @cached_property
    def remarks(self) -> tuple[str, ...]:
        """What must be known to read the growth rightly."""
        result, told = self.result, []
        if isinstance(result, ShareResult):
            return ()
        if result.opened_after_base:
            opened = ", ".join(self.attainment.names[code] for code in result.opened_after_base)
            told.append(f"Có tính thư viện mở sau năm gốc {result.base_year}: {opened}.")
        if result.means_disagree and result.mean_percent is not None:
            mean = formats.percent(Fraction(result.mean_percent) / 100)
            told.append(f"Trung bình cộng các năm là {mean}, cho kết luận khác với mức tăng bình quân lũy kế.")
        return tuple(told)


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
    views = tuple(ConditionView(attained, attainment, year) for attained in target.conditions)
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


def source_url(attainment: PlanAttainment, scope: Scope, code: str, year: int) -> str:
    """The page of the figures that a result was told from."""
    kind = attainment.kind_of(scope)
    return reverse(f"{kind.url_name}:figures", kwargs={"code": code, "year": year})


def _percent(share: Fraction | None) -> str:
    """A share as SVG wants it: 66.7"""
    return f"{float((share or Fraction(0)) * 100):.4g}"


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]
