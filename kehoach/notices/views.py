"""The page of the bell."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kehoach.notices.actions import see_all
from kehoach.notices.counting import BELL
from kehoach.notices.feed import happenings, is_new
from kehoach.people.access import person


@require_http_methods(["GET", "POST"])
def bell(request: HttpRequest) -> HttpResponse:
    """What is new, then what was before; “Đã xem hết” is the POST."""
    user, now = person(request), timezone.now()
    if request.method == "POST":
        see_all(account=user, at=now)
        request.session[BELL] = 0
        return redirect("bell")
    known = happenings(user, now)
    context = {
        "new": [happening for happening in known if is_new(happening, user)],
        "seen": [happening for happening in known if not is_new(happening, user)],
    }
    return render(request, "kehoach/notices/bell.html", context)
