"""Commands on a database that is away, of another version, or busy."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.core.management import CommandError, get_commands
from django.db import Error, OperationalError, ProgrammingError

from kehoach.management import command
from kehoach.management.command import UNFINISHED, UNREACHABLE, PortalCommand

OWN = sorted((app, name) for name, app in get_commands().items() if app in ("kehoach", "baocao", "thuvien", "vanhoa"))


def failing(problem: Error) -> PortalCommand:
    """A command to which the database says this."""

    class Failing(PortalCommand):
        def handle(self, *args: object, **options: object) -> None:
            raise problem

    return Failing()


def run(problem: Error) -> None:
    failing(problem).run_from_argv(["manage.py", "failing", "--traceback"])


@pytest.mark.parametrize(("app", "name"), OWN)
def test_every_command_says_it(app: str, name: str) -> None:
    assert issubclass(import_module(f"{app}.management.commands.{name}").Command, PortalCommand)


def test_tables_of_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "fault_of_schema", lambda: "Cơ sở dữ liệu chưa nâng cấp.")
    with pytest.raises(CommandError, match="chưa nâng cấp"):
        run(ProgrammingError("no such column"))


def test_tables_as_they_should_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "fault_of_schema", lambda: None)
    with pytest.raises(ProgrammingError):
        run(ProgrammingError("syntax error"))
    with pytest.raises(CommandError) as busy:
        run(OperationalError("database is locked\n"))
    assert str(busy.value) == f"{UNFINISHED} (database is locked)"


def test_no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(command, "fault_of_schema", away)
    with pytest.raises(CommandError) as gone:
        run(OperationalError("connection refused"))
    assert str(gone.value) == UNREACHABLE
