"""Processes are killed while people work: every acknowledged write is there, once, whole, with its history."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Event

from django.db import connections

from tests.faults.browser import insistently
from tests.faults.installation import Installation, children_of, kill
from tests.faults.lines import Line
from tests.faults.lives import faults_after, issue, live
from tests.life import recorded

CYCLES = int(os.environ.get("FAULT_CYCLES", "1000"))
PEOPLE = 4
# How often each is killed; where there is no server of the database the group is killed in its place.
TARGETS = ("worker",) * 16 + ("group", "database", "database", "database")


class Killer:
    """Kills one thing after another until it has done so often enough, and brings it up again."""

    def __init__(self, installation: Installation, cycles: int) -> None:
        self.installation, self.cycles = installation, cycles
        self.done: Counter[str] = Counter()
        self.chance = Random(cycles)
        self.is_over = Event()

    def run(self) -> None:
        """All of the cycles; none where somebody has given up."""
        try:
            while self.done.total() < self.cycles and not self.is_over.is_set():
                time.sleep(self.chance.uniform(0.05, 0.8))
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


def round_of_lives(people: ThreadPoolExecutor, port: int, with_report: bool) -> Counter[str]:
    """Several years at once, and a report beside them."""

    def work(what: str) -> Counter[str]:
        try:
            return live(port) if what == "life" else issue(port)
        finally:
            connections.close_all()

    left: Counter[str] = Counter()
    for result in people.map(work, ["life"] * PEOPLE + ["report"] * with_report):
        left.update(result)
    return left


def measure(installation: Installation) -> Iterator[Line]:
    """Lives until the killer has done its work, and looks at everything after each round."""
    installation.portal.start()
    before, killer = insistently(recorded), Killer(installation, CYCLES)
    left: Counter[str] = Counter()
    faults: list[str] = []
    rounds = 0
    with ThreadPoolExecutor(PEOPLE + 2) as people:
        killing = people.submit(killer.run)
        try:
            while not killer.is_over.is_set() and not faults:
                left.update(round_of_lives(people, installation.portal.port, with_report=rounds % 4 == 0))
                rounds += 1
                issued = (rounds + 3) // 4
                faults = insistently(lambda issued=issued: list(faults_after(before, left, issued)))  # type: ignore[misc]
        finally:
            killer.is_over.set()
            killing.result()
    kills = ", ".join(f"{number} {target}" for target, number in sorted(killer.done.items()))
    yield Line(
        f"{installation.database}: {killer.done.total()} kills ({kills})",
        f"{left['acknowledged']} acknowledged of {left['sent']} sent in {rounds} rounds; "
        f"{len(faults)} missing, double or half {faults[:3] or ''}",
        holds=not faults and killer.done.total() >= CYCLES,
    )
