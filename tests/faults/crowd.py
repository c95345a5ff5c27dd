"""Many at work at once, beside the least that writes, while a report is set all the time: how long they wait.

CROWD_PEOPLE have pauses of 1 to 5 seconds for CROWD_SECONDS; then a few have none, for a tenth of that time.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from random import Random
from statistics import quantiles
from typing import Any

from baocao.models import ReportKind
from tests.faults.browser import BROKEN, Answer, Browser
from tests.faults.installation import Installation
from tests.faults.lines import Line, told
from tests.faults.lives import founded
from tests.faults.load import least_portal
from tests.life import ANSWERS, HALL, LIFE, YEAR

PEOPLE = int(os.environ.get("CROWD_PEOPLE", "100"))
SECONDS = float(os.environ.get("CROWD_SECONDS", "600"))
PAUSE, WITHOUT_PAUSE = (1.0, 5.0), 8
# Of the people so many send what was acknowledged once more.
RETRYING = 1 / 3
MOST_TIMES_THE_LEAST = 4
FORMS_IN_TEN_MINUTES = 33_210


@dataclass
class Desk:
    """A village's head before its form and the officer who gives it back; what both were answered, and when."""

    number: int
    port: int
    least: int
    waits: list[float] = field(default_factory=list)
    least_waits: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    submitted: int = 0

    def __post_init__(self) -> None:
        place, self.chance = founded(self.port), Random(self.number)
        self.browsers = {who: place.client(who) for who in ("officer", "head", "")}
        for step in LIFE[:5]:
            assert self.browsers[step.who].post(step.path(place), step.body(place)).status_code == 302, step.name
        self.version = place.figures.version

    def work(self, until: float, pause: tuple[float, float]) -> None:
        """Saves and submits again and again; the officer returns the form in between."""
        while time.monotonic() < until:
            seats = str(100 + self.version % 100)
            self._send(f"{HALL}/nhap/", {**ANSWERS, "seats": seats, "version": self.version}, pause)
            self.version += 1
            self._send(
                f"{HALL}/nop/", {"version": self.version, "name": "Phạm Văn Thử", "position": "Trưởng thôn"}, pause
            )
            self.submitted += 1
            returning = {"seen": "submitted", "reason": "Đề nghị đếm lại số ghế."}
            while self._post(self.browsers["officer"], f"{HALL}/tra-lai/", returning) is None:
                time.sleep(0.1)

    def _send(self, path: str, body: dict[str, Any], pause: tuple[float, float]) -> None:
        time.sleep(self.chance.uniform(*pause))
        head, began = self.browsers["head"], time.monotonic()
        while self._post(head, path, body) is None:
            time.sleep(0.1)
        self.waits.append(time.monotonic() - began)
        if self.chance.random() < RETRYING:
            self._post(head, path, body)
        if pause[1]:
            self.least_waits.append(Browser(self.least, head.session).post("/", {"told": path}).seconds)

    def _post(self, browser: Browser, path: str, body: dict[str, Any]) -> Answer | None:
        """What is acknowledged, else None."""
        try:
            answer = browser.post(path, body)
        except BROKEN:
            self.statuses[0] += 1
            return None
        self.statuses[answer.status_code] += 1
        return answer if answer.status_code == 302 else None


def set_reports(officer: Browser, until: float) -> int:
    """One report after the other as PDF; how many."""
    reports = 0
    while time.monotonic() < until:
        answer = officer.look(f"/bao-cao/{YEAR}/{ReportKind.ANNUAL.slug}/tai/")
        assert answer.content.startswith(b"%PDF"), answer.status_code
        reports += 1
    return reports


def measure(installation: Installation) -> Iterator[Line]:
    """First many with pauses, then few without."""
    assert installation.postgres
    installation.portal.start()
    port = installation.portal.port
    with least_portal(installation) as least, ThreadPoolExecutor(PEOPLE + 1) as people:
        desks = [Desk(number, port, least) for number in range(PEOPLE)]
        until = time.monotonic() + SECONDS
        setting = people.submit(set_reports, desks[0].browsers["officer"], until)
        for done in [people.submit(desk.work, until, PAUSE) for desk in desks]:
            done.result()
        yield with_pauses(desks, setting.result())
        for desk in desks:
            desk.submitted, desk.statuses = 0, Counter()
        until = time.monotonic() + SECONDS / 10
        for done in [people.submit(desk.work, until, (0.0, 0.0)) for desk in desks[:WITHOUT_PAUSE]]:
            done.result()
    submitted, statuses = sum(desk.submitted for desk in desks), sum((desk.statuses for desk in desks), Counter[int]())
    rate = submitted / SECONDS * 10 * 600
    yield Line(
        f"{min(WITHOUT_PAUSE, PEOPLE)} people save, submit and return without a pause for {SECONDS / 10:.0f} s",
        f"{submitted} forms, {rate:.0f} in ten minutes (aim {FORMS_IN_TEN_MINUTES}); {told(statuses)}",
        holds=rate >= FORMS_IN_TEN_MINUTES and set(statuses) == {302},
    )


def with_pauses(desks: list[Desk], reports: int) -> Line:
    """How long the slowest hundredth waited until a post was acknowledged, beside the least."""
    statuses = sum((desk.statuses for desk in desks), Counter[int]())
    slow, slow_least = (
        quantiles((seconds for desk in desks for seconds in waits(desk)), n=100)[-1]
        for waits in (lambda desk: desk.waits, lambda desk: desk.least_waits)
    )
    return Line(
        f"{len(desks)} people with pauses for {SECONDS:.0f} s, a third of their posts twice, {reports} reports set",
        f"{told(statuses)}; 99 of 100 acknowledged within {slow * 1000:.0f} ms, of the view that inserts one row "
        f"{slow_least * 1000:.0f} ms: {slow / slow_least:.1f} times",
        holds=set(statuses) == {302} and slow <= MOST_TIMES_THE_LEAST * slow_least,
    )
