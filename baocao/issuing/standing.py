"""The one report of a year and kind that leaves the portal: the issued one, the one being written, or else a draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from baocao.document.blocks import Document
from baocao.issuing.rules import same_report
from baocao.models import FilePart, Length, Purpose, Report, ReportKind
from baocao.report.composing import composed, frozen_document
from baocao.report.data import gather_plan
from baocao.report.files import PDF, FileFormat
from baocao.report.issue import Composed, compose
from kehoach.models import Plan


def standing_report(reports: QuerySet[Report], plan: Plan, year: int, kind: ReportKind) -> Report | None:
    """Of these reports the one that counts: the newest issued one, or else the one that is being written."""
    of_year = reports.filter(same_report(plan, year, kind)).prefetch_related("texts")
    return of_year.order_by(F("issued_at").desc(nulls_last=True), "-started_at", "-pk").first()


def draft_of(
    standing: Report | None,
    plan: Plan,
    year: int,
    kind: ReportKind,
    *,
    length: Length | None = None,
    purpose: Purpose | None = None,
    number: int | None = None,
    signed_on: date | None = None,
) -> Composed:
    """What is not issued, as it would be printed now: with the officer's own text where somebody has begun to write.

    Of another `length` than is being written the portal writes all.
    """
    if standing is not None and length in (None, standing.length):
        return composed(standing, number=number, signed_on=signed_on)
    chosen = length or Length.STANDARD
    data = gather_plan(plan, year, kind=kind, length=chosen, purpose=purpose, signed_on=signed_on)
    return compose(data, number=number, signed_on=signed_on)


@dataclass(frozen=True)
class Outgoing:
    """A report on its way out of the portal: its document and data; of an issued one `report` and the bytes of then."""

    document: Document
    content: Mapping[str, object]
    report: Report | None = None
    issued: bytes | None = None

    def as_file(self, made: FileFormat) -> bytes:
        """The file; of an issued report its PDF is what was issued. Raises pdf.CannotRender."""
        if self.issued is not None and made is PDF:
            return self.issued
        return made.make(self.document, self.content)

    @property
    def state_words(self) -> str:
        """số 57/BC-UBND · dự thảo"""
        return f"số {self.report.entry.full_number}" if self.report else "dự thảo"


def outgoing(report: Report) -> Outgoing:
    """A report of the register as it leaves the portal."""
    if not report.is_issued:
        return drafted(composed(report))
    content = report.snapshot.content
    return Outgoing(frozen_document(content), content, report, report.files.get(part=FilePart.ISSUED).whole)


def drafted(whole: Composed) -> Outgoing:
    """What is not issued."""
    return Outgoing(whole.document, whole.content)


def file_name(kind: ReportKind, year: int, report: Report | None = None) -> str:
    """bao-cao-2025-du-thao · bao-cao-2025-so-04: what is not issued says so in the name of its file."""
    if report is None or not report.is_issued:
        return f"{kind.file_name}-{year}-du-thao"
    return f"{kind.file_name}-{year}-so-{report.entry.number:02d}"
