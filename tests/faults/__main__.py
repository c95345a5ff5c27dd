"""python -m tests.faults [SECTION …]: tries what can befall the portal; fails where something is not as it has to be.

With --on DATABASE PATTERN one section runs in this process, which is how each of them is started; the first one on a
database leaves its empty tables in the folder PATTERN for the others.
"""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import django

from tests.faults.databases import PGBOUNCER
from tests.faults.installation import installed

SECTIONS = ("kills", "busy", "disk", "clock", "power", "load", "crowd", "restore", "wal", "standby", "pool")
DATABASES = {
    "power": ("sqlite",),
    "restore": ("sqlite",),
    "crowd": ("postgresql",),
    "wal": ("postgresql",),
    "standby": ("replicated",),
    "pool": ("pooled",),
}


def run(name: str, database: str, pattern: Path) -> int:
    """One section on a new installation: the exit code."""
    failed = 0
    with (
        TemporaryDirectory(prefix="kehoach-faults-") as folder,
        installed(Path(folder), database, pattern) as installation,
    ):
        django.setup()
        # What it uses of the portal can be imported only now.
        for line in import_module(f"tests.faults.{name}").measure(installation):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
            failed += not line.holds
    return int(failed > 0)


def main(chosen: list[str]) -> int:
    """The sections of these names, or all, each on its databases; the exit code."""
    if "--on" in chosen:
        name, _, database, pattern = chosen
        return run(name, database, Path(pattern))
    failed = 0
    with TemporaryDirectory(prefix="kehoach-pattern-") as pattern:
        for name in chosen or SECTIONS:
            if name == "pool" and not PGBOUNCER:
                sys.stdout.write(f"{name}: not tried, PgBouncer is not installed\n")
                continue
            sys.stdout.write(f"{name}\n")
            sys.stdout.flush()
            for database in DATABASES.get(name, ("postgresql", "sqlite")):
                command = [sys.executable, "-m", "tests.faults", name, "--on", database, pattern]
                failed += subprocess.run(command, check=False).returncode != 0
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
