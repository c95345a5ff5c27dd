"""Sơ kết and tổng kết (plan 04, IV.1.e): the years of the plan together, on the way to a milestone or at it."""

from __future__ import annotations

from baocao.document.blocks import Block, Heading, Paragraph, Points
from baocao.report.appendices.series import series_appendix
from baocao.report.appendices.tasks import task_appendix
from baocao.report.content.assessment import assessment
from baocao.report.content.book_words import documents, happenings, plan_money
from baocao.report.content.frame import Told
from baocao.report.content.outlook import outlook, proposals
from baocao.report.content.targets import targets_section
from baocao.report.content.task_years import duties_over_years, groups_over_years
from baocao.report.content.text import assigned, cited
from baocao.report.content.units import units
from baocao.report.content.words import upper_first
from baocao.report.data import ReportData
from baocao.report.groups import FACILITIES, MONEY, VERDICTS
from baocao.report.kinds.lessons import lessons
from baocao.report.kinds.ratings import rated, ratings_table
from baocao.report.kinds.series import (
    changes_of,
    coverage,
    figures_table,
    funding_tables,
    money_table,
    target_tables,
    tasks_table,
)
from baocao.report.span import SpanYear, period, span_of
from kehoach.models.kinds import FigureKind

Span = tuple[SpanYear, ...]


def review(data: ReportData) -> Told:
    """A report of several years; before the year of its milestone it says that it is provisional."""
    word, span, verb = data.kind.verb, span_of(data), period(data)
    return Told(
        abstract=f"{upper_first(word)} thực hiện {data.short_citation} {verb}",
        title=f"Báo cáo {word} thực hiện {data.short_citation} {verb}",
        blocks=(
            Paragraph(f"Thực hiện {cited(data)}, {data.head.reporter} báo cáo {word} {verb} như sau:"),
            *_provisional(data, word),
            *_direction(data, span),
            *_results(data, span),
            *_assessment(data, span),
            *outlook(data),
            *proposals(data),
            Paragraph(f"Trên đây là báo cáo {word} thực hiện {data.short_citation} {verb}, {data.head.closing}"),
        ),
        appendices=(*(series_appendix(data, pair, span) for pair in data.kinds), *task_appendix(data)),
    )


def _provisional(data: ReportData, word: str) -> tuple[Block, ...]:
    if data.year >= data.goal_year:
        return ()
    return (
        Paragraph(
            f"Đây là báo cáo {word} sơ bộ: số liệu mới đến năm {data.year}, trong khi mốc {word} của Kế hoạch là năm "
            f"{data.goal_year}. Các nhận định, xếp loại dưới đây là tạm thời và sẽ được đánh giá lại khi hết năm "
            f"{data.goal_year}."
        ),
    )


def _direction(data: ReportData, span: Span) -> tuple[Block, ...]:
    """I: what the plan gives to whom, and how complete the figures of each year are."""
    missing = [span_year for span_year in span if span_year.accepted < span_year.facilities]
    text, sources = "Cả giai đoạn không có cơ sở nào thiếu số liệu.", (FACILITIES,) if data.facilities else ()
    if missing:
        text = f"Số liệu chưa đủ ở {len(missing)}/{len(span)} năm; các số dưới đây chỉ tính phần đã được duyệt."
    return (
        Heading(1, "I. Công tác chỉ đạo, triển khai"),
        *((_area(data),) if data.plan.is_carried_on else (assigned(data), *documents(data))),
        Paragraph(f"Số liệu hằng năm do các đơn vị báo cáo, được kiểm tra và duyệt. {text}", sources=sources),
        coverage(span),
    )


def _area(data: ReportData) -> Paragraph:
    """What a review of a former commune's plan is about, and where the rest is told."""
    former = data.plan.issuing_commune.as_of(data.plan.issued_on)
    return Paragraph(
        f"Sau khi sáp nhập vào {data.plan.commune}, Kế hoạch được đánh giá trên các thư viện, thiết chế văn hóa từ "
        f"{former}, gồm cả số liệu các năm trước khi sáp nhập. Kết quả nhiệm vụ và những gì ghi ở sổ theo dõi (văn "
        "bản, hoạt động, kinh phí) nằm trong báo cáo hằng năm."
    )


def _results(data: ReportData, span: Span) -> tuple[Block, ...]:
    """II: the same heads as a year's report, each over the years; of a former commune's plan without its tasks."""
    if data.plan.is_carried_on:
        return (
            Heading(1, f"II. Kết quả thực hiện {period(data)}"),
            Heading(2, "1. Kết quả các chỉ tiêu"),
            *targets_section(data),
            *target_tables(data, span),
            *changes_of(span, [pair.now.kind for pair in data.kinds]),
            Heading(2, "2. Thư viện, thiết chế văn hóa"),
            *(block for pair in data.kinds for block in _figures(pair.now.kind, span)),
            *((Heading(2, "3. Kết quả của từng đơn vị"), *units(data)) if data.is_full else ()),
            Heading(2, f"{4 if data.is_full else 3}. Kinh phí"),
            *_money(data, span),
        )
    return (
        Heading(1, f"II. Kết quả thực hiện {period(data)}"),
        Heading(2, "1. Kết quả các chỉ tiêu"),
        *targets_section(data),
        *target_tables(data, span),
        *changes_of(span, [pair.now.kind for pair in data.kinds]),
        Heading(2, "2. Kết quả các nhóm nhiệm vụ"),
        *groups_over_years(data),
        *((tasks_table(data, span),) if data.work.units else ()),
        *happenings(data),
        *(block for pair in data.kinds for block in _figures(pair.now.kind, span)),
        *((Heading(2, "3. Kết quả của từng đơn vị"), *units(data)) if data.is_full else ()),
        *duties_over_years(data),
        Heading(2, f"{4 if data.is_full else 3}. Kinh phí"),
        *((*plan_money(data), *funding_tables(data, span)) or _money(data, span)),
    )


def _figures(kind: FigureKind, span: Span) -> tuple[Block, ...]:
    return (figures_table(kind, span), *changes_of(span, [kind]))


def _money(data: ReportData, span: Span) -> tuple[Block, ...]:
    table = money_table(data, span)
    whole = table.total[-1] if table.total else "0"
    if whole == "0":
        return (Paragraph("Chưa có số liệu về kinh phí của giai đoạn."),)
    return (
        Paragraph(
            f"Tổng kinh phí dành cho thư viện, thiết chế văn hóa {period(data)} là {whole} đồng.", sources=(MONEY,)
        ),
        table,
    )


def _assessment(data: ReportData, span: Span) -> tuple[Block, ...]:
    """III: how each target is rated, then strengths, limits and causes, and what is to be learnt."""
    head, *blocks = assessment(data)
    if not data.accepted:
        return (head, *blocks)
    rating: tuple[Block, ...] = ()
    if data.targets:
        rating = (Paragraph(f"Xếp loại {period(data)}: {rated(data)}.", sources=(VERDICTS,)), ratings_table(data))
    learnt = lessons(data, span)
    points = Points(tuple(lesson.text for lesson in learnt), tuple(lesson.sources for lesson in learnt))
    number = sum(isinstance(block, Heading) for block in blocks) + 1
    return (
        head,
        *rating,
        *blocks,
        Heading(2, f"{number}. Bài học kinh nghiệm"),
        points if len(learnt) > 1 else learnt[0].paragraph,
    )
