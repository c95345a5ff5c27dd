"""The disk is full, or must not be written to: what is acknowledged is whole, all else did not happen, reading goes on.

The portal's data, then PostgreSQL's, lie on a file system in memory of their own, which only root may make.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from itertools import count
from pathlib import Path

import psycopg2
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from PIL import Image

from tests.faults.browser import Browser
from tests.faults.databases import Postgres
from tests.faults.installation import Installation
from tests.faults.lines import Line, found_wrong, told
from tests.faults.lives import LivePlace, Trial, founded
from tests.faults.processes import wait_until
from tests.life import HALL, LIFE

SIZE = 48 * 1024 * 1024
# PostgreSQL writes its log in files of 16 MB.
DATABASE_SIZE = 256 * 1024 * 1024
# What is left on the disk: every step is sent with none, then with a little more each time.
FREE = (0, *(4096 * number for number in (1, 4, 16, 64)))
_COLOURS = count(1)


@contextmanager
def small_disk(data: Path, size: int) -> Iterator[None]:
    """The folder lies on a small file system."""
    kept = data.with_name(f"{data.name}-kept")
    data.rename(kept)
    data.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(data)], check=True)
    try:
        subprocess.run(["cp", "--archive", f"{kept}/.", str(data)], check=True)
        yield
    finally:
        connections.close_all()
        subprocess.run(["cp", "--archive", f"{data}/.", str(kept)], check=True)
        subprocess.run(["umount", "--lazy", str(data)], check=True)
        data.rmdir()
        kept.rename(data)


@contextmanager
def filled(data: Path, free: int) -> Iterator[None]:
    """Nothing is left but so many bytes."""
    filler = data / "filler"
    # Others may write at this moment too.
    with suppress(OSError):
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
    portal, postgres = installation.portal, installation.postgres
    with small_disk(installation.data, SIZE):
        portal.start()
        try:
            yield full(installation)
            yield read_only(installation)
        finally:
            portal.stop()
    if postgres:
        postgres.kill()
        with small_disk(postgres.folder, DATABASE_SIZE):
            postgres.start()
            portal.start()
            try:
                yield full_database(installation, postgres)
                yield read_only_database(installation, postgres)
            finally:
                portal.stop()
                postgres.kill()


def full(installation: Installation) -> Line:
    """Every step of a year, sent with an ever less full disk until it is acknowledged."""
    trial = Trial(installation.portal.port)
    browsers = {who: trial.place.client(who) for who in ("officer", "head", "")}
    for step in trial.steps():
        request, browser = step.request(trial.place), browsers[step.who]
        for free in FREE:
            with filled(installation.data, free):
                is_acknowledged = trial.is_acknowledged(request, browser)
            if is_acknowledged:
                break
        else:
            trial.is_acknowledged(request, browser)
    faults = trial.faults()
    return Line(
        f"{installation.database}, a disk that is full, then has 4 KB, 8 KB … at each of {len(LIFE)} steps",
        f"{told(trial.statuses)}; {found_wrong(faults)}",
        # 400: the session could not be kept.
        holds=not faults and set(trial.statuses) <= {302, 400, 503},
    )


def full_database(installation: Installation, postgres: Postgres) -> Line:
    """The same with PostgreSQL's disk: no room for a row, then none for its log, which ends the server."""
    trial, ends = Trial(installation.portal.port), 0
    # No file of the log is there before it is needed, and none is taken away while the disk has to be full.
    postgres.tell("ALTER SYSTEM SET min_wal_size = '32MB'", "ALTER SYSTEM SET checkpoint_timeout = '1h'")
    postgres.tell("ALTER SYSTEM SET wal_recycle = off", "SELECT pg_reload_conf()")
    for step in trial.steps():
        request, browser = step.request(trial.place), trial.place.client(step.who)
        connections.close_all()
        postgres.tell("CHECKPOINT")
        for free, is_log_at_its_end in ((0, True), (0, False), (DATABASE_SIZE, False)):
            with filled(postgres.folder, free):
                if is_log_at_its_end:
                    with suppress(psycopg2.Error):
                        postgres.tell("SELECT pg_switch_wal()", "SELECT txid_current()")
                is_acknowledged = trial.is_acknowledged(request, browser)
            ends += postgres.revive()
            if is_acknowledged:
                break
    faults = trial.faults()
    return Line(
        f"PostgreSQL's disk and log are full at each of {len(LIFE)} steps, then the disk alone",
        f"{told(trial.statuses)}, the server stopped {ends} times; {found_wrong(faults)}",
        holds=not faults and ends > 0 and set(trial.statuses) <= {302, 400, 503},
    )


