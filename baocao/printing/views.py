"""The one-page form of a facility's year, for signature and stamp or for filling in by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from baocao.document.pdf import render_html_pdf, render_pdf
from baocao.document.typesetting import CannotRender
from baocao.printing.printed_form import slip
from kehoach.common.responses import pdf_response
from kehoach.figures.access import figures_to_read
from kehoach.links.access import submitted_figures, year_to_hand_out
from kehoach.links.handouts import Handout, handouts
from kehoach.links.qr import qr_svg
from kehoach.models import Unit, YearFigures
from kehoach.models.kinds import FigureKind, kinds
from kehoach.people.access import commune_of, open_to_links

# The day of the guide's text, which the file carries: the same bytes for everybody.
GUIDE_DATE = date(2026, 11, 30)


@open_to_links
@require_GET
def slip_pdf(request: HttpRequest, slug: str, code: str, year: int) -> HttpResponse:
    """“Phiếu số liệu” as PDF: blank, half-filled or submitted, always with last year's figures."""
    kind = _kind(slug)
    figures = figures_to_read(request, kind, code, year)
    try:
        return _slip_response(figures)
    except CannotRender as problem:
        messages.error(request, str(problem))
        return redirect(f"{kind.url_name}:figures", code=code, year=year)


@open_to_links
@login_not_required
@require_GET
def submitted_copy(request: HttpRequest, token: str, slug: str, code: str) -> HttpResponse:
    """“Bản đã nộp” of a form for whoever holds its unit's link, also when the year is closed and nobody signs in."""
    figures = submitted_figures(token, _kind(slug), code)
    try:
        return _slip_response(figures)
    except CannotRender as problem:
        messages.error(request, str(problem))
        return redirect("entry_link", token=token)


def _kind(slug: str) -> FigureKind:
    kind = next((kind for kind in kinds() if kind.slug == slug), None)
    if kind is None:
        raise Http404("Không có loại phiếu này.")
    return kind


def _slip_response(figures: YearFigures) -> HttpResponse:
    code, year = figures.facility.code, figures.reporting_year.year
    return pdf_response(render_pdf(slip(figures)), f"phieu-{code.lower()}-{year}.pdf")


CARDS_A_PAGE = 8
# Characters of the address that fit into a card's width at this size; a longer one is set smaller.
_SIZE, _FITS = 10, 50


@dataclass(frozen=True)
class Card:
    """One unit's card: the code, the address to be typed, and the size in points at which it fits on one line."""

    unit: Unit
    svg: SafeString
    address: str
    size: str


@never_cache
@require_GET
def qr_sheet(request: HttpRequest, year: int) -> HttpResponse:
    """The living links of the year as cards, eight on an A4 page. A GET makes no links: what there is is printed."""
    reporting_year = year_to_hand_out(request, year)
    cards = [_card(request, handout) for handout in handouts(reporting_year, timezone.now()) if handout.path]
    if not cards:
        messages.error(request, "Chưa có đường dẫn nào dùng được để in. Hãy tạo đường dẫn trước.")
        return redirect("entry_links", year=year)
    title = f"Mã QR nhập số liệu năm {year}"
    html = render_to_string("baocao/printing/qr_sheet.html", {"year": reporting_year, "pages": _pages(cards)})
    try:
        pdf = render_html_pdf(html, title, reporting_year.unit_deadline)
    except CannotRender as reason:
        messages.error(request, str(reason))
        return redirect("entry_links", year=year)
    return pdf_response(pdf, f"ma-qr-{year}.pdf")


@open_to_links
@require_GET
def guide_sheet(request: HttpRequest) -> HttpResponse:
    """One page for schools and villages: from the message to the receipt, and whom to call."""
    commune = commune_of(request)
    html = render_to_string("baocao/printing/guide_sheet.html", {"commune": commune})
    try:
        pdf = render_html_pdf(html, "Hướng dẫn nộp số liệu năm", GUIDE_DATE)
    except CannotRender as reason:
        messages.error(request, str(reason))
        return redirect("guide")
    return pdf_response(pdf, "huong-dan-nop-so-lieu.pdf")


def _card(request: HttpRequest, handout: Handout) -> Card:
    url = handout.address(request)
    address = url.partition("://")[2]
    size = min(_SIZE, _SIZE * _FITS / len(address))
    return Card(handout.unit, qr_svg(url, f"Mã QR của {handout.unit.name}"), address, f"{size:.1f}")


def _pages(cards: Sequence[Card]) -> list[Sequence[Card]]:
    return [cards[start : start + CARDS_A_PAGE] for start in range(0, len(cards), CARDS_A_PAGE)]
