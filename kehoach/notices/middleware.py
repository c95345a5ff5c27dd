"""How much is new stands beside the bell on every page, and no page has to count it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from kehoach.models import User
from kehoach.models.people import SEEN
from kehoach.notices.counting import COUNTED, count
from kehoach.people.limits import SIGNED_IN_NOW

_GetResponse = Callable[[HttpRequest], HttpResponse]


class BellMiddleware:
    """Counts where somebody signs in, and again each time that the session is prolonged: then it is written anyway."""

    def __init__(self, get_response: _GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Before the page, so that it shows what is new now; after it for whoever has just come in."""
        session = request.session
        if COUNTED in session and session[COUNTED] != session.get(SEEN) and isinstance(request.user, User):
            count(request, request.user)
        response = self.get_response(request)
        account = getattr(request, SIGNED_IN_NOW, None)
        if account is not None:
            count(request, account)
        return response
