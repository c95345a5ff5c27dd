"""One at a time at the database, where a server in this process has the same connection to SQLite as the test.

Two transactions on one connection would begin and end in each other. On PostgreSQL no page is opened in a browser.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import RLock

from django.http import HttpRequest, HttpResponse

_turn = RLock()


class OneRequestAtATime:
    """The outermost middleware of the server that a browser speaks to."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Waits for the request before it, and for a test that writes."""
        with _turn:
            return self.get_response(request)


@contextmanager
def database_at_rest() -> Iterator[None]:
    """While a test writes though a page is open, which may ask for something at this moment."""
    with _turn:
        yield
