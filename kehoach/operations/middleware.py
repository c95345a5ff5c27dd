"""What stands before every request: who may say where it came from."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden

from kehoach.operations.environment import is_address, is_loopback

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
