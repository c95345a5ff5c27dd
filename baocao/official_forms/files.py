"""The files in which a form leaves the portal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from baocao.document.blocks import Document
from baocao.document.pdf import render_pdf
from baocao.document.word import render_docx
from baocao.document.workbook import render_xlsx
from baocao.report.files import EXCEL, PDF, WORD


@dataclass(frozen=True)
class FormFile:
    """A kind of file: its ending, its name, its media type, and how it is made. PDF alone can raise CannotRender."""

    ending: str
    label: str
    media_type: str
    make: Callable[[Document], bytes]


FILES = {
    file.ending: file
    for file in (
        FormFile(PDF.ending, PDF.label, PDF.media_type, render_pdf),
        FormFile(WORD.ending, WORD.label, WORD.media_type, render_docx),
        FormFile(EXCEL.ending, EXCEL.label, EXCEL.media_type, render_xlsx),
    )
}
