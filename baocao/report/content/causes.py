"""What the figures say about why a target is missed: means that are not there, libraries that grew slowly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from baocao.attainment import words
from baocao.attainment.gap_analysis import contributions
from baocao.attainment.queries import ConditionAttainment
from baocao.attainment.results import GrowthCondition, GrowthResult, ShareCondition, ShareResult
from baocao.attainment.verdicts import FAILS
from baocao.report.content.cited_sentence import CitedSentence
from baocao.report.data import ReportData
from baocao.report.figure_kinds import KindPair
from baocao.report.groups import FACILITIES
from kehoach.common import formats
from kehoach.common.formats import joined
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
    """A thing that every facility is without that fails a measure (`lacking`), and none that passes it (`passing`).

    Both sides have at least two facilities: one alone differs from the others in everything. `targets` are the codes
    of the targets that they fail, `which` says in words that they do.
    """

    targets: tuple[str, ...]
    pair: KindPair
    which: str
    thing: str
    lacking: frozenset[str]
    passing: frozenset[str]


@dataclass(frozen=True)
class SlowGrowth:
    """The libraries that grew by less than a target asks since its base year, of those whose visits are known.

    `shortfalls` are the visits that each of them lacks, the largest first. `origins` are by code those that each of the
    `known` continues from the base year.
    """

    target: str
    base_year: int
    asked: str
    shortfalls: tuple[tuple[Facility, int], ...]
    known: tuple[Facility, ...]
    origins: Mapping[str, tuple[str, ...]]


def causes(data: ReportData) -> list[CitedSentence]:
    """A sentence for each cause that the figures bear; where they bear none, that is said, and nothing is invented."""
    means = list(missing_means(data))
    sentences = [*_means_told(means), *_growth_told(data)]
    if data.unreported:
        text = f"Chưa kết luận được nguyên nhân khi {len(data.unreported)} cơ sở còn thiếu số liệu được duyệt."
        sentences.append(CitedSentence(text, (FACILITIES,)))
    explained = {target for cause in means for target in cause.targets}
    open_targets = [
        target.target.short_name
        for target in data.targets
        if target.target.code not in explained
        and any(isinstance(each.result, ShareResult) and each.result.lacking for each in target.conditions)
    ]
    if not sentences:
        sentences.append(
            CitedSentence(
                "Số liệu hằng năm chưa cho thấy nguyên nhân cụ thể của các tồn tại nêu trên; cần làm việc với từng đơn "
                "vị để làm rõ."
            )
        )
    elif open_targets:
        names = joined([f"“{name}”" for name in open_targets])
        sentences.append(
            CitedSentence(
                f"Về chỉ tiêu {names}: số liệu chưa đủ căn cứ để kết luận nguyên nhân, các đơn vị cần báo cáo."
            )
        )
    return sentences


def lacking_codes(data: ReportData, measure: Measure) -> frozenset[str]:
    """The reported facilities that fail a measure, in whichever condition."""
    return frozenset(code for _, condition in _judged(data, measure) for code in condition.result.lacking)


def failed_targets(data: ReportData, measure: Measure) -> tuple[str, ...]:
    """The codes of the targets that some reported facilities fail by a measure."""
    return tuple(dict.fromkeys(target for target, condition in _judged(data, measure) if condition.result.lacking))


def _judged(data: ReportData, measure: Measure) -> Iterator[tuple[str, ConditionAttainment]]:
    """The conditions that ask for a measure, each with the code of its target."""
    for target in data.targets:
        for condition in target.conditions:
            if isinstance(condition.values, ShareCondition) and condition.values.measure == measure.value:
                yield target.target.code, condition


def passing_codes(data: ReportData, measure: Measure) -> frozenset[str]:
    """The reported facilities that pass a measure, in whichever condition."""
    return frozenset(
        code
        for _, condition in _judged(data, measure)
        if isinstance(condition.values, ShareCondition)
        for code, outcome in condition.values.years.get(data.year, {}).items()
        if outcome.passes
    )


def missing_means(data: ReportData) -> Iterator[MissingMeans]:
    """Which means part the facilities that fail from those that pass."""
    for kind, measure, which, column, thing in _MEANS:
        pair, lacking, passing = data.pair(kind), lacking_codes(data, measure), passing_codes(data, measure)
        bare = pair.now.without(column) if pair else frozenset()
        if pair and len(lacking) > 1 and len(passing) > 1 and lacking <= bare and not passing & bare:
            yield MissingMeans(failed_targets(data, measure), pair, which, thing, lacking, passing)


def _means_told(means: Iterable[MissingMeans]) -> Iterator[CitedSentence]:
    """The fact beside the failure. Several things that the same facilities are without share a sentence."""
    things: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for cause in means:
        who = f"Cả {len(cause.lacking)} {cause.pair.name} {cause.which} đều"
        others = f"cả {len(cause.passing)} {cause.pair.name} còn lại đều có"
        things.setdefault((who, others, cause.targets), []).append(cause.thing)
    for (who, others, targets), missing in things.items():
        yield CitedSentence(f"{who} chưa có {' và '.join(missing)}, {others}.", targets)


def slow_growth(data: ReportData) -> SlowGrowth | None:
    """Which libraries lack how many visits of what the plan asks since the base year, where the target is missed."""
    facilities = data.years.by_kind[LIBRARIES.slug].facilities
    for target in data.targets:
        for condition in target.conditions:
            values, result = condition.values, condition.result
            if isinstance(values, GrowthCondition) and isinstance(result, GrowthResult) and result.verdict in FAILS:
                base, now = values.years.get(result.base_year, {}), values.years.get(data.year, {})
                known = [row for row in contributions(values, result, data.year) if row.base and row.short is not None]
                return SlowGrowth(
                    target=target.target.code,
                    base_year=result.base_year,
                    asked=f"bình quân {words.percent_of(result.at_least)} mỗi năm",
                    shortfalls=tuple((facilities[row.code], row.short) for row in known if row.short and row.short > 0),
                    known=tuple(facilities[row.code] for row in known),
                    origins={row.code: values.lineage.origins(row.code, base, now) for row in known},
                )
    return None


def _growth_told(data: ReportData) -> Iterator[CitedSentence]:
    """Arithmetic alone: who lacks how much of the growth."""
    growth = slow_growth(data)
    if growth and growth.shortfalls:
        facility, missing = growth.shortfalls[0]
        text = (
            f"So với năm {growth.base_year}, {len(growth.shortfalls)}/{len(growth.known)} thư viện chưa đạt mức tăng "
            f"{growth.asked}, thiếu nhiều nhất là {facility.name} ({formats.count(missing)} lượt)."
        )
        yield CitedSentence(text, (growth.target,))
