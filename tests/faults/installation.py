"""A portal of its own: gunicorn as it is deployed, on loopback, on a database of its own; all of it can be killed."""

from __future__ import annotations

import ctypes
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import SystemRandom

import psycopg2

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = float(os.environ.get("FAULT_PATIENCE", "90"))
_PR_SET_CHILD_SUBREAPER = 36
# Debian puts it where only root looks.
PGBOUNCER = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
# Whoever serves a database may not be root.
AS_POSTGRES = ("runuser", "-u", "postgres", "--") if os.geteuid() == 0 else ()


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


def program_of_postgres(name: str) -> str:
    """Where Debian keeps it."""
    return max(map(str, Path("/usr/lib/postgresql").glob(f"*/bin/{name}")), default=name)


@dataclass
class Postgres:
    """A server of its own in a folder, with every commit on the disk as PostgreSQL is delivered."""

    folder: Path
    port: int = field(default_factory=free_port)

    @property
    def url(self) -> str:
        """As DATABASE_URL."""
        return f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    def create(self, pattern: Path) -> None:
        """An empty cluster, sorted as SQLite sorts; or a copy of the pattern where there is one."""
        self._make_folder()
        if pattern.exists():
            subprocess.run(["cp", "--archive", f"{pattern}/.", str(self.folder)], check=True)
            return
        self._run("initdb", "--auth=trust", "--username=postgres", "--locale=C.UTF-8", "--encoding=UTF8")

    def copy(self, primary: Postgres, log: str = "stream") -> None:
        """A base copy of a running server; with "none", without the log that whoever archives it has."""
        self._make_folder()
        self._run("pg_basebackup", "--checkpoint=fast", f"--wal-method={log}", f"--dbname={primary.url}")

    def take(self, base: Postgres, archive: Path, until: str = "") -> None:
        """Starts from a base copy and the archived log: all of it, or as it was at a moment."""
        subprocess.run(["cp", "--archive", str(base.folder), str(self.folder)], check=True)
        (self.folder / "recovery.signal").touch()
        # The last file of the log is not full yet.
        settings = f"restore_command = 'cp {archive}/%f %p || cp {archive}/%f.partial %p'\n"
        if until:
            settings += f"recovery_target_time = '{until}'\nrecovery_target_action = 'promote'\n"
        with (self.folder / "postgresql.auto.conf").open("a") as configuration:
            configuration.write(settings)
        self.start()
        wait_until(lambda: self.read("SELECT pg_is_in_recovery()") == "False", "the end of the recovery")

    def read(self, query: str) -> str:
        """The one value that it answers."""
        connection = psycopg2.connect(self.url)
        cursor = connection.cursor()
        cursor.execute(query)
        (value,) = cursor.fetchone()
        connection.close()
        return str(value)

    def follow(self, primary: Postgres) -> None:
        """A standby of another server instead: every commit is acknowledged there once it is on this disk too."""
        self._make_folder()
        self._run("pg_basebackup", "--write-recovery-conf", f"--dbname={primary.url}?application_name=standby")
        self.start()
        primary.tell("ALTER SYSTEM SET synchronous_standby_names = 'standby'", "SELECT pg_reload_conf()")

    def tell(self, *statements: str) -> None:
        """Has the server itself do something, outside a transaction."""
        connection = psycopg2.connect(self.url)
        connection.autocommit = True
        for statement in statements:
            connection.cursor().execute(statement)
        connection.close()

    def promote(self) -> None:
        """From now on it takes writes itself."""
        self._run("pg_ctl", "promote", "-w", "-t", "60")

    def start(self) -> None:
        """Also after it was killed: it then reads what was promised from its log."""
        options = f"-p {self.port} -h 127.0.0.1 -k {self.folder}"
        self._run("pg_ctl", "start", "-w", "-t", "60", "-l", str(self.folder / "server.log"), "-o", options)

    def revive(self) -> bool:
        """Waits until it answers again; starts it where it has ended by itself, and says whether it had."""
        has_ended = False

        def answers() -> bool:
            nonlocal has_ended
            with suppress(psycopg2.OperationalError):
                self.tell("SELECT 1")
                return True
            try:
                self._run("pg_ctl", "status")
            except RuntimeError:
                has_ended = True
                self.start()
            return False

        wait_until(answers, "the database's return")
        return has_ended

    def kill(self) -> None:
        """All of its processes."""
        with suppress(FileNotFoundError):
            leader = int((self.folder / "postmaster.pid").read_text().split()[0])
            kill([leader, *children_of(leader)])

    def _make_folder(self) -> None:
        self.folder.mkdir(mode=0o700)
        if AS_POSTGRES:
            shutil.chown(self.folder, "postgres")
            # Whoever may not be root has to come through the folders above.
            for above in self.folder.parents[:2]:
                above.chmod(above.stat().st_mode | 0o011)

    def _run(self, program: str, *arguments: str) -> None:
        command = [*AS_POSTGRES, program_of_postgres(program), "-D", str(self.folder), *arguments]
        said = self.folder.with_name(f"{program}.log")
        with said.open("wb") as log:
            if subprocess.run(command, check=False, stdout=log, stderr=log, cwd="/").returncode:
                raise RuntimeError(said.read_text())


@dataclass
class Pooler:
    """PgBouncer in transaction mode before a server: a few connections, each lent for one transaction."""

    folder: Path
    server: Postgres
    connections: int
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """As DATABASE_URL: a cursor on the server would outlive its transaction."""
        return f"postgres://postgres@127.0.0.1:{self.port}/postgres?DISABLE_SERVER_SIDE_CURSORS=true"

    def start(self) -> None:
        """Until it listens."""
        self.folder.mkdir()
        people, settings = self.folder / "people", self.folder / "pgbouncer.ini"
        people.write_text('"postgres" ""\n')
        settings.write_text(
            f"[databases]\npostgres = host=127.0.0.1 port={self.server.port}\n"
            f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {self.port}\nunix_socket_dir =\n"
            f"auth_type = trust\nauth_file = {people}\npool_mode = transaction\n"
            f"default_pool_size = {self.connections}\nmax_client_conn = 200\n"
        )
        with (self.folder / "pgbouncer.log").open("wb") as log:
            command = [*AS_POSTGRES, PGBOUNCER or "pgbouncer", str(settings)]
            self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd="/")
        wait_until(self._listens, "PgBouncer")

    def stop(self) -> None:
        """At once."""
        assert self.process
        kill([*children_of(self.process.pid), self.process.pid])

    def _listens(self) -> bool:
        with socket.socket() as caller, suppress(OSError):
            caller.connect(("127.0.0.1", self.port))
            return True
        return False


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
        workers = children_of(self.process.pid)
        self.process.kill()
        self.process.wait()
        kill(workers)

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
