"""The appendix of sources: what each code in the text stands for, and who answered for the form behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone

from baocao.document.blocks import Appendix, Block, Column, Paragraph, Table
from baocao.models import ReportKind
from baocao.report.appendices.accepted import Form, form_tables, who
from baocao.report.appendices.citing import cited, named
from baocao.report.data import ROMAN, ReportData
from baocao.report.groups import BOOKS, OF_KIND, PLAN_MONEY
from baocao.report.section_markup import Figure
from baocao.report.span import period
from kehoach.common import formats
from kehoach.models import Review, TaskProgress

# So many codes of forms are told one by one.
_FEW = 2
# A row costs time and paper (pdf.MAX_TABLE_ROWS): with more results than this each task has one row.
_MOST_RESULTS = 150


@dataclass(frozen=True)
class Sources:
    """The appendix, and the sentence of the text that refers to it."""

    appendix: Appendix

    @property
    def note(self) -> str:
        """How the text refers to the appendix."""
        where = f"Phụ lục {self.appendix.number}".strip()
        return f"Mã trong ngoặc vuông cuối câu dẫn đến nguồn của số liệu, giải thích tại {where} kèm theo."


def sources(data: ReportData, blocks: Sequence[Block], figures: Mapping[str, Figure], *, number: int) -> Sources | None:
    """The figures that the text names behind each of its codes, and the forms and results that they come from.

    None where the text cites nothing. `number` is the appendix's place among all.
    """
    numbers_of = cited(blocks)
    if not numbers_of:
        return None
    printed = [figure for code, numbers in numbers_of.items() for figure in named(figures, code, numbers)]
    forms = sorted({form for figure in printed for form in figure.forms})
    return Sources(_appendix(data, printed, forms, tuple(numbers_of), number))


def _appendix(
    data: ReportData, printed: Sequence[Figure], forms: Sequence[Form], groups: Sequence[str], number: int
) -> Appendix:
    when, plain = f"năm {data.year}", ""
    if data.kind is not ReportKind.ANNUAL:
        when = period(data)
        plain = (
            f" Mã {BOOKS}, {PLAN_MONEY} là số liệu của cả giai đoạn; mã khác, nếu không ghi rõ, là của năm {data.year}."
        )
    return Appendix(
        number=ROMAN[number - 1],
        title=f"Nguồn số liệu của báo cáo {when}",
        attached_to="",
        blocks=(
            Paragraph(
                "Mã trong ngoặc vuông sau mỗi câu của báo cáo dẫn đến các số liệu sau đây; mỗi số liệu được tính từ "
                "các phiếu đã duyệt của những cơ sở, hoặc lấy từ Kế hoạch, danh mục, sổ theo dõi, kết quả nhiệm vụ "
                f"ghi ở cột cuối.{plain}"
            ),
            _figures_table(data, printed, forms),
            *form_tables(data, forms),
            *_results_table(data, groups),
        ),
        landscape=True,
    )


def _figures_table(data: ReportData, printed: Sequence[Figure], forms: Sequence[Form]) -> Table:
    whole = _whole_kinds(data, forms)
    columns = (
        Column("Mã", "left", 9),
        Column("Số liệu", "left", 36),
        Column(f"Năm {data.year}" if data.kind is ReportKind.ANNUAL else "Giá trị", "right", 12),
        Column(f"Năm {data.since}", "right", 12),
        Column("Thay đổi", "center", 10),
        Column("Nguồn", "left", 21),
    )
    rows = tuple(
        (
            figure.group,
            figure.label,
            figure.text,
            figure.before or formats.DASH,
            figure.change or formats.DASH,
            _forms_told(figure, whole),
        )
        for figure in printed
    )
    return Table(columns, rows, caption="Số liệu theo mã")


def _forms_told(figure: Figure, whole: Mapping[Form, frozenset[str]]) -> str:
    """Cả 5 TV (2025, 2024) · TV trừ TV-XA (2025) · TV-XA (2025); a kind is named as its codes in the text are.

    `whole` has the accepted forms of each year and kind; the second table lists them all.
    """
    if not figure.forms:
        return figure.origin or "Danh mục cơ sở"
    codes_of: dict[int, list[str]] = {}
    for (year, kind), all_codes in whole.items():
        codes = [code for when, code in figure.forms if when == year and code in all_codes]
        if codes:
            codes_of.setdefault(year, []).append(_codes_told(codes, all_codes, OF_KIND[kind]))
    years: dict[str, list[str]] = {}
    for year, parts in codes_of.items():
        years.setdefault(", ".join(parts), []).append(str(year))
    return "; ".join(f"{which} ({', '.join(of_years)})" for which, of_years in years.items())


def _codes_told(codes: Sequence[str], all_codes: frozenset[str], kind: str) -> str:
    others = sorted(all_codes - set(codes))
    if len(codes) <= _FEW:
        return ", ".join(codes)
    if not others:
        return f"cả {len(codes)} {kind}"
    if len(others) <= _FEW:
        return f"{kind} trừ {', '.join(others)}"
    return f"{len(codes)} {kind}: {', '.join(codes)}"


def _whole_kinds(data: ReportData, forms: Iterable[Form]) -> dict[Form, frozenset[str]]:
    """The codes of all accepted forms, by year and kind, of the years that are counted from."""
    return {
        (year, slug): frozenset(code for when, code in of_kind.accepted if when == year)
        for year in sorted({year for year, _ in forms}, reverse=True)
        for slug, of_kind in data.years.by_kind.items()
    }


Result = tuple[str, str, TaskProgress]


def _results_table(data: ReportData, groups: Sequence[str]) -> tuple[Table, ...]:
    """The reported results of the cited tasks: which unit, who wrote it and when, who looked at it, which version.

    Where they are too many for paper, a row for each task; each unit's result is in the attached data.
    """
    rows = [
        (clause.task.code, unit.unit.name, unit.row)
        for clause in data.clauses
        if clause.task.code in groups
        for unit in clause.units
        if unit.row
    ]
    if not rows:
        return ()
    columns = (
        Column("Mã", "left", 7),
        Column("Đơn vị", "left", 26),
        Column("Người cập nhật", "left", 20),
        Column("Ngày", "center", 10),
        Column("Ý kiến của xã", "left", 29),
        Column("Phiên bản", "center", 8),
    )
    lines = _result_rows(rows) if len(rows) <= _MOST_RESULTS else _rows_by_task(rows)
    return (Table(columns, tuple(lines), caption="Kết quả nhiệm vụ của các đơn vị"),)


def _result_rows(rows: Sequence[Result]) -> Iterator[tuple[str, ...]]:
    for code, unit, row in rows:
        reviewed = [who(row.reviewed_by), row.get_review_display()]
        yield (
            code,
            unit,
            who(row.updated_by),
            formats.date_short(timezone.localdate(row.updated_at)),
            ": ".join(part for part in reviewed if part),
            str(row.version),
        )


def _rows_by_task(rows: Sequence[Result]) -> Iterator[tuple[str, ...]]:
    for code, of_task in groupby(rows, key=lambda result: result[0]):
        results = [row for *_, row in of_task]
        confirmed = sum(row.review == Review.CONFIRMED for row in results)
        last = formats.date_short(timezone.localdate(max(row.updated_at for row in results)))
        number = formats.count(len(results))
        yield code, f"{number} đơn vị", "", last, f"{formats.count(confirmed)}/{number} đã xác nhận", ""
