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

# What is waited for comes on a busy machine too, only later: a tester that gave up has seen no fault of the portal.
PATIENCE = float(os.environ.get("FAULT_PATIENCE", "600"))
# Whoever has got no answer for so long asks again.
LONGEST_ANSWER = 60.0
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
    # It may end while it is read.
    with suppress(FileNotFoundError, ProcessLookupError):
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


def kill_all_of(leader: int) -> None:
    """A process and all that it has started: it stands still first, so that it starts no others meanwhile."""
    with suppress(ProcessLookupError):
        os.kill(leader, signal.SIGSTOP)
    kill([leader, *children_of(leader)])


def adopt_orphans() -> None:
    """Makes this process the parent of those whose parent is killed: else nobody asks for their end, and they stay."""
    if ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise OSError("prctl")
