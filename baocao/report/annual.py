"""The annual report of a commune (plan 04, IV.1.e) as a document, and as a PDF with its figures inside."""

from __future__ import annotations

import json
from datetime import date

from baocao.document import Document, Letterhead, Paragraph, Signature
from baocao.pdf import Attachment, render_pdf
from baocao.queries import PlanYears
from baocao.report.appendices import appendix, as_json
from baocao.report.assessment import assessment
from baocao.report.data import ReportData, gather
from baocao.report.outlook import outlook, proposals
from baocao.report.text import about, direction, opening, results
from baocao.report.words import lower_first
from kehoach.periods import default_window

# The number comes from the commune's register, and the symbol of a number names the agency on the letterhead
# (NĐ 30, Phụ lục I): an officer has neither register nor letterhead of their own.
SYMBOL = "BC-UBND"


def build_report(years: PlanYears, year: int, *, number: int | None = None, signed_on: date | None = None) -> Document:
    """The annual report on one year of a plan; number and date stay blank until văn thư assigns them.

    A year whose figures may still change, because it is open or was never opened, gives a draft.
    """
    return document_of(gather(years, year), number=number, signed_on=signed_on)


def report_pdf(years: PlanYears, year: int, *, number: int | None = None, signed_on: date | None = None) -> bytes:
    """The report as PDF/A with the year's attainment and figures attached as JSON. Raises pdf.CannotRender."""
    data = gather(years, year)
    figures = Attachment(
        name=f"so-lieu-{year}.json",
        content=json.dumps(_figures(data), ensure_ascii=False, indent=1).encode(),
        description=f"Mức độ đạt các chỉ tiêu và số liệu của các phụ lục, năm {year}",
    )
    return render_pdf(document_of(data, number=number, signed_on=signed_on), [figures])


def _figures(data: ReportData) -> dict[str, object]:
    """The published attainment of the year (design section 10), and below "figures" what the appendices print."""
    rows = [row for pair in data.kinds for row in as_json(pair.now.kind, pair.now)]
    return {**data.years.as_json(data.year), "figures": rows}


def document_of(data: ReportData, *, number: int | None = None, signed_on: date | None = None) -> Document:
    """The report from what was gathered for it."""
    plan, year, opened = data.plan, data.year, data.reporting_year
    dated = signed_on or (opened.report_deadline if opened else default_window(year).report_deadline)
    letterhead = Letterhead(
        parent=(),
        issuer=("Ủy ban nhân dân", plan.commune.full_name),
        number=number,
        symbol=SYMBOL,
        place=plan.issued_at,
        signed_on=signed_on,
    )
    attached_to = _attached_to(data, letterhead, dated.year)
    purpose = f"Số liệu năm {year} phục vụ theo dõi thực hiện" if data.is_before_plan else "Kết quả thực hiện"
    return Document(
        letterhead=letterhead,
        kind="Báo cáo",
        abstract=f"{purpose} {data.short_citation} {about(data)}{'' if data.is_before_plan else f' năm {year}'}",
        addressees=(data.committee,),
        blocks=(
            opening(data),
            *direction(data),
            *results(data),
            *assessment(data),
            *outlook(data),
            *proposals(data),
            _closing(data),
        ),
        recipients=("Như trên", "Các đơn vị thực hiện Kế hoạch", "Lưu: VT"),
        signature=Signature(
            authority=("Người báo cáo",),
            position=(data.position,),
            name=data.signatory,
        ),
        title=f"Báo cáo {lower_first(purpose)} {data.short_citation}{'' if data.is_before_plan else f' năm {year}'}",
        dated=dated,
        appendices=tuple(appendix(pair, year, attached_to) for pair in data.kinds),
        draft=opened is None or not opened.is_closed,
    )


def _attached_to(data: ReportData, letterhead: Letterhead, year: int) -> str:
    """(Kèm theo Báo cáo số 04/BC-UBND ngày 05 tháng 01 năm 2026 của …), with room to write what is still blank."""
    number = letterhead.number_line.removeprefix("Số: ")
    day = letterhead.place_line(year).removeprefix(f"{letterhead.place}, ")
    who = f"{lower_first(data.position)} {data.plan.commune.full_name}"
    return f"(Kèm theo Báo cáo số {number} {day} của {who})"


def _closing(data: ReportData) -> Paragraph:
    told = f"số liệu năm {data.year} phục vụ thực hiện" if data.is_before_plan else "kết quả thực hiện"
    year = "" if data.is_before_plan else f" năm {data.year}"
    return Paragraph(
        f"Trên đây là báo cáo {told} {data.short_citation}{year}, kính trình {data.committee_short} xem xét, chỉ đạo./."
    )
