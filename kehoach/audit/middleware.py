"""Writes down what somebody takes out of the portal, and what was refused to them."""

from __future__ import annotations

import re
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse

from kehoach.audit.recording import record
from kehoach.common.responses import PDF_TYPE
from kehoach.models import AuditKind, User

_NAME = re.compile(r"filename\*=(?:utf-8'')?([^;]+)|filename=\"?([^\";]+)", re.IGNORECASE)
_TABLES = (".xlsx", ".csv", ".json", ".zip")


class AuditMiddleware:
    """Every file that an answer hands out to be kept or read, but pictures, and every refusal of who is signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Leaves the answer as it is."""
        response = self.get_response(request)
        disposition = response.get("Content-Disposition", "")
        user = getattr(request, "user", None)
        if not isinstance(user, User):
            return response
        if response.status_code == HTTPStatus.FORBIDDEN:
            record(AuditKind.DENIED, account=user, request=request, about=f"{request.method} {request.path}")
        elif response.status_code == HTTPStatus.OK and (
            disposition.startswith("attachment") or (disposition and response["Content-Type"] == PDF_TYPE)
        ):
            match = _NAME.search(disposition)
            name = unquote(match[1] or match[2]).strip() if match else ""
            kind = AuditKind.EXPORT if name.endswith(_TABLES) else AuditKind.DOWNLOAD
            record(kind, account=user, request=request, about=f"{name} ({request.path})")
        return response
