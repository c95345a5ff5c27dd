"""Several people at once: threads that start together, each with a connection and real commits of its own."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Barrier
from typing import Any, TypeVar

from django.db import connection, connections

Answer = TypeVar("Answer")

# How many double submissions are tried; `make stress` asks for many more.
CASES = int(os.environ.get("STRESS_CASES", "100"))
PATIENCE = 60  # seconds; whoever waits longer hangs


class Crowd:
    """People who do things at the same moment."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.threads = ThreadPoolExecutor(max_workers=size)

    def at_once(self, tasks: Sequence[Callable[[], Answer]]) -> list[Answer]:
        """Runs the tasks, at most `size`, each in a thread of its own, and returns their answers in their order."""
        barrier = Barrier(len(tasks), timeout=PATIENCE)

        def start(task: Callable[[], Answer]) -> Answer:
            barrier.wait()
            return task()

        waiting = [self.threads.submit(start, task) for task in tasks]
        return [answer.result(timeout=PATIENCE) for answer in waiting]

    def go_home(self) -> None:
        """Ends every thread with its connection."""
        self.at_once([connections.close_all] * self.size)
        self.threads.shutdown()


@contextmanager
def crowd_of(size: int, folder: Path) -> Iterator[Crowd]:
    """A crowd for the length of a block; on SQLite with a database in `folder`, as in production.

    The tests' own SQLite database lies in memory, where threads share a cache and are refused instead of waiting.
    """
    if connection.vendor != "sqlite":
        yield from _crowd(size)
        return
    with _on_disk(folder / "crowd.sqlite3"):
        yield from _crowd(size)


def _crowd(size: int) -> Iterator[Crowd]:
    crowd = Crowd(size)
    try:
        yield crowd
    finally:
        crowd.go_home()


@contextmanager
def _on_disk(path: Path) -> Iterator[None]:
    in_memory: Any = connections["default"]
    in_memory.ensure_connection()
    with closing(sqlite3.connect(path)) as copy:
        in_memory.connection.backup(copy)
    name = in_memory.settings_dict["NAME"]
    # All threads' connections are made from these settings.
    in_memory.settings_dict["NAME"] = str(path)
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        in_memory.settings_dict["NAME"] = name
        connections["default"] = in_memory
