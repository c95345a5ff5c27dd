"""Sessions slide: whoever is at work stays signed in, and a page knows how long that lasts."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kehoach.models import SignedInSession
from tests.cast import Cast, signed_in

HOUR = 3600
MINUTE = 60
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
    assert seconds(client) == 15 * MINUTE
    with CaptureQueriesContext(connection) as queries:
        client.get(STATE)
    assert not [query for query in queries if "UPDATE" in query["sql"]]

    clock(1 / 60)
    assert seconds(client) == 14 * MINUTE
    clock(2 / 60)
    assert seconds(client) == 15 * MINUTE
    clock(16 / 60)
    state = client.get(STATE).json()
    assert (state["person"], state["seconds"]) == (f"u{cast.officer.pk}", 15 * MINUTE)


def test_a_strangers_session_has_no_token_to_give(cast: Cast) -> None:
    assert "token" in signed_in(cast.officer).get(STATE).json()
    assert Client().get(STATE).json() == {"person": "", "seconds": 0}


def test_the_cookie_lasts_as_long(cast: Cast, clock: Callable[[float], None]) -> None:
    client = signed_in(cast.officer)
    clock(5 / 60)

    response = client.get(STATE)

    assert response.cookies["sessionid"]["max-age"] == 15 * MINUTE


@pytest.mark.parametrize(("role", "minutes"), [("officer", 15), ("reporter", 15), ("administrator", 5)])
def test_a_session_in_which_nothing_is_asked_for_ends(
    cast: Cast, clock: Callable[[float], None], role: str, minutes: int
) -> None:
    client = signed_in(getattr(cast, role))
    clock(minutes / 60 - 0.001)
    assert client.get(STATE).json()["person"]
    clock(2 * minutes / 60 + 0.001)

    assert client.get(STATE).json()["person"] == ""


def test_nobody_stays_signed_in_for_longer_than_half_a_day(cast: Cast, clock: Callable[[float], None]) -> None:
    client = signed_in(cast.officer)
    for minutes in range(0, 12 * 60, 10):
        clock(minutes / 60)
        assert client.get(STATE).json()["person"]
    clock(12 + 0.01)

    assert client.get(STATE).json()["person"] == ""


def test_a_stranger_has_no_session(db: None) -> None:
    response = Client().get(STATE)

    assert response.json() == {"person": "", "seconds": 0}
    assert "sessionid" not in response.cookies
    assert not SignedInSession.objects.exists()
