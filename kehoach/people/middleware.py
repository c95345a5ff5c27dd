"""What holds for every request: it needs a sign-in, it prolongs the session, a saved form is acknowledged."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.messages.storage.base import BaseStorage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from kehoach.people.held_posts import KEEP, for_script, held_post, is_script, unsaved
from kehoach.people.limits import SIGNED_IN_NOW, remember_device
from kehoach.people.second_factor import SET_UP, asked
from kehoach.people.sessions import slide

# The cookie by which a page learns that what the one before it had posted is saved (static/kehoach/keep.js).
KEPT = "kept"
_SECONDS_KEPT = 300
# What somebody sees who has not typed the code yet.
_BEFORE_THE_CODE = {"sign_in", "sign_out", "second_code"}
_SETS_UP = {"second_factor", "passkeys"}
_NONCE = re.compile(r"[0-9a-z]{1,40}")
_GetResponse = Callable[[HttpRequest], HttpResponse]


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Django's own, but what was posted after the session had ended goes through the sign-in and is not lost."""

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponse:
        """The sign-in page: with what was posted, where there is something; for a script, that the session is over."""
        if request.method == "POST" and is_script(request):
            return for_script(request)
        held = held_post(request) if request.method == "POST" else None
        return unsaved(request, held) if held else super().handle_no_permission(request, view_func)


class SecondFactorMiddleware:
    """Nobody reads a page between the password and the code that has to follow it. Stands below SignInRequired."""

    def __init__(self, get_response: _GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Leaves the answer as it is; what it decides it decides before the view."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """To the page of the code, or to that on which one is set up."""
        step, match = asked(request), request.resolver_match
        if (
            not step
            or match is None
            or not getattr(view, "login_required", True)
            or match.view_name in _BEFORE_THE_CODE
        ):
            return None
        if step == SET_UP:
            return None if match.view_name in _SETS_UP else redirect("second_factor")
        return redirect(f"{reverse('second_code')}?{urlencode({'next': request.get_full_path()})}")


class SlidingSessionMiddleware:
    """Whoever is at work stays signed in."""

    def __init__(self, get_response: _GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Before the page is made, so that it knows how long the session lasts."""
        slide(request, int(time.time()))
        response = self.get_response(request)
        # Nothing that somebody signed in has read stays in the browser: after signing out Back shows nothing.
        if SESSION_KEY in request.session and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store, private"
        return response


class KnownDeviceMiddleware:
    """An account knows the device on which somebody has signed in with it: strangers' tries do not hold it back."""

    def __init__(self, get_response: _GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Adds the cookie to the answer that signs somebody in."""
        response = self.get_response(request)
        account = getattr(request, SIGNED_IN_NOW, None)
        if account is not None:
            remember_device(request, response, account)
        return response


class AcknowledgementMiddleware:
    """Tells the browser which form is saved, so that the device need not keep it any longer.

    Saved is what ended in a redirect without a word of failure; every other answer leaves the device its record. Stands
    below MessageMiddleware.
    """

    def __init__(self, get_response: _GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Adds the cookie, for the page that the redirect leads to."""
        response = self.get_response(request)
        if request.method != "POST" or not 300 <= response.status_code < 400 or not request.user.is_authenticated:
            return response
        nonce = request.POST.get(KEEP, "")
        if _NONCE.fullmatch(nonce) and not _tells_failure(request):
            secure = bool(settings.SESSION_COOKIE_SECURE)
            # Read by the page's script; it opens nothing.
            response.set_cookie(KEPT, nonce, max_age=_SECONDS_KEPT, secure=secure, samesite="Lax")
        return response


def _tells_failure(request: HttpRequest) -> bool:
    """Whether an error waits to be told on the next page; it is left there."""
    waiting = messages.get_messages(request)
    if not isinstance(waiting, BaseStorage):
        return False
    failed = any(message.level >= messages.ERROR for message in waiting)
    waiting.used = False
    return failed
