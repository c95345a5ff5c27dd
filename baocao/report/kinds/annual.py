"""The annual report of a commune (plan 04, IV.1.e): what it says, section by section."""

from __future__ import annotations

from baocao.document.blocks import Paragraph
from baocao.report.appendices.facilities import appendix
from baocao.report.appendices.tasks import task_appendix
from baocao.report.content.assessment import assessment
from baocao.report.content.frame import Told
from baocao.report.content.outlook import outlook, proposals
from baocao.report.content.text import about, direction, opening, results
from baocao.report.data import ReportData
from kehoach.common.formats import uncapitalized


def annual(data: ReportData) -> Told:
    """One year of the plan; a year before the plan began is told for its figures alone."""
    in_year = "" if data.is_before_plan else f" năm {data.year}"
    purpose = f"Số liệu năm {data.year} phục vụ theo dõi thực hiện" if data.is_before_plan else "Kết quả thực hiện"
    return Told(
        abstract=f"{purpose} {data.short_citation} {about(data)}{in_year}",
        title=f"Báo cáo {uncapitalized(purpose)} {data.short_citation}{in_year}",
        blocks=(
            opening(data),
            *direction(data),
            *results(data),
            *assessment(data),
            *outlook(data),
            *proposals(data),
            _closing(data),
        ),
        appendices=(*(appendix(pair, data.year) for pair in data.kinds), *task_appendix(data)),
    )


def _closing(data: ReportData) -> Paragraph:
    text = f"số liệu năm {data.year} phục vụ thực hiện" if data.is_before_plan else "kết quả thực hiện"
    year = "" if data.is_before_plan else f" năm {data.year}"
    return Paragraph(f"Trên đây là báo cáo {text} {data.short_citation}{year}, {data.head.closing}")
