"""Bài học kinh nghiệm: what the figures of several years themselves teach. Where they teach nothing, that is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from baocao.attainment import GrowthResult, ShareCondition
from baocao.present import names_of
from baocao.report.data import ReportData
from baocao.report.sentences import noun_of
from baocao.report.span import SpanYear, of_plan
from baocao.report.units import FUNDING
from baocao.report.words import joined, some
from kehoach import formats
from kehoach.enums import Measure

_GAINED = {
    Measure.SERVICES: "mở được dịch vụ phục vụ học tập suốt đời",
    Measure.IT: "ứng dụng được công nghệ thông tin",
    Measure.ACTIVE: "có lớp, câu lạc bộ hoặc nhóm và hoạt động thường xuyên",
}
NOTHING = (
    "Số liệu các năm chưa cho thấy bài học cụ thể; cần trao đổi với từng đơn vị về cách làm, thuận lợi và khó khăn để "
    "rút kinh nghiệm."
)


def lessons(data: ReportData, span: Sequence[SpanYear]) -> tuple[str, ...]:
    """Each lesson with the figures that it is drawn from."""
    covered = of_plan(span, data)
    told = [*_help_that_worked(data, span), *_slowest_year(span), *_donations(covered), *_punctuality(covered)]
    return tuple(told) or (NOTHING,)


def _help_that_worked(data: ReportData, span: Sequence[SpanYear]) -> Iterator[str]:
    """The facilities that failed in the first year and pass in the last, measure by measure."""
    first, last = span[0].year, span[-1].year
    told = [gain for measure in _GAINED if (gain := _gain(data, measure, first, last))]
    if told:
        yield (
            f"Chỉ đạo, hỗ trợ đến từng cơ sở thì có chuyển biến: từ năm {first} đến năm {last} có thêm "
            f"{'; '.join(told)}."
        )


def _gain(data: ReportData, measure: Measure, first: int, last: int) -> str:
    """2 thư viện mở được dịch vụ phục vụ học tập suốt đời (A và B); empty where nobody gained."""
    conditions = [
        one.values
        for target in data.targets
        for one in target.conditions
        if isinstance(one.values, ShareCondition) and one.values.measure == measure.value
    ]
    gained = sorted({code for condition in conditions for code in _turned(condition, first, last)})
    if not gained:
        return ""
    names, noun = names_of(data.years), noun_of(conditions[0].scope, data)
    who = some([names[code] for code in gained], noun=noun, see=data.appendices)
    return f"{len(gained)} {noun} {_GAINED[measure]} ({who})"


def _turned(condition: ShareCondition, first: int, last: int) -> frozenset[str]:
    """The codes that failed in the first year and pass in the last."""
    before, now = condition.years.get(first, {}), condition.years.get(last, {})
    passing = {code for code, outcome in now.items() if outcome.passes}
    return frozenset(code for code, outcome in before.items() if outcome.passes is False and code in passing)


def _slowest_year(span: Sequence[SpanYear]) -> Iterator[str]:
    """In which year the visits grew least, where every year is whole."""
    for place, attainment in enumerate(span[0].targets):
        results = [one.targets[place].conditions[0].result for one in span if attainment.conditions]
        visits = [result for result in results if isinstance(result, GrowthResult)]
        whole = all(result.total and not result.unreported and result.value for result in visits)
        if len(visits) < 3 or not whole:
            continue
        rates = [Fraction(now.value, before.value) - 1 for before, now in pairwise(visits)]
        slowest, fastest = min(rates), max(rates)
        if slowest != fastest:
            low, high = span[rates.index(slowest) + 1].year, span[rates.index(fastest) + 1].year
            yield (
                f"Theo dõi số lượt người ngay trong năm để kịp thời bổ sung hoạt động: mức tăng hằng năm không đều, "
                f"thấp nhất {formats.percent(slowest)} (năm {low}), cao nhất {formats.percent(fastest)} (năm {high})."
            )


def _donations(covered: Sequence[SpanYear]) -> Iterator[str]:
    """What came from outside the budget over the whole period."""
    totals = [
        sum(found.amount for one in covered for of_kind in one.kinds if (found := of_kind.sum(name)))
        for name in FUNDING
    ]
    donated = totals[1]
    if donated:
        share = formats.percent(Fraction(donated, sum(totals)))
        yield (
            f"Kết hợp ngân sách với xã hội hóa: cả giai đoạn huy động được {formats.money(donated)} ngoài ngân sách, "
            f"bằng {share} tổng kinh phí."
        )


def _punctuality(covered: Sequence[SpanYear]) -> Iterator[str]:
    """Whether the units kept the deadlines, in closed years."""
    closed = [one for one in covered if one.opened and one.opened.is_closed and one.accepted]
    late = [one for one in closed if one.on_time < one.accepted]
    if late:
        told = joined([f"năm {one.year} có {one.accepted - one.on_time} cơ sở nộp sau hạn" for one in late])
        yield f"Nhắc việc sớm, hướng dẫn từng đơn vị báo cáo để số liệu đủ và đúng hạn: {told}."
    elif closed:
        years = f"cả {len(closed)} năm" if len(closed) > 1 else f"năm {closed[0].year}"
        yield f"Giữ nền nếp báo cáo: {years} không có cơ sở nào nộp số liệu sau hạn."
