"""One JSON line for each request, and its figures for Prometheus; no name, no address of a page, no secret."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.http import HttpRequest, HttpResponse
from prometheus_client import Counter, Histogram

logger = logging.getLogger("kehoach.requests")

REQUESTS = Counter("kehoach_requests", "Requests answered", ["method", "route", "status"])
SECONDS = Histogram(
    "kehoach_request_seconds", "Time of a request", ["route"], buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
)
_ROUTELESS = "-"
_OF_A_LINE = ("request", "person", "method", "route", "status", "milliseconds", "queries")


class RequestLogMiddleware:
    """Stands outermost, so that what other middleware answers is counted too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Gives the request an id, which its errors carry too, and writes the line when it is answered."""
        identity, began, queries = token_hex(8), time.perf_counter(), 0
        request.META["KEHOACH_REQUEST"] = identity

        def counted(execute: Callable[..., Any], *args: Any) -> Any:
            nonlocal queries
            queries += 1
            return execute(*args)

        with connection.execute_wrapper(counted):
            response = self.get_response(request)
        took = time.perf_counter() - began
        # The pattern, not the address: that may hold the secret of a link.
        route = request.resolver_match.route if request.resolver_match else _ROUTELESS
        line = (identity, _person(request), request.method, route, response.status_code, round(took * 1000), queries)
        logger.info("request", extra={"told": dict(zip(_OF_A_LINE, line, strict=True))})
        REQUESTS.labels(request.method, route, response.status_code).inc()
        SECONDS.labels(route).observe(took)
        response["X-Request-Id"] = identity
        return response


class JsonFormatter(logging.Formatter):
    """A record as one line of JSON; an error with its traceback, once."""

    def format(self, record: logging.LogRecord) -> str:
        """The record's own words, and what a request has told besides."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "told", {}),
        }
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            line["request"] = request.META.get("KEHOACH_REQUEST")
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def _person(request: HttpRequest) -> str | None:
    """The key of whoever is signed in, where the request has asked for it."""
    session = getattr(request, "session", None)
    return session.get(SESSION_KEY) if session is not None and session.accessed else None
