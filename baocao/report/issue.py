"""A report as a document, whatever its kind, and as a PDF with all that it was made from inside."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from baocao.attainment.queries import PlanAttainment
from baocao.document.as_json import as_values
from baocao.document.blocks import Document, Paragraph
from baocao.document.pdf import render_pdf
from baocao.document.typesetting import Attachment
from baocao.models import Purpose, ReportKind
from baocao.report import catalogue
from baocao.report.appendices.sources import sources
from baocao.report.content.frame import Told, framed
from baocao.report.data import ReportData, gather
from baocao.report.facts import facts_of
from baocao.report.kinds.annual import annual
from baocao.report.kinds.review import review
from baocao.report.outline import Section, body_of, overlaid, sections_of
from baocao.report.section_markup import Figure, source_of
from kehoach.common.versions import digest_of

# The parts of the frozen data beside the figures: what the file is set from, the words of each section, and whether
# the file has a field for a signature.
DOCUMENT, TEXTS, SIGNATURE_FIELD = "document", "texts", "signature_field"


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

    @cached_property
    def facts(self) -> dict[str, object]:
        """What is published beside the document, for programs."""
        return facts_of(self.data, self.figures)

    @property
    def content(self) -> dict[str, object]:
        """All of it as JSON: the file can be made again from this alone (see `pdf_of`)."""
        texts = {section.code: source_of(section.blocks, {}) for section in self.sections}
        return {**self.facts, TEXTS: texts, DOCUMENT: as_values(self.document)}

    @property
    def digest(self) -> str:
        """What tells whether a page still shows the report as it is: equal for equal content."""
        return digest_of(self.content)


def build_report(
    years: PlanAttainment,
    year: int,
    *,
    kind: ReportKind = ReportKind.ANNUAL,
    purpose: Purpose = Purpose.TO_COMMITTEE,
    number: int | None = None,
    signed_on: date | None = None,
) -> Document:
    """A draft of the report on a year of a plan, or on the years up to it, in the portal's words alone."""
    data = gather(years, year, kind=kind, purpose=purpose, signed_on=signed_on)
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
    body = annual(data) if data.kind is ReportKind.ANNUAL else review(data)
    generated = sections_of(body.blocks)
    sections = overlaid(generated, texts or {}, figures)
    behind = sources(data, body_of(sections), figures, number=len(body.appendices) + 1)
    notes = [f"Báo cáo này thay thế {replaced}."] if replaced else []
    sections = _with_notes(sections, [*notes, *([behind.note] if behind else [])])
    appendices = (*body.appendices, behind.appendix) if behind else body.appendices
    whole = Told(body.abstract, body.title, body_of(sections), appendices)
    document = framed(data, whole, number=number, signed_on=signed_on, draft=not final)
    return Composed(data, document, generated, sections, figures)


def _with_notes(sections: tuple[Section, ...], notes: Sequence[str]) -> tuple[Section, ...]:
    """What the document says of itself stands before its last sentence, whoever wrote that."""
    *before, last = sections
    paragraphs = tuple(Paragraph(note) for note in notes)
    return (*before, replace(last, blocks=(*last.blocks[:-1], *paragraphs, *last.blocks[-1:])))


def pdf_of(content: Mapping[str, object], document: Document) -> bytes:
    """The file of a report. Its attachment is `content` in one fixed order, so that equal data give equal bytes."""
    year = content["year"]
    attached = Attachment(
        name=f"so-lieu-{year}.json",
        content=json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode(),
        description=f"Văn bản, mức độ đạt các chỉ tiêu và số liệu của các phụ lục, năm {year}",
    )
    return render_pdf(document, [attached], signature_field=bool(content.get(SIGNATURE_FIELD)))
