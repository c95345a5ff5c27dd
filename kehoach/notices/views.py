"""The page of the bell, and the one that stops its letters."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from kehoach.notices.access import person_to_stop
from kehoach.notices.actions import see_all, stop_mail
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


# Mail programs send the POST without a cookie and without the token of a form (RFC 8058): the address is the proof.
@csrf_exempt
@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def stop_notice_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the letter: asked first, because mail servers open every address that they meet."""
    account = person_to_stop(token)
    if request.method == "POST":
        stop_mail(account=account, at=timezone.now())
        account.refresh_from_db(fields=["has_notice_mail"])
    return render(request, "kehoach/notices/stop_mail.html", {"wants": account.has_notice_mail})
