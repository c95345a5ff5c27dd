"""A target in one sentence, as section II.1 of the report says it: its verdict, then each of its conditions."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

from baocao.attainment import words
from baocao.attainment.queries import TargetAttainment
from baocao.attainment.results import GrowthResult, ShareResult, Verdict
from baocao.attainment.verdicts import FAILS
from baocao.report.content.words import percents_apart
from baocao.report.data import ReportData
from kehoach.common import formats
from kehoach.models import CommuneKind, Measure, Scope

# Not accepted yet, or accepted without the figure that the measure needs: in both cases there is nothing to count.
NO_FIGURES = "chưa có số liệu"


def target_sentence(attainment: TargetAttainment, data: ReportData) -> str:
    """Chỉ tiêu “…” chưa đạt mốc năm 2025: …; … ."""
    clauses = ""
    for condition in attainment.conditions:
        if isinstance(condition.result, GrowthResult):
            clause = _growth_clause(condition.result, data)
        else:
            clause = _share_clause(condition.result, data, is_first=not clauses)
        clauses += f"; {clause}" if clauses else clause
    verdict = "" if attainment.verdict is Verdict.BASELINE else f" {verdict_words(attainment)}"
    return f"Chỉ tiêu “{attainment.target.short_name}”{verdict}: {clauses}."


def verdict_words(attainment: TargetAttainment) -> str:
    """The verdict of a target with its milestone: chưa đạt mốc năm 2025 · chưa đủ số liệu để đánh giá."""
    verdict = attainment.verdict
    results = [condition.result for condition in attainment.conditions if condition.result.verdict is verdict]
    if not results or verdict is Verdict.UNDETERMINED:
        return "chưa đủ số liệu để đánh giá"
    if verdict in (Verdict.ON_PATH, Verdict.BEHIND):
        return f"{verdict.label.lower()} đến mốc năm {results[0].milestone.year}"
    return f"{verdict.label.lower()} mốc năm {results[0].milestone.year}"


def scope_words(scope: str, data: ReportData) -> str:
    """The facilities that a condition counts; a ward's library is no "thư viện xã"."""
    commune = data.plan.commune
    return Scope(scope).label.replace(CommuneKind.COMMUNE.label, commune.get_kind_display())


def noun_of(scope: str, data: ReportData) -> str:
    """What one of these facilities is called: thư viện, thiết chế văn hóa."""
    return data.years.kind_of(Scope(scope)).title.lower()


def only_name(result: ShareResult, data: ReportData) -> str:
    """The name of the only facility that a scope counts."""
    of_kind = data.years.by_kind[data.years.kind_of(Scope(result.scope)).slug]
    (code,) = of_kind.population(Scope(result.scope), data.years.window_end(data.year))
    return data.years.names[code]


def growth_percent(result: GrowthResult) -> str:
    """The compound rate a year, told apart from what is asked: 9,4%; empty where there is none."""
    if result.compound_percent is None:
        return ""
    return percents_apart(Fraction(result.compound_percent) / 100, result.milestone.floor)[0]


def _share_clause(result: ShareResult, data: ReportData, *, is_first: bool) -> str:
    """A share against what the year asks. After the first clause the measure need not be said again."""
    scope, measure = scope_words(result.scope, data), Measure(result.measure).label
    if not result.total:
        return f"trên địa bàn chưa có {scope}"
    if result.total == 1:
        name = only_name(result, data)
        return f"{name} {NO_FIGURES if result.unreported else ('đã ' if result.met else 'chưa ') + measure}"
    if result.unreported == result.total:
        return f"cả {result.total} {scope} đều {NO_FIGURES}"
    if result.unreported:
        return _partly_known_clause(result, data)
    share = f"{result.met}/{result.total}"
    percent, against = _share_against(result, data)
    only = "mới " if result.verdict in FAILS else ""
    if is_first:
        return f"{only}có {share} {scope} {measure}, bằng {percent}, {against}"
    reaches = "là" if result.verdict is Verdict.BASELINE else f"{only}đạt"
    return f"tỷ lệ ở {scope} {reaches} {share} ({percent}), {against}"


def _partly_known_clause(result: ShareResult, data: ReportData) -> str:
    """What is known of a share that is not known as a whole, and what already follows from it."""
    noun, (percent, against) = noun_of(result.scope, data), _share_against(result, data)
    text = f"trong {result.total} {scope_words(result.scope, data)} đã có {result.met} {noun} đáp ứng"
    text += f", {result.unreported} {noun} {NO_FIGURES}"
    if result.verdict is Verdict.UNDETERMINED:
        return text
    if result.verdict in FAILS:
        return f"{text}; kể cả khi số này đáp ứng, tỷ lệ vẫn {against}"
    return f"{text}; riêng phần đã có số liệu đã đạt {percent}, {against}"


def share_percents(result: ShareResult) -> tuple[str, str]:
    """The share, and the milestone or point of the path that it is held against, told apart where they differ."""
    share, goal = result.low or Fraction(0), result.milestone.floor
    if result.verdict in (Verdict.BASELINE, Verdict.UNDETERMINED):
        return formats.percent(share), words.percent_of(result.at_least)
    if result.verdict in (Verdict.ON_PATH, Verdict.BEHIND) and result.path:
        low, high = result.path
        if low != high:
            return formats.percent(share), f"{formats.percent(low)} đến {formats.percent(high)}"
        return percents_apart(share, low)
    return percents_apart(share, goal)


