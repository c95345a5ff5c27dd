"""A portal with people's work, evidence and an issued report moves to the other database and back, by its back-ups.

RESTORE_COMMUNES generated communes go along (200 where it is not set): how long a restore takes is the time without a
portal after a loss.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from tests.faults.databases import Postgres
from tests.faults.installation import ROOT, Installation
from tests.faults.kills import round_of_lives
from tests.faults.lines import Line

COMMUNES = int(os.environ.get("RESTORE_COMMUNES", "200"))
LONGEST_SECONDS = 600


def manage(environment: dict[str, str], *arguments: str) -> tuple[float, str]:
    """The seconds that a command takes, and what it says last."""
    began = time.monotonic()
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    said = (done.stderr or done.stdout).strip().splitlines()
    assert done.returncode == 0, said
    return time.monotonic() - began, done.stdout.strip().splitlines()[-1]


def content(backup: Path) -> tuple[Any, Any]:
    """The rows and the check sum of every table, and the check sum of every file."""
    with ZipFile(backup) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        return manifest["tables"], manifest["files"]


def measure(installation: Installation) -> Iterator[Line]:
    """From SQLite to PostgreSQL, and from there to SQLite."""
    installation.portal.start()
    with ThreadPoolExecutor(5) as people:
        left = round_of_lives(people, installation.portal.port, with_report=True)
    installation.portal.stop()
    folder, first = installation.folder, installation.portal.environment
    generating = {**first, "DEBUG": "1", "PUBLIC_URL": "", "HTTPS": ""}
    manage(generating, "generate", f"--communes={COMMUNES}", "--seed=1")
    postgres = Postgres(folder / "postgres")
    postgres.create(folder / "none")
    postgres.start()
    second = {**first, "DATA_DIR": str(folder / "second"), "DATABASE_URL": postgres.url}
    third = {**first, "DATA_DIR": str(folder / "third"), "DATABASE_URL": f"sqlite:///{folder}/third/kehoach.sqlite3"}
    backups = [folder / f"{number}.kehoach" for number in (1, 2, 3)]
    try:
        took = [manage(first, "backup", str(backups[0]))]
        took.append(manage(second, "restore", str(backups[0])))
        took.append(manage(second, "backup", str(backups[1])))
        took.append(manage(third, "restore", str(backups[1])))
        manage(third, "backup", str(backups[2]))
    finally:
        postgres.kill()
    is_same = content(backups[0]) == content(backups[1]) == content(backups[2])
    size = backups[0].stat().st_size / 1e6
    seconds = ", ".join(f"{taken:.0f}" for taken, _ in took)
    yield Line(
        f"{COMMUNES} generated communes, {left['acknowledged']} posts, a report: SQLite → PostgreSQL → SQLite",
        f"back-up, restore, back-up, restore took {seconds} s; {size:.0f} MB; {took[-1][1]} "
        f"All {len(content(backups[0])[0])} tables and {len(content(backups[0])[1])} files are the same: {is_same}",
        holds=is_same and max(taken for taken, _ in took) <= LONGEST_SECONDS,
    )
