"""Bài học kinh nghiệm: what the figures of several years themselves teach. Where they teach nothing, that is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from baocao.attainment.results import GrowthResult, ShareCondition
from baocao.report.content.cited_sentence import CitedSentence
from baocao.report.content.sentences import noun_of
from baocao.report.content.units import FUNDING
from baocao.report.content.words import some
from baocao.report.data import ReportData
from baocao.report.groups import FACILITIES, MONEY, PLAN_MONEY
from baocao.report.span import SpanYear, of_plan
from kehoach.common import formats
from kehoach.common.formats import joined
from kehoach.models import FundingSource, Measure

_GAINED = {
    Measure.SERVICES: "mở được dịch vụ phục vụ học tập suốt đời",
    Measure.IT: "ứng dụng được công nghệ thông tin",
    Measure.ACTIVE: "có lớp, câu lạc bộ hoặc nhóm và hoạt động thường xuyên",
}
NOTHING = CitedSentence(
    "Số liệu các năm chưa cho thấy bài học cụ thể; cần trao đổi với từng đơn vị về cách làm, thuận lợi và khó khăn để "
    "rút kinh nghiệm."
)


@dataclass(frozen=True)
class Gain:
    """The facilities that failed a measure in the first year and pass in the last, and the targets that count them."""

    measure: Measure
    targets: tuple[str, ...]
    scope: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Rate:
    """How the visits that a target counts grew in one year against the year before."""

    target: str
    year: int
    share: Fraction


def lessons(data: ReportData, span: Sequence[SpanYear]) -> tuple[CitedSentence, ...]:
    """Each lesson with the figures that it is drawn from."""
    covered = of_plan(span, data)
    sentences = [
        *_help_that_worked(data, span),
        *_slowest_year(span),
        *_donations(data, covered),
        *_punctuality(covered),
    ]
    return tuple(sentences) or (NOTHING,)


def _help_that_worked(data: ReportData, span: Sequence[SpanYear]) -> Iterator[CitedSentence]:
    """Who was brought to pass, measure by measure."""
    first, last = span[0].year, span[-1].year
    gained = list(gains(data, first, last))
    if gained:
        phrases = "; ".join(_gained(gain, data) for gain in gained)
        text = f"Kết quả đo được ở từng cơ sở: từ năm {first} đến năm {last} có thêm {phrases}."
        yield CitedSentence(text, tuple(dict.fromkeys(target for gain in gained for target in gain.targets)))


def gains(data: ReportData, first: int, last: int) -> Iterator[Gain]:
    """What was gained between two years by each measure by which anything was."""
    for measure in _GAINED:
        conditions = [
            (target.target.code, condition.values)
            for target in data.targets
            for condition in target.conditions
            if isinstance(condition.values, ShareCondition) and condition.values.measure == measure.value
        ]
        gained = frozenset().union(*(_turned(condition, first, last) for _, condition in conditions))
        if gained:
            targets = tuple(dict.fromkeys(target for target, _ in conditions))
            yield Gain(measure, targets, conditions[0][1].scope, tuple(sorted(gained)))


def _gained(gain: Gain, data: ReportData) -> str:
    """2 thư viện mở được dịch vụ phục vụ học tập suốt đời (A và B)"""
    names, noun = data.years.names, noun_of(gain.scope, data)
    who = some([names[code] for code in gain.codes], noun=noun, see=data.appendices)
    return f"{len(gain.codes)} {noun} {_GAINED[gain.measure]} ({who})"


def _turned(condition: ShareCondition, first: int, last: int) -> frozenset[str]:
    """The codes that failed in the first year and pass in the last."""
    before, now = condition.years.get(first, {}), condition.years.get(last, {})
    passing = {code for code, outcome in now.items() if outcome.passes}
    return frozenset(code for code, outcome in before.items() if outcome.passes is False and code in passing)


def rates(span: Sequence[SpanYear]) -> Iterator[list[Rate]]:
    """The rates of each target that counts visits, year by year, where every year is whole."""
    for index, attainment in enumerate(span[0].targets):
        results = [span_year.targets[index].conditions[0].result for span_year in span if attainment.conditions]
        visits = [result for result in results if isinstance(result, GrowthResult)]
        if len(visits) >= 3 and all(result.total and not result.unreported and result.value for result in visits):
            yield [
                Rate(attainment.target.code, year.year, Fraction(now.value, before.value) - 1)
                for year, (before, now) in zip(span[1:], pairwise(visits), strict=True)
            ]


def _slowest_year(span: Sequence[SpanYear]) -> Iterator[CitedSentence]:
    """In which year the visits grew least."""
    for yearly in rates(span):
        slowest, fastest = min(yearly, key=lambda rate: rate.share), max(yearly, key=lambda rate: rate.share)
        if slowest.share != fastest.share:
            low, high = (f"{formats.percent(rate.share)} (năm {rate.year})" for rate in (slowest, fastest))
            text = (
                "Theo dõi số lượt người ngay trong năm để kịp thời bổ sung hoạt động: mức tăng hằng năm không đều, "
                f"thấp nhất {low}, cao nhất {high}."
            )
            yield CitedSentence(text, (slowest.target,))


def money_of(covered: Sequence[SpanYear]) -> tuple[int, int]:
    """State and donated money of several years together."""
    state, donated = (
        sum(
            column_sum.amount
            for span_year in covered
            for of_kind in span_year.kinds
            if (column_sum := of_kind.sum(name))
        )
        for name in FUNDING
    )
    return state, donated


def _donations(data: ReportData, covered: Sequence[SpanYear]) -> Iterator[CitedSentence]:
    """What came from outside the budget over the whole period: by the book, else by the facilities' forms."""
    group, whole, (state, donated) = MONEY, "kinh phí khai trong phiếu", money_of(covered)
    if funding := data.books.funding:
        spent = {money.label: money.spent or 0 for money in funding.by_source}
        donated = spent.get(FundingSource.DONATED.label, 0)
        group, whole, state = PLAN_MONEY, "tổng chi thực hiện Kế hoạch", sum(spent.values()) - donated
    if donated:
        share = formats.percent(Fraction(donated, state + donated))
        text = (
            f"Kết hợp ngân sách với xã hội hóa: cả giai đoạn huy động được {formats.money(donated)} ngoài ngân sách, "
            f"bằng {share} {whole}."
        )
        yield CitedSentence(text, (group,))


