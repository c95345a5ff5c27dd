"""A browser over the wire, as the tests' own in what it offers."""

from __future__ import annotations

import http.client
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit

from django.contrib.sessions.backends.base import UpdateError
from django.db import DatabaseError, InterfaceError, connections
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.faults.processes import LONGEST_ANSWER, PATIENCE

Value = TypeVar("Value")
TOKEN = "t" * 32
BROKEN = (OSError, http.client.HTTPException)


@dataclass(frozen=True)
class Answer:
    """What came back, and after how many seconds."""

    status_code: int
    headers: dict[str, str]
    content: bytes
    seconds: float

    def __getitem__(self, name: str) -> str:
        return self.headers[name.lower()]


@dataclass(frozen=True)
class Browser:
    """One person's, known by their session."""

    port: int
    session: str = ""

    def look(self, path: str, timeout: float = LONGEST_ANSWER) -> Answer:
        """A page, whatever it is. Raises one of BROKEN where nobody answers."""
        return self._ask("GET", path, b"", {}, timeout)

    def get(self, path: str) -> Answer:
        """A page, as soon as it is served, not an error or a way elsewhere. Raises TimeoutError after a while."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with suppress(*BROKEN):
                answer = self.look(path)
                if answer.status_code == 200:
                    return answer
            time.sleep(0.1)
        raise TimeoutError(path)

    def post(self, path: str, fields: dict[str, Any], timeout: float = LONGEST_ANSWER) -> Answer:
        """A form, in parts only where it has a file. Raises one of BROKEN where nobody answers."""
        sent = {name: value() if callable(value) else value for name, value in fields.items()}
        sent["csrfmiddlewaretoken"] = TOKEN
        if any(hasattr(value, "read") for value in sent.values()):
            body, kind = encode_multipart(BOUNDARY, sent), MULTIPART_CONTENT
        else:
            body, kind = urlencode(sent, doseq=True).encode(), "application/x-www-form-urlencoded"
        return self._ask("POST", path, body, {"Content-Type": kind}, timeout)

    def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str], timeout: float) -> Answer:
        split, began = urlsplit(path), time.monotonic()
        cookies = f"csrftoken={TOKEN}" + (f"; sessionid={self.session}" if self.session else "")
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            address = f"{split.path}?{split.query}" if split.query else split.path
            connection.request(method, address, body, {"Cookie": cookies, **headers})
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        told = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, told, content, time.monotonic() - began)


def insistently(ask: Callable[[], Value]) -> Value:
    """What the database says, also where it is killed meanwhile. Raises DatabaseError after a while."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return ask()
        except (DatabaseError, InterfaceError, UpdateError):
            connections.close_all()
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
