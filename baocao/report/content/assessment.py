"""Section III of the report: what went well, what did not, and what the figures say about why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from baocao.attainment.measures import ACTIVITIES, VISITS
from baocao.attainment.results import GrowthResult, ShareResult
from baocao.attainment.verdicts import FAILS, Verdict
from baocao.attainment.words import percent_of
from baocao.document.blocks import Block, Heading, Paragraph
from baocao.models import ReportKind
from baocao.report.content.book_words import share_of_total
from baocao.report.content.causes import causes
from baocao.report.content.sentences import growth_percent, noun_of, only_name, scope_words, verdict_words
from baocao.report.content.tasks import finished, unfinished
from baocao.report.content.units import FUNDING
from baocao.report.content.words import some, upper_first
from baocao.report.data import ReportData
from baocao.report.groups import FACILITIES, MONEY, OF_KIND, PLAN_MONEY, TASKS, VERDICTS
from kehoach.common import formats
from kehoach.common.formats import joined
from kehoach.models import FundingSource, Measure, Scope, Target
from thuvien.kind import LIBRARIES
from vanhoa.kind import CENTRES

_GOOD = (Verdict.EXCEEDED, Verdict.MET, Verdict.MET_EARLY, Verdict.ON_PATH)
# What a facility that fails a share is without.
_WITHOUT = {
    Measure.SERVICES: "chưa có dịch vụ phục vụ học tập suốt đời",
    Measure.IT: "chưa có ứng dụng công nghệ thông tin",
    Measure.ACTIVE: "chưa đạt yêu cầu về lớp, câu lạc bộ, nhóm và hoạt động thường xuyên",
}
# What is compared with last year in one sentence, in these words, with its unit.
_TRENDS = (
    (LIBRARIES, "lượt người đến thư viện", "lượt", VISITS),
    (LIBRARIES, "lượt mượn sách về nhà", "lượt", ("loans",)),
    (LIBRARIES, "số bản sách", "bản", ("books_total",)),
    (LIBRARIES, "số hoạt động khuyến đọc", "hoạt động", ("events",)),
    (CENTRES, "số buổi hoạt động của thiết chế văn hóa", "buổi", ACTIVITIES),
    (CENTRES, "lượt người tham gia các buổi đó", "lượt", ("participants",)),
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
    blocks += [cause.paragraph for cause in causes(data)]
    return tuple(blocks)


def _strengths(data: ReportData) -> list[Paragraph]:
    targets_by_verdict: dict[str, list[Target]] = {}
    for verdict in _GOOD:
        for target in data.targets:
            if target.verdict is verdict:
                targets_by_verdict.setdefault(verdict_words(target), []).append(target.target)
    paragraphs = [_good_targets(verdict, targets) for verdict, targets in targets_by_verdict.items()]
    if data.is_full:  # else it stands in II.2 alone
        paragraphs += _trends(data, "tăng")
    paragraphs += _donated(data)
    if not data.unreported and data.on_time == data.accepted and not _silent_units(data):
        what = "phiếu số liệu nào" if data.plan.is_carried_on else "phiếu số liệu và kết quả nhiệm vụ nào"
        text = f"Các đơn vị chấp hành tốt chế độ báo cáo: không thiếu, không chậm {what}."
        paragraphs.append(Paragraph(text, sources=(FACILITIES,)))
    of_tasks = finished(data) if data.is_full or data.kind is not ReportKind.ANNUAL else ""  # else it opens II.2
    return [*(paragraphs or [_no_strength(data)]), *([Paragraph(of_tasks, sources=(TASKS,))] if of_tasks else [])]


def _good_targets(verdict: str, targets: Sequence[Target]) -> Paragraph:
    names = joined([f"“{target.short_name}”" for target in targets])
    text = f"{'Các chỉ' if len(targets) > 1 else 'Chỉ'} tiêu {names} {verdict}."
    return Paragraph(text, sources=tuple(target.code for target in targets))


def _no_strength(data: ReportData) -> Paragraph:
    if any(target.verdict is Verdict.UNDETERMINED for target in data.targets):
        return Paragraph("Do số liệu chưa đầy đủ, chưa xác định được chỉ tiêu nào đạt mốc hoặc đúng lộ trình.")
    return Paragraph("Chưa có chỉ tiêu nào đạt mốc hoặc đúng lộ trình.")


def _trends(data: ReportData, direction: str) -> Iterator[Paragraph]:
    """What rose or fell (tăng, giảm) against the year compared with, where both years are whole."""
    phrases, groups = [], []
    for kind, name, unit, parts in _TRENDS:
        pair = data.pair(kind)
        sums = pair.sums(*parts) if pair else None
        if pair and sums and sums[0] != sums[1] and (sums[0] < sums[1]) is (direction == "giảm"):
            how = pair.change(unit, "", *parts) if sums[1] else f"{direction} {formats.count(sums[0])} {unit}"
            phrases.append(f"{name} {how}")
            groups.append(OF_KIND[kind.slug])
    if phrases:
        yield Paragraph(f"So với năm {data.since}, {joined(phrases)}.", sources=tuple(dict.fromkeys(groups)))


def _silent_units(data: ReportData) -> bool:
    """Whether some unit that leads a task has not reported on it."""
    return any(unit.row is None for clause in data.clauses for unit in clause.leads)


def _donated(data: ReportData) -> Iterator[Paragraph]:
    """What came from outside the budget and of which total it is a part: by the book, else by the facilities' forms."""
    noun = FundingSource.DONATED.label
    if funding := data.books.funding:
        for money in funding.by_source:
            if money.label == noun and money.spent:
                share = share_of_total(money, funding.total)
                text = f"{noun} được {formats.money(money.spent)}, chiếm {share} tổng chi thực hiện Kế hoạch."
                yield Paragraph(text, sources=(PLAN_MONEY,))
    elif share := _donated_share(data):
        text = f"{noun} chiếm {share} tổng kinh phí mà thư viện, thiết chế văn hóa khai trong phiếu năm {data.year}."
        yield Paragraph(text, sources=(MONEY,))


