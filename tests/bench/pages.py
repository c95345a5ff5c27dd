"""python -P tests/bench/pages.py USER: opens the pages whose addresses come in, a line each, and says what each took.

On PostgreSQL what its server needed for them is a part of that.

It is run for another build of the portal too, in its folder and by its Python, so it names nothing of the project.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client


def main(username: str) -> None:
    """Answers each address with the milliseconds of the processor that its page took, and its number of queries."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehoach.settings")
    django.setup()
    client = Client(SERVER_NAME="127.0.0.1", headers={"Accept-Encoding": "gzip"})
    user = get_user_model().objects.get(username=username)
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    queries = 0

    def count(execute: Callable[..., Any], *given: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(*given)

    server = server_of_the_connection()
    for line in sys.stdin:
        gc.collect()
        queries, start = 0, processor(server)
        with connection.execute_wrapper(count):
            response = client.get(line.strip())
        took = 1000 * (processor(server) - start)
        assert response.status_code == 200, response.status_code
        sys.stdout.write(f"{took} {queries}\n")
        sys.stdout.flush()


def server_of_the_connection() -> Path | None:
    """Where Linux says how long PostgreSQL's process of this connection has run; None on SQLite."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return Path(f"/proc/{cursor.fetchone()[0]}/schedstat")


def processor(server: Path | None) -> float:
    """Seconds that this process and the database's have run so far."""
    return time.process_time() + (int(server.read_text().split()[0]) / 1e9 if server else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
