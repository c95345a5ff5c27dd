"""The tables of the pages as sheets of a workbook: what the page shows, with numbers and days that can be counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils import timezone

from kehoach.common import formats
from kehoach.common.sheets import Sheet
from kehoach.common.workbook_writer import Value
from kehoach.figures.grid import GridRow
from kehoach.models import Facility, ReportingYear, YearFigures
from kehoach.models.kinds import FigureKind, kinds
from kehoach.questionnaire.cells import cell_of
from kehoach.questionnaire.layout import AMOUNTS, Layout


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
                *(figures.state_enum.label if figures else None for figures in states),
            )
            for facility, states in rows
        ],
    )


def facility_sheet(facility: Facility, years: Sequence[YearFigures], layout: Layout) -> Sheet:
    """One facility over the years: a row a question, a column a year."""
    rows: list[tuple[Value, ...]] = [
        (field.label, field.unit, *(cell_of(field, figures.value(field.name)) for figures in years))
        for field in layout.for_kind(facility.kind)
    ]
    state: tuple[Value, ...] = ("Trạng thái", None, *(figures.state_enum.label for figures in years))
    return Sheet(
        facility.name,
        "Số liệu các năm. Ô trống là chưa trả lời, không phải là 0.",
        ("Mục", "Đơn vị tính", *(f"Năm {figures.reporting_year}" for figures in years)),
        [state, *rows],
    )


def collection_sheets(year: ReportingYear, rows: Sequence[GridRow]) -> list[Sheet]:
    """The grid as it is filtered, then a sheet a kind with every figure of these forms."""
    figures = {
        kind.slug: kind.figures.filter(reporting_year=year)
        .select_related("facility")
        .in_bulk([row.form.pk for row in rows if row.form.kind is kind])
        for kind in kinds()
    }
    forms = [(row, figures[row.form.kind.slug][row.form.pk]) for row in rows]
    of_kinds = [(kind, [form for row, form in forms if row.form.kind is kind]) for kind in kinds()]
    return [_grid_sheet(year, forms), *(_figures_sheet(kind, year, of_kind) for kind, of_kind in of_kinds if of_kind)]


def _grid_sheet(year: ReportingYear, forms: Sequence[tuple[GridRow, YearFigures]]) -> Sheet:
    return Sheet(
        f"Thu thập {year}",
        f"Hạn nộp của đơn vị: {formats.date_short(year.unit_deadline)}.",
        (
            *("Mã", "Cơ sở", "Đơn vị", "Trạng thái", "Từ ngày", "Số ngày", "Quá hạn (ngày)"),
            *("Ngày nộp", "Ngày duyệt", "Người cập nhật gần nhất"),
        ),
        [
            (
                row.form.code,
                row.form.name,
                row.form.unit_name,
                row.form.state.label,
                row.form.since,
                row.form.days,
                row.form.overdue_days if row.form.is_overdue else None,
                _day(figures.submitted_at),
                _day(figures.accepted_at),
                row.touched_by or None,
            )
            for row, figures in forms
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
                figures.facility.code,
                figures.facility.name,
                figures.state_enum.label,
                *(cell_of(field, figures.value(field.name)) for field in fields),
            )
            for figures in forms
        ],
        sums=amounts,
    )


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
