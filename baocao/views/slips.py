"""The one-page form of a facility's year, for signature and stamp or for filling in by hand."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from baocao.pdf import render_pdf
from baocao.slip import slip
from baocao.typesetting import CannotRender
from kehoach.access import figures_to_read, open_to_links
from kehoach.registry import kinds
from kehoach.responses import pdf_response


@open_to_links
@require_GET
def slip_pdf(request: HttpRequest, slug: str, code: str, year: int) -> HttpResponse:
    """“Phiếu số liệu” as PDF: blank, half-filled or submitted, always with last year's figures."""
    kind = next((kind for kind in kinds() if kind.slug == slug), None)
    if kind is None:
        raise Http404("Không có loại phiếu này.")
    figures = figures_to_read(request, kind, code, year)
    try:
        pdf = render_pdf(slip(figures))
    except CannotRender as problem:
        messages.error(request, str(problem))
        return redirect(f"{kind.url_name}:figures", code=code, year=year)
    return pdf_response(pdf, f"phieu-{code.lower()}-{year}.pdf")
