"""How a PDF leaves the portal."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def pdf_response(pdf: bytes, filename: str) -> HttpResponse:
    """A PDF that the browser shows, and saves under this name."""
    disposition = str(content_disposition_header(as_attachment=False, filename=filename))
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": disposition})
