"""python -m tests.upgrades [COMMIT …]: brings databases of earlier landed states to today's, by today's `migrate`.

Each state's own code makes its database with the plan, from git's history, in a folder that goes again. Afterwards the
tables are those of a new database, no model lacks a column, every row is as its history says, and `attainment` answers.
Two early states cannot be brought on: they are refused with a sentence, and nothing in them is changed. Last, today's
migrations are taken back to the first, and leave no table.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("kehoach", "thuvien", "vanhoa", "baocao")
MIGRATIONS = [f"{app}/migrations" for app in APPS]
OURS = tuple(f"{app}_" for app in APPS)
REFUSED = ("fcabe38", "7d8ca45")
# The first state that has to be brought on.
FIRST = "b0f1563"
NEWEST = int(os.environ.get("UPGRADES", "6"))
SENTENCE = "do một bản thử nghiệm ban đầu của cổng tạo ra và không nâng cấp được"


def git(*arguments: str) -> bytes:
    """What git says."""
    return subprocess.run(["git", "-C", str(ROOT), *arguments], check=True, capture_output=True).stdout


def states() -> list[str]:
    """The commits that changed tables: the first, and the newest of those that followed."""
    changed = git("log", "--format=%h", "--reverse", f"{FIRST}..HEAD", "--", *MIGRATIONS).decode().split()
    return [FIRST, *changed[-NEWEST - 1 : -1]]


def run(code: Path, data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command of the code in a folder, in development, on its own database."""
    database = f"sqlite:///{data / 'kehoach.sqlite3'}"
    environment = {**os.environ, "DATA_DIR": str(data), "DATABASE_URL": database}
    environment["DJANGO_SETTINGS_MODULE"] = "kehoach.settings"
    for name in ("DEBUG", "SECRET_KEY"):
        environment.pop(name, None)
    command = [sys.executable, "-W", "ignore", *arguments]
    return subprocess.run(command, cwd=code, env=environment, capture_output=True, text=True, check=False)


def made(commit: str, folder: Path) -> Path:
    """A database as this commit's own code makes it, with plan 04."""
    code, data = folder / "code", folder / "data"
    data.mkdir(parents=True)
    with tarfile.open(fileobj=BytesIO(git("archive", commit))) as archive:
        archive.extractall(code, filter="data")
    prepared = run(code, data, "manage.py", "prepare")
    if prepared.returncode:
        raise RuntimeError(f"{commit} does not make its own database: {prepared.stderr[-500:]}")
    return data


def schema(data: Path) -> dict[str, Any]:
    """What the database looks like to today's code."""
    told = run(ROOT, data, "-m", "tests.upgrades.schema")
    if told.returncode:
        raise RuntimeError(told.stderr[-500:])
    looks: dict[str, Any] = json.loads(told.stdout)
    return looks


def faults(commit: str, data: Path, fresh: dict[str, Any]) -> list[str]:
    """What is wrong after today's `migrate`."""
    before = hashlib.sha256((data / "kehoach.sqlite3").read_bytes()).hexdigest()
    migrated = run(ROOT, data, "manage.py", "migrate", "--verbosity=0")
    if commit in REFUSED:
        unchanged = before == hashlib.sha256((data / "kehoach.sqlite3").read_bytes()).hexdigest()
        is_told = migrated.returncode == 1 and SENTENCE in migrated.stderr and "Traceback" not in migrated.stderr
        return [] if is_told and unchanged else [f"not refused: {migrated.stderr[-300:]}"]
    if migrated.returncode:
        return [migrated.stderr[-500:]]
    looks = schema(data)
    tables = fresh["tables"]
    found = [f"{table} is not as in a new database" for table in tables if looks["tables"][table] != tables[table]]
    found += [f"{column} is missing" for column in looks["lacking"]] + looks["untold"]
    answered = run(ROOT, data, "manage.py", "attainment", "--year", "2025", "--format", "json")
    return found + ([answered.stderr[-300:]] if answered.returncode else [])


def left_over(data: Path) -> list[str]:
    """What is wrong after all migrations of a new database were taken back: all others stand on those of kehoach."""
    taken_back = run(ROOT, data, "manage.py", "migrate", "kehoach", "zero", "--verbosity=0")
    if taken_back.returncode:
        return [taken_back.stderr[-500:]]
    with closing(sqlite3.connect(data / "kehoach.sqlite3")) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return [name for name in names if name.startswith(OURS)]


def main(chosen: list[str]) -> int:
    """The exit code: 1 where a state is not brought on, not refused as it has to be, or cannot be taken back."""
    failed = 0
    with TemporaryDirectory(prefix="kehoach-upgrades-") as folder:
        new = Path(folder) / "new"
        new.mkdir()
        run(ROOT, new, "manage.py", "migrate", "--verbosity=0")
        fresh = schema(new)
        for commit in chosen or [*REFUSED, *states()]:
            wrong = faults(commit, made(commit, Path(folder) / commit), fresh)
            what = "refused with a sentence" if commit in REFUSED else "brought on"
            sys.stdout.write(f"  {commit}: {what if not wrong else '; '.join(wrong[:5])}\n")
            sys.stdout.flush()
            failed += bool(wrong)
        wrong = left_over(new)
        sys.stdout.write(f"  back to the first: {'no table is left' if not wrong else '; '.join(wrong[:5])}\n")
        failed += bool(wrong)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
