"""The appendices of the report that is sent: one row a library, one row a centre, one row a unit's part in a task."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from baocao.attainment.measures import ACTIVITIES, VISITS
from baocao.document.blocks import Appendix, Block, Column, Footnotes, Paragraph, Table
from baocao.report.appendices.facilities import SHORT, legend, not_counted, why_missing
from baocao.report.content.causes import lacking_codes, passing_codes
from baocao.report.content.tasks import STATES, words_of
from baocao.report.content.words import upper_first
from baocao.report.data import ReportData
from baocao.report.figure_kinds import KindPair, KindYear
from kehoach.common import formats
from kehoach.models import Facility, Measure
from kehoach.questionnaire.layout import total
from kehoach.questionnaire.values import Absent
from kehoach.tasks.clauses import UnitProgress
from thuvien.kind import LIBRARIES
from vanhoa.kind import CENTRES

# So many syllables of a unit's words stand in the table; the whole is in the portal and in the long report.
_MOST_WORDS = 25
# With more units than this a clause has one row.
_MOST_UNITS = 20


@dataclass(frozen=True)
class Shown:
    """A column: its head, the answers that it adds up, and whether the year before stands beside it."""

    head: str
    parts: tuple[str, ...]
    both_years: bool = False


_COLUMNS: dict[str, tuple[Shown, ...]] = {
    LIBRARIES.slug: (
        Shown("Lượt người", VISITS, both_years=True),
        Shown("Bản sách", ("books_total",)),
        Shown("Bổ sung", ("books_added_budget", "books_added_donated")),
        Shown("Lượt mượn", ("loans",)),
        Shown("Tiết đọc", ("reading_lessons",)),
        Shown("Máy tính", ("computers",)),
    ),
    CENTRES.slug: (
        Shown("Lớp", ("talent_classes",)),
        Shown("Câu lạc bộ", ("clubs",)),
        Shown("Nhóm", ("interest_groups",)),
        Shown("Buổi văn nghệ", ("activities_arts",)),
        Shown("Buổi thể thao", ("activities_sports",)),
        Shown("Buổi", ACTIVITIES, both_years=True),
        Shown("Lượt người", ("participants",), both_years=True),
    ),
}
# What is asked of a facility of a kind, by the columns that answer it.
_HAVING: dict[str, tuple[tuple[str, str], ...]] = {
    LIBRARIES.slug: (("Dịch vụ", "services"), ("Công nghệ", "it_applications")),
    CENTRES.slug: (),
}

_READ_SO = "Các chỉ tiêu tại Bảng 1 được tính như sau:"
# Which facilities of a kind a target counts that no single column answers.
_JUDGED = {CENTRES.slug: Measure.ACTIVE}


def brief_appendices(data: ReportData) -> tuple[Appendix, ...]:
    """A table for each kind of facility, and one for the tasks."""
    appendices = [_facilities(pair, data) for pair in data.kinds]
    rows = tuple(_task_rows(data))
    if rows:
        columns = (
            Column("Mã", "left", 8),
            Column("Nhiệm vụ", "left", 24),
            Column("Đơn vị", "left", 20),
            Column("Tình trạng", "left", 12),
            Column("Kết quả chính", "left", 36),
        )
        title = f"Tình hình thực hiện nhiệm vụ năm {data.year}"
        number = data.task_appendix.removeprefix("Phụ lục").strip()
        appendices.append(Appendix(number, title, "", (Table(columns, rows),), landscape=True))
    return tuple(appendices)


def _facilities(pair: KindPair, data: ReportData) -> Appendix:
    now, before = pair.now, pair.before
    shown, having = _COLUMNS[now.kind.slug], _HAVING[now.kind.slug]
    heads = [head for head, _ in having]
    for column in shown:
        heads += [f"{column.head} {data.since}", f"{column.head} {data.year}"] if column.both_years else [column.head]
    rows = [
        [str(number), facility.name, *_row(pair, facility)] for number, facility in enumerate(now.facilities, start=1)
    ]
    sums = [now.having(name) for _, name in having]
    for column in shown:
        for of_year in (before, now) if column.both_years else (now,):
            column_sum = of_year.sum(*column.parts)
            sums.append(formats.count(column_sum.amount) if column_sum else "")
    columns = [
        Column("TT", "center", 5),
        Column(now.kind.title, "left", 34),
        *(Column(head, "center" if index < len(having) else "right", 9) for index, head in enumerate(heads)),
    ]
    measure = _JUDGED.get(now.kind.slug)
    if measure and (passing := passing_codes(data, measure)) | (lacking := lacking_codes(data, measure)):
        columns.append(Column("Đạt yêu cầu", "center", 9))
        sums.append(f"{len(passing)}/{len(passing | lacking)}")
        for row, facility in zip(rows, now.facilities, strict=True):
            unknown = why_missing(now, facility.code)
            row.append("Có" if facility.code in passing else "Không" if facility.code in lacking else unknown)
    table = Table(tuple(columns), tuple(map(tuple, rows)), total=("", "Cộng", *sums) if len(rows) > 1 else None)
    meanings = legend([table])
    first = pair is data.kinds[0]
    chosen = [data.interpretations.get(target.target.pk, ()) for target in data.targets] if first else []
    readings = tuple(dict.fromkeys(reading.text for of_target in chosen for reading in of_target))
    blocks: list[Block] = [Paragraph(meanings, lead="Chữ viết tắt:")] if meanings else []
    notes: list[Block] = [Paragraph(_READ_SO), Footnotes(readings)] if readings else []
    return Appendix(
        number=pair.appendix.removeprefix("Phụ lục").strip(),
        title=f"Số liệu {pair.name} năm {data.year}",
        attached_to="",
        blocks=(*blocks, *not_counted(now), table, *notes),
        landscape=True,
    )


def _row(pair: KindPair, facility: Facility) -> Iterator[str]:
    """The cells of a facility: what it has, then its amounts."""
    values = pair.now.values.get(facility.code)
    for _, name in _HAVING[pair.now.kind.slug]:
        value = values[name] if values else why_missing(pair.now, facility.code)
        if isinstance(value, Absent):
            yield SHORT[value][0]
        else:
            yield value if isinstance(value, str) else "Có" if value else "Không"
    for column in _COLUMNS[pair.now.kind.slug]:
        if column.both_years:
            yield _amount(pair.before, facility.code, column.parts)
        yield _amount(pair.now, facility.code, column.parts)


def _amount(of_year: KindYear, code: str, parts: tuple[str, ...]) -> str:
    """0 is printed as 0; what is missing says why."""
    values = of_year.values.get(code)
    if values is None:
        return why_missing(of_year, code)
    if all(values[name] is Absent.NOT_APPLICABLE for name in parts):
        return SHORT[Absent.NOT_APPLICABLE][0]
    amount = total(values, parts)
    return SHORT[Absent.UNKNOWN][0] if amount is None else formats.count(amount)


def _task_rows(data: ReportData) -> Iterator[tuple[str, ...]]:
    """A row for each unit that leads a clause; where many lead it, one that adds them up."""
    for clause in data.clauses:
        code, name, state = clause.task.code, clause.task.short_name, upper_first(STATES[clause.state])
        if not clause.leads:
            yield (code, name, "Chưa phân công", state, "")
        elif len(clause.leads) > _MOST_UNITS:
            done = f"{clause.finished}/{len(clause.leads)} đơn vị hoàn thành"
            yield (code, name, f"{len(clause.leads)} đơn vị", state, done)
        else:
            for unit in clause.leads:
                yield (code, name, unit.unit.name, upper_first(STATES[unit.state]), _result(unit))


def _result(unit: UnitProgress) -> str:
    if unit.row is None:
        return "Chưa báo cáo kết quả"
    if not unit.row.result:
        return f"{formats.count(unit.row.count)} {unit.task.counts}" if unit.row.count else ""
    return shortened(words_of(unit.row), _MOST_WORDS)


def shortened(text: str, most: int) -> str:
    """So many words of a text at most, up to where one of its clauses ends; an ellipsis says that there is more."""
    words = text.split()
    if len(words) <= most:
        return " ".join(words)
    ends = [number for number, word in enumerate(words[:most], start=1) if word[-1] in ".;:,"]
    kept = words[: ends[-1]] if ends and ends[-1] >= most // 3 else words[:most]
    return f"{' '.join(kept).rstrip('.;:,')} …"