def _donated_share(data: ReportData) -> str:
    """The donated part of the money in the forms; empty where there is none or something is missing."""
    totals = [(name, pair.now.sum(name)) for pair in data.kinds for name in FUNDING]
    known = [(name, total) for name, total in totals if total]
    donated = sum(total.amount for name, total in known if name == FUNDING[1])
    if not donated or data.unreported or any(total.unknown for _, total in known):
        return ""
    return formats.percent(Fraction(donated, sum(total.amount for _, total in known)))


def _limits(data: ReportData) -> Iterator[Paragraph]:
    """Failing conditions first, then the facilities that fail in conditions that are met, then what fell."""
    conditions = [(target.target.code, condition.result) for target in data.targets for condition in target.conditions]
    for code, result in sorted(conditions, key=lambda condition: condition[1].verdict not in FAILS):
        if isinstance(result, GrowthResult):
            if result.verdict in FAILS:
                yield Paragraph(_slow_growth(result, data.year), sources=(code,))
        elif result.lacking:
            yield Paragraph(_lacking(result, data), sources=(code,))
    yield from _trends(data, "giảm")
    if data.unreported:
        text = f"Còn {len(data.unreported)}/{data.facilities} cơ sở chưa có số liệu được duyệt."
        yield Paragraph(text, sources=(FACILITIES,))
    if of_tasks := unfinished(data):
        yield Paragraph(of_tasks, sources=(TASKS,))
    waiting, total = sum(target.verdict is Verdict.UNDETERMINED for target in data.targets), len(data.targets)
    if waiting:
        who = f"Cả {total} chỉ tiêu đều" if waiting == total > 1 else f"{waiting}/{total} chỉ tiêu"
        yield Paragraph(f"{who} chưa đủ số liệu để đánh giá.", sources=(VERDICTS,))


def _slow_growth(result: GrowthResult, year: int) -> str:
    """Lượt người sử dụng thư viện tăng bình quân 9,4% mỗi năm, chậm hơn mức 10% mỗi năm của Kế hoạch."""
    what, rate = upper_first(Measure(result.measure).label), growth_percent(result)
    if rate.startswith("-"):
        return f"{what} giảm so với năm gốc {result.base_year}."
    if not rate:
        return f"{what} tăng chậm hơn yêu cầu của Kế hoạch."
    grown = rate if year - result.base_year == 1 else f"bình quân {rate} mỗi năm"
    return f"{what} tăng {grown}, chậm hơn mức {percent_of(result.at_least)} mỗi năm của Kế hoạch."


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
    names, pair = data.years.names, data.pair(data.years.kind_of(Scope(result.scope)))
    facilities = [names[code] + (f" ({result.lacks[code]})" if with_lack else "") for code in result.lacking]
    return some(facilities, noun=noun_of(result.scope, data), see=pair.appendix if pair else "")
