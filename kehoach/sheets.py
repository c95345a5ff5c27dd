"""The tables of the pages as sheets of a workbook: what the page shows, with numbers and days that can be counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from kehoach import formats
from kehoach.books import Book
from kehoach.clauses import ClauseProgress, UnitProgress
from kehoach.enums import State
from kehoach.grid import GridRow
from kehoach.layout import AMOUNTS, Layout
from kehoach.models import Facility, ReportingYear, YearFigures
from kehoach.registry import FigureKind, kinds
from kehoach.workbooks.answers import cell_of
from kehoach.workbooks.tables import Sheet, Value


def register_sheet(
    kind: FigureKind, years: Sequence[ReportingYear], rows: Iterable[tuple[Facility, Sequence[YearFigures | None]]]
) -> Sheet:
    """A register: what each facility is and where its last years stand."""
    return Sheet(
        kind.title,
        "Danh sách cơ sở và trạng thái số liệu các năm.",
        (
            *("Mã", "Tên", "Loại", "Đơn vị quản lý", "Có từ ngày", "Thôi hoạt động từ ngày"),
            *(f"Số liệu năm {year}" for year in years),
        ),
        [
            (
                facility.code,
                facility.name,
                facility.get_kind_display(),
                facility.unit.name,
                facility.opened_on,
                facility.closed_on,
                *(State(one.state).label if one else None for one in states),
            )
            for facility, states in rows
        ],
    )


def facility_sheet(facility: Facility, years: Sequence[YearFigures], layout: Layout) -> Sheet:
    """One facility over the years: a row a question, a column a year."""
    rows: list[tuple[Value, ...]] = [
        (field.label, field.unit, *(cell_of(field, one.value(field.name)) for one in years))
        for field in layout.for_kind(facility.kind)
    ]
    state: tuple[Value, ...] = ("Trạng thái", None, *(State(one.state).label for one in years))
    return Sheet(
        facility.name,
        "Số liệu các năm. Ô trống là chưa trả lời, không phải là 0.",
        ("Mục", "Đơn vị tính", *(f"Năm {one.reporting_year}" for one in years)),
        [state, *rows],
    )


def collection_sheets(year: ReportingYear, rows: Sequence[GridRow]) -> list[Sheet]:
    """The grid as it is filtered, then a sheet a kind with every figure of these forms."""
    sheets = [_grid_sheet(year, rows)]
    for kind in kinds():
        forms = [row.one.figures for row in rows if row.one.kind is kind]
        if forms:
            sheets.append(_figures_sheet(kind, year, forms))
    return sheets


def _grid_sheet(year: ReportingYear, rows: Sequence[GridRow]) -> Sheet:
    return Sheet(
        f"Thu thập {year}",
        f"Hạn nộp của đơn vị: {formats.date_short(year.unit_deadline)}.",
        (
            *("Mã", "Cơ sở", "Đơn vị", "Trạng thái", "Từ ngày", "Số ngày", "Quá hạn (ngày)"),
            *("Ngày nộp", "Ngày duyệt", "Người cập nhật gần nhất"),
        ),
        [
            (
                row.one.figures.facility.code,
                row.one.figures.facility.name,
                row.one.figures.facility.unit.name,
                row.one.state.label,
                row.one.since,
                row.one.days,
                row.one.overdue_days if row.one.is_overdue else None,
                _day(row.one.figures.submitted_at),
                _day(row.one.figures.accepted_at),
                row.touched_by or None,
            )
            for row in rows
        ],
    )


def _figures_sheet(kind: FigureKind, year: ReportingYear, forms: Sequence[YearFigures]) -> Sheet:
    before = ("Mã", "Cơ sở", "Trạng thái")
    fields = kind.layout.fields
    amounts = frozenset(place for place, field in enumerate(fields, start=len(before)) if field.kind in AMOUNTS)
    return Sheet(
        f"{kind.title} {year}",
        "Số liệu từng cơ sở. Ô trống là chưa trả lời, không phải là 0.",
        (*before, *(f"{field.label} ({field.unit})" if field.unit else field.label for field in fields)),
        [
            (
                one.facility.code,
                one.facility.name,
                State(one.state).label,
                *(cell_of(field, one.value(field.name)) for field in fields),
            )
            for one in forms
        ],
        sums=amounts,
    )


_TASK_COLUMNS = (
    *("Mã", "Nhiệm vụ", "Đơn vị", "Vai trò", "Hạn", "Tình trạng", "Quá hạn (ngày)"),
    *("Số lượng", "Đếm bằng", "Kết quả", "Ý kiến của công chức", "Minh chứng"),
)
# Up to the state, which everybody of the commune and the level above may read.
_STATE_COLUMNS = 6


def tasks_sheet(clauses: Iterable[ClauseProgress], year: int, *, states_only: bool) -> Sheet:
    """The plan's tasks with every unit's part: a row a task and unit; the results too, unless for `states_only`."""
    shown = _STATE_COLUMNS if states_only else len(_TASK_COLUMNS)
    return Sheet(
        f"Nhiệm vụ {year}",
        "Nhiệm vụ và trách nhiệm theo kế hoạch, kết quả của từng đơn vị được phân công.",
        _TASK_COLUMNS[:shown],
        [_task_row(one)[:shown] for clause in clauses for one in clause.units],
    )


def _task_row(one: UnitProgress) -> tuple[Any, ...]:
    return (
        one.task.code,
        one.task.short_name,
        one.unit.name,
        one.part.label if one.part else None,
        one.due,
        one.state.label,
        one.overdue_days or None,
        one.row.count if one.row else None,
        one.task.counts or None,
        (one.row.result or None) if one.row else None,
        one.row.get_review_display() if one.row else None,
        one.evidence or None,
    )


def book_sheet(book: Book, rows: Sequence[Any], year: int) -> Sheet:
    """A book's rows of one year in the columns of its list; whole numbers are added up."""
    values = [tuple(column.value(row) for column in book.columns) for row in rows]
    numbers = frozenset(
        place for place in range(len(book.columns)) if any(isinstance(row[place], int) for row in values)
    )
    return Sheet(f"{book.title} {year}", book.about, tuple(one.label for one in book.columns), values, sums=numbers)


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
