"""Photos and papers behind one facility's year: the list with its upload form, and each file for who may see it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kehoach.common.converters import word_asked
from kehoach.evidence import serving
from kehoach.evidence.forms import EvidenceForm
from kehoach.figures.access import evidence_to_read, figures_to_enter, figures_to_read
from kehoach.figures.actions.evidence import attach, detach
from kehoach.figures.rules import check_can_attach, check_can_save
from kehoach.models.kinds import FigureKind
from kehoach.people.access import open_to_links, person
from kehoach.people.rules import Refused, permit


@open_to_links
@require_http_methods(["GET", "POST"])
def evidence(request: HttpRequest, kind: FigureKind, code: str, year: int) -> HttpResponse:
    """What stands behind the figures; who may change them adds to it. Works as a plain form, without JavaScript."""
    fetch = figures_to_enter if request.method == "POST" else figures_to_read
    figures, user, now = fetch(request, kind, code, year), person(request), timezone.now()
    may_attach = permit(check_can_attach, figures, user, now)
    if request.method == "POST" and not may_attach.allowed:
        messages.error(request, may_attach.reason)
        return redirect(f"{kind.url_name}:evidence", code=code, year=year)
    form = EvidenceForm(
        figures, request.POST or None, request.FILES or None, initial={"question": word_asked(request, "muc")}
    )
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        try:
            attach(figures, question=sent["question"], accepted=sent["file"], by=user, at=now)
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, f"Đã nhận tệp “{sent['file'].name}”.")
            return redirect(f"{kind.url_name}:evidence", code=code, year=year)
    may_save = permit(check_can_save, figures, user, now)
    context = {"kind": kind, "figures": figures, "form": form, "may_attach": may_attach, "may_save": may_save}
    return render(request, "kehoach/figures/evidence.html", context)


@open_to_links
@require_POST
def remove_evidence(request: HttpRequest, kind: FigureKind, code: str, year: int, pk: int) -> HttpResponse:
    """“Gỡ”: the file leaves the form; a second click finds it gone and says the same."""
    figures = figures_to_enter(request, kind, code, year)
    try:
        detach(figures, pk=pk, by=person(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã gỡ tệp khỏi phiếu.")
    return redirect(f"{kind.url_name}:evidence", code=code, year=year)


@open_to_links
@require_GET
def evidence_file(request: HttpRequest, kind: FigureKind, code: str, year: int, pk: int) -> HttpResponseBase:
    """The file itself: a picture opens in the browser, a PDF is downloaded."""
    return serving.whole(evidence_to_read(request, kind, code, year, pk))


@open_to_links
@require_GET
def evidence_small(request: HttpRequest, kind: FigureKind, code: str, year: int, pk: int) -> HttpResponseBase:
    """A small picture for lists; a PDF has none."""
    return serving.small(evidence_to_read(request, kind, code, year, pk))
