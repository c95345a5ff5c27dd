"""The administrator's page of the log."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kehoach.audit.access import log_to_read
from kehoach.audit.forms import LogForm
from kehoach.audit.tables import sheet_of
from kehoach.common.converters import number_asked, query_of
from kehoach.common.responses import wants_workbook, workbook_response
from kehoach.models.people import MONTHS_KEPT

EVENTS_A_PAGE = 50


@require_GET
def audit_log(request: HttpRequest) -> HttpResponse:
    """What has happened, filtered by the address; the same as Excel."""
    form = LogForm(query_of(request))
    events = form.chosen(log_to_read(request))
    if wants_workbook(request):
        return workbook_response([sheet_of(events)], "nhat-ky")
    number, page = events.count(), max(1, number_asked(request, "trang") or 1)
    first = (page - 1) * EVENTS_A_PAGE
    context = {
        "form": form,
        "events": events[first : first + EVENTS_A_PAGE],
        "number": number,
        "page": page,
        "pages": -(-number // EVENTS_A_PAGE),
        "months": MONTHS_KEPT,
    }
    return render(request, "kehoach/audit/log.html", context)
