"""“Đối chiếu”: what was done and did not arrive, for the officer who can do something about it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from kehoach.ledger.access import commune_to_check
from kehoach.ledger.checks import entries
from kehoach.operations import state


@never_cache
@require_GET
def ledger(request: HttpRequest) -> HttpResponse:
    """Every comparison as it is now, and when the machine last made all of them and restored a back-up by itself."""
    commune, now = commune_to_check(request), timezone.now()
    context = {
        "entries": entries(commune, now),
        "nights": [
            ("Đối chiếu hằng đêm", state.noted(state.COMPARED), state.is_recent(state.COMPARED, now)),
            ("Phục hồi thử bản sao lưu", state.noted(state.PROVED), state.is_recent(state.PROVED, now)),
        ],
    }
    return render(request, "kehoach/ledger/ledger.html", context)
