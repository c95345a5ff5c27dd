"""Behind PgBouncer in transaction mode: nothing may rest on what a connection remembers from one transaction on."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from tests.faults.installation import ROOT, Installation
from tests.faults.kills import round_of_lives
from tests.faults.lines import Line, found_wrong
from tests.faults.lives import faults_after
from tests.life import YEAR, recorded

PEOPLE, ROUNDS = 6, 2
COMMANDS = (("doctor",), ("ledger",), ("remind",), ("rollup", f"--year={YEAR}"), ("check",))


def measure(installation: Installation) -> Iterator[Line]:
    """Years lived by more people than there are connections, then the commands that read everything."""
    installation.portal.start()
    before, left = recorded(), Counter[str]()
    with ThreadPoolExecutor(PEOPLE) as people:
        for _ in range(ROUNDS):
            left.update(round_of_lives(people, installation.portal.port, with_report=True))
    faults = list(faults_after(before, left, issued=ROUNDS))
    yield Line(
        f"PgBouncer lends 3 connections to {PEOPLE} people, one transaction at a time",
        f"{left['acknowledged']} acknowledged of {left['sent']} sent, {found_wrong(faults)}",
        holds=not faults and left["acknowledged"] == left["sent"],
    )
    for command in COMMANDS:
        process = subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, capture_output=True, text=True, check=False
        )
        last = (process.stderr or process.stdout).strip().splitlines()[-1:]
        yield Line(
            f"manage.py {' '.join(command)}",
            f"exit {process.returncode} {last}",
            holds="Traceback" not in process.stderr,
        )
