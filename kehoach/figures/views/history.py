"""Who has changed what in one facility's year, to the end."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kehoach.common.converters import word_asked
from kehoach.common.responses import wants_workbook, workbook_response
from kehoach.figures.access import figures_to_read
from kehoach.history.pages import HistoryFilter, people_in, questions_in, sheet_of
from kehoach.history.timeline import history_of
from kehoach.models.kinds import FigureKind
from kehoach.people.access import open_to_links


@open_to_links
@require_GET
def figures_history(request: HttpRequest, kind: FigureKind, code: str, year: int) -> HttpResponse:
    """Every visit with each answer before and after, by person and question in the address; the same as Excel."""
    shown = figures_to_read(request, kind, code, year)
    events = history_of(shown).events
    chosen = HistoryFilter(word_asked(request, "nguoi"), word_asked(request, "muc"))
    filtered = chosen.chosen(events)
    if wants_workbook(request):
        title = f"Lịch sử phiếu {year}"
        return workbook_response([sheet_of(title, shown.facility.name, filtered)], f"lich-su-{code}-{year}")
    context = {
        "kind": kind,
        "figures": shown,
        "events": filtered,
        "people": people_in(events),
        "questions": questions_in(events),
        "chosen": chosen,
    }
    return render(request, "kehoach/figures/history.html", context)
