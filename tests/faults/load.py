"""How much the portal bears, as ratios taken in one run: everything else that the machine does disturbs both sides."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from threading import Event
from typing import Any

from tests.faults.browser import Browser, insistently
from tests.faults.installation import Installation, Portal
from tests.faults.lines import Line
from tests.faults.lives import founded
from tests.faults.processes import children_of, free_port
from tests.life import HALL, LIFE, entering, signing

REQUESTS = int(os.environ.get("LOAD_REQUESTS", "10000"))
LOOKS, HAMMERS, ROUNDS = 60, 8, 20
LARGEST_MEGABYTES = 150


def measure(installation: Installation) -> Iterator[Line]:
    """Saving and submitting beside the least that writes; one person who hammers; the memory of workers."""
    portal = installation.portal
    portal.start()
    place = founded(portal.port)
    browsers = {who: place.client(who) for who in ("officer", "head", "")}
    for step in LIFE[:5]:
        assert browsers[step.who].post(step.path(place), step.body(place)).status_code == 302, step.name
    yield hammered(portal.port, browsers["head"])
    if installation.postgres:
        yield saved_and_submitted(installation, place, browsers)
    yield remembered(installation, browsers["head"])


def gate(port: int) -> float:
    """The median seconds in which the gate opens."""
    return median(Browser(port).look("/dang-nhap/").seconds for _ in range(LOOKS))


def hammered(port: int, browser: Browser) -> Line:
    """One person asks for the entry page over eight connections for as long as others come to the gate."""
    alone, is_over = gate(port), Event()

    def hammer() -> int:
        done = 0
        while not is_over.is_set():
            done += browser.look(f"{HALL}/nhap/").status_code == 200
        return done

    with ThreadPoolExecutor(HAMMERS) as people:
        hammering = [people.submit(hammer) for _ in range(HAMMERS)]
        time.sleep(0.5)
        meanwhile = gate(port)
        is_over.set()
        pages = sum(done.result() for done in hammering)
    return Line(
        f"one person hammers the entry page over {HAMMERS} connections",
        f"the gate opens in {alone * 1000:.0f} ms alone and {meanwhile * 1000:.0f} ms meanwhile "
        f"({meanwhile / alone:.2f} times), {pages} entry pages",
        holds=meanwhile <= 2 * alone,
    )


@contextmanager
def least_portal(installation: Installation) -> Iterator[int]:
    """The least view that writes, behind a gunicorn of its own: its port."""
    assert installation.postgres
    installation.postgres.tell("CREATE TABLE minimal (id bigserial PRIMARY KEY, told text)")
    environment = {**installation.portal.environment, "METRICS_PORT": str(free_port())}
    environment["PROMETHEUS_MULTIPROC_DIR"] = str(installation.folder / "metrics-minimal")
    least = Portal(environment, free_port(), application="tests.faults.minimal")
    least.start()
    try:
        yield least.port
    finally:
        least.stop()


def saved_and_submitted(installation: Installation, place: Any, browsers: dict[str, Browser]) -> Line:
    """A form saved, submitted and returned, in posts a second, beside posts to a view that inserts one row."""
    takes: dict[str, list[float]] = {"portal": [], "least": []}
    with least_portal(installation) as port:
        least = Browser(port, browsers["head"].session)
        for number in range(ROUNDS):
            for path, body in _posts(place, number):
                takes["portal"].append(_taken(lambda path=path, body=body: browsers["head"].post(path, body)))  # type: ignore[misc]
                takes["least"].append(_taken(lambda: least.post("/", {"told": "Đã lưu"})))
            returning = {"seen": "submitted", "reason": "Đề nghị đếm lại số ghế."}
            assert browsers["officer"].post(f"{HALL}/tra-lai/", returning).status_code == 302
    portal, minimal = median(takes["portal"]), median(takes["least"])
    return Line(
        "saving and submitting, beside the least view that inserts one row for somebody signed in",
        f"{portal * 1000:.0f} ms and {minimal * 1000:.0f} ms a post, {minimal / portal:.2f} of its rate (aim 0.33)",
        holds=minimal / portal >= 0.33,
    )


def _posts(place: Any, number: int) -> Iterator[tuple[str, dict[str, Any]]]:
    yield f"{HALL}/nhap/", insistently(lambda: entering(seats=str(100 + number))(place))
    yield f"{HALL}/nop/", insistently(lambda: signing(place))


def _taken(post: Callable[[], Any]) -> float:
    answer = post()
    assert answer.status_code == 302, answer.status_code
    return float(answer.seconds)


def remembered(installation: Installation, browser: Browser) -> Line:
    """The memory of the largest worker over so many requests."""
    leader = installation.portal.leader

    def largest() -> float:
        sizes = [Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in children_of(leader)]
        return max(int(text.split("Pss:")[1].split()[0]) for text in sizes) / 1024

    browser.look(f"{HALL}/nhap/")
    for _ in range(REQUESTS // 10):
        browser.look(f"{HALL}/nhap/")
    warm = largest()
    for _ in range(REQUESTS - REQUESTS // 10):
        browser.look(f"{HALL}/nhap/")
    end = largest()
    return Line(
        f"the memory of a worker over {REQUESTS} entry pages",
        f"{warm:.0f} MB after the first tenth, {end:.0f} MB at the end",
        holds=end < LARGEST_MEGABYTES and end <= warm * 1.1,
    )
