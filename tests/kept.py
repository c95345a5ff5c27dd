"""What takes seconds to make, kept from one process and run to the next until something that it comes from changes."""

from __future__ import annotations

import fcntl
import shutil
import sys
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.utils import timezone

ROOT = Path(__file__).resolve().parent.parent
SOURCES = (
    *("kehoach", "thuvien", "vanhoa", "baocao", "templates", "fixtures"),
    *("requirements.txt", "tests/cast.py", "tests/conftest.py", "tests/test_other_numbering.py"),
)
A_DAY = timedelta(days=1)


@cache
def folder() -> Path:
    """Where the files of the present sources and of today lie: the demonstration speaks of its day, and the libraries
    and fonts of the machine, which the name does not tell, change rarely within one."""
    digest = sha256(f"{timezone.localdate()} {sys.version}".encode())
    files = [file for source in SOURCES for file in ([ROOT / source] if "." in source else (ROOT / source).rglob("*"))]
    for file in sorted(file for file in files if file.is_file() and file.suffix not in (".pyc", ".mo")):
        digest.update(f"{file.relative_to(ROOT)} {file.stat().st_size} ".encode())
        digest.update(file.read_bytes())
    place = ROOT / ".pytest_cache" / "made" / digest.hexdigest()[:16]
    place.mkdir(parents=True, exist_ok=True)
    # By the clock of the disk: the tests' own may have been moved.
    place.touch()
    for other in place.parent.iterdir():
        if place.stat().st_mtime - other.stat().st_mtime > A_DAY.total_seconds():
            shutil.rmtree(other, ignore_errors=True)
    return place


def made_once(name: str, make: Callable[[], bytes]) -> bytes:
    """The bytes of this name: the first process that asks makes them, all others are given the same."""
    path = folder() / name
    with (folder() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            unfinished = path.with_suffix(".part")
            unfinished.write_bytes(make())
            unfinished.rename(path)
    return path.read_bytes()
