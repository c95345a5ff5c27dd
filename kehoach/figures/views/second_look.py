"""The leader's decision whether a second person accepts what the office has submitted itself."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kehoach.figures.access import commune_to_look_at_twice
from kehoach.figures.actions.second_look import ask_for_second_look
from kehoach.figures.rules import check_may_ask_for_second_look
from kehoach.people.access import person, require
from kehoach.people.rules import permit


@require_http_methods(["GET", "POST"])
def second_look(request: HttpRequest) -> HttpResponse:
    """What it means, and the button: `wanted` is 1 or nothing."""
    commune, user = commune_to_look_at_twice(request), person(request)
    if request.method == "POST":
        require(check_may_ask_for_second_look, user, commune)
        wanted = request.POST.get("wanted") == "1"
        ask_for_second_look(commune=commune, wanted=wanted, by=user, at=timezone.now())
        said = "Từ nay phiếu do công chức nộp phải có người thứ hai duyệt." if wanted else "Đã thôi yêu cầu."
        messages.success(request, said)
        return redirect("second_look")
    context = {"commune": commune, "may_ask": permit(check_may_ask_for_second_look, user, commune)}
    return render(request, "kehoach/figures/second_look.html", context)
