"""Processes that can be started, found, waited for and killed."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from random import SystemRandom

PATIENCE = float(os.environ.get("FAULT_PATIENCE", "90"))
_PR_SET_CHILD_SUBREAPER = 36


def free_port() -> int:
    """A port of this machine that nobody listens at, below those that the system gives to whoever asks for any."""
    while True:
        port = SystemRandom().randrange(12_000, 16_000)
        with socket.socket() as listener, suppress(OSError):
            listener.bind(("127.0.0.1", port))
            return port


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    """Looks again and again. Raises TimeoutError."""
    until = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > until:
            raise TimeoutError(what)
        time.sleep(0.05)


def children_of(pid: int) -> list[int]:
    """The processes that a process has started, and theirs."""
    found: list[int] = []
    with suppress(FileNotFoundError):
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            found += [int(child), *children_of(int(child))]
    return found


def kill(pids: Sequence[int]) -> None:
    """At once and without a word; returns when they are gone."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    for pid in pids:
        # What somebody else is the parent of is theirs to wait for.
        with suppress(ChildProcessError):
            os.waitpid(pid, 0)


def adopt_orphans() -> None:
    """Makes this process the parent of those whose parent is killed: else nobody asks for their end, and they stay."""
    if ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise OSError("prctl")
