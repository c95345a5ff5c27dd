"""Reading from a copy of the database: a PostgreSQL streaming replica, where REPLICA_URL names one.

Only what asks for it reads there, by `reading_from_replica`; sessions, accounts and every page of a commune stay with
the primary, so that nobody misses what they have just written.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextvars import ContextVar
from datetime import timedelta
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, OperationalError, connections

REPLICA = "replica"
_reads_replica: ContextVar[bool] = ContextVar("reads_replica", default=False)
_LAG = """
    SELECT CASE
        WHEN NOT pg_is_in_recovery() OR pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN interval '0'
        ELSE now() - pg_last_xact_replay_timestamp()
    END
"""
_logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")


class ReplicaRouter:
    """Reads go to the replica within `from_replica`; writes and migrations never do."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        """The replica where it is asked for."""
        return REPLICA if _reads_replica.get() else None

    def db_for_write(self, model: Any, **hints: Any) -> str:
        """The primary, also for a row that was read from the replica."""
        return DEFAULT_DB_ALIAS

    def allow_relation(self, obj1: Any, obj2: Any, **hints: Any) -> bool:
        """Both hold the same rows."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """The replica follows by itself."""
        return db != REPLICA


def from_replica(read: Callable[[], Answer]) -> tuple[Answer, timedelta | None]:
    """What `read` answers from the replica, and how far that is behind; None where it was read from the primary.

    A replica that cannot be reached is no reason to show nothing: the primary answers then.
    """
    if REPLICA not in connections:
        return read(), None
    asked = _reads_replica.set(True)
    try:
        lag = _lag()
        return read(), lag
    except OperationalError:
        _logger.exception("The replica does not answer; the primary does.")
    finally:
        _reads_replica.reset(asked)
    return read(), None


def _lag() -> timedelta:
    with connections[REPLICA].cursor() as cursor:
        cursor.execute(_LAG)
        lag: timedelta = cursor.fetchone()[0]
    return lag
