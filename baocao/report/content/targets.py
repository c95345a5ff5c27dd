"""Section II.1 of the report: the table of the targets, the readings below it, and a sentence on each target."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from baocao.attainment import words
from baocao.attainment.queries import ConditionAttainment
from baocao.attainment.results import GrowthResult, ShareResult, Verdict
from baocao.document.blocks import Block, Column, Footnotes, Paragraph, Points, Table, footnote_mark
from baocao.models import ReportKind
from baocao.report.content.sentences import (
    NO_FIGURES,
    growth_percent,
    noun_of,
    scope_words,
    share_percents,
    target_sentence,
)
from baocao.report.content.words import upper_first
from baocao.report.data import ReportData
from baocao.report.groups import VERDICTS
from kehoach.common import formats
from kehoach.common.formats import joined
from kehoach.models import Interpretation, Measure, Milestone

UNREPORTED = "Chưa báo cáo"
# A verdict in the sentence that counts all of them; the milestone is named once before them.
COUNTED = {
    Verdict.EXCEEDED: "vượt mốc",
    Verdict.MET: "đạt mốc",
    Verdict.MET_EARLY: "đạt mốc trước thời hạn",
    Verdict.ON_PATH: "đúng lộ trình",
    Verdict.BASELINE: "đang ở năm gốc",
    Verdict.UNDETERMINED: "chưa đủ số liệu để đánh giá",
    Verdict.BEHIND: "chậm so với lộ trình",
    Verdict.NOT_MET: "chưa đạt mốc",
}


def targets_section(data: ReportData) -> tuple[Block, ...]:
    """The lead, the table with its footnotes, then the lettered sentences.

    In the report that is sent the table comes last: it is not broken, and sentences fill the page before it.
    """
    if not data.targets:
        return (Paragraph("Các chỉ tiêu của Kế hoạch chưa được đưa vào theo dõi."),)
    table, notes = _table(data)
    sources = (VERDICTS,) if data.accepted else ()
    lead = Paragraph(_lead(data), sources=sources)
    tables: list[Block] = [table]
    points: list[Block] = []
    if notes.texts:
        tables.append(notes)
    if data.accepted:
        sentences = tuple(target_sentence(target, data) for target in data.targets)
        points.append(Points(sentences, tuple((target.target.code,) for target in data.targets)))
    return (lead, *tables, *points) if data.is_full or not data.accepted else (lead, *points, *tables)


def _lead(data: ReportData) -> str:
    """What became of all targets together."""
    year, total = data.year, len(data.targets)
    counted = Counter(target.verdict for target in data.targets)
    if not data.accepted:
        return (
            f"Năm {year} chưa có số liệu được duyệt nên chưa đánh giá được chỉ tiêu nào. "
            "Các mốc mà Kế hoạch đề ra như sau:"
        )
    if set(counted) == {Verdict.BASELINE}:
        return (
            f"Năm {year} là năm gốc để đo mức tiến bộ của các năm sau nên chưa đánh giá đạt hay chưa đạt. "
            f"Mức ban đầu của {total} chỉ tiêu như sau:"
        )
    counts = [(counted[verdict], state) for verdict, state in COUNTED.items() if counted[verdict]]
    if len(counts) == 1:
        whole = f"cả {total} chỉ tiêu đều {counts[0][1]}" if total > 1 else f"chỉ tiêu của Kế hoạch {counts[0][1]}"
    else:
        whole = f"trong {total} chỉ tiêu, {joined([f'{number} chỉ tiêu {state}' for number, state in counts])}"
    return f"{upper_first(_against(data) + whole)}.{' Kết quả cụ thể như sau:' if data.is_full else ''}"


def _against(data: ReportData) -> str:
    """Which milestone the year is judged by, where it is one for all targets."""
    milestones = {condition.result.milestone.year for target in data.targets for condition in target.conditions}
    if len(milestones) != 1:
        return f"năm {data.year}, "
    (milestone,) = milestones
    if data.year >= milestone:
        return f"đối chiếu với mốc năm {milestone} của Kế hoạch, "
    return f"đối chiếu với lộ trình đến mốc năm {milestone} của Kế hoạch, "


def _table(data: ReportData) -> tuple[Table, Footnotes]:
    """A row for each condition, the milestones of all years, last year (where there was one) and this year."""
    of_targets = [data.interpretations.get(target.target.pk, ()) for target in data.targets]
    readings = {reading.pk: reading.text for chosen in of_targets for reading in chosen}
    marks = {key: footnote_mark(number) for number, key in enumerate(readings, start=1)}
    conditions = [condition for target in data.targets for condition in target.conditions]
    milestones = sorted({row.year for condition in conditions for row in condition.condition.milestones.all()})
    if not data.is_full:  # the readings stand in an appendix, and the milestone that is not due yet in section IV
        readings, marks = {}, {}
        milestones = sorted({condition.result.milestone.year for condition in conditions})
    rows = [
        _row(condition, _marks(chosen, marks), milestones, data)
        for target, chosen in zip(data.targets, of_targets, strict=True)
        for condition in target.conditions
    ]
    years = [data.since, data.year] if data.before else [data.year]
    narrow, wide, of_goal, of_year, of_verdict = (5, 31, 11, 15, 12) if data.is_full else (6, 46, 9, 14, 18)
    columns = (
        Column("TT", "center", narrow),
        Column("Chỉ tiêu", "left", wide),
        *(Column(f"Mốc {year}", "center", of_goal) for year in milestones),
        *(Column(f"Năm {year}", "center", of_year) for year in years),
        Column("Đánh giá", "center", of_verdict),
    )
    numbered = tuple((str(number), *row) for number, row in enumerate(rows, start=1))
    number = "Bảng 1. " if data.kind is ReportKind.ANNUAL else ""
    caption = None if data.is_full else f"{number}Kết quả các chỉ tiêu so với mốc năm {milestones[-1]}"
    return Table(columns, numbered, caption=caption), Footnotes(tuple(readings.values()))


def _marks(chosen: Sequence[Interpretation], marks: dict[int, str]) -> str:
    """The marks of a target's readings, as they follow its name and stay together: (1) (2)"""
    joined_marks = "\u00a0".join(marks[reading.pk] for reading in chosen if reading.pk in marks)
    return f"\u00a0{joined_marks}" if joined_marks else ""


