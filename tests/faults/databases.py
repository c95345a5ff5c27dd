"""Servers of a database of their own: PostgreSQL, alone, followed, copied and restored; PgBouncer before it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg2

from tests.faults.processes import PATIENCE, free_port, kill_all_of, wait_until

# Debian puts it where only root looks.
PGBOUNCER = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
# Whoever serves a database may not be root.
AS_POSTGRES = ("runuser", "-u", "postgres", "--") if os.geteuid() == 0 else ()


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
        self._run("pg_ctl", "promote", "-w", "-t", f"{PATIENCE:.0f}")

    def start(self) -> None:
        """Also after it was killed: it then reads what was promised from its log."""
        options = f"-p {self.port} -h 127.0.0.1 -k {self.folder}"
        self._run(
            "pg_ctl", "start", "-w", "-t", f"{PATIENCE:.0f}", "-l", str(self.folder / "server.log"), "-o", options
        )

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
        with suppress(FileNotFoundError, ProcessLookupError):
            leader = int((self.folder / "postmaster.pid").read_text().split()[0])
            # Of a server that is gone the file stays, and its number may be somebody else's by now.
            if Path(f"/proc/{leader}/comm").read_text().strip() == "postgres":
                kill_all_of(leader)

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
        kill_all_of(self.process.pid)

    def _listens(self) -> bool:
        with socket.socket() as caller, suppress(OSError):
            caller.connect(("127.0.0.1", self.port))
            return True
        return False
