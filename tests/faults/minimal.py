"""The least that can be called a portal: one view that inserts one row, served and connected as the portal is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db import connection

_portal = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
    """Django with its database, without middleware, forms, history or page."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO minimal (told) VALUES (%s)", [environ["QUERY_STRING"]])
    finally:
        connection.close()
    start_response("302 Found", [("Location", "/"), ("Content-Length", "0")])
    return [b""]