def closed_years(covered: Sequence[SpanYear]) -> list[SpanYear]:
    """The years in which nobody can be late any more."""
    return [
        span_year for span_year in covered if span_year.opened and span_year.opened.is_closed and span_year.accepted
    ]


def _punctuality(covered: Sequence[SpanYear]) -> Iterator[CitedSentence]:
    """Whether the units kept the deadlines; a facility without accepted figures has not."""
    closed = closed_years(covered)
    remiss = [
        f"năm {span_year.year} có {joined(list(_remiss(span_year)))}"
        for span_year in covered
        if span_year.opened and any(_remiss(span_year))
    ]
    if remiss:
        text = f"Nhắc việc sớm, hướng dẫn từng đơn vị báo cáo để số liệu đủ và đúng hạn: {'; '.join(remiss)}."
        yield CitedSentence(text, (FACILITIES,))
    elif closed and len(closed) == len(covered):
        years = f"cả {len(closed)} năm" if len(closed) > 1 else f"năm {closed[0].year}"
        yield CitedSentence(f"Giữ nền nếp báo cáo: {years} không có cơ sở nào nộp số liệu sau hạn.", (FACILITIES,))


def _remiss(span_year: SpanYear) -> Iterator[str]:
    """2 cơ sở nộp sau hạn · 7 cơ sở chưa có số liệu được duyệt"""
    late, missing = span_year.accepted - span_year.on_time, span_year.facilities - span_year.accepted
    if late:
        yield f"{late} cơ sở nộp sau hạn"
    if missing:
        yield f"{missing} cơ sở chưa có số liệu được duyệt"
