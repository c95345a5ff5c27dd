"""How many requests may be worked on at once: places that are taken, given back, and waited for only briefly."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock
from zlib import crc32

# Where two persons fall on the same byte they take turns; that is seldom and does no harm.
_BYTES = 1 << 20
_SECONDS_BETWEEN_LOOKS = 0.01


class Full(Exception):
    """Nobody gave a place back in time."""


class PlacesOfPersons:
    """At most so many requests of one person at once, over all processes that are forked after this was made.

    A place is a lock on one byte of a file without a name; whoever ends, however it ends, gives it back.
    """

    def __init__(self, places: int) -> None:
        self._places = places
        self._file = os.memfd_create("places")
        # The system's locks are a process's; this is for its threads.
        self._taken_here: set[int] = set()
        self._guard = Lock()

    @contextmanager
    def taken(self, person: str, patience: float) -> Iterator[None]:
        """A place for the length of the block. Raises Full after so many seconds."""
        first = crc32(person.encode()) % _BYTES * self._places
        until = time.monotonic() + patience
        while (place := self._take(first)) is None:
            if time.monotonic() >= until:
                raise Full
            time.sleep(_SECONDS_BETWEEN_LOOKS)
        try:
            yield
        finally:
            with self._guard:
                fcntl.lockf(self._file, fcntl.LOCK_UN, 1, place)
                self._taken_here.remove(place)

    def _take(self, first: int) -> int | None:
        with self._guard:
            for place in range(first, first + self._places):
                if place in self._taken_here:
                    continue
                try:
                    fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
                except BlockingIOError:
                    continue
                self._taken_here.add(place)
                return place
        return None


@contextmanager
def taken(places: BoundedSemaphore, patience: float) -> Iterator[None]:
    """One of the places of this process for the length of the block. Raises Full after so many seconds."""
    if not places.acquire(timeout=patience):
        raise Full
    try:
        yield
    finally:
        places.release()
