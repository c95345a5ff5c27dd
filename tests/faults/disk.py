"""The disk is full, or must not be written to: what is acknowledged is whole, all else did not happen, reading goes on.

The portal's data lie on a file system in memory of their own, which only root may make. PostgreSQL's own disk is not
filled: what it does then is its own business, and to the portal the same as a database that is gone.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connections

from tests.faults.browser import Browser
from tests.faults.installation import Installation
from tests.faults.lines import Line
from tests.faults.lives import faults_after, founded
from tests.life import HALL, LIFE, photo, recorded

SIZE = 48 * 1024 * 1024
# What is left on the disk: every step is sent with none, then with a little more each time.
FREE = (0, *(4096 * number for number in (1, 4, 16, 64)))


@contextmanager
def small_disk(data: Path) -> Iterator[None]:
    """The folder lies on a small file system."""
    kept = data.with_name("kept")
    data.rename(kept)
    data.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(data)], check=True)
    try:
        shutil.copytree(kept, data, dirs_exist_ok=True)
        yield
    finally:
        connections.close_all()
        subprocess.run(["umount", "--lazy", str(data)], check=True)


@contextmanager
def filled(data: Path, free: int) -> Iterator[None]:
    """Nothing is left but so many bytes."""
    filler = data / "filler"
    filler.write_bytes(bytes(max(0, shutil.disk_usage(data).free - free)))
    try:
        yield
    finally:
        filler.unlink()


def measure(installation: Installation) -> Iterator[Line]:
    """A year with a disk that is full at every step, then one that must not be written to."""
    if os.geteuid() != 0:
        yield Line("the disk", "not tried: only root may make a small one", holds=True)
        return
    with small_disk(installation.data):
        installation.portal.start()
        try:
            yield full(installation)
            if installation.postgres:
                yield from read_only(installation)
        finally:
            installation.portal.stop()


def full(installation: Installation) -> Line:
    """Every step of a year, sent with an ever less full disk until it is acknowledged."""
    port = installation.portal.port
    before, left, statuses = recorded(), Counter[str](), Counter[int]()
    place = founded(port)
    browsers = {who: place.client(who) for who in ("officer", "head", "")}
    for step in LIFE:
        path, body = step.path(place), step.body(place)
        for free in FREE:
            with filled(installation.data, free):
                status = browsers[step.who].post(path, body).status_code
            statuses[status] += 1
            if status == 302:
                break
        else:
            statuses[browsers[step.who].post(path, body).status_code] += 1
        left.update(step.records)
    faults = list(faults_after(before, left, issued=0))
    seen = ", ".join(f"{number} times {status}" for status, number in sorted(statuses.items()))
    return Line(
        f"{installation.database}, a disk that is full, then has 4 KB, 8 KB … at each of {len(LIFE)} steps",
        f"{seen}; {len(faults)} missing, double or half {faults[:3] or ''}",
        # 400: the session could not be kept.
        holds=not faults and set(statuses) <= {302, 400, 503},
    )


def read_only(installation: Installation) -> Iterator[Line]:
    """Photos cannot be kept; numbers can, and pages open."""
    place = founded(installation.portal.port)
    officer, head = place.client("officer"), place.client("head")
    for step in LIFE[:5]:
        client = {"officer": officer, "head": head, "": Browser(place.port)}[step.who]
        assert client.post(step.path(place), step.body(place)).status_code == 302, step.name
    attaching = {"file": photo, "question": "seats"}

    def remount(how: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{how}", str(installation.data)], check=True)

    remount("ro")
    statuses = {
        "attaching": head.post(f"{HALL}/minh-chung/", attaching).status_code,
        "saving": head.post(f"{HALL}/nhap/", {"version": place.figures.version, "seats": "118"}).status_code,
        "reading": head.look(f"{HALL}/").status_code,
        "readiness": Browser(place.port).look("/suc-khoe/san-sang").status_code,
    }
    remount("rw")
    statuses["attaching afterwards"] = head.post(f"{HALL}/minh-chung/", attaching).status_code
    told = ", ".join(f"{what} {status}" for what, status in statuses.items())
    yield Line("folders that must not be written to", told, holds=list(statuses.values()) == [503, 302, 200, 503, 302])
