"""The files in which a report leaves the portal, all from one document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from baocao.document.blocks import Document
from baocao.document.word import render_docx
from baocao.document.workbook import render_xlsx
from baocao.report.issue import pdf_of, sources_workbook

_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class FileFormat:
    """A kind of file: its ending, what it is called on pages, its media type, and how it is made.

    It is made from a document and, for the one that carries it inside, the data that this was made from. Only PDF
    can fail, with pdf.CannotRender.
    """

    ending: str
    label: str
    media_type: str
    make: Callable[[Document, Mapping[str, object]], bytes]


PDF = FileFormat("pdf", "PDF", "application/pdf", lambda document, content: pdf_of(content, document))
WORD = FileFormat(
    "docx", "Word", f"{_OFFICE}.wordprocessingml.document", lambda document, content: render_docx(document)
)
EXCEL = FileFormat("xlsx", "Excel", f"{_OFFICE}.spreadsheetml.sheet", lambda document, content: render_xlsx(document))
# Of a report that appends its sources there is none.
SOURCES_FILE = FileFormat(
    "nguon.xlsx",
    "nguồn số liệu",
    EXCEL.media_type,
    lambda document, content: sources_workbook(content),
)
FILE_FORMATS = {file_format.ending: file_format for file_format in (PDF, WORD, EXCEL)}
FILES_BESIDE_PDF = {file_format.ending: file_format for file_format in (WORD, EXCEL, SOURCES_FILE)}
