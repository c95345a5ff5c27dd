"""Sessions slide: whoever is at work stays signed in, and a page knows how long that lasts."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests.cast import Cast, signed_in

HOUR = 3600
STATE = "/phien/"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Sets the clock of sessions to so many hours after now."""
    now = time.time()

    def set_to(hours: float) -> None:
        for room in ("people.middleware", "people.views", "people.receivers", "navigation"):
            monkeypatch.setattr(f"kehoach.{room}.time.time", lambda: now + hours * HOUR)

    set_to(0)
    return set_to


def seconds(client: Client) -> int:
    """How long a page says that the session lasts."""
    found = re.search(r'data-session-seconds="(\d+)"', client.get("/ke-hoach/").content.decode())
    assert found
    return int(found[1])


def test_a_session_slides_when_a_tenth_of_its_life_is_over(cast: Cast, clock: Callable[[float], None]) -> None:
    client = signed_in(cast.officer)
    assert seconds(client) == 8 * HOUR
    with CaptureQueriesContext(connection) as queries:
        client.get(STATE)
    assert not [query for query in queries if "UPDATE" in query["sql"]]

    clock(0.5)
    assert seconds(client) == 7.5 * HOUR
    clock(1)
    assert seconds(client) == 8 * HOUR
    clock(8.9)
    assert client.get(STATE).json() == {"person": f"u{cast.officer.pk}", "seconds": 8 * HOUR}


def test_the_cookie_lasts_as_long(cast: Cast, clock: Callable[[float], None], settings: Settings) -> None:
    client = signed_in(cast.officer)
    clock(2)

    response = client.get(STATE)

    assert response.cookies["sessionid"]["max-age"] == settings.SESSION_COOKIE_AGE


def test_a_stranger_has_no_session(db: None) -> None:
    response = Client().get(STATE)

    assert response.json() == {"person": "", "seconds": 0}
    assert "sessionid" not in response.cookies
    assert not Session.objects.exists()