def with_a_form(installation: Installation) -> tuple[LivePlace, Browser]:
    """A commune whose village enters its form, and the village's head."""
    place = founded(installation.portal.port)
    browsers = {who: place.client(who) for who in ("officer", "head", "")}
    for step in LIFE[:5]:
        assert browsers[step.who].post(step.path(place), step.body(place)).status_code == 302, step.name
    return place, browsers["head"]


def new_photo() -> SimpleUploadedFile:
    """One that is not on the disk yet: what is there is not written again."""
    written = BytesIO()
    Image.new("RGB", (30, 20), next(_COLOURS)).save(written, "PNG")
    return SimpleUploadedFile("anh.png", written.getvalue(), "image/png")


def answers(place: LivePlace, head: Browser, meanwhile: Callable[[], None] = lambda: None) -> list[int]:
    """What is answered to whoever attaches, saves and reads, after something has happened."""
    saving = {"version": place.figures.version, "seats": "118"}
    connections.close_all()
    meanwhile()
    return [
        head.post(f"{HALL}/minh-chung/", {"file": new_photo, "question": "seats"}).status_code,
        head.post(f"{HALL}/nhap/", saving).status_code,
        head.look(f"{HALL}/").status_code,
        Browser(place.port).look("/dang-nhap/").status_code,
    ]


def read_only(installation: Installation) -> Line:
    """The portal's folder: photos cannot be kept; where the database lies elsewhere, numbers can."""

    data = str(installation.data)

    def remount(how: str) -> None:
        # Whoever has a file open for writing is waited for.
        wait_until(lambda: not subprocess.run(["mount", "-o", f"remount,{how}", data], check=False).returncode, how)
        assert os.access(data, os.W_OK) == (how == "rw"), Path("/proc/self/mountinfo").read_text()

    place, head = with_a_form(installation)
    closed = answers(place, head, lambda: remount("ro"))
    is_ready = Browser(place.port).look("/suc-khoe/san-sang").status_code == 200
    remount("rw")
    opened = answers(place, head)
    return Line(
        f"{installation.database}, folders that must not be written to; then they may",
        f"attaching, saving, reading, the gate {closed}, ready: {is_ready}; then {opened}",
        # SQLite writes beside its file whatever it does, reading too.
        holds=closed == ([503, 302, 200, 200] if installation.postgres else [503] * 4)
        and not is_ready
        and opened == [302, 302, 200, 200],
    )


def read_only_database(installation: Installation, postgres: Postgres) -> Line:
    """PostgreSQL takes no writes, as a standby does, or a provider's server whose disk is full."""

    def allow(writes: str) -> None:
        postgres.tell(f"ALTER SYSTEM SET default_transaction_read_only = {writes}", "SELECT pg_reload_conf()")

    place, head = with_a_form(installation)
    closed = answers(place, head, lambda: allow("on"))
    opened = answers(place, head, lambda: allow("off"))
    return Line(
        "PostgreSQL takes no writes; then it does",
        f"attaching, saving, reading, the gate {closed}; then {opened}",
        holds=closed == [503, 503, 200, 200] and opened == [302, 302, 200, 200],
    )
