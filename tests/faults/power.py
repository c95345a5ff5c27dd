"""The power goes right after each acknowledgement, on SQLite: what was not synced is not there.

The portal runs under strace; its writes are replayed up to the last sync of each file, renames and removals up to the
last sync of their folder. A new file that was synced has its name, as on ext4 and XFS.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connections

from tests.faults.browser import Browser
from tests.faults.installation import Installation
from tests.faults.lines import Line
from tests.faults.lives import LivePlace, founded
from tests.life import HALL, LIFE, photo

SAVES = 40
CALLS = "pwrite64,write,fsync,fdatasync,ftruncate,rename,unlink"
_CALL = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)")
_FILE = re.compile(r"\d+<((?:\\x[0-9a-f]{2})+)>(?:, (.*))?")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


def calls_in(trace: str) -> Iterator[tuple[str, str, int]]:
    """Each call with its arguments and its result; one that another thread came between is put together again."""
    begun: dict[str, str] = {}
    for line in trace.splitlines():
        process = line.split(maxsplit=1)[0]
        if line.endswith("<unfinished ...>"):
            begun[process] = line.removesuffix("<unfinished ...>")
            continue
        resumed = line.partition(" resumed>")[2] if process in begun else ""
        if call := _CALL.match(begun.pop(process) + resumed if resumed else line):
            yield call[1], call[2], int(call[3])


@dataclass
class Disk:
    """What is on the disk of the folder below `root`, and what only the system's memory knows."""

    root: Path
    files: dict[str, bytearray] = field(default_factory=dict)
    on_disk: dict[str, bytes] = field(default_factory=dict)
    # Names that are given or taken away, by their folder, until that is synced.
    names: dict[str, list[tuple[str, str | None]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for path in self.root.rglob("*"):
            if path.is_file():
                self.files[str(path)] = bytearray(path.read_bytes())
                self.on_disk[str(path)] = path.read_bytes()

    def do(self, call: str, arguments: str, result: int) -> None:
        """One call of the portal."""
        texts = [bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(arguments)]
        if result < 0:
            return
        if call in ("rename", "unlink"):
            self._name(*(text.decode() for text in texts))
            return
        file = _FILE.match(arguments)
        path = bytes.fromhex(file[1].replace("\\x", "")).decode() if file else ""
        if file is None or not path.startswith(str(self.root)):
            return
        rest = (file[2] or "").rpartition(", ")[2]
        if call in ("fsync", "fdatasync"):
            self._sync(path)
            return
        if path not in self.files:
            self.files[path] = bytearray()
        content = self.files[path]
        if call == "ftruncate":
            del content[int(rest) :]
        elif call == "write":
            content += texts[0]
        else:
            place = int(rest)
            content += bytes(max(0, place - len(content)))
            content[place : place + len(texts[0])] = texts[0]

    def _name(self, path: str, new: str | None = None) -> None:
        if path not in self.files:
            return
        content = self.files.pop(path)
        if new:
            self.files[new] = content
            # Under its first name it was synced with its content.
            self.on_disk[f"{new}\0"] = self.on_disk.pop(path, b"")
        self.names.setdefault(str(Path(path).parent), []).append((path, new))

    def _sync(self, path: str) -> None:
        if path in self.files:
            self.on_disk[path] = bytes(self.files[path])
            return
        for old, new in self.names.pop(path, []):
            self.on_disk.pop(old, None)
            if new and f"{new}\0" in self.on_disk:
                self.on_disk[new] = self.on_disk.pop(f"{new}\0")

    def lay_out(self, target: Path, *, all_of_it: bool = False) -> None:
        """The folder as it is after the power has gone; or as whoever looks before sees it."""
        shutil.rmtree(target, ignore_errors=True)
        for path, content in (self.files if all_of_it else self.on_disk).items():
            if not path.endswith(("\0", "-shm")):
                place = target / Path(path).relative_to(self.root)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)


@dataclass(frozen=True)
class Promise:
    """What was acknowledged when the trace had this length: seats of the house, photos with their size."""

    length: int
    seats: int
    photos: frozenset[tuple[str, int]]


def promises(place: LivePlace, head: Browser, trace: Path) -> Iterator[Promise]:
    """Saves and photos, each noted as soon as it was acknowledged; this process itself only reads."""
    photos = set[tuple[str, int]]()
    for seats in range(1000, 1000 + SAVES):
        answer = head.post(f"{HALL}/nhap/", {"version": place.figures.version, "seats": str(seats)})
        assert answer.status_code == 302, answer.status_code
        if seats % 10 == 0:
            number = (seats - 1000) // 10
            sent = head.post(f"{HALL}/minh-chung/", {"file": photo, "question": ("seats", "hall_land_m2")[number % 2]})
            assert sent.status_code == 302, sent.status_code
            photos |= {(row.file.name, row.size) for row in place.figures.evidence.all()}
        yield Promise(trace.stat().st_size, seats, frozenset(photos))


def broken_promises(folder: Path, promise: Promise) -> Iterator[str]:
    """What of it is not there in a folder, which SQLite opens as after a power cut."""
    with closing(sqlite3.connect(folder / "kehoach.sqlite3")) as database:
        (seats,) = database.execute("SELECT seats FROM vanhoa_centrefigures").fetchone()
        latest = "SELECT seats FROM vanhoa_historicalcentrefigures ORDER BY history_id DESC LIMIT 1"
        (version,) = database.execute(latest).fetchone()
        if not seats == version == promise.seats:
            yield f"{promise.seats} seats were acknowledged; {seats} in the table, {version} in the history"
        if (answer := database.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            yield f"the database is damaged: {answer}"
    for name, size in promise.photos:
        path = folder / "files" / name
        if not path.exists() or path.stat().st_size != size:
            yield f"{name} is not whole"


def measure(installation: Installation) -> Iterator[Line]:
    """Saves under strace, and a power cut after each of them."""
    if shutil.which("strace") is None:
        yield Line("lost power", "not tried: strace is not installed", holds=True)
        return
    portal, trace, data = installation.portal, installation.folder / "trace", installation.data
    portal.start()
    place = founded(portal.port)
    browsers = {who: place.client(who) for who in ("officer", "head", "")}
    for step in LIFE[:5]:
        assert browsers[step.who].post(step.path(place), step.body(place)).status_code == 302, step.name
    portal.stop()
    connections.close_all()
    disk, unsynced = Disk(data), Disk(data)
    portal.through = ("strace", "-f", "-y", "-xx", "-s", "100000000", "-e", f"trace={CALLS}", "-o", str(trace))
    portal.start()
    promised = list(promises(place, browsers["head"], trace))
    portal.stop()

    lost: list[str] = []
    lost_without_sync = 0
    done, content = 0, trace.read_bytes()
    for promise in promised:
        for call in calls_in(content[done : promise.length].decode()):
            disk.do(*call)
            if "sync" not in call[0]:
                unsynced.do(*call)
        done = promise.length
        disk.lay_out(installation.folder / "after")
        lost += broken_promises(installation.folder / "after", promise)
        unsynced.lay_out(installation.folder / "after")
        lost_without_sync += any(broken_promises(installation.folder / "after", promise))
    yield Line(
        f"SQLite, the power goes after each of {SAVES} acknowledged saves, with {len(promised[-1].photos)} photos",
        f"{len(lost)} lost {lost[:3] or ''}; {lost_without_sync} would be if nothing were synced",
        holds=not lost and lost_without_sync > 0,
    )