def _row(condition: ConditionAttainment, marks: str, milestones: list[int], data: ReportData) -> tuple[str, ...]:
    goals = {row.year: row for row in condition.condition.milestones.all()}
    return (
        upper_first(_condition_words(condition.result, data)) + marks,
        *(asked_by(goals[year]) if year in goals else formats.DASH for year in milestones),
        *([_cell(data.before[condition.condition.pk])] if data.before else []),
        _cell(condition.result),
        condition.result.verdict.label + ("" if data.is_full else _missing(condition.result, data)),
    )


def _missing(result: ShareResult | GrowthResult, data: ReportData) -> str:
    """By how much a milestone is missed, below the verdict."""
    if result.verdict is not Verdict.NOT_MET or not result.gap:
        return ""
    noun = "lượt" if isinstance(result, GrowthResult) else noun_of(result.scope, data)
    return f", thiếu {formats.count(result.gap)} {noun}"


def _condition_words(result: ShareResult | GrowthResult, data: ReportData) -> str:
    """What a condition asks of whom: thư viện xã có ứng dụng công nghệ thông tin."""
    measure = Measure(result.measure).label
    if isinstance(result, GrowthResult):
        return f"{measure}, tăng bình quân mỗi năm"
    return f"{scope_words(result.scope, data)} {measure}"


def asked_by(row: Milestone) -> str:
    """What a milestone asks, short: 70% · 10 - 15%"""
    if row.at_most is None:
        return words.percent_of(row.at_least)
    return f"{formats.decimal(row.at_least)} - {words.percent_of(row.at_most)}"


def _cell(result: ShareResult | GrowthResult) -> str:
    """The value of one year on two lines: 3/4 (75%) · 8.882 lượt (9,4%) · 1/4 (3 chưa có số liệu)."""
    if not result.total:
        return "Không có"
    if result.unreported == result.total:
        return UNREPORTED
    if isinstance(result, GrowthResult):
        value, beside = f"{formats.count(result.value)} lượt", growth_percent(result)
    else:
        value, beside = f"{result.met}/{result.total}", share_percents(result)[0]
    if result.unreported:
        beside = f"{result.unreported} {NO_FIGURES}"
    return f"{value}\n({beside})" if beside else value
