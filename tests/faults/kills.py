"""Processes are killed while people work: every acknowledged write is there, once, whole, with its history."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from random import Random
from threading import Event

from django.db import connections

from tests.faults.browser import insistently
from tests.faults.installation import Installation
from tests.faults.lines import Line, found_wrong, told
from tests.faults.lives import ANSWERS, faults_after, issue, live
from tests.faults.processes import PATIENCE, children_of, kill
from tests.life import recorded

CYCLES = int(os.environ.get("FAULT_CYCLES", "1000"))
PEOPLE = 4
# A kill leaves time for so many posts to be acknowledged before the next one, but not for long.
BETWEEN, SECONDS_BETWEEN = (0, 0, 1, 1, 2), 20
# A report takes some seconds to set: whoever has tried for so long is left alone until it is issued.
SECONDS_FOR_A_REPORT = 20
# How often each is killed; where there is no server of the database the group is killed in its place.
TARGETS = ("worker",) * 16 + ("group", "database", "database", "database")


class Killer:
    """Kills one thing after another until it has done so often enough, and brings it up again."""

    def __init__(self, installation: Installation, cycles: int) -> None:
        self.installation, self.cycles = installation, cycles
        self.done: Counter[str] = Counter()
        self.chance = Random(cycles)
        self.is_over = Event()
        self.report: Future[Counter[str]] = Future()
        self.begun = 0.0

    def wait(self) -> None:
        """Until people have got on a little, then to any moment of what they do next."""
        enough = ANSWERS[302] + self.chance.choice(BETWEEN)
        until = time.monotonic() + SECONDS_BETWEEN
        while ANSWERS[302] < enough and time.monotonic() < until and not self.is_over.is_set():
            time.sleep(0.02)
        time.sleep(self.chance.uniform(0.0, 0.6))
        if self.report.running() and time.monotonic() > self.begun + SECONDS_FOR_A_REPORT:
            wait([self.report], timeout=PATIENCE)

    def run(self) -> None:
        """All of the cycles; none where somebody has given up."""
        try:
            while self.done.total() < self.cycles and not self.is_over.is_set():
                self.wait()
                target = self.chance.choice(TARGETS)
                if target == "worker":
                    workers = children_of(self.installation.portal.leader)
                    kill([self.chance.choice(workers)] if workers else [])
                elif target == "database" and self.installation.postgres:
                    self.installation.postgres.kill()
                    self.installation.postgres.start()
                else:
                    target = "group"
                    self.installation.portal.kill()
                    self.installation.portal.start()
                self.done[target] += 1
        finally:
            self.is_over.set()


def lived(port: int) -> Counter[str]:
    """One year, with connections that end with it."""
    try:
        return live(port)
    finally:
        connections.close_all()


def issued(port: int) -> Counter[str]:
    """One report, in the same way."""
    try:
        return issue(port)
    finally:
        connections.close_all()


def round_of_lives(people: ThreadPoolExecutor, port: int, with_report: bool) -> Counter[str]:
    """Several years at once, and a report beside them."""
    report = people.submit(issued, port) if with_report else None
    left: Counter[str] = Counter()
    for result in people.map(lived, [port] * PEOPLE):
        left.update(result)
    return left + report.result() if report else left


def measure(installation: Installation) -> Iterator[Line]:
    """Lives until the killer has done its work, and looks at everything after each round."""
    installation.portal.start()
    port = installation.portal.port
    before, killer = insistently(recorded), Killer(installation, CYCLES)
    left: Counter[str] = Counter()
    faults: list[str] = []
    rounds = 0
    with ThreadPoolExecutor(PEOPLE + 2) as people:
        killing = people.submit(killer.run)
        try:
            while not killer.is_over.is_set() and not faults:
                with_report = rounds % 4 == 0
                if with_report:
                    killer.report, killer.begun = people.submit(issued, port), time.monotonic()
                left.update(round_of_lives(people, port, with_report=False))
                left.update(killer.report.result() if with_report else ())
                rounds += 1
                reports = (rounds + 3) // 4
                faults = insistently(lambda reports=reports: list(faults_after(before, left, reports)))  # type: ignore[misc]
                sys.stderr.write(
                    f"  … {killer.done.total()} kills, {left['acknowledged']} acknowledged, {told(ANSWERS)}\n"
                )
        finally:
            killer.is_over.set()
            killing.result()
    kills = ", ".join(f"{number} {target}" for target, number in sorted(killer.done.items()))
    yield Line(
        f"{installation.database}: {killer.done.total()} kills ({kills})",
        f"{left['acknowledged']} acknowledged of {left['sent']} sent in {rounds} rounds, {told(ANSWERS)}; "
        f"{found_wrong(faults)}",
        holds=not faults and not ANSWERS[500] and killer.done.total() >= CYCLES,
    )
