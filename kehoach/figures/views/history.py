"""Who has changed what in one facility's year, to the end."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from kehoach.figures.access import figures_to_read
from kehoach.history.responses import history_response
from kehoach.history.timeline import history_of
from kehoach.models.kinds import FigureKind
from kehoach.people.access import open_to_links


@open_to_links
@require_GET
def figures_history(request: HttpRequest, kind: FigureKind, code: str, year: int) -> HttpResponse:
    """Every visit with each answer before and after, by person and question in the address; the same as Excel."""
    shown = figures_to_read(request, kind, code, year)
    return history_response(
        request,
        history_of(shown).events,
        title=f"Lịch sử phiếu năm {year}",
        about=shown.facility.name,
        back=reverse(f"{kind.url_name}:figures", args=[code, year]),
        name=f"lich-su-{code}-{year}",
    )
