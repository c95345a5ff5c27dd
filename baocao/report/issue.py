"""A report as a document, whatever its kind, and as a PDF with its figures inside."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from baocao.document import Document
from baocao.enums import Purpose, ReportKind
from baocao.pdf import Attachment, render_pdf
from baocao.queries import PlanYears
from baocao.report.annual import annual
from baocao.report.appendices import as_json
from baocao.report.data import KindYear, ReportData, gather
from baocao.report.frame import framed
from baocao.report.review import review
from baocao.report.span import span_of


def build_report(
    years: PlanYears,
    year: int,
    *,
    kind: ReportKind = ReportKind.ANNUAL,
    purpose: Purpose = Purpose.TO_COMMITTEE,
    number: int | None = None,
    signed_on: date | None = None,
) -> Document:
    """The report on a year of a plan, or on the years up to it; number and date stay blank until văn thư assigns them.

    A year whose figures may still change, because it is open or was never opened, gives a draft.
    """
    data = gather(years, year, kind=kind, purpose=purpose, signed_on=signed_on)
    return document_of(data, number=number, signed_on=signed_on)


def document_of(data: ReportData, *, number: int | None = None, signed_on: date | None = None) -> Document:
    """The report from what was gathered for it."""
    opened = data.reporting_year
    draft = opened is None or not opened.is_closed
    told = annual(data) if data.kind is ReportKind.ANNUAL else review(data)
    return framed(data, told, number=number, signed_on=signed_on, draft=draft)


def report_pdf(data: ReportData, *, number: int | None = None, signed_on: date | None = None) -> bytes:
    """The report as PDF/A with attainment and figures attached as JSON. Raises pdf.CannotRender."""
    figures = Attachment(
        name=f"so-lieu-{data.year}.json",
        content=json.dumps(_figures(data), ensure_ascii=False, indent=1).encode(),
        description=f"Mức độ đạt các chỉ tiêu và số liệu của các phụ lục, năm {data.year}",
    )
    return render_pdf(document_of(data, number=number, signed_on=signed_on), [figures])


def _figures(data: ReportData) -> dict[str, object]:
    """The published attainment of the year (design section 10), and below "figures" what the appendices print.

    A review has the same of every year that it covers below "years".
    """
    told = _year(data, data.year, [pair.now for pair in data.kinds])
    if data.kind is not ReportKind.ANNUAL:
        told["years"] = [_year(data, one.year, one.kinds) for one in span_of(data)]
    return told


def _year(data: ReportData, year: int, kinds: Iterable[KindYear]) -> dict[str, object]:
    rows = [row for of_kind in kinds for row in as_json(of_kind.kind, of_kind)]
    return {**data.years.as_json(year), "figures": rows}
