"""What the figures say about why a target is missed: means that are not there, libraries that grew slowly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from baocao.attainment import words
from baocao.attainment.measures import visits
from baocao.attainment.results import GrowthResult, ShareResult
from baocao.attainment.verdicts import FAILS
from baocao.report.content.cited_sentence import CitedSentence
from baocao.report.content.words import some
from baocao.report.data import ReportData
from baocao.report.figure_kinds import KindPair
from kehoach.models import Facility, Measure
from thuvien.kind import LIBRARIES
from vanhoa.kind import CENTRES

# What a failing facility may be without, by the measure that it fails.
_MEANS = (
    (LIBRARIES, Measure.IT, "chưa ứng dụng công nghệ thông tin", "computers", "máy tính, thiết bị tra cứu"),
    (LIBRARIES, Measure.SERVICES, "chưa có dịch vụ", "librarians_full_time", "người làm thư viện chuyên trách"),
    (CENTRES, Measure.ACTIVE, "chưa đạt yêu cầu", "has_sound_system", "bộ âm thanh"),
    (CENTRES, Measure.ACTIVE, "chưa đạt yêu cầu", "has_internet", "kết nối Internet"),
)


@dataclass(frozen=True)
class MissingMeans:
    """A thing that some (`bare`) of the facilities are without that fail a measure (`lacking`); codes of both.

    `targets` are the codes of the targets that they fail, `which` says in words that they do.
    """

    targets: tuple[str, ...]
    pair: KindPair
    which: str
    thing: str
    bare: frozenset[str]
    lacking: frozenset[str]


@dataclass(frozen=True)
class SlowGrowth:
    """The libraries whose visits grew by less than a target asks, of those whose visits of both years are known."""

    target: str
    asked: str
    slow: tuple[Facility, ...]
    known: tuple[Facility, ...]


def causes(data: ReportData) -> list[CitedSentence]:
    """A sentence for each cause; where the figures say nothing, that is said, and nothing is invented."""
    sentences = [*_means_told(data), *_growth_told(data)]
    if data.unreported:
        sentences.append(
            CitedSentence("Một số đơn vị chưa nộp số liệu, hoặc số liệu đã nộp còn phải kiểm tra, chỉnh sửa.")
        )
    return sentences or [
        CitedSentence(
            "Số liệu hằng năm chưa cho thấy nguyên nhân cụ thể của các tồn tại nêu trên; cần làm việc với từng đơn vị "
            "để làm rõ."
        )
    ]


def lacking_codes(data: ReportData, measure: Measure) -> frozenset[str]:
    """The reported facilities that fail a measure, in whichever condition."""
    return frozenset(code for _, codes in _lacking(data, measure) for code in codes)


def failed_targets(data: ReportData, measure: Measure) -> tuple[str, ...]:
    """The codes of the targets that some reported facilities fail by a measure."""
    return tuple(dict.fromkeys(target for target, codes in _lacking(data, measure) if codes))


def _lacking(data: ReportData, measure: Measure) -> Iterator[tuple[str, tuple[str, ...]]]:
    for target in data.targets:
        for condition in target.conditions:
            if isinstance(condition.result, ShareResult) and condition.result.measure == measure.value:
                yield target.target.code, condition.result.lacking


def missing_means(data: ReportData) -> Iterator[MissingMeans]:
    """Which means the failing facilities are without."""
    for kind, measure, which, column, thing in _MEANS:
        pair, lacking = data.pair(kind), lacking_codes(data, measure)
        bare = lacking & pair.now.without(column) if pair else frozenset()
        if pair and bare:
            yield MissingMeans(failed_targets(data, measure), pair, which, thing, bare, lacking)


def _means_told(data: ReportData) -> Iterator[CitedSentence]:
    """Several things that the same facilities are without share a sentence."""
    things: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for means in missing_means(data):
        things.setdefault((_portion(means), means.targets), []).append(means.thing)
    for (who, targets), missing in things.items():
        yield CitedSentence(f"{who} chưa có {' và '.join(missing)}.", targets)


def _portion(means: MissingMeans) -> str:
    """The one by its name; all of several; or how many of them."""
    if len(means.bare) == 1:
        return next(facility.name for facility in means.pair.now.facilities if facility.code in means.bare)
    if len(means.bare) == len(means.lacking):
        return f"Cả {len(means.lacking)} {means.pair.name} {means.which} đều"
    return f"Trong {len(means.lacking)} {means.pair.name} {means.which}, {len(means.bare)} {means.pair.name}"


def slow_growth(data: ReportData) -> SlowGrowth | None:
    """Which libraries grew less since the year compared with than the plan asks for on average, where it is missed."""
    pair = data.pair(LIBRARIES)
    results = [(target.target.code, condition.result) for target in data.targets for condition in target.conditions]
    failing = [
        (code, result) for code, result in results if isinstance(result, GrowthResult) and result.verdict in FAILS
    ]
    if pair is None or not failing:
        return None
    span, (code, result) = data.year - data.since, failing[0]
    floor = (1 + result.milestone.floor) ** span
    visits_of = {facility: _visits(pair, facility.code) for facility in pair.now.facilities}
    known = {facility: numbers for facility, numbers in visits_of.items() if numbers}
    slow = tuple(facility for facility, (now, before) in known.items() if now < before * floor)
    demand = f"dưới {words.percent_of(result.at_least)}"
    return SlowGrowth(code, demand if span == 1 else f"bình quân {demand} mỗi năm", slow, tuple(known))


def _growth_told(data: ReportData) -> Iterator[CitedSentence]:
    growth, pair = slow_growth(data), data.pair(LIBRARIES)
    if not growth or not pair or not growth.slow:
        return
    number, than = len(growth.slow), f"{growth.asked} so với năm {data.since}"
    if number == len(growth.known) > 1:
        yield CitedSentence(f"Lượt người của cả {number} thư viện đều tăng {than}.", (growth.target,))
        return
    names = some([facility.name for facility in growth.slow], noun="thư viện", see=pair.appendix)
    text = f"Mức tăng lượt người không đều: {number}/{len(growth.known)} thư viện tăng {than} ({names})."
    yield CitedSentence(text, (growth.target,))


def _visits(pair: KindPair, code: str) -> tuple[int, int] | None:
    """A library's visits this year and in the one compared with; None where one of them is not known."""
    now, before = pair.now.values.get(code), pair.before.values.get(code)
    this_year, last_year = visits(now) if now else None, visits(before) if before else None
    return None if this_year is None or last_year is None else (this_year, last_year)
