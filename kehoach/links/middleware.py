"""What holds for whoever came through an entry link: one unit's forms of one year, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.defaults import page_not_found

from kehoach.common.tokens import SECRET_PATHS
from kehoach.links.access import link_of_session
from kehoach.links.rules import why_link_ended
from kehoach.links.views import ended_link
from kehoach.models import User
from kehoach.people.access import ENTRY_LINK, OPEN_TO_LINKS, person_key
from kehoach.people.held_posts import is_script, refused_for_script

# A browser keeps to the last policy that it knows. `no-referrer` alone would make it send "Origin: null" with the
# button's POST, which Django's protection against forged requests refuses; `strict-origin` tells the host at most.
SECRET_ADDRESS = {
    "Referrer-Policy": "no-referrer, strict-origin",
    "Cache-Control": "no-store, private",
    "X-Robots-Tag": "noindex, nofollow",
}


class SecretAddressMiddleware:
    """No answer below the paths of links, invitations, calendars and letters is kept or passed on, whoever gave it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Adds the headers."""
        response = self.get_response(request)
        if request.path_info.startswith(tuple(f"/{path}" for path in SECRET_PATHS)):
            for name, value in SECRET_ADDRESS.items():
                response[name] = value
        return response


class EntryLinkMiddleware:
    """Refuses by default: a session of a link sees only views marked `open_to_links`, and only while the link opens."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Leaves the answer as it is; what it decides it decides before the view."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Lets a link's session pass, refuses it, or ends it where the year was closed, the link revoked meanwhile."""
        if not getattr(view, "login_required", True):
            return None
        user = request.user
        if not isinstance(user, User) or not user.is_link:
            return None
        link = link_of_session(request, user.unit_id)
        now = timezone.now()
        if link is None or not link.opens(now):
            # The open page keeps its session, and saves by itself once the year is open again.
            if request.method == "POST" and is_script(request):
                return refused_for_script(request, why_link_ended(link, now))
            whose = person_key(request)
            logout(request)
            return ended_link(request, link, whose)
        # What the link brought along need not be fetched again.
        user.unit, user.commune = link.unit, link.unit.commune
        setattr(request, ENTRY_LINK, link)
        year = link.reporting_year.year
        if not getattr(view, OPEN_TO_LINKS, False):
            raise PermissionDenied(f"Đường dẫn này chỉ mở phiếu số liệu năm {year} của đơn vị.")
        if kwargs.get("year", year) != year:
            return page_not_found(request, Http404())
        return None
