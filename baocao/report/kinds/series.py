"""Tables over several years: a year a row, because years grow in number and figures do not."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from baocao.attainment.measures import ACTIVITIES, GATHERINGS, VISITS
from baocao.attainment.results import GrowthResult, ShareResult, Verdict
from baocao.attainment.words import percent_of
from baocao.document.blocks import Column, Paragraph, Table
from baocao.report.content.sentences import growth_percent, scope_words, share_percents
from baocao.report.content.units import FUNDING, UNREPORTED
from baocao.report.content.words import upper_first
from baocao.report.data import ReportData
from baocao.report.figure_kinds import KindYear
from baocao.report.span import SpanYear, of_plan
from kehoach.common import formats
from kehoach.models import ProgressState
from kehoach.models.kinds import FigureKind
from thuvien.kind import LIBRARIES
from vanhoa.kind import CENTRES

# What says the most of a year of all facilities of a kind: the head of a column, and the columns that it adds up.
KEY_FIGURES: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    LIBRARIES.slug: (
        ("Lượt người đến thư viện", VISITS),
        ("Lượt mượn về nhà", ("loans",)),
        ("Bản sách", ("books_total",)),
        ("Hoạt động khuyến đọc", ("events",)),
    ),
    CENTRES.slug: (
        ("Buổi hoạt động", ACTIVITIES),
        ("Lượt người tham gia", ("participants",)),
        ("Lớp, câu lạc bộ, nhóm", GATHERINGS),
        ("Thành viên câu lạc bộ", ("club_members",)),
    ),
}
_YEAR = Column("Năm", "center", 10)


def changes_of(span: Sequence[SpanYear], kinds: Collection[FigureKind]) -> tuple[Paragraph, ...]:
    """The footnote of the years with a mark: what changed in them among the facilities of these kinds."""
    changed = [
        f"năm {span_year.year}: {of_kind.changes}"
        for span_year in span[1:]
        for of_kind in span_year.kinds
        if of_kind.kind in kinds and of_kind.changes
    ]
    return (Paragraph(f"{'; '.join(changed)}.", lead="(*) Thay đổi cơ sở,"),) if changed else ()


def _year(span_year: SpanYear, span: Sequence[SpanYear], changes: Iterable[str]) -> str:
    """The year, with a mark where others are counted than in the year before."""
    return f"{span_year.year}{' (*)' if span_year is not span[0] and any(changes) else ''}"


def coverage(span: Sequence[SpanYear]) -> Table:
    """Which days each year covers, and how many facilities reported, in time or not."""
    return Table(
        (
            _YEAR,
            Column("Kỳ số liệu", "center", 30),
            Column("Số cơ sở", "center", 12),
            Column("Có số liệu được duyệt", "center", 16),
            Column("Nộp đúng hạn", "center", 14),
            Column("Tình trạng", "center", 18),
        ),
        tuple(_coverage_row(span_year) for span_year in span),
        caption="Số liệu qua các năm",
    )


def _coverage_row(span_year: SpanYear) -> tuple[str, ...]:
    if span_year.opened is None:
        return (str(span_year.year), formats.DASH, str(span_year.facilities), "0", "0", "Chưa mở")
    days = f"{formats.date_short(span_year.opened.window_start)} - {formats.date_short(span_year.opened.window_end)}"
    state = "Đã khóa" if span_year.opened.is_closed else "Đang thu thập"
    return (
        str(span_year.year),
        days,
        str(span_year.facilities),
        str(span_year.accepted),
        str(span_year.on_time),
        state,
    )


def target_tables(data: ReportData, span: Sequence[SpanYear]) -> Iterable[Table]:
    """Each target by year: its conditions, what the year asked of them, and the verdict of the year."""
    for number, attainment in enumerate(data.targets):
        results = [condition.result for condition in attainment.conditions]
        if len(results) == 1 and isinstance(results[0], GrowthResult):
            yield _growth_table(attainment.target.short_name, number, span)
        elif results:
            yield _shares_table(data, number, span)


def _breaks(span_year: SpanYear, number: int) -> list[str]:
    """What changed in a year among those that a target counts."""
    return [condition.values.breaks.get(span_year.year, "") for condition in span_year.targets[number].conditions]


def _caption(name: str) -> str:
    return f"Chỉ tiêu “{name}” qua các năm"


def _shares_table(data: ReportData, number: int, span: Sequence[SpanYear]) -> Table:
    target = data.targets[number]
    heads = [upper_first(scope_words(condition.result.scope, data)) for condition in target.conditions]
    rows = (
        (
            _year(span_year, span, _breaks(span_year, number)),
            *(_asked(condition.result) for condition in span_year.targets[number].conditions),
            span_year.targets[number].verdict.label,
        )
        for span_year in span
    )
    return Table(
        (_YEAR, *(Column(head, "center", 68 // len(heads)) for head in heads), Column("Đánh giá", "center", 22)),
        tuple(rows),
        caption=_caption(target.target.short_name),
    )


def _asked(result: ShareResult | GrowthResult) -> str:
    """The value of a year, and on a second line what the year asked: 2/4 (50%) · lộ trình 40%."""
    if not result.total:
        return "Không có"
    if result.unreported == result.total:
        return UNREPORTED
    if isinstance(result, GrowthResult):
        return f"{formats.count(result.value)} lượt"
    text = f"{result.met}/{result.total} ({share_percents(result)[0]})"
    if result.unreported:
        text = f"{result.met}/{result.total}, {result.unreported} chưa có số liệu"
    if result.verdict is Verdict.BASELINE or result.path is None:
        return text
    if result.path[0] == result.milestone.floor:
        return f"{text}\nmốc {percent_of(result.at_least)}"
    return f"{text}\nlộ trình {formats.percent(result.path[0])}"


def _growth_table(name: str, number: int, span: Sequence[SpanYear]) -> Table:
    rows, before = [], None
    for span_year in span:
        result = span_year.targets[number].conditions[0].result
        if isinstance(result, GrowthResult):
            year = _year(span_year, span, _breaks(span_year, number))
            rows.append((year, *_growth_cells(result, before), span_year.targets[number].verdict.label))
            before = result
    return Table(
        (
            _YEAR,
            Column("Lượt người", "right", 18),
            Column("So với năm trước", "center", 14),
            Column("Bình quân mỗi năm từ năm gốc", "center", 20),
            Column("Lượt cần có theo lộ trình", "right", 16),
            Column("Đánh giá", "center", 22),
        ),
        tuple(rows),
        caption=_caption(name),
    )


def _growth_cells(result: GrowthResult, before: GrowthResult | None) -> tuple[str, str, str, str]:
    """Visits, their change in a year, the compound rate since the base year, and the point on the path."""
    if result.unreported == result.total:
        return (UNREPORTED if result.total else "Không có", formats.DASH, formats.DASH, _path(result))
    value = formats.count(result.value)
    if result.unreported:
        value += f"\n(thiếu {result.unreported} cơ sở)"
    comparable = before is not None and before.total and not before.unreported and not result.unreported
    change = formats.change(result.value, before.value) if before is not None and comparable else formats.DASH
    return (value, change, growth_percent(result) or formats.DASH, _path(result))


def _path(result: GrowthResult) -> str:
    if result.path is None or result.verdict is Verdict.BASELINE:
        return formats.DASH
    return formats.count(math.ceil(result.path[0]))


def figures_table(kind: FigureKind, span: Sequence[SpanYear]) -> Table:
    """The figures that say the most of a kind, added up for each year over those that reported."""
    figures = KEY_FIGURES[kind.slug]
    rows = (
        (
            _year(span_year, span, [span_year.of_kind(kind).changes]),
            _reported(span_year.of_kind(kind)),
            *(amount(span_year.of_kind(kind), parts) for _, parts in figures),
        )
        for span_year in span
    )
    return Table(
        (_YEAR, Column("Có số liệu", "center", 14), *(Column(head, "right", 19) for head, _ in figures)),
        tuple(rows),
        caption=f"Hoạt động của {kind.title.lower()} qua các năm",
    )


def _reported(of_kind: KindYear) -> str:
    return f"{len(of_kind.values)}/{len(of_kind.facilities)}"


def amount(of_kind: KindYear, parts: Sequence[str]) -> str:
    """A sum of what is known; – where nothing is."""
    column_sum = of_kind.sum(*parts)
    return formats.count(column_sum.amount) if column_sum else formats.DASH


def money_table(data: ReportData, span: Sequence[SpanYear]) -> Table:
    """State and donated money of the plan's years, and all of it together."""
    amounts = [(span_year, [_money(span_year, name) for name in FUNDING]) for span_year in of_plan(span, data)]
    whole = [sum(column) for column in zip(*(of_year for _, of_year in amounts), strict=True)]
    rows = (
        (str(span_year.year), *_counted((*of_year, sum(of_year)), is_known=bool(span_year.accepted)))
        for span_year, of_year in amounts
    )
    return Table(
        (
            _YEAR,
            Column("Ngân sách nhà nước (đồng)", "right", 30),
            Column("Xã hội hóa, tài trợ (đồng)", "right", 30),
            Column("Cộng (đồng)", "right", 30),
        ),
        tuple(rows),
        caption="Kinh phí qua các năm",
        total=("Cộng", *map(formats.count, (*whole, sum(whole)))),
    )