def _share_against(result: ShareResult, data: ReportData) -> tuple[str, str]:
    """The share as a percentage, and how it compares with the milestone or the path."""
    share, goal = result.low or Fraction(0), result.milestone.floor
    share_words, against = share_percents(result)
    milestone = f"mốc {words.percent_of(result.at_least)}"
    if result.verdict in (Verdict.BASELINE, Verdict.UNDETERMINED):
        return share_words, f"mốc năm {result.milestone.year} là {against}"
    if result.verdict in (Verdict.ON_PATH, Verdict.BEHIND) and result.path:
        low, high = result.path
        if low != high:
            return share_words, words.path_words(result, data.year)
        return share_words, f"{_compared(share, low)} mức {against} theo lộ trình của năm"
    if result.verdict is Verdict.EXCEEDED and result.at_most is not None:
        return share_words, f"cao hơn mức cao nhất {words.percent_of(result.at_most)}"
    missing = f", còn thiếu {result.gap} {noun_of(result.scope, data)}" if result.verdict is Verdict.NOT_MET else ""
    return share_words, f"{_compared(share, goal)} {milestone}{missing}"


def _compared(value: Fraction, against: Fraction) -> str:
    """cao hơn · đúng bằng · thấp hơn"""
    if value == against:
        return "đúng bằng"
    return "cao hơn" if value > against else "thấp hơn"


def _growth_clause(result: GrowthResult, data: ReportData) -> str:
    """The visits, how they grew from the base year, and what the year or the milestone asks."""
    if not result.total:
        return "trên địa bàn chưa có thư viện"
    if result.unreported == result.total:
        return f"cả {result.total} thư viện đều {NO_FIGURES}"
    text = f"các thư viện phục vụ {formats.count(result.value)} lượt người"
    if result.unreported:
        reported = f"{result.total - result.unreported}/{result.total} thư viện có đủ số liệu"
        text = f"mới có {reported}, phục vụ {formats.count(result.value)} lượt người"
    if result.verdict is Verdict.BASELINE:
        return f"{text}; mốc năm {result.milestone.year} là {_goal(result)}"
    if result.base is None:
        return f"{text}; năm gốc {result.base_year} chưa đủ số liệu nên chưa tính được mức tăng"
    return text + _grown(result, data.year) + _growth_against(result) + _growth_remarks(result)


def _grown(result: GrowthResult, year: int) -> str:
    """, tăng bình quân 9,4% mỗi năm so với năm gốc 2022 (6.775 lượt); the other mean only where it says otherwise"""
    base = f"năm gốc {result.base_year} ({formats.count(result.base or 0)} lượt)"
    percent = growth_percent(result)
    if not percent:
        return f" (năm gốc {result.base_year} có {formats.count(result.base or 0)} lượt)"
    if percent == "0%":
        return f", bằng {base}"
    direction = "giảm" if percent.startswith("-") else "tăng"
    if year - result.base_year == 1:
        return f", {direction} {percent.lstrip('-')} so với {base}"
    mean = ""
    if result.means_disagree and result.mean_percent is not None:
        mean = f" (tính theo bình quân cộng là {formats.decimal(Decimal(result.mean_percent))}%)"
    return f", {direction} bình quân {percent.lstrip('-')} mỗi năm{mean} so với {base}"


def _goal(result: GrowthResult) -> str:
    """tăng bình quân 10 - 15% mỗi năm"""
    return words.demand(result).replace("tăng ", "tăng bình quân ", 1)


def _growth_against(result: GrowthResult) -> str:
    """How the visits compare with the milestone, or on the way with the path."""
    needed, demand = formats.count(result.needed or 0), words.demand(result).removeprefix("tăng ")
    if result.verdict in (Verdict.ON_PATH, Verdict.BEHIND) and result.path:
        path = math.ceil(result.path[0])
        compared = f"{_compared(Fraction(result.value), Fraction(path))} mức {formats.count(path)} lượt"
        return f", {compared} theo lộ trình của năm; mốc năm {result.milestone.year} cần {needed} lượt"
    if result.verdict is Verdict.NOT_MET:
        return f", thấp hơn mốc {demand}; còn thiếu {formats.count(result.gap or 0)} lượt so với {needed} lượt cần có"
    if result.verdict is Verdict.MET_EARLY:
        return f", đã đủ {needed} lượt mà mốc năm {result.milestone.year} cần"
    if result.verdict is Verdict.EXCEEDED:
        return f", vượt mốc {demand}"
    return f", đạt mốc {demand}" if result.verdict is Verdict.MET else ""


def _growth_remarks(result: GrowthResult) -> str:
    """What must be known to read the growth rightly: another reading of the average, libraries that opened since."""
    text = "; hai cách tính bình quân cho kết luận khác nhau" if result.means_disagree else ""
    if result.opened_after_base:
        text += f"; số lượt có tính {len(result.opened_after_base)} thư viện mở sau năm gốc"
    return text
