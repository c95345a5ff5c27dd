"""The appendix of sources: what each code in the text stands for, and who answered for the form behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone

from baocao.document import Appendix, Block, Column, Paragraph, Points, Table
from baocao.prose import Figure
from baocao.report.data import ROMAN, ReportData
from baocao.report.groups import FACILITIES, OF_KIND
from baocao.report.head import name_of_person
from kehoach import formats
from kehoach.enums import Review
from kehoach.models import TaskProgress, User, YearFigures

# So many codes of forms are told one by one.
_FEW = 2
# A row costs time and paper (pdf.MAX_TABLE_ROWS): with more results than this each task has one row.
_MOST_RESULTS = 150


def cited(blocks: Iterable[Block]) -> tuple[str, ...]:
    """The codes of sources that stand behind sentences, in the order of the text."""
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found += block.sources
        elif isinstance(block, Points):
            found += [code for sources in block.sources for code in sources]
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class Sources:
    """The appendix, and the sentence of the text that refers to it."""

    appendix: Appendix

    @property
    def note(self) -> str:
        """How the text refers to the appendix."""
        where = f"Phụ lục {self.appendix.number}".strip()
        return f"Mã trong ngoặc vuông cuối câu dẫn đến nguồn của số liệu, giải thích tại {where} kèm theo."


def sources(data: ReportData, groups: Sequence[str], figures: Mapping[str, Figure], *, number: int) -> Sources | None:
    """Two tables: the figures of each cited group, and the forms that they are counted from.

    None where there is nothing that figures could come from. `number` is the appendix's place among all.
    """
    if not data.kinds:
        return None
    told = [figure for group in groups or (FACILITIES,) for figure in figures.values() if figure.group == group]
    forms = sorted({form for figure in told for form in figure.forms})
    return Sources(_appendix(data, told, forms, groups, number))


def _appendix(
    data: ReportData, told: Sequence[Figure], forms: Sequence[tuple[int, str]], groups: Sequence[str], number: int
) -> Appendix:
    return Appendix(
        number=ROMAN[number - 1],
        title=f"Nguồn số liệu của báo cáo năm {data.year}",
        attached_to="",
        blocks=(
            Paragraph(
                "Mã trong ngoặc vuông sau mỗi câu của báo cáo dẫn đến các số liệu sau đây; mỗi số liệu được tính từ "
                "các phiếu đã duyệt của những cơ sở, hoặc từ sổ theo dõi, ghi ở cột cuối."
            ),
            _figures_table(data, told, forms),
            *([_forms_table(data, forms)] if forms else []),
            *_results_table(data, groups),
        ),
        landscape=True,
    )


def _figures_table(data: ReportData, told: Sequence[Figure], forms: Sequence[tuple[int, str]]) -> Table:
    whole = _whole_kinds(data, forms)
    columns = (
        Column("Mã", "left", 12),
        Column("Số liệu", "left", 38),
        Column(f"Năm {data.year}", "right", 13),
        Column(f"Năm {data.since}", "right", 13),
        Column("Tính từ phiếu của, từ sổ", "left", 24),
    )
    rows = tuple(
        (figure.group, figure.label, figure.text, figure.before or formats.DASH, _forms_told(figure, whole))
        for figure in told
    )
    return Table(columns, rows, caption="Số liệu theo mã")


def forms_as_json(data: ReportData) -> list[dict[str, object]]:
    """The accepted forms of the year for programs: which version of what, by whom, when."""
    return [
        {
            "code": facility.code,
            "year": data.year,
            "version": figures.version,
            "responsible": figures.responsible_name,
            "position": figures.responsible_position,
            "submitted_at": figures.submitted_at.isoformat() if figures.submitted_at else None,
            "accepted_at": figures.accepted_at.isoformat() if figures.accepted_at else None,
        }
        for of_kind in data.years.by_kind.values()
        for (year, _), figures in of_kind.accepted.items()
        if year == data.year
        for facility in [figures.facility]
    ]


def _forms_told(figure: Figure, whole: Mapping[tuple[int, str], frozenset[str]]) -> str:
    """Cả 5 TV (2025) · TV trừ TV-XA (2025) · TV-XA, TV-TH (2025); a kind is named as its codes in the text are.

    `whole` has the accepted forms of each year and kind; the second table lists them all.
    """
    if not figure.forms:
        return figure.origin or "Danh mục cơ sở"
    told: dict[int, list[str]] = {}
    for (year, kind), all_codes in whole.items():
        codes = [code for when, code in figure.forms if when == year and code in all_codes]
        if codes:
            told.setdefault(year, []).append(_codes_told(codes, all_codes, OF_KIND[kind]))
    return "; ".join(f"{', '.join(parts)} ({year})" for year, parts in told.items())


def _codes_told(codes: Sequence[str], all_codes: frozenset[str], kind: str) -> str:
    others = sorted(all_codes - set(codes))
    if len(codes) <= _FEW:
        return ", ".join(codes)
    if not others:
        return f"cả {len(codes)} {kind}"
    if len(others) <= _FEW:
        return f"{kind} trừ {', '.join(others)}"
    return f"{len(codes)} {kind}: {', '.join(codes)}"


def _whole_kinds(data: ReportData, forms: Iterable[tuple[int, str]]) -> dict[tuple[int, str], frozenset[str]]:
    """The codes of all accepted forms, by year and kind, of the years that are counted from."""
    return {
        (year, slug): frozenset(code for when, code in of_kind.accepted if when == year)
        for year in sorted({year for year, _ in forms}, reverse=True)
        for slug, of_kind in data.years.by_kind.items()
    }


def _forms_table(data: ReportData, forms: Sequence[tuple[int, str]]) -> Table:
    """Facility, who stood by the figures, when they came in, who accepted them and when, and which version."""
    rows_of = {form: figures for of_kind in data.years.by_kind.values() for form, figures in of_kind.accepted.items()}
    found = [(form, rows_of[form]) for form in forms if form in rows_of]
    columns = (
        Column("Mã cơ sở", "left", 11),
        Column("Năm", "center", 6),
        Column("Cơ sở", "left", 25),
        Column("Người chịu trách nhiệm số liệu", "left", 22),
        Column("Ngày nộp", "center", 10),
        Column("Người duyệt", "left", 15),
        Column("Ngày duyệt", "center", 10),
        Column("Phiên bản", "center", 8),
    )
    rows = tuple(_form_row(form, figures, data.people.get(figures.accepted_by_id or 0)) for form, figures in found)
    return Table(columns, rows, caption="Phiếu số liệu đã duyệt")


Result = tuple[str, str, TaskProgress]


def _results_table(data: ReportData, groups: Sequence[str]) -> tuple[Table, ...]:
    """The reported results of the cited tasks: which unit, who wrote it and when, who looked at it, which version.

    Where they are too many for paper, a row for each task; each unit's result is in the attached data.
    """
    rows = [
        (clause.task.code, one.unit.name, one.row)
        for clause in data.clauses
        if clause.task.code in groups
        for one in clause.units
        if one.row
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
    told = _result_rows(rows) if len(rows) <= _MOST_RESULTS else _rows_by_task(rows)
    return (Table(columns, tuple(told), caption="Kết quả nhiệm vụ"),)


def _result_rows(rows: Sequence[Result]) -> Iterator[tuple[str, ...]]:
    for code, unit, row in rows:
        reviewed = [_who(row.reviewed_by), row.get_review_display()]
        yield (
            code,
            unit,
            _who(row.updated_by),
            formats.date_short(timezone.localdate(row.updated_at)),
            ": ".join(part for part in reviewed if part),
            str(row.version),
        )


def _rows_by_task(rows: Sequence[Result]) -> Iterator[tuple[str, ...]]:
    for code, of_task in groupby(rows, key=lambda one: one[0]):
        found = [row for *_, row in of_task]
        confirmed = sum(row.review == Review.CONFIRMED for row in found)
        last = formats.date_short(timezone.localdate(max(row.updated_at for row in found)))
        number = formats.count(len(found))
        yield code, f"{number} đơn vị", "", last, f"{formats.count(confirmed)}/{number} đã xác nhận", ""


def _who(by: User | None) -> str:
    """Somebody by their position, else by their name; nobody leaves nothing."""
    return (by.position or name_of_person(by)) if by else ""


def _form_row(form: tuple[int, str], figures: YearFigures, by: User | None) -> tuple[str, ...]:
    year, code = form
    return (
        code,
        str(year),
        figures.facility.name,
        ", ".join(part for part in (figures.responsible_name, figures.responsible_position) if part),
        formats.date_short(timezone.localdate(figures.submitted_at)) if figures.submitted_at else formats.DASH,
        _who(by) or formats.DASH,
        formats.date_short(timezone.localdate(figures.accepted_at)) if figures.accepted_at else formats.DASH,
        str(figures.version),
    )