def _counted(amounts: Iterable[int], *, is_known: bool) -> Iterable[str]:
    """Amounts as a table has them; – where nobody has told any, which is not 0."""
    return (formats.count(number) if is_known else formats.DASH for number in amounts)


def _money(span_year: SpanYear, name: str) -> int:
    sums = [of_kind.sum(name) for of_kind in span_year.kinds]
    return sum(column_sum.amount for column_sum in sums if column_sum)


def tasks_table(data: ReportData, span: Sequence[SpanYear]) -> Table:
    """How far the tasks and duties of the plan were in each of its years; of one that is to come nothing is said."""
    states = (ProgressState.DONE, ProgressState.IN_PROGRESS, ProgressState.NOT_STARTED, ProgressState.NOTHING)
    rows = []
    for span_year in of_plan(span, data):
        counted = Counter(clause.state for clause in data.results.clauses(span_year.year))
        counts = (str(counted[state]) if span_year.opened else formats.DASH for state in states)
        rows.append((str(span_year.year), str(counted.total()), *counts))
    return Table(
        (
            _YEAR,
            Column("Nhiệm vụ, trách nhiệm", "center", 22),
            *(Column(state.label, "center", 17) for state in states),
        ),
        tuple(rows),
        caption="Thực hiện nhiệm vụ, trách nhiệm qua các năm",
    )


def funding_tables(data: ReportData, span: Sequence[SpanYear]) -> tuple[Table, ...]:
    """What the commune planned and spent for the plan in each year; nothing where nothing was written down."""
    funding = {span_year.year: data.results.funding(span_year.year).values() for span_year in of_plan(span, data)}
    amounts = {
        year: [sum(line.planned for line in money), sum(line.spent for line in money)]
        for year, money in funding.items()
    }
    whole = [sum(column) for column in zip(*amounts.values(), strict=True)]
    if not any(whole):
        return ()
    return (
        Table(
            (_YEAR, Column("Dự toán (đồng)", "right", 45), Column("Đã chi (đồng)", "right", 45)),
            tuple((str(year), *_counted(of_year, is_known=bool(funding[year]))) for year, of_year in amounts.items()),
            caption="Kinh phí thực hiện Kế hoạch qua các năm",
            total=("Cộng", *map(formats.count, whole)),
        ),
    )
