"""Section III of the report: what went well, what did not, and what the figures say about why."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction

from baocao import words
from baocao.attainment import GrowthResult, ShareResult
from baocao.document import Block, Heading, Paragraph
from baocao.measures import ACTIVITIES, VISITS, visits
from baocao.present import names_of
from baocao.report.data import ReportData
from baocao.report.groups import FACILITIES, MONEY
from baocao.report.kinds import KindPair
from baocao.report.sentences import noun_of, only_name, scope_words, verdict_words
from baocao.report.tasks import finished, unfinished
from baocao.report.units import FUNDING
from baocao.report.words import joined, some, upper_first
from baocao.verdicts import FAILS, Verdict
from kehoach import formats
from kehoach.enums import Measure, Scope
from kehoach.models import Target
from thuvien.kind import LIBRARIES
from vanhoa.kind import CENTRES

_GOOD = (Verdict.EXCEEDED, Verdict.MET, Verdict.MET_EARLY, Verdict.ON_PATH)
# What a facility that fails a share is without.
_WITHOUT = {
    Measure.SERVICES: "chưa có dịch vụ phục vụ học tập suốt đời",
    Measure.IT: "chưa có ứng dụng công nghệ thông tin",
    Measure.ACTIVE: "chưa đạt yêu cầu về lớp, câu lạc bộ, nhóm và hoạt động thường xuyên",
}
# What is compared with last year in one sentence, in these words.
_TRENDS = (
    (LIBRARIES, "lượt người đến thư viện", VISITS),
    (LIBRARIES, "lượt mượn sách về nhà", ("loans",)),
    (LIBRARIES, "số bản sách", ("books_total",)),
    (LIBRARIES, "số hoạt động khuyến đọc", ("events",)),
    (CENTRES, "số buổi hoạt động của thiết chế văn hóa", ACTIVITIES),
    (CENTRES, "lượt người tham gia các buổi đó", ("participants",)),
)
# What a failing facility may be without, by the measure that it fails.
_MEANS = (
    (LIBRARIES, Measure.IT, "chưa ứng dụng công nghệ thông tin", "computers", "máy tính, thiết bị tra cứu"),
    (LIBRARIES, Measure.SERVICES, "chưa có dịch vụ", "librarians_full_time", "người làm thư viện chuyên trách"),
    (CENTRES, Measure.ACTIVE, "chưa đạt yêu cầu", "has_sound_system", "bộ âm thanh"),
    (CENTRES, Measure.ACTIVE, "chưa đạt yêu cầu", "has_internet", "kết nối Internet"),
)


def assessment(data: ReportData) -> tuple[Block, ...]:
    """III: strengths, limits and causes; without accepted figures there is nothing to judge."""
    head = Heading(1, "III. Đánh giá chung")
    if not data.accepted:
        return (
            head,
            Paragraph("Chưa có số liệu được duyệt nên chưa có căn cứ để đánh giá ưu điểm, tồn tại và nguyên nhân."),
        )
    limits = list(_limits(data))
    blocks: list[Block] = [head, Heading(2, "1. Ưu điểm"), *_strengths(data)]
    blocks.append(Heading(2, "2. Tồn tại, hạn chế"))
    if not limits:
        return (*blocks, Paragraph("Không có chỉ tiêu nào chưa đạt hoặc chậm so với lộ trình của Kế hoạch."))
    blocks += limits
    blocks.append(Heading(2, "3. Nguyên nhân"))
    blocks += [Paragraph(text) for text in _causes(data)]
    return tuple(blocks)


def _strengths(data: ReportData) -> list[Paragraph]:
    said: dict[str, list[Target]] = {}
    for verdict in _GOOD:
        for one in data.targets:
            if one.verdict is verdict:
                said.setdefault(verdict_words(one), []).append(one.target)
    told = [_good_targets(verdict, targets) for verdict, targets in said.items()]
    if rising := _trends(data, falling=False):
        told.append(Paragraph(f"So với năm {data.since}, {joined(rising)}{' đều' if len(rising) > 1 else ''} tăng."))
    if share := _donated_share(data):
        text = f"Công tác xã hội hóa được quan tâm: nguồn xã hội hóa, tài trợ chiếm {share} tổng kinh phí."
        told.append(Paragraph(text, sources=(MONEY,)))
    if not data.unreported and data.on_time == data.accepted:
        text = "Các đơn vị chấp hành tốt chế độ báo cáo, không có cơ sở nào thiếu số liệu hoặc nộp chậm."
        told.append(Paragraph(text, sources=(FACILITIES,)))
    of_tasks = finished(data)
    return [*(told or [Paragraph(_no_strength(data))]), *([Paragraph(of_tasks)] if of_tasks else [])]


def _good_targets(verdict: str, targets: Sequence[Target]) -> Paragraph:
    names = joined([f"“{target.short_name}”" for target in targets])
    text = f"{'Các chỉ' if len(targets) > 1 else 'Chỉ'} tiêu {names} {verdict}."
    return Paragraph(text, sources=tuple(target.code for target in targets))


def _no_strength(data: ReportData) -> str:
    if any(one.verdict is Verdict.UNDETERMINED for one in data.targets):
        return "Do số liệu chưa đầy đủ, chưa xác định được chỉ tiêu nào đạt mốc hoặc đúng lộ trình."
    return "Chưa có chỉ tiêu nào đạt mốc hoặc đúng lộ trình."


def _trends(data: ReportData, *, falling: bool) -> list[str]:
    """What rose or fell against last year, where both years are whole."""
    told = []
    for kind, name, parts in _TRENDS:
        pair = data.pair(kind)
        sums = pair.sums(*parts) if pair else None
        if sums and sums[0] != sums[1] and (sums[0] < sums[1]) is falling:
            told.append(name)
    return told


def _donated_share(data: ReportData) -> str:
    """The donated part of all money; empty where there is none or something is missing."""
    found = [(name, pair.now.sum(name)) for pair in data.kinds for name in FUNDING]
    known = [(name, one) for name, one in found if one]
    donated = sum(one.amount for name, one in known if name == FUNDING[1])
    if not donated or data.unreported or any(one.unknown for _, one in known):
        return ""
    return formats.percent(Fraction(donated, sum(one.amount for _, one in known)))


def _limits(data: ReportData) -> Iterator[Paragraph]:
    """Failing conditions first, then the facilities that fail in conditions that are met, then what fell."""
    conditions = [(target.target.code, one.result) for target in data.targets for one in target.conditions]
    for code, result in sorted(conditions, key=lambda one: one[1].verdict not in FAILS):
        if isinstance(result, GrowthResult):
            if result.verdict in FAILS:
                yield Paragraph(_slow_growth(result), sources=(code,))
        elif result.lacking:
            yield Paragraph(_lacking(result, data), sources=(code,))
    if falling := _trends(data, falling=True):
        text = f"So với năm {data.since}, {joined(falling)}{' đều' if len(falling) > 1 else ''} giảm."
        yield Paragraph(text)
    if data.unreported:
        text = f"Còn {len(data.unreported)}/{data.facilities} cơ sở chưa có số liệu được duyệt."
        yield Paragraph(text, sources=(FACILITIES,))
    if of_tasks := unfinished(data):
        yield Paragraph(of_tasks)
    waiting, total = sum(one.verdict is Verdict.UNDETERMINED for one in data.targets), len(data.targets)
    if waiting:
        who = f"Cả {total} chỉ tiêu đều" if waiting == total > 1 else f"{waiting}/{total} chỉ tiêu"
        yield Paragraph(f"{who} chưa đủ số liệu để đánh giá.")


def _slow_growth(result: GrowthResult) -> str:
    fell = result.compound_percent is not None and result.compound_percent.startswith("-")
    how = f"giảm so với năm gốc {result.base_year}" if fell else "tăng nhưng chậm hơn yêu cầu của Kế hoạch"
    return f"{upper_first(Measure(result.measure).label)} {how}."


def _lacking(result: ShareResult, data: ReportData) -> str:
    """Còn 2/4 thư viện … chưa có ứng dụng công nghệ thông tin: A và B."""
    without = _WITHOUT[Measure(result.measure)]
    if result.total == 1:
        return f"{only_name(result, data)} {without}."
    names = lacking_names(result, data, with_lack=Measure(result.measure) is Measure.ACTIVE)
    scope, lacking = scope_words(result.scope, data), len(result.lacking)
    if lacking == result.total:
        return f"Cả {lacking} {scope} đều {without}: {names}."
    return f"Còn {lacking}/{result.total} {scope} {without}: {names}."


def lacking_names(result: ShareResult, data: ReportData, *, with_lack: bool = False) -> str:
    """The facilities that fail, each with what it lacks where that differs between them."""
    names, pair = names_of(data.years), data.pair(data.years.kind_of(Scope(result.scope)))
    told = [names[code] + (f" ({result.lacks[code]})" if with_lack else "") for code in result.lacking]
    return some(told, noun=noun_of(result.scope, data), see=pair.appendix if pair else "")


def lacking_codes(data: ReportData, measure: Measure) -> frozenset[str]:
    """The reported facilities that fail a measure, in whichever condition."""
    return frozenset(
        code
        for target in data.targets
        for one in target.conditions
        if isinstance(one.result, ShareResult) and one.result.measure == measure.value
        for code in one.result.lacking
    )


def _causes(data: ReportData) -> list[str]:
    """What the figures themselves say about why; where they say nothing, that is said, and nothing is invented."""
    told = [*_missing_means(data), *_growth_causes(data)]
    if data.unreported:
        told.append("Một số đơn vị chưa nộp số liệu, hoặc số liệu đã nộp còn phải kiểm tra, chỉnh sửa.")
    return told or [
        "Số liệu hằng năm chưa cho thấy nguyên nhân cụ thể của các tồn tại nêu trên; cần làm việc với từng đơn vị để "
        "làm rõ."
    ]


def _missing_means(data: ReportData) -> Iterator[str]:
    """Which means the failing facilities are without; several that the same ones are without share a sentence."""
    things: dict[tuple[str, str], list[str]] = {}
    for kind, measure, which, column, thing in _MEANS:
        pair, lacking = data.pair(kind), lacking_codes(data, measure)
        bare = lacking & pair.now.without(column) if pair else frozenset()
        if pair and bare:
            things.setdefault((_portion(pair, bare, lacking, which), measure), []).append(thing)
    for (who, _), missing in things.items():
        yield f"{who} chưa có {' và '.join(missing)}."


def _portion(pair: KindPair, bare: Collection[str], lacking: Collection[str], which: str) -> str:
    """The one by its name; all of several; or how many of them."""
    if len(bare) == 1:
        return next(facility.name for facility in pair.now.facilities if facility.code in bare)
    if len(bare) == len(lacking):
        return f"Cả {len(lacking)} {pair.name} {which} đều"
    return f"Trong {len(lacking)} {pair.name} {which}, {len(bare)} {pair.name}"


def _growth_causes(data: ReportData) -> Iterator[str]:
    """Which libraries grew less since the year compared with than the plan asks for on average."""
    pair = data.pair(LIBRARIES)
    results = [one.result for target in data.targets for one in target.conditions]
    failing = [result for result in results if isinstance(result, GrowthResult) and result.verdict in FAILS]
    if pair is None or not failing:
        return
    span = data.year - data.since
    floor = (1 + failing[0].milestone.floor) ** span
    asked = ("bình quân " if span > 1 else "") + f"dưới {words.percent_of(failing[0].at_least)}"
    asked += " mỗi năm" if span > 1 else ""
    known = [(facility.name, told) for facility in pair.now.facilities if (told := _visits(pair, facility.code))]
    slow = [name for name, (now, before) in known if now < before * floor]
    if slow and len(slow) == len(known) > 1:
        yield f"Lượt người của cả {len(slow)} thư viện đều tăng {asked} so với năm {data.since}."
    elif slow:
        names = some(slow, noun="thư viện", see=pair.appendix)
        yield (
            f"Mức tăng lượt người không đều: {len(slow)}/{len(known)} thư viện tăng {asked} so với năm "
            f"{data.since} ({names})."
        )


def _visits(pair: KindPair, code: str) -> tuple[int, int] | None:
    """A library's visits this year and in the one compared with; None where one of them is not known."""
    now, before = pair.now.values.get(code), pair.before.values.get(code)
    this_year, last_year = visits(now) if now else None, visits(before) if before else None
    return None if this_year is None or last_year is None else (this_year, last_year)
