"""How a file leaves the portal."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

PDF_TYPE = "application/pdf"


def pdf_response(pdf: bytes, filename: str) -> HttpResponse:
    """A PDF that the browser shows, and saves under this name."""
    return file_response(pdf, filename, PDF_TYPE)


def file_response(content: bytes, filename: str, media_type: str) -> HttpResponse:
    """A file of this kind under this name: a PDF is shown, anything else is saved."""
    disposition = content_disposition_header(as_attachment=media_type != PDF_TYPE, filename=filename)
    return HttpResponse(content, content_type=media_type, headers={"Content-Disposition": str(disposition)})
