"""PostgreSQL's log is archived while people work: the disk is gone, and all is there up to the last seconds.

The commands are those of docs/operate.md; on loopback the second machine is a second folder.
"""

from __future__ import annotations

import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from django.db import connections

from tests.faults.browser import Browser, insistently
from tests.faults.databases import AS_POSTGRES, Postgres, program_of_postgres
from tests.faults.installation import Installation
from tests.faults.kills import round_of_lives
from tests.faults.lines import Line
from tests.faults.lives import LivePlace, faults_after, founded
from tests.faults.processes import wait_until
from tests.life import HALL, LIFE, recorded

PEOPLE, SAVES, FEWEST_SEATS = 4, 30, 1000
SEATS = "SELECT seats FROM vanhoa_centrefigures ORDER BY saved_at DESC NULLS LAST LIMIT 1"
MOST_LOST_SECONDS = 300


@contextmanager
def archived(primary: Postgres, archive: Path) -> Iterator[None]:
    """All that the server writes into its log goes to the archive as well, until the server is gone."""
    archive.mkdir()
    if AS_POSTGRES:
        shutil.chown(archive, "postgres")
    receive = [*AS_POSTGRES, program_of_postgres("pg_receivewal"), f"--dbname={primary.url}", "--slot=archive"]
    receive += [f"--directory={archive}"]
    subprocess.run([*receive, "--create-slot"], check=True, cwd="/")
    receiver = subprocess.Popen([*receive, "--synchronous", "--no-loop"], cwd="/", stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        wait_until(lambda: receiver.poll() is not None, "the end of what receives the log")


def measure(installation: Installation) -> Iterator[Line]:
    """A base copy, then years lived and a form saved again and again until the server and its disk are gone."""
    assert installation.postgres
    primary, archive = installation.postgres, installation.folder / "archive"
    base = Postgres(installation.folder / "base")
    port = installation.portal.port
    installation.portal.start()
    with archived(primary, archive):
        base.copy(primary, log="none")
        before, left = recorded(), Counter[str]()
        with ThreadPoolExecutor(PEOPLE + 1) as people:
            left.update(round_of_lives(people, port, with_report=True))
        saved, moment = saves(founded(port), left, primary)
        connections.close_all()
        primary.kill()
        shutil.rmtree(primary.folder)

    began = time.monotonic()
    restored = Postgres(installation.folder / "restored", primary.port)
    restored.take(base, archive)
    wait_until(lambda: Browser(port).look("/suc-khoe/san-sang").status_code == 200, "the portal's readiness")
    seconds = time.monotonic() - began
    there = int(restored.read(SEATS)) - FEWEST_SEATS + 1
    lost = saved[-1] - saved[there - 1]
    faults = insistently(lambda: list(faults_after(before, left + Counter(CentreFigures=there), issued=1)))
    connections.close_all()
    restored.kill()
    yield Line(
        f"server and disk are gone after {left['acknowledged']} acknowledged posts and {SAVES} saves",
        f"restored in {seconds:.1f} s, the portal serves again; {SAVES - there} saves of the "
        f"last {lost:.1f} s are lost, {len(faults)} other missing, double or half {faults[:3] or ''}",
        holds=not faults and lost <= MOST_LOST_SECONDS,
    )
    earlier = Postgres(installation.folder / "earlier")
    earlier.take(base, archive, until=moment)
    seats = int(earlier.read(SEATS))
    earlier.kill()
    yield Line(
        f"restored as of {moment[:19]}, after half of the saves",
        f"{seats} seats; {FEWEST_SEATS + SAVES - 1} at the end",
        holds=seats == FEWEST_SEATS + SAVES // 2,
    )


def saves(place: LivePlace, left: Counter[str], primary: Postgres) -> tuple[list[float], str]:
    """Saves a form again and again, each time with a seat more: when each was acknowledged, and a moment amid them."""
    browsers = {who: place.client(who) for who in ("officer", "head", "")}
    for step in LIFE[:5]:
        assert browsers[step.who].post(step.path(place), step.body(place)).status_code == 302, step.name
        left.update(step.records)
    acknowledged, moment = list[float](), ""
    for number in range(SAVES):
        body = {"version": place.figures.version, "seats": str(FEWEST_SEATS + number)}
        assert browsers["head"].post(f"{HALL}/nhap/", body).status_code == 302
        acknowledged.append(time.monotonic())
        if number == SAVES // 2:
            moment = primary.read("SELECT clock_timestamp()")
    return acknowledged, moment
