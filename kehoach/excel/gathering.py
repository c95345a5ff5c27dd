"""The form of a unit or of a whole commune as a workbook, filled with what is known."""

from __future__ import annotations

from kehoach.common import formats
from kehoach.common.text.gate import tidy_line
from kehoach.excel.workbooks.identity import Identity
from kehoach.excel.workbooks.paper import FacilityForm, KindForms
from kehoach.excel.workbooks.template import figures_workbook
from kehoach.figures.last_year import LastYear, LastYears
from kehoach.models import ReportingYear, Unit, YearFigures
from kehoach.models.kinds import FigureKind, kinds


def template_of(year: ReportingYear, unit: Unit | None = None) -> bytes:
    """The workbook of one unit, or of every facility of the commune; two queries a kind."""
    commune = year.commune
    identity = Identity(commune.code, unit.code if unit else "", year.year)
    heading = unit.name if unit else tidy_line(f"{commune.full_name[0].upper()}{commune.full_name[1:]}")
    days = f"{formats.date_short(year.window_start)} đến hết {formats.date_short(year.window_end)}"
    period = f"Số liệu tính từ {days}, hạn nộp {formats.date_short(year.unit_deadline)}."
    return figures_workbook(identity, heading, period, [_forms(kind, year, unit) for kind in kinds()])


def template_name(year: ReportingYear, unit: Unit | None = None) -> str:
    """so-lieu-2026-TH.xlsx"""
    return f"so-lieu-{year.year}-{unit.code if unit else year.commune.code}.xlsx"


def _forms(kind: FigureKind, year: ReportingYear, unit: Unit | None) -> KindForms:
    forms = (
        kind.figures_asked.filter(reporting_year=year)
        .select_related("facility")
        .order_by("facility__unit__position", "facility_id")
    )
    forms, last_years = forms.filter(facility__unit=unit) if unit else forms, LastYears(kind, year)
    return KindForms(
        slug=kind.slug,
        title=kind.title,
        layout=kind.layout,
        facilities=[_form(form, last_years.of(form.facility)) for form in forms],
    )


def _form(figures: YearFigures, last: LastYear) -> FacilityForm:
    facility = figures.facility
    return FacilityForm(
        facility.code,
        facility.name,
        facility.kind,
        figures.values(),
        figures.notes,
        last.values,
        last.remark,
    )
