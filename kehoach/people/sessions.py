"""How long a session still lasts. It slides: whoever is at work is not shown out."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest

# The session's key for the second at which it was last prolonged.
PROLONGED = "prolonged"


def slide(request: HttpRequest, now: int) -> None:
    """Prolongs the session of somebody signed in, once a tenth of its life is over: not every request writes."""
    if SESSION_KEY not in request.session:
        return
    if now - request.session.get(PROLONGED, 0) > settings.SESSION_COOKIE_AGE / 10:
        request.session[PROLONGED] = now


def seconds_left(request: HttpRequest, now: int) -> int:
    """How many seconds the session still lasts if nothing else is asked for; of nobody's none."""
    if SESSION_KEY not in request.session:
        return 0
    prolonged: int = request.session.get(PROLONGED, now)
    return max(0, prolonged + settings.SESSION_COOKIE_AGE - now)
