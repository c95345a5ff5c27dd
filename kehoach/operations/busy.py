"""What is said while the portal is busy: asks no database, and can be said before anything else looks at a request."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from kehoach.people.held_posts import held_post

SECONDS_TO_WAIT = "10"


def busy(request: HttpRequest) -> HttpResponse:
    """The page; what was posted stands on it, to be sent once more, without its files."""
    held = held_post(request) if request.method == "POST" else None
    context = {"held": held, "token": request.POST.get("csrfmiddlewaretoken", "") if held else ""}
    page = render_to_string("503.html", context)
    return HttpResponse(page, status=503, headers={"Retry-After": SECONDS_TO_WAIT})
