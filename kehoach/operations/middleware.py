"""What stands before every request: who may say where it came from, and how many are worked on at once."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from threading import BoundedSemaphore

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseForbidden
from django.urls import Resolver404, resolve
from django.views.defaults import page_not_found

from kehoach.operations.busy import busy
from kehoach.operations.environment import is_address, is_loopback
from kehoach.operations.slots import Full, PlacesOfPersons, taken

_GetResponse = Callable[[HttpRequest], HttpResponse]
_TOLD_BY_PROXIES = ("HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP")
_ONLY_HERE = "Chế độ phát triển chỉ trả lời trên chính máy này. Chạy thật thì đặt DEBUG=0."


class TrustedProxyMiddleware:
    """Believes the proxy that the settings name, and nobody else, about where a request came from and how.

    From it the address of the person's device is taken too, so that wrong passwords are counted for each device behind
    a port and behind a socket alike. In development nobody but this machine gets an answer.
    """

    def __init__(self, get_response: _GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Before anything reads the request."""
        meta = request.META
        sender = meta.get("REMOTE_ADDR") or "unix"
        if settings.DEBUG and sender != "unix" and not is_loopback(sender):
            return HttpResponseForbidden(_ONLY_HERE, content_type="text/plain; charset=utf-8")
        if sender in settings.TRUSTED_PROXIES:
            nearest = meta.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
            if is_address(nearest):
                meta["REMOTE_ADDR"] = nearest
        else:
            for name in _TOLD_BY_PROXIES:
                meta.pop(name, None)
        return self.get_response(request)


class FairShareMiddleware:
    """Leaves threads for others, whatever one person does or one table is waited for.

    A person, known by the cookie of the session, has two requests worked on at once over all processes, and waits for a
    moment with a third. Of a process's threads some are kept for reading: while writers wait for a locked database,
    whoever comes to write besides gets the page that says so at once. Only where a server with few threads says how
    many writers it bears (WRITERS_AT_ONCE).
    """

    PLACES, PATIENCE_OF_ONE, PATIENCE_TO_WRITE = 2, 5.0, 0.3

    def __init__(self, get_response: _GetResponse) -> None:
        if not settings.WRITERS_AT_ONCE:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.persons = PlacesOfPersons(self.PLACES)
        self.writers = BoundedSemaphore(settings.WRITERS_AT_ONCE)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Works on the request when there is a place, or says that the portal is busy."""
        with ExitStack() as places:
            try:
                if session := request.COOKIES.get(settings.SESSION_COOKIE_NAME):
                    places.enter_context(self.persons.taken(session, self.PATIENCE_OF_ONE))
                if request.method not in ("GET", "HEAD"):
                    places.enter_context(taken(self.writers, self.PATIENCE_TO_WRITE))
            except Full:
                return busy(request)
            return self.get_response(request)


class NotFoundInDevelopmentMiddleware:
    """The portal's own page for what is not there in development too: Django's is in English. The innermost of all."""

    def __init__(self, get_response: _GetResponse) -> None:
        if not settings.DEBUG:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """An address that is none is found out here, before Django does."""
        try:
            resolve(request.path_info)
        except Resolver404 as missing:
            return page_not_found(request, missing)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """What a view does not find."""
        return page_not_found(request, problem) if isinstance(problem, Http404) else None
