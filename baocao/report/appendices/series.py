"""The appendices of a review: every facility by year, a table for each figure and for each measure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from baocao.attainment.results import ShareCondition
from baocao.document.blocks import Appendix, Block, Column, Paragraph, Table
from baocao.report.appendices.facilities import SHORT, legend, why_missing
from baocao.report.data import ReportData
from baocao.report.figure_kinds import KindPair
from baocao.report.kinds.series import KEY_FIGURES, amount
from baocao.report.span import SpanYear, facilities_of
from kehoach.common import formats
from kehoach.common.formats import joined
from kehoach.models import Facility, Measure, Scope
from kehoach.models.kinds import FigureKind
from kehoach.questionnaire.joining import joined as joined_answers
from kehoach.questionnaire.layout import total
from kehoach.questionnaire.values import Absent

PASSES, FAILS = "Đạt", "Chưa đạt"
_MEASURES = {
    Measure.SERVICES: "Có dịch vụ phục vụ học tập suốt đời",
    Measure.IT: "Có ứng dụng công nghệ thông tin",
    Measure.ACTIVE: "Có lớp, câu lạc bộ hoặc nhóm và hoạt động thường xuyên",
}
_NOT_THERE = (formats.DASH, "cuối năm đó không có cơ sở này")


def series_appendix(data: ReportData, pair: KindPair, span: Sequence[SpanYear]) -> Appendix:
    """All facilities of a kind over the years: whether they pass the measures, then the figures that say the most."""
    tables = [*_measures(data, pair.now.kind, span), *_figures(pair.now.kind, span)]
    meanings = legend(tables, _NOT_THERE)
    blocks: list[Block] = [Paragraph(meanings, lead="Chữ viết tắt:")] if meanings else []
    continued = _continued(pair.now.kind, span)
    blocks += [Paragraph(f"{continued}.", lead="(*)")] if continued else []
    return Appendix(
        number=pair.appendix.removeprefix("Phụ lục").strip(),
        title=f"Số liệu {pair.name} các năm {span[0].year} - {span[-1].year}",
        attached_to="",
        blocks=(*blocks, *tables),
        landscape=True,
    )


def _columns(kind: FigureKind, span: Sequence[SpanYear], align: str) -> tuple[Column, ...]:
    years = (Column(f"Năm {span_year.year}", "right" if align == "right" else "center", 66) for span_year in span)
    return (Column("TT", "center", 4 * len(span)), Column(kind.title, "left", 30 * len(span)), *years)


def _lines(kind: FigureKind, span: Sequence[SpanYear]) -> list[tuple[Facility, list[tuple[str, ...]]]]:
    """Each facility with the codes of whom it continues in each year; who is continued has no line of its own."""
    last = span[-1].of_kind(kind)
    lines = []
    for facility in facilities_of(span, kind):
        is_there = facility.code in last.codes
        codes = [span_year.of_kind(kind).codes for span_year in span]
        own: list[tuple[str, ...]] = [(facility.code,) if facility.code in of_year else () for of_year in codes]
        continued = [last.lineage.origins(facility.code, of_year, last.codes) for of_year in codes]
        lines.append((facility, continued if is_there else own))
    handed = {code for facility, by_year in lines for codes in by_year for code in codes if code != facility.code}
    return [(facility, by_year) for facility, by_year in lines if facility.code not in handed]


def _continued(kind: FigureKind, span: Sequence[SpanYear]) -> str:
    """The footnote of the facilities with a mark: whose numbers stand in their line, up to when."""
    names = {facility.code: facility.name for facility in facilities_of(span, kind)}
    notes = []
    for facility, by_year in _lines(kind, span):
        before = [(span_year.year, codes) for span_year, codes in zip(span, by_year, strict=True) if codes]
        years = [(year, codes) for year, codes in before if codes != (facility.code,)]
        if years:
            year, codes = years[-1]
            notes.append(f"{facility.name}: đến năm {year} là số của {joined([names[code] for code in codes])}")
    return "; ".join(notes)


def _figures(kind: FigureKind, span: Sequence[SpanYear]) -> Iterator[Table]:
    lines = _lines(kind, span)
    for caption, parts in KEY_FIGURES[kind.slug]:
        rows = tuple(
            (
                str(number),
                f"{facility.name}{' (*)' if _is_continued(facility, by_year) else ''}",
                *(_cell(span_year, kind, codes, parts) for span_year, codes in zip(span, by_year, strict=True)),
            )
            for number, (facility, by_year) in enumerate(lines, start=1)
        )
        sums = ("", "Cộng", *(amount(span_year.of_kind(kind), parts) for span_year in span))
        yield Table(_columns(kind, span, "right"), rows, caption=caption, total=sums if len(rows) > 1 else None)


def _is_continued(facility: Facility, by_year: Iterable[tuple[str, ...]]) -> bool:
    return any(codes not in ((), (facility.code,)) for codes in by_year)


def _cell(span_year: SpanYear, kind: FigureKind, codes: Sequence[str], parts: Sequence[str]) -> str:
    """The sum over these facilities, or why there is none."""
    if not codes:
        return formats.DASH
    now = span_year.of_kind(kind)
    answers = [now.values.get(code) for code in codes]
    if None in answers:
        return why_missing(now, codes[answers.index(None)])
    values = joined_answers([kind.layout.field(name) for name in parts], answers)
    if all(values[name] is Absent.NOT_APPLICABLE for name in parts):
        return SHORT[Absent.NOT_APPLICABLE][0]
    value = total(values, parts)
    return SHORT[Absent.UNKNOWN][0] if value is None else formats.count(value)


def _measures(data: ReportData, kind: FigureKind, span: Sequence[SpanYear]) -> Iterator[Table]:
    """Who passes which measure in which year: what a share is counted from."""
    facilities = facilities_of(span, kind)
    for measure, caption in _MEASURES.items():
        by_year = [_outcomes(data, span_year, kind, measure) for span_year in span]
        if not any(by_year):
            continue
        rows = tuple(
            (str(number), facility.name, *(of_year.get(facility.code, formats.DASH) for of_year in by_year))
            for number, facility in enumerate(facilities, start=1)
        )
        yield Table(_columns(kind, span, "center"), rows, caption=caption)


def _outcomes(data: ReportData, span_year: SpanYear, kind: FigureKind, measure: Measure) -> dict[str, str]:
    """What each counted facility is, by code, in one year."""
    now = span_year.of_kind(kind)
    conditions = [attainment.values for target in span_year.targets for attainment in target.conditions]
    return {
        code: why_missing(now, code) if outcome.passes is None else PASSES if outcome.passes else FAILS
        for condition in conditions
        if isinstance(condition, ShareCondition) and condition.measure == measure.value
        if data.years.kind_of(Scope(condition.scope)) is kind
        for code, outcome in condition.years[span_year.year].items()
    }
