"""What a review can say beside the figures of its last year: what the years of the plan come to together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from baocao.report.catalogue.forms import Forms, forms_in, forms_of
from baocao.report.content.task_years import over_years
from baocao.report.data import ReportData
from baocao.report.groups import FACILITIES, MONEY, VERDICTS
from baocao.report.kinds.lessons import closed_years, gains, money_of, rates
from baocao.report.kinds.ratings import holding, rating
from baocao.report.section_markup import Figure
from baocao.report.span import SpanYear, of_plan, span_of
from kehoach.common import formats
from kehoach.models import Scope

_OF_TASKS = "Kết quả nhiệm vụ các năm"


def of_review(data: ReportData) -> Iterator[Figure]:
    """Ratings, what was gained, the rate of each year, the money of all years, and who reported when."""
    span = span_of(data)
    covered = of_plan(span, data)
    yield from _ratings(data)
    yield from _gains(data, span)
    yield from _rates(data, span)
    yield from _money(covered)
    yield from _reported(span, covered)
    for row in over_years(data, data.clauses):
        code, name = row.clause.task.code, row.clause.task.short_name
        yield Figure(f"{code}.số năm hoàn thành", code, f"{name}: số năm hoàn thành", row.share, origin=_OF_TASKS)
        if row.amount:
            label = f"{name}: cộng các năm ({row.clause.task.counts})"
            yield Figure(f"{code}.cộng các năm", code, label, formats.count(row.amount), origin=_OF_TASKS)


def _ratings(data: ReportData) -> Iterator[Figure]:
    for target in data.targets:
        code = target.target.code
        origin = f"Kết luận năm {data.year} của từng điều kiện"
        yield Figure(f"{code}.điều kiện đạt", code, "Số điều kiện đạt", holding(target), origin=origin)
    codes = ", ".join(target.target.code for target in data.targets)
    for word, number in Counter(map(rating, data.targets)).items():
        label, origin = f"Số chỉ tiêu xếp loại “{word}”", f"Tính từ {codes}"
        yield Figure(f"{VERDICTS}.{word.lower()}", VERDICTS, label, formats.count(number), origin=origin)


def _gains(data: ReportData, span: Sequence[SpanYear]) -> Iterator[Figure]:
    first, last = span[0].year, span[-1].year
    for gain in gains(data, first, last):
        forms = tuple((year, code) for year in (last, first) for code in gain.codes)
        label = f"Số cơ sở đáp ứng thêm từ năm {first} đến năm {last}"
        for target in gain.targets:
            yield Figure(f"{target}.đáp ứng thêm", target, label, formats.count(len(gain.codes)), forms=forms)


def _rates(data: ReportData, span: Sequence[SpanYear]) -> Iterator[Figure]:
    for yearly in rates(span):
        for rate in yearly:
            label = f"Mức tăng lượt người năm {rate.year} so với năm trước"
            forms = forms_in(Scope.ALL_LIBRARIES, (rate.year, rate.year - 1), data)
            code = f"{rate.target}.tăng năm {rate.year}"
            yield Figure(code, rate.target, label, formats.percent(rate.share), forms=forms)


def _money(covered: Sequence[SpanYear]) -> Iterator[Figure]:
    state, donated = money_of(covered)
    if not state + donated:
        return
    amounts = (
        ("Tổng kinh phí cả giai đoạn", formats.count(state + donated)),
        ("Ngân sách nhà nước cả giai đoạn", formats.count(state)),
        ("Xã hội hóa, tài trợ cả giai đoạn", formats.count(donated)),
        ("Tỷ lệ xã hội hóa, tài trợ cả giai đoạn", formats.percent(Fraction(donated, state + donated))),
    )
    for label, text in amounts:
        yield Figure(f"{MONEY}.{label.lower()}", MONEY, label, text, forms=_all_forms(covered))


def _all_forms(covered: Sequence[SpanYear]) -> Forms:
    return tuple(
        form
        for span_year in reversed(covered)
        for of_kind in span_year.kinds
        for form in forms_of(of_kind, span_year.year)
    )


def _reported(span: Sequence[SpanYear], covered: Sequence[SpanYear]) -> Iterator[Figure]:
    """In how many years figures are missing, and how many facilities were late in each."""
    missing, closed = sum(span_year.accepted < span_year.facilities for span_year in span), closed_years(covered)
    counts = [
        ("năm", "Số năm được xem xét", len(span), ()),
        ("năm thiếu số liệu", "Số năm chưa đủ số liệu", missing, ()),
        ("năm đã khóa", "Số năm đã khóa số liệu", len(closed), ()),
        *(
            (
                f"nộp sau hạn năm {span_year.year}",
                f"Số cơ sở nộp sau hạn năm {span_year.year}",
                span_year.accepted - span_year.on_time,
                _all_forms([span_year]),
            )
            for span_year in covered
        ),
        *(
            (
                f"chưa có số liệu năm {span_year.year}",
                f"Số cơ sở chưa có số liệu được duyệt năm {span_year.year}",
                span_year.facilities - span_year.accepted,
                _all_forms([span_year]),
            )
            for span_year in covered
        ),
    ]
    for name, label, number, forms in counts:
        yield Figure(f"{FACILITIES}.{name}", FACILITIES, label, formats.count(number), forms=forms)
