"""Two servers, the second following the first: who reads where, and what is left when the first is gone for good."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from django.db import connections

from kehoach.models import Role
from tests.cast import person
from tests.faults.browser import Browser, insistently
from tests.faults.databases import Postgres
from tests.faults.installation import Installation
from tests.faults.kills import round_of_lives
from tests.faults.lines import Line
from tests.faults.lives import faults_after, founded, session_of
from tests.faults.processes import children_of, wait_until
from tests.life import LIFE, YEAR, recorded

PEOPLE = 4
SUMS = f"/tong-hop/{YEAR}/"


def measure(installation: Installation) -> Iterator[Line]:
    """The sums beside a standby that stands still; then years lived while the primary is killed and it takes over."""
    assert installation.postgres
    assert installation.standby
    installation.portal.start()
    overseer = Browser(installation.portal.port, session_of(insistently(lambda: person(Role.OVERSEER))))
    yield read_where_meant(installation.portal.port, installation.standby, overseer)
    yield missed(installation.portal.port, installation.standby)
    yield taken_over(installation, installation.postgres, installation.standby)
    told = overseer.get(SUMS).content.decode()
    yield Line("the sums afterwards", f"{communes_in(told)} communes", holds=communes_in(told) > 1)


def read_where_meant(port: int, standby: Postgres, overseer: Browser) -> Line:
    """What is written while the standby stands still is on the writer's next page, and in the sums when it goes on."""
    with_a_form(port)
    wait_until(lambda: communes_in(overseer.get(SUMS).content.decode()) == 1, "the first commune in the sums")
    standby.tell("SELECT pg_wal_replay_pause()")
    own_page = with_a_form(port).get(f"/so-lieu/{YEAR}/").content.decode()
    sums = overseer.get(SUMS).content.decode()
    lag = re.search(r"chậm hơn bản chính ([\d.]+) giây", sums)
    seen_while_still = communes_in(sums)
    standby.tell("SELECT pg_wal_replay_resume()")
    wait_until(lambda: communes_in(overseer.get(SUMS).content.decode()) == 2, "the second commune in the sums")
    return Line(
        "the standby stands still while a village enters and submits its form",
        f"the officer's next page has it: {'Thôn Thử' in own_page}; the sums know {seen_while_still} of 2 communes and "
        f"say that they are {lag[1] if lag else '?'} s behind, then both",
        holds="Thôn Thử" in own_page and seen_while_still == 1 and lag is not None,
    )


def missed(port: int, standby: Postgres) -> Line:
    """While commits wait for a standby that is away, the portal says that it cannot serve, and why."""

    def readiness() -> str:
        return Browser(port).look("/suc-khoe/san-sang").content.decode()

    standby.kill()
    wait_until(lambda: "dự phòng không nối được" in readiness(), "the alarm")
    standby.start()
    wait_until(lambda: readiness() == "sẵn sàng\n", "the end of the alarm")
    return Line("the standby is away, then back", "the portal says so, then that it is ready", holds=True)


def with_a_form(port: int) -> Browser:
    """The officer of a new commune whose village has entered and submitted its form."""
    place = founded(port)
    browsers = {who: place.client(who) for who in ("officer", "head", "")}
    for step in LIFE[:5]:
        assert browsers[step.who].post(step.path(place), step.body(place)).status_code == 302, step.name
    officer: Browser = browsers["officer"]
    return officer


def taken_over(installation: Installation, primary: Postgres, standby: Postgres) -> Line:
    """The primary is killed among people at work and never comes back; the portal's processes stay."""
    port, workers = installation.portal.port, children_of(installation.portal.leader)
    before, left = recorded(), Counter[str]()
    with ThreadPoolExecutor(PEOPLE + 2) as people, ThreadPoolExecutor(1) as beside:
        lives = beside.submit(round_of_lives, people, port, with_report=True)
        time.sleep(3)
        is_amid = not lives.done()
        primary.kill()
        killed = time.monotonic()
        standby.promote()
        wait_until(lambda: Browser(port).look("/suc-khoe/san-sang").status_code == 200, "the portal's readiness")
        seconds = time.monotonic() - killed
        left.update(lives.result())
    connections.close_all()
    faults = insistently(lambda: list(faults_after(before, left, issued=1)))
    is_same = children_of(installation.portal.leader) == workers
    return Line(
        "the primary is killed while people work, the standby takes over",
        f"it serves again after {seconds:.1f} s, {'without' if is_same else 'with'} a restart; "
        f"{left['acknowledged']} acknowledged of {left['sent']} sent, "
        f"{len(faults)} lost, double or half {faults[:3] or ''}",
        holds=is_amid and is_same and not faults,
    )


def communes_in(page: str) -> int:
    """How many communes the sums say that they know."""
    told = re.search(rf"Năm {YEAR}: (\d+) xã", page)
    return int(told[1]) if told else 0
