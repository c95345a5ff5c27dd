"""A portal of its own: gunicorn as it is deployed, on loopback, on a database of its own; all of it can be killed."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.faults.databases import Pooler, Postgres
from tests.faults.processes import PATIENCE, adopt_orphans, children_of, free_port, kill_all_of, wait_until

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass
class Portal:
    """gunicorn with deploy's settings; `through` is a command that starts it."""

    environment: dict[str, str]
    port: int
    through: Sequence[str] = ()
    application: str = "kehoach.wsgi"
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Until it answers."""
        metrics = Path(self.environment["PROMETHEUS_MULTIPROC_DIR"])
        shutil.rmtree(metrics, ignore_errors=True)
        metrics.mkdir()
        command = [sys.executable, "-m", "gunicorn", "--config", str(ROOT / "deploy/gunicorn.conf.py")]
        with (metrics.parent / "gunicorn.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*self.through, *command, "--bind", f"127.0.0.1:{self.port}", self.application],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        wait_until(self.lives, "the portal's start")

    def lives(self) -> bool:
        """Whether a worker answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/suc-khoe/song")
            return connection.getresponse().status in (200, 302)
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    @property
    def leader(self) -> int:
        """The process that keeps the workers."""
        assert self.process
        return children_of(self.process.pid)[0] if self.through else self.process.pid

    def kill(self) -> None:
        """The whole group."""
        assert self.process
        kill_all_of(self.process.pid)
        self.process.wait()

    def stop(self) -> None:
        """In order."""
        if self.process and self.process.poll() is None:
            os.kill(self.leader, signal.SIGTERM)
            self.process.wait(timeout=PATIENCE)


@dataclass(frozen=True)
class Installation:
    """A portal, its data and its database; `postgres` is None where that is SQLite, `standby` where nothing follows."""

    folder: Path
    portal: Portal
    postgres: Postgres | None
    standby: Postgres | None = None

    @property
    def data(self) -> Path:
        """DATA_DIR."""
        return self.folder / "data"

    @property
    def database(self) -> str:
        """Its name."""
        return "PostgreSQL" if self.postgres else "SQLite"


@contextmanager
def served(
    folder: Path, database: str, pattern: Path
) -> Iterator[tuple[dict[str, str], Postgres | None, Postgres | None]]:
    """The settings that name the database, its server and the standby, each where there is one."""
    if database == "sqlite":
        yield {"DATABASE_URL": f"sqlite:///{folder / 'data' / 'kehoach.sqlite3'}"}, None, None
        return
    postgres, standby, pooler = Postgres(folder / "postgres"), None, None
    postgres.create(pattern / "postgres")
    postgres.start()
    settings = {"DATABASE_URL": postgres.url}
    if database == "replicated":
        standby = Postgres(folder / "standby")
        standby.follow(postgres)
        hosts = f"127.0.0.1:{postgres.port},127.0.0.1:{standby.port}"
        settings = {
            "DATABASE_URL": f"postgres://postgres@{hosts}/postgres?target_session_attrs=read-write",
            "REPLICA_URL": f"postgres://postgres@{hosts}/postgres?target_session_attrs=prefer-standby",
        }
    if database == "pooled":
        pooler = Pooler(folder / "pgbouncer", postgres, connections=3)
        pooler.start()
        settings = {"DATABASE_URL": pooler.url, "PGOPTIONS": ""}
    try:
        yield settings, postgres, standby
    finally:
        if pooler:
            pooler.stop()
        for server in (postgres, standby):
            if server:
                server.kill()


@contextmanager
def installed(folder: Path, database: str, pattern: Path) -> Iterator[Installation]:
    """An installation in a folder, with empty tables; this process has its settings before Django reads them.

    The tables are those of the folder `pattern`, or are left there for the next.

    `database` is sqlite, postgresql, replicated (with a standby) or pooled (behind PgBouncer).
    """
    adopt_orphans()
    port, data = free_port(), folder / "data"
    data.mkdir()
    has_tables = (pattern / ("kehoach.sqlite3" if database == "sqlite" else "postgres")).exists()
    with served(folder, database, pattern) as (settings, postgres, standby):
        os.environ |= {
            "DEBUG": "0",
            "SECRET_KEY": "only-for-a-test-0123456789abcdefghij",
            "HTTPS": "0",
            "SECOND_FACTOR": "0",
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
            "EMAIL_URL": "dummymail://",
            "DATA_DIR": str(data),
            "WEB_WORKERS": "3" if postgres else "1",
            "METRICS_PORT": str(free_port()),
            "DJANGO_SETTINGS_MODULE": "kehoach.settings",
            **settings,
        }
        if has_tables:
            known = [*pattern.glob("static"), *pattern.glob("*.sqlite3")]
            subprocess.run(["cp", "--archive", *map(str, known), str(data)], check=True)
        else:
            for command in (("migrate", "--verbosity=0"), ("collectstatic", "--noinput", "--verbosity=0")):
                subprocess.run([sys.executable, str(ROOT / "manage.py"), *command], check=True)
            shutil.copytree(data / "static", pattern / "static", dirs_exist_ok=True)
        if not has_tables and not postgres:
            shutil.copy(data / "kehoach.sqlite3", pattern)
        if not has_tables and postgres and database == "postgresql":
            Postgres(pattern / "postgres").copy(postgres)
        portal = Portal({**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(folder / "metrics")}, port)
        try:
            yield Installation(folder, portal, postgres, standby)
        finally:
            portal.stop()
