"""A report of the register put together from what its commune has now, or from what was frozen when it was issued."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from baocao.document.as_json import document_from
from baocao.document.blocks import Document
from baocao.models import Length, Purpose, RegisterEntry, Report, ReportKind
from baocao.report.data import gather_plan
from baocao.report.issue import DOCUMENT, Composed, compose, pdf_of
from kehoach.common import formats


def composed(
    report: Report, *, number: int | None = None, signed_on: date | None = None, final: bool = False
) -> Composed:
    """The report with the officer's own texts and the figures of now; a draft, unless it is `final`."""
    data = gather_plan(
        report.plan.carried_on_in(report.commune),
        report.year,
        kind=ReportKind(report.kind),
        length=Length(report.length),
        purpose=Purpose(report.purpose),
        signed_on=signed_on,
    )
    replaced = citation(report.replaces.entry) if report.replaces else ""
    if report.replacement_reason:
        replaced += f"; lý do: {report.replacement_reason.rstrip('. ')}"
    return compose(
        data,
        texts={text.section: (text.title, text.text) for text in report.texts.all()},
        number=None if report.blank else number,
        signed_on=None if report.blank else signed_on,
        final=final,
        replaced=replaced,
    )


def citation(entry: RegisterEntry) -> str:
    """Báo cáo số 04/BC-UBND ngày 20/12/2025"""
    return f"Báo cáo số {entry.full_number} ngày {formats.date_short(entry.signed_on)}"


def frozen_document(content: Mapping[str, Any]) -> Document:
    """The document out of frozen data."""
    return document_from(content[DOCUMENT])


def frozen_pdf(content: Mapping[str, Any]) -> bytes:
    """The file made again from frozen data alone. Raises pdf.CannotRender."""
    return pdf_of(content, frozen_document(content))
