"""Attainment in Vietnamese words: what a chairman can read aloud, for page and document alike."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from baocao.attainment.results import GrowthResult, ShareResult, Verdict
from kehoach.common import formats
from kehoach.models import Measure, Scope

NO_FIGURES = "chưa có số liệu được duyệt"
# More names than this make a sentence that nobody reads aloud to its end.
MOST_NAMES = 5


def percent_of(number: Decimal) -> str:
    """A threshold in percent: 70 → 70%"""
    return f"{formats.decimal(number)}%"


def demand(result: ShareResult | GrowthResult) -> str:
    """What the milestone asks: ít nhất 70% · tăng 10 - 15% mỗi năm"""
    if isinstance(result, ShareResult):
        return percent_of(result.at_least)
    if result.at_most is None:
        return f"tăng {percent_of(result.at_least)} mỗi năm"
    return f"tăng {formats.decimal(result.at_least)} - {percent_of(result.at_most)} mỗi năm"


def growth_rate(result: GrowthResult) -> str:
    """The compound rate a year: 9,4%/năm; – where there is none."""
    if result.compound_percent is None:
        return formats.DASH
    return f"{formats.decimal(Decimal(result.compound_percent))}%/năm"


def headline(result: ShareResult | GrowthResult) -> str:
    """The value in a few characters: 3/4 (75%) · từ 1/4 đến 3/4 · 9,4%/năm · 8.882 lượt"""
    if isinstance(result, GrowthResult):
        if result.compound_percent is not None:
            return growth_rate(result)
        visits = f"{formats.count(result.value)} lượt"
        return f"từ {visits}" if result.unreported else visits
    if result.low is None:
        return "không có cơ sở nào"
    if result.unreported:
        return f"từ {result.met}/{result.total} đến {result.met + result.unreported}/{result.total}"
    return f"{result.met}/{result.total} ({formats.percent(result.low)})"


def from_to(result: ShareResult | GrowthResult) -> str:
    """The visits behind a rate: 6.775 → 8.882 lượt; empty for a share and without a base."""
    if isinstance(result, ShareResult) or result.base is None or result.compound_percent is None:
        return ""
    return f"{formats.count(result.base)} → {formats.count(result.value)} lượt"


def range_words(result: ShareResult | GrowthResult) -> str:
    """What is missing while figures are: từ 50% đến 75%, còn 1 đơn vị chưa có số liệu được duyệt"""
    if not result.unreported:
        return ""
    waiting = f"còn {result.unreported} cơ sở {NO_FIGURES}"
    if isinstance(result, ShareResult) and result.low is not None and result.high is not None:
        return f"từ {formats.percent(result.low)} đến {formats.percent(result.high)}, {waiting}"
    return waiting


def gap_words(result: ShareResult | GrowthResult) -> str:
    """How much is still needed for the milestone: Đến mốc 2030 cần thêm 1 cơ sở. Empty where nothing is."""
    if not result.gap:
        return ""
    unit = "cơ sở" if isinstance(result, ShareResult) else "lượt"
    return f"Để đạt mốc {result.milestone.year} cần thêm {formats.count(result.gap)} {unit}."


def path_words(result: ShareResult | GrowthResult, year: int) -> str:
    """Where the path stands in a year on the way: lộ trình năm 2024 là 46,7%."""
    if result.path is None or year >= result.milestone.year or year <= result.milestone.base_year:
        return ""
    low, high = result.path
    if isinstance(result, ShareResult):
        value = formats.percent(low) if low == high else f"{formats.percent(low)} đến {formats.percent(high or low)}"
    else:
        value = f"{formats.count(_up(low))} lượt" + ("" if high == low else " trở lên")
    return f"lộ trình năm {year} là {value}"


def lacking_words(result: ShareResult | GrowthResult, names: Mapping[str, str]) -> str:
    """Which facilities fail and what each lacks: Thư viện Trường Mầm non (chưa có dịch vụ nào)"""
    if isinstance(result, GrowthResult):
        return ""
    facilities = [f"{names[code]} ({result.lacks[code]})" for code in result.lacking[:MOST_NAMES]]
    more = len(result.lacking) - MOST_NAMES
    return "; ".join([*facilities, f"và {formats.count(more)} cơ sở khác"] if more > 0 else facilities)


def against_words(result: ShareResult, year: int) -> str:
    """A share beside what the year asks: cao hơn mốc 2025 là 70% · thấp hơn lộ trình năm 2023 là 23,3%"""
    demanded = path_words(result, year) or f"mốc {result.milestone.year} là {demand(result)}"
    certain = result.low is not None and not result.unreported and result.verdict is not Verdict.BASELINE
    if not certain or result.path is None or result.path[0] != result.path[1]:
        return demanded
    goal = result.path[0] if year < result.milestone.year else result.milestone.floor
    return f"{compared(result.low or Fraction(0), goal)} {demanded}"


def compared(value: Fraction, goal: Fraction) -> str:
    """cao hơn · đúng bằng · thấp hơn"""
    if value == goal:
        return "đúng bằng"
    return "cao hơn" if value > goal else "thấp hơn"


def sentence(result: ShareResult | GrowthResult, year: int, names: Mapping[str, str]) -> str:
    """The whole story of a condition in one sentence or two."""
    if isinstance(result, GrowthResult):
        return _growth_sentence(result, year)
    scope, measure = Scope(result.scope).label, Measure(result.measure).label
    if result.low is None:
        return f"Năm {year} không có cơ sở nào thuộc diện {scope}."
    if result.unreported == result.total:
        return f"Năm {year} {NO_FIGURES} của {formats.count(result.total)} {scope}."
    share_of_facilities = f"{result.met} trên {result.total} {scope} {measure}"
    share = range_words(result) or f"bằng {formats.percent(result.low)}"
    lacking = lacking_words(result, names)
    tail = f" Còn thiếu: {lacking}." if lacking else ""
    return f"{share_of_facilities}, {share}, {against_words(result, year)}: {result.verdict.label.lower()}.{tail}"


def _growth_sentence(result: GrowthResult, year: int) -> str:
    visits = f"Năm {year} có {formats.count(result.value)} lượt người sử dụng thư viện"
    if result.unreported:
        visits += f", {range_words(result)}"
    if result.verdict is Verdict.BASELINE:
        return f"{visits}; đây là năm gốc để tính mức tăng."
    if result.base is None:
        return f"{visits}; năm gốc {result.base_year} chưa đủ số liệu nên chưa tính được mức tăng."
    if result.compound_percent is None:
        base = f"năm gốc {result.base_year} có {formats.count(result.base)} lượt"
        return f"{visits}; {base}: {result.verdict.label.lower()}."
    return (
        f"{visits}, năm {result.base_year} có {formats.count(result.base)} lượt: tăng bình quân {growth_rate(result)}, "
        f"mốc {result.milestone.year} là {demand(result)}: {result.verdict.label.lower()}."
    )


def shortfall_words(result: GrowthResult) -> str:
    """How far below the curve or the milestone: Thiếu 136 lượt so với 9.018 lượt cần có đến năm 2025."""
    if not result.gap or result.needed is None:
        return ""
    return (
        f"Thiếu {formats.count(result.gap)} lượt so với {formats.count(result.needed)} lượt cần có "
        f"đến năm {result.milestone.year}."
    )


def _up(number: Fraction) -> int:
    return -(-number.numerator // number.denominator)
