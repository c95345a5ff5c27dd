"""How a file leaves the portal, and how any page's tables do."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from kehoach.common.converters import word_asked
from kehoach.common.sheets import Sheet, tables_workbook
from kehoach.common.workbook_writer import MEDIA_TYPE

PDF_TYPE = "application/pdf"


def pdf_response(pdf: bytes, filename: str) -> HttpResponse:
    """A PDF that the browser shows, and saves under this name."""
    return file_response(pdf, filename, PDF_TYPE)


def file_response(content: bytes, filename: str, media_type: str) -> HttpResponse:
    """A file of this kind under this name: a PDF is shown, anything else is saved."""
    disposition = content_disposition_header(as_attachment=media_type != PDF_TYPE, filename=filename)
    # Kept by no cache: the next person at this device may not be allowed to see it.
    headers = {"Content-Disposition": str(disposition), "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=media_type, headers=headers)


def wants_workbook(request: HttpRequest) -> bool:
    """Whether a page is asked for as Excel: its own address with ?dang=xlsx, so rights and filters are the page's."""
    return word_asked(request, "dang") == "xlsx"


def workbook_response(sheets: Sequence[Sheet], name: str) -> HttpResponse:
    """The tables of a page as a workbook called so."""
    return file_response(tables_workbook(sheets), f"{name}.xlsx", MEDIA_TYPE)
