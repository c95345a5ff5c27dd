"""A report as a document, whatever its kind, and as a PDF with all that it was made from inside."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from baocao.attainment.queries import PlanAttainment
from baocao.document.as_json import as_values, document_from
from baocao.document.blocks import Document, Paragraph
from baocao.document.pdf import render_pdf
from baocao.document.typesetting import Attachment
from baocao.document.workbook import render_xlsx
from baocao.models import Length, Purpose, ReportKind
from baocao.report import catalogue
from baocao.report.appendices.sources import sources
from baocao.report.content.frame import Told, framed
from baocao.report.data import ReportData, gather
from baocao.report.facts import facts_of
from baocao.report.kinds.annual import annual
from baocao.report.kinds.review import review
from baocao.report.kinds.side_by_side import side_by_side
from baocao.report.kinds.standard import one_page, standard
from baocao.report.outline import Section, body_of, numbered, overlaid, sections_of
from baocao.report.section_markup import Figure, source_of
from kehoach.common.versions import digest_of

# The parts of the frozen data beside the figures: what the file is set from, the words of each section, and whether
# the file has a field for a signature.
DOCUMENT, TEXTS, SIGNATURE_FIELD = "document", "texts", "signature_field"
# Where the figures come from, as a file of its own, where the report does not append it.
SOURCES = "sources"


@dataclass(frozen=True)
class Composed:
    """A report put together: its document, and what that was made from: all that was gathered is `data`.

    `generated` are the sections as the portal writes them, `sections` as they are printed, with somebody's own text
    where there is one; `figures` are what codes in a text stand for.
    """

    data: ReportData
    document: Document
    generated: tuple[Section, ...]
    sections: tuple[Section, ...]
    figures: Mapping[str, Figure]
    sources: Document | None

    @cached_property
    def facts(self) -> dict[str, object]:
        """What is published beside the document, for programs."""
        return facts_of(self.data, self.figures)

    @property
    def content(self) -> dict[str, object]:
        """All of it as JSON: the file can be made again from this alone (see `pdf_of`)."""
        texts = {section.code: source_of(section.blocks, {}) for section in self.sections}
        apart = {SOURCES: as_values(self.sources)} if self.sources else {}
        return {**self.facts, TEXTS: texts, DOCUMENT: as_values(self.document), **apart}

    @property
    def digest(self) -> str:
        """What tells whether a page still shows the report as it is: equal for equal content."""
        return digest_of(self.content)


def build_report(
    years: PlanAttainment,
    year: int,
    *,
    kind: ReportKind = ReportKind.ANNUAL,
    length: Length = Length.STANDARD,
    purpose: Purpose | None = None,
    number: int | None = None,
    signed_on: date | None = None,
) -> Document:
    """A draft of the report on a year of a plan, or on the years up to it, in the portal's words alone."""
    data = gather(years, year, kind=kind, length=length, purpose=purpose, signed_on=signed_on)
    return compose(data, number=number, signed_on=signed_on).document


def compose(
    data: ReportData,
    *,
    texts: Mapping[str, tuple[str, str]] | None = None,
    number: int | None = None,
    signed_on: date | None = None,
    final: bool = False,
    replaced: str = "",
) -> Composed:
    """The report from what was gathered, with somebody's own `texts` (heading and text by section) laid over it.

    It is a draft unless it is `final`, that is being issued. `replaced` names the report that this one stands in for,
    and says why.
    """
    figures = catalogue.catalogue(data)
    body = _told(data)
    generated = sections_of(body.blocks)
    sections = overlaid(generated, texts or {}, figures)
    behind = sources(data, body_of(sections), figures, number=len(body.appendices) + 1)
    notes = [f"Báo cáo này thay thế {replaced}."] if replaced else []
    appended = (behind.appendix,) if behind and data.is_full else ()
    sections = _with_notes(sections, [*notes, *([behind.note] if behind and data.is_full else [])])
    whole = Told(body.abstract, body.title, tuple(numbered(body_of(sections))), (*body.appendices, *appended))
    document = framed(data, whole, number=number, signed_on=signed_on, draft=not final)
    apart = None
    if behind and not data.is_full:
        title = f"{behind.appendix.title}: {document.title}"
        apart = replace(document, title=title, blocks=behind.appendix.blocks, appendices=())
    return Composed(data, document, generated, sections, figures, apart)


def _told(data: ReportData) -> Told:
    if data.beside:
        return side_by_side(data, data.beside)
    if data.length is Length.ONE_PAGE:
        return one_page(data)
    if data.kind is not ReportKind.ANNUAL:
        return review(data)
    return annual(data) if data.is_full or data.is_before_plan else standard(data)


def _with_notes(sections: tuple[Section, ...], notes: Sequence[str]) -> tuple[Section, ...]:
    """What the document says of itself stands before its last sentence, whoever wrote that."""
    *before, last = sections
    paragraphs = tuple(Paragraph(note) for note in notes)
    return (*before, replace(last, blocks=(*last.blocks[:-1], *paragraphs, *last.blocks[-1:])))


def pdf_of(content: Mapping[str, Any], document: Document) -> bytes:
    """The file of a report with `content` inside, in one fixed order, so that equal data give equal bytes.

    Where the figures come from is a workbook inside it, unless the report appends that.
    """
    year = content["year"]
    attached = [
        Attachment(
            name=f"so-lieu-{year}.json",
            content=json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode(),
            description=f"Văn bản, mức độ đạt các chỉ tiêu và số liệu của các phụ lục, năm {year}",
        )
    ]
    if SOURCES in content:
        workbook, described = sources_workbook(content), f"Nguồn của từng số liệu trong báo cáo năm {year}"
        attached.append(Attachment(f"nguon-so-lieu-{year}.xlsx", workbook, described))
    return render_pdf(document, attached, signature_field=bool(content.get(SIGNATURE_FIELD)))


def sources_workbook(content: Mapping[str, Any]) -> bytes:
    """Where each figure of a report comes from, as a workbook. Raises KeyError where the report itself appends that."""
    return render_xlsx(document_from(content[SOURCES]))
