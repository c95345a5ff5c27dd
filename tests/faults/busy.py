"""The database is locked, slow or gone: whoever saves is told so with what they typed, the others go on."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from statistics import median
from typing import Any

import psycopg2
from django.conf import settings
from django.db import connections

from tests.faults.browser import Answer, Browser
from tests.faults.installation import Installation
from tests.faults.lines import Line
from tests.faults.lives import LivePlace, founded, session_of
from tests.life import HALL, LIFE
from tests.pages import filled_in

WRITERS = 20
LOOKS = 40
# Waiting for a lock ends after four seconds; and a busy machine is slow besides.
LONGEST = 7.0
TABLE = "vanhoa_centrefigures"


@contextmanager
def locked(installation: Installation) -> Iterator[None]:
    """Somebody has the lock that whoever saves needs."""
    if installation.postgres:
        holder: Any = psycopg2.connect(installation.postgres.url)
        holder.cursor().execute(f"LOCK TABLE {TABLE} IN EXCLUSIVE MODE")
    else:
        holder = sqlite3.connect(settings.DATABASES["default"]["NAME"], isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        holder.rollback()
        holder.close()


@contextmanager
def slow(installation: Installation) -> Iterator[None]:
    """Every save takes half a minute."""
    assert installation.postgres
    connection = psycopg2.connect(installation.postgres.url)
    connection.autocommit = True
    body = "CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(30); RETURN NEW; END'"
    connection.cursor().execute(
        f"{body}; CREATE TRIGGER slowly BEFORE UPDATE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION slowly()"
    )
    try:
        yield
    finally:
        connection.cursor().execute(f"DROP TRIGGER slowly ON {TABLE}; DROP FUNCTION slowly()")
        connection.close()


def looked(port: int) -> list[float]:
    """The seconds in which the gate opened, again and again."""
    times = []
    for _ in range(LOOKS):
        answer = Browser(port).look("/dang-nhap/")
        assert answer.status_code == 200
        times.append(answer.seconds)
        time.sleep(0.05)
    return times


def saved_meanwhile(
    port: int, browsers: list[Browser], post: Callable[[Browser], Answer]
) -> tuple[list[Answer], list[float]]:
    """What everybody is told who saves at once, and how fast the gate opens for others meanwhile."""
    with ThreadPoolExecutor(len(browsers) + 1) as people:
        answers = [people.submit(post, browser) for browser in browsers]
        time.sleep(0.5)
        others = people.submit(looked, port).result()
        return [answer.result() for answer in answers], others


def is_kept(answer: Answer, seats: str) -> bool:
    """Whether the page says that nothing was saved, and carries what was typed."""
    return answer.status_code == 503 and filled_in(answer, "seats")["seats"] == [seats]  # type: ignore[arg-type]


def told(what: str, seats: str, answers: list[Answer], others: list[float], free: float, longest: float) -> Line:
    """The line of one fault."""
    kept = sum(is_kept(answer, seats) for answer in answers)
    slowest = max(answer.seconds for answer in answers)
    at_once = sum(answer.seconds < 1 for answer in answers)
    return Line(
        what,
        f"{kept} of {len(answers)} get the page with what they typed, {at_once} within a second, the last after "
        f"{slowest:.1f} s; the gate opens for others in {median(others) * 1000:.0f} ms (median; {free * 1000:.0f} ms "
        f"before), at most {max(others):.2f} s",
        holds=kept == len(answers) and slowest <= longest and max(others) < 2,
    )


def measure(installation: Installation) -> Iterator[Line]:
    """Each fault in turn, and whether what was typed can be sent again from the page afterwards."""
    portal = installation.portal
    portal.start()
    place, port, name = founded(portal.port), portal.port, installation.database
    browsers = [Browser(port, session_of(place.head)) for _ in range(WRITERS)]
    officer = place.client("officer")
    for step in LIFE[:5]:
        client = {"officer": officer, "head": browsers[0], "": Browser(port)}[step.who]
        assert client.post(step.path(place), step.body(place)).status_code == 302, step.name
    body = {**typed(place), "_person": f"u{place.head.pk}"}
    free = median(looked(port))

    def save(browser: Browser) -> Answer:
        return browser.post(f"{HALL}/nhap/", body)

    with locked(installation):
        answers, others = saved_meanwhile(port, browsers, save)
    yield told(f"{name} locked, {WRITERS} people save", "118", answers, others, free, LONGEST)
    yield sent_again(place, browsers[0], answers[0])
    if installation.postgres:
        body |= {"version": place.figures.version, "seats": "119"}
        with slow(installation):
            answers, others = saved_meanwhile(port, browsers[:4], save)
        yield told(f"{name} takes half a minute for a row, 4 people save", "119", answers, others, free, 30)
        connections.close_all()
        installation.postgres.kill()
        gone = [save(browsers[0]), Browser(port).look("/dang-nhap/"), Browser(port).look("/suc-khoe/san-sang")]
        alive = portal.lives()
        installation.postgres.start()
        yield Line(
            f"{name} is gone",
            f"saving {gone[0].status_code}, the gate {gone[1].status_code}, readiness {gone[2].status_code}, the "
            f"process lives: {alive}; the last after {max(answer.seconds for answer in gone):.1f} s",
            holds=is_kept(gone[0], "119") and gone[2].status_code == 503 and alive,
        )
        back = save(browsers[0]).status_code
        yield Line(f"{name} is there again, the portal was not started again", f"saving {back}", holds=back == 302)


def typed(place: LivePlace) -> dict[str, Any]:
    """What the head of the village types."""
    step = next(step for step in LIFE if step.name == "save again")
    return step.body(place)


def sent_again(place: LivePlace, browser: Browser, page: Answer) -> Line:
    """“Gửi lại” on the page of a busy portal."""
    held: dict[str, Any] = filled_in(page, "seats")  # type: ignore[arg-type]
    status = browser.post(f"{HALL}/nhap/", {name: values[0] for name, values in held.items()}).status_code
    seats = place.figures.seats
    is_saved = status == 302 and seats == 118
    return Line("what was typed, sent again from that page", f"{status}, {seats} seats", holds=is_saved)
