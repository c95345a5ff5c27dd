"""Every operation of every step fails once: the database or the disk gives up, and nothing is half done afterwards.

Each step of a year's life (tests/life.py) is sent again and again from the same start, while its first, second, third …
operation fails, until it gets through. After each failure all of it happened or nothing; the same request again
succeeds and leaves what it leaves at once; the history says what the rows say. Letters go out after all that, and what
could not be sent is left to `manage.py remind`. On SQLite every statement fails once; on PostgreSQL, where the same
code runs, those that write or hold something.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client, TestCase

from kehoach.operations.storage import DurableStorage
from tests.life import LIFE, Place, Step, found, standing, untold

MOST_OPERATIONS = 400
READS_FAIL = "STRESS_CASES" in os.environ and connection.vendor == "sqlite"
# The same steps a second time say nothing new here.
STEPS = [step for step in LIFE if not step.name.endswith("again")]


class Fault(OperationalError):
    """What the database or the disk says when it gives up."""


class Faults:
    """Counts the operations and fails the one with the number `fatal`; none where it is 0."""

    def __init__(self, fatal: int = 0) -> None:
        self.fatal, self.count = fatal, 0

    def strike(self) -> None:
        """One operation more."""
        self.count += 1
        if self.count == self.fatal:
            raise Fault("disk I/O error")

    def query(self, execute: Callable[..., Any], *args: Any) -> Any:
        """Around each statement, those that begin, keep and take back a transaction among them."""
        sql = args[0]
        only_reads = sql.startswith("SELECT") and "FOR UPDATE" not in sql and "FOR NO KEY" not in sql
        # A database that fails takes back by itself.
        if not sql.startswith("ROLLBACK") and (READS_FAIL or not only_reads):
            self.strike()
        return execute(*args)


@contextmanager
def failing(faults: Faults, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Lets operations of the database and of the folder of files fail within the block."""

    def before(method: Callable[..., Any]) -> Callable[..., Any]:
        def struck(*args: Any, **kwargs: Any) -> Any:
            faults.strike()
            return method(*args, **kwargs)

        return struck

    with monkeypatch.context() as patch, connection.execute_wrapper(faults.query):
        for name in ("_save", "delete"):
            patch.setattr(DurableStorage, name, before(getattr(DurableStorage, name)))
        yield


@contextmanager
def taken_back(files: Path) -> Iterator[None]:
    """Rows and files are afterwards as they were before."""
    kept = files.with_name("kept")
    shutil.copytree(files, kept)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    shutil.rmtree(files)
    kept.rename(files)


def send(request: Callable[[Client], Any], client: Client) -> int:
    """Sends it, with what is done once it is kept; returns the status."""
    client.raise_request_exception = False
    try:
        with TestCase.captureOnCommitCallbacks(execute=True):
            return int(request(client).status_code)
    except Fault:
        return 500
    finally:
        # A single save that fails is a transaction of its own, and takes with it only the test's, which is around it.
        transaction.set_rollback(False)


def browser(cookies: SimpleCookie) -> Client:
    """A browser that was signed in before."""
    client = Client()
    client.cookies = SimpleCookie(cookies.output(header="", sep=";"))
    return client


def check_files(place: Place) -> None:
    """Every file that a row names is there, whole."""
    for evidence in place.figures.evidence.all() if place.commune.years.exists() else ():
        assert evidence.file.storage.size(evidence.file.name) == evidence.size


@pytest.mark.django_db
@pytest.mark.parametrize("step", STEPS, ids=[step.name for step in STEPS])
def test_a_step_that_fails_anywhere_is_done_wholly_or_not_at_all(
    step: Step, data_dir: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    place, files = found("90000"), data_dir / "files"
    files.mkdir()
    for earlier in LIFE[: LIFE.index(step)]:
        assert send(earlier.request(place), place.client(earlier.who)) == 302
    request, before = step.request(place), standing()
    with taken_back(files):
        assert send(request, place.client(step.who)) == 302
        after = standing()
    assert before != after

    caplog.set_level(logging.CRITICAL)  # each failure would be told at length
    signed_in = place.client(step.who).cookies
    for fatal in range(1, MOST_OPERATIONS):
        faults = Faults(fatal)
        with taken_back(files):
            with failing(faults, monkeypatch):
                status = send(request, browser(signed_in))
            assert status in (302, 400, 500, 503)  # 400: the session could not be kept
            assert standing() in ([after] if status == 302 else [before, after]), f"operation {fatal}"
            check_files(place)
            assert send(request, browser(signed_in)) == 302, f"again after operation {fatal}"
            assert standing() == after, f"again after operation {fatal}"
            assert list(untold()) == []
            check_files(place)
        if faults.count < fatal:
            return
    pytest.fail("the step never gets through")
