"""“Phiếu số liệu”: one facility's figures of a year on one page, for signature and stamp, or for filling in by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from baocao.document.blocks import Column, Columns, Document, Fit, Letterhead, Paragraph, Signature, Table
from kehoach.common import formats
from kehoach.figures.last_year import LastYear, last_year_of
from kehoach.models import Commune, State, Unit, UnitKind, YearFigures
from kehoach.models.kinds import kind_of
from kehoach.questionnaire.layout import AMOUNTS, Field, Kind, Section
from kehoach.questionnaire.values import Absent, Values

BLANK = "………"
# How many letters fit on a line of each column, of the numbers' tables and of the one in words.
OF_NUMBERS, OF_WORDS = (31, 14, 14), (28, 36, 36)
# Up to so many lines below one another the page has room for.
LINES = {Fit.ROOMY: 29, Fit.CLOSE: 36, Fit.CLOSEST: 99}
SIGNERS = {
    UnitKind.SCHOOL: "Hiệu trưởng",
    UnitKind.VILLAGE: "Trưởng thôn",
    UnitKind.LEARNING_CENTRE: "Giám đốc",
}
OFFICES = (UnitKind.COMMITTEE, UnitKind.CULTURE_OFFICE, UnitKind.FINANCE_OFFICE)


def slip(figures: YearFigures) -> Document:
    """The form as it stands: what is answered, last year's accepted value beside it, dots where nothing is yet.

    The letterhead of a unit (Nghị định 30/2020/NĐ-CP, Phụ lục I): the commune's committee above, the unit below; an
    office of the committee has the committee's own letterhead.
    """
    year, unit = figures.reporting_year, figures.facility.unit
    commune = unit.commune.as_of(year.window_end)
    kind, last = kind_of(figures), last_year_of(figures)
    values: Values = figures.values()
    before: Values = last.values or {}
    sections = [_printed(section, values) for section in kind.layout.sections_for(figures.facility.kind)]
    tables = [table for section in sections if (table := _numbers(section, values, before, year.year)) is not None]
    half, words = _half(tables), _in_words(sections, figures, before)
    longer = max(sum(map(_lines, tables[:half])), sum(map(_lines, tables[half:])))
    lines = longer + _lines(words, OF_WORDS)
    fit = next(fit for fit, most in LINES.items() if lines <= most)
    left, right = (tuple(replace(table, fit=fit) for table in side) for side in (tables[:half], tables[half:]))
    return Document(
        letterhead=_letterhead(unit, commune),
        kind="Phiếu số liệu",
        abstract=f"{figures.facility.name}, năm {year.year}",
        addressees=(),
        blocks=(
            Paragraph(_instruction(last)),
            Columns(left, right),
            replace(words, fit=fit),
        ),
        recipients=(f"UBND {commune.full_name}", "Lưu" if unit.kind == UnitKind.VILLAGE else "Lưu: VT"),
        signature=Signature(
            authority=(),
            position=(figures.responsible_position or SIGNERS.get(UnitKind(unit.kind), "Người chịu trách nhiệm"),),
            name=figures.responsible_name,
        ),
        title=f"Phiếu số liệu năm {year.year} của {figures.facility.name}",
        dated=year.unit_deadline,
    )


def _letterhead(unit: Unit, commune: Commune) -> Letterhead:
    if unit.kind in OFFICES:
        return Letterhead((), ("Ủy ban nhân dân", commune.full_name), None, "", commune.name, None)
    return Letterhead((f"UBND {commune.full_name}",), (unit.name,), None, "", commune.name, None)


def _instruction(last: LastYear) -> str:
    year = last.year
    window = f"từ {formats.date_short(year.window_start)} đến {formats.date_short(year.window_end)}"
    return (
        f"Số liệu {window}; hạn nộp {formats.date_short(year.unit_deadline)}. "
        f"Không có thì ghi 0; chưa đếm được thì ghi “chưa thống kê”. {last.remark}".rstrip()
    )


def _identity(figures: YearFigures) -> str:
    """Which version of which form this is, so that paper and portal can be told together."""
    state = State(figures.state).label.lower()
    return f"{figures.facility.code}, năm {figures.reporting_year.year}, phiên bản {figures.version}, {state}"


def _printed(section: Section, values: Values) -> Section:
    """The questions that paper has room for: an optional one only where it has been answered."""
    fields = (field for field in section.fields if not field.optional or not isinstance(values[field.name], Absent))
    return replace(section, fields=tuple(fields))


def _numbers(section: Section, values: Values, before: Values, year: int) -> Table | None:
    """The questions of a section that are answered with a number; None where it has none."""
    fields = [field for field in section.fields if field.kind in AMOUNTS]
    rows = tuple((_label(field), *_told(field, values, before)) for field in fields)
    columns = (Column(section.title, "left", 56), Column(str(year - 1), "right", 21), Column(str(year), "right", 23))
    return Table(columns, rows) if rows else None


def _label(field: Field) -> str:
    """The question; what is counted stands in its words, đồng and m² are added."""
    return field.label if field.kind is Kind.COUNT else f"{field.label} ({field.unit})"


def _in_words(sections: Sequence[Section], figures: YearFigures, before: Values) -> Table:
    """The questions that are answered by choosing or in words, over the whole width; last, which form this is."""
    year, values = figures.reporting_year.year, figures.values()
    fields = [field for section in sections for field in section.fields if field.kind not in AMOUNTS]
    rows = [(field.label, *_told(field, values, before)) for field in fields]
    columns = (Column("Nội dung", "left", 28), Column(str(year - 1), "left", 36), Column(str(year), "left", 36))
    return Table(columns, (*rows, ("Mã phiếu trong cổng", "", _identity(figures))))


def _told(field: Field, values: Values, before: Values) -> tuple[str, str]:
    """Last year's answer and this year's; dots to write on where there is none yet."""
    last, now = before.get(field.name), values[field.name]
    return "" if last is None else field.shown(last), BLANK if now is Absent.UNANSWERED else field.shown(now)


def _half(tables: Sequence[Table]) -> int:
    """How many tables stand on the left, so that both columns are about equally long."""
    heights = [_lines(table) for table in tables]
    return min(range(len(tables) + 1), key=lambda cut: abs(sum(heights[:cut]) - sum(heights[cut:])))


def _lines(table: Table, widths: Sequence[int] = OF_NUMBERS) -> int:
    """How many lines of text stand below one another, the head among them."""
    return 1 + sum(max(ceil(len(cell) / width) for cell, width in zip(row, widths, strict=True)) for row in table.rows)
