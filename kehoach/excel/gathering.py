"""The form of a unit or of a whole commune as a workbook, filled with what is known."""

from __future__ import annotations

from collections.abc import Mapping

from kehoach.common import formats
from kehoach.common.text.gate import tidy_line
from kehoach.excel.workbooks.identity import Identity
from kehoach.excel.workbooks.paper import FacilityForm, KindForms
from kehoach.excel.workbooks.template import figures_workbook
from kehoach.figures.last_year import LastYear, LastYears
from kehoach.figures.proposals import Proposal, proposals_in
from kehoach.models import ReportingYear, Unit, YearFigures
from kehoach.models.kinds import FigureKind, kinds
from kehoach.questionnaire.values import Absent


def template_of(year: ReportingYear, unit: Unit | None = None) -> bytes:
    """The workbook of one unit, or of every facility of the commune; some queries a kind of facility."""
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
        .select_related("facility", "reporting_year")
        .order_by("facility__unit__position", "facility_id")
    )
    of_year, last_years = forms.filter(facility__unit=unit) if unit else forms, LastYears(kind, year)
    known = [(figures, last_years.of(figures.facility)) for figures in of_year]
    proposals = proposals_in(known)
    return KindForms(
        slug=kind.slug,
        title=kind.title,
        layout=kind.layout,
        facilities=[_form(figures, last, proposals[figures.pk]) for figures, last in known],
    )


def _form(figures: YearFigures, last: LastYear, proposals: Mapping[str, Proposal]) -> FacilityForm:
    """The form as it is known; what nobody has answered yet begins with what is proposed, as on its page."""
    facility, values = figures.facility, figures.values()
    open_ones = {name: proposal for name, proposal in proposals.items() if values.get(name) is Absent.UNANSWERED}
    begun = {name: proposal for name, proposal in open_ones.items() if not proposal.lacks}
    sources = formats.joined(list(dict.fromkeys(proposal.source for proposal in begun.values())))
    lacking = [proposal.lacks for proposal in open_ones.values() if proposal.lacks]
    lacks = "; ".join(dict.fromkeys(lacking))
    remarks = [
        last.remark,
        f"{facility.name}: {formats.count(len(begun))} mục điền sẵn {sources}, sửa được." if begun else "",
        f"{facility.name}: {formats.count(len(lacking))} mục để trống vì số tháng {lacks}." if lacking else "",
    ]
    return FacilityForm(
        facility.code,
        facility.name,
        facility.kind,
        {**values, **{name: proposal.value for name, proposal in begun.items()}},
        figures.notes,
        last.values,
        " ".join(filter(None, remarks)),
    )
