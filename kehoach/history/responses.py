"""The page of a history, the same for forms, results, books, plan and accounts; the same as Excel."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kehoach.common.converters import word_asked
from kehoach.common.responses import wants_workbook, workbook_response
from kehoach.history.pages import HistoryFilter, people_in, questions_in, sheet_of
from kehoach.history.timeline import Event


def history_response(
    request: HttpRequest, events: Sequence[Event], *, title: str, about: str, back: str, name: str
) -> HttpResponse:
    """Every event with what changed, by person and field in the address.

    `about` is what the history is of, `back` the address of its page, `name` that of the file.
    """
    chosen = HistoryFilter(word_asked(request, "nguoi"), word_asked(request, "muc"))
    filtered = chosen.chosen(events)
    if wants_workbook(request):
        return workbook_response([sheet_of(title, about, filtered)], name)
    context = {
        "title": title,
        "about": about,
        "back": back,
        "events": filtered,
        "people": people_in(events),
        "questions": questions_in(events),
        "chosen": chosen,
    }
    return render(request, "kehoach/history/history.html", context)
