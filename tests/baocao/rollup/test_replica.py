"""A replica is read where it is asked for, never written, and no reason to show nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import OperationalError, router
from pytest_django import Settings

from baocao.rollup import replica
from kehoach.models import Commune

pytestmark = pytest.mark.once


def test_without_a_replica_the_primary_answers() -> None:
    assert replica.from_replica(lambda: router.db_for_read(Commune)) == ("default", None)


def test_within_the_question_reads_go_to_the_replica_and_writes_do_not(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATABASE_ROUTERS = ["baocao.rollup.replica.ReplicaRouter"]
    monkeypatch.setattr(replica, "connections", {"replica": None})
    monkeypatch.setattr(replica, "_lag", lambda: timedelta(seconds=2))

    read, lag = replica.from_replica(lambda: (router.db_for_read(Commune), router.db_for_write(Commune)))

    assert read == ("replica", "default")
    assert lag == timedelta(seconds=2)
    assert router.db_for_read(Commune) == "default"
    assert not router.allow_migrate("replica", "kehoach")


def test_a_replica_that_is_down_is_told_to_the_log_and_the_primary_answers(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def down() -> None:
        raise OperationalError("no connection")

    monkeypatch.setattr(replica, "connections", {"replica": None})
    monkeypatch.setattr(replica, "_lag", down)

    assert replica.from_replica(lambda: router.db_for_read(Commune)) == ("default", None)
    assert "The replica does not answer" in caplog.text
