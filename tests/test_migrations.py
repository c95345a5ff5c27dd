"""The migrations, run as whoever installs the portal runs them, make the tables that all other tests work with.

Those get them straight from the models (`--no-migrations`): the same tables, many times as fast.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.utils import ConnectionHandler
from django.test import override_settings
from pytest_django import DjangoDbBlocker

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parent.parent
# Django answers for its own.
OUR_APPS = ("kehoach", "thuvien", "vanhoa", "baocao")
OUR_TABLES = tuple(f"{app}_" for app in OUR_APPS)
# Names that Django makes end in a digest of table and columns, those of PostgreSQL in what it is; SQLite numbers them.
NOT_OURS = re.compile(r"^__|_[0-9a-f]{8}(_like|_uniq)?$|_(pkey|key|check)$")


def elsewhere(**changed: Any) -> BaseDatabaseWrapper:
    """A connection like the tests' own, to another database."""
    wrapper: BaseDatabaseWrapper = ConnectionHandler({"default": {**connection.settings_dict, **changed}})["default"]
    return wrapper


@pytest.fixture
def empty_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path: Path) -> Iterator[str]:
    """The address of a database without a table, of the kind that the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'migrated.sqlite3'}"
        return
    given = connection.settings_dict
    name = f"{given['NAME']}_migrated"
    with django_db_blocker.unblock():
        server = elsewhere(NAME="postgres")
        with server.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
        yield f"postgres://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}/{name}"
        with server.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}"')
        server.close()


def tables(database: BaseDatabaseWrapper) -> dict[str, tuple[set[Any], list[Any]]]:
    """Every table of the portal: its columns, and what holds for them."""
    with database.cursor() as cursor:
        names = [name for name in database.introspection.table_names(cursor) if name.startswith(OUR_TABLES)]
        return {name: (columns(database, cursor, name), constraints(database, cursor, name)) for name in names}


def columns(database: BaseDatabaseWrapper, cursor: Any, table: str) -> set[Any]:
    """Name, type, length, and whether it may be empty."""
    return {
        (column.name, column.type_code, column.display_size, column.null_ok)
        for column in database.introspection.get_table_description(cursor, table)
    }


def constraints(database: BaseDatabaseWrapper, cursor: Any, table: str) -> list[Any]:
    """Keys, references, indexes and checks; those that Django or the database name go without their name."""
    found = database.introspection.get_constraints(cursor, table)
    kinds = ("columns", "primary_key", "unique", "foreign_key", "check", "index", "definition")
    return sorted(
        ["" if one["foreign_key"] or NOT_OURS.search(name) else name, *(str(one.get(kind)) for kind in kinds)]
        for name, one in found.items()
    )


def migrate(database: str, *target: str) -> str:
    """`manage.py migrate` on that database: all the way, or to one app's `target`; what it complains of."""
    command = [sys.executable, "manage.py", "migrate", *target, "--verbosity=0"]
    environment = {**os.environ, "DATABASE_URL": database}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True).stderr


@contextmanager
def opened(database: str) -> Iterator[BaseDatabaseWrapper]:
    """A connection to the database at an address."""
    wrapper = elsewhere(NAME=database.partition("///")[2] or database.rpartition("/")[2])
    try:
        yield wrapper
    finally:
        wrapper.close()


# A plan with one reading of its wording, a report with its frozen data, and two reopened forms of which only one has a
# history, as the first migrations had them.
ROWS_OF_BEFORE = """
import datetime, django
django.setup()
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
before = [("kehoach", "0001_initial"), ("baocao", "0003_signed_copies"), ("thuvien", "0001_initial")]
for app, name in before:
    call_command("migrate", app, name, verbosity=0)
state = MigrationExecutor(connection).loader.project_state(before)
made = lambda app, model, /, **values: state.apps.get_model(app, model).objects.create(**values)
day = datetime.date(2023, 1, 31)
moment = datetime.datetime(2025, 12, 16, tzinfo=datetime.UTC)
commune = made("kehoach", "Commune", code="11122", name="Quảng Nghiệp", kind="commune", province="Hải Dương")
officer = made("kehoach", "User", username="Cong-Chuc", role="officer", commune=commune)
made("kehoach", "User", username="cong-chuc", role="officer", commune=commune)
plan = made("kehoach", "Plan", commune=commune, number="04/KH-UBND", issued_on=day, first_year=2023, last_year=2030)
made("kehoach", "Reading", plan=plan, position=1, code="1", text="Hiểu là", decided_by="ai", decided_on=day)
head = made("kehoach", "Section", plan=plan, position=1, code="IV.5", title="Đài Truyền thanh xã:")
made("kehoach", "Task", plan=plan, position=1, code="IV.5", section=head, wording="Xây dựng", short_name="Chuyên mục")
begun = {"started_at": moment, "started_by": officer}
report = made("baocao", "Report", commune=commune, plan=plan, year=2025, kind="annual", **begun)
made("baocao", "Frozen", report=report, content={"year": 2025})
unit = made("kehoach", "Unit", commune=commune, code="TH", name="Trường Tiểu học", kind="school")
days = dict(window_start=day, window_end=moment, unit_deadline=moment, report_deadline=moment)
opened = dict(opened_at=moment, opened_by=officer)
year = made("kehoach", "ReportingYear", commune=commune, year=2025, **days, **opened)
for code in ("TV-CU", "TV-MOI"):
    library = made("thuvien", "Library", commune=commune, unit=unit, code=code, name=code, kind="primary")
    said = dict(facility=library, reporting_year=year, accepted_at=moment, accepted_by=officer, submitted_at=moment,
        responsible_name="Lan", responsible_position="Hiệu trưởng", returned_at=moment, return_reason="Đếm lại")
    form = made("thuvien", "LibraryFigures", state="returned", **said)
    for was, seats in (("accepted", 10), ("accepted", 20), ("returned", 30)) if code == "TV-MOI" else ():
        version = dict(id=form.pk, state=was, seats=seats, history_date=moment, history_type="~")
        made("thuvien", "HistoricalLibraryFigures", **said, **version)
"""


# What counts of each: the version that was accepted last, or nothing.
REOPENED_FORMS = """
SELECT code, version.state, version.seats
FROM thuvien_libraryfigures form JOIN thuvien_library library ON library.id = form.facility_id
LEFT JOIN thuvien_historicallibraryfigures version ON version.history_id = form.accepted_version_id
WHERE (form.accepted_at IS NULL) = (version.history_id IS NULL) ORDER BY code
"""


@pytest.mark.django_db
def test_a_database_of_before_gets_the_tables_of_the_models_and_keeps_its_rows(empty_database: str) -> None:
    environment = {**os.environ, "DATABASE_URL": empty_database, "DJANGO_SETTINGS_MODULE": "kehoach.settings"}
    subprocess.run([sys.executable, "-c", ROWS_OF_BEFORE], cwd=ROOT, env=environment, check=True)

    assert "Cong-Chuc, cong-chuc" in migrate(empty_database)
    with opened(empty_database) as half, half.cursor() as cursor:
        cursor.execute("UPDATE kehoach_user SET username = 'nguoi-khac' WHERE username = 'cong-chuc'")
    assert migrate(empty_database) == ""

    with opened(empty_database) as migrated:
        made, expected = tables(migrated), tables(connection)
    assert made.keys() == expected.keys() != set()
    assert {name: made[name] for name in made if made[name] != expected[name]} == {}
    with opened(empty_database) as after, after.cursor() as cursor:
        cursor.execute("SELECT username, folded_name FROM kehoach_user ORDER BY id")
        assert cursor.fetchall() == [("Cong-Chuc", "cong-chuc"), ("nguoi-khac", "nguoi-khac")]
        cursor.execute("SELECT text FROM kehoach_interpretation")
        assert cursor.fetchall() == [("Hiểu là",)]
        cursor.execute("SELECT code, role FROM kehoach_task UNION SELECT title, role FROM kehoach_section")
        assert set(cursor.fetchall()) == {("IV.5", "broadcasts"), ("Đài Truyền thanh xã:", "")}
        cursor.execute("SELECT content FROM baocao_reportsnapshot")
        ((content,),) = cursor.fetchall()
        assert json.loads(content) == {"year": 2025}
        cursor.execute(REOPENED_FORMS)
        assert cursor.fetchall() == [("TV-CU", None, None), ("TV-MOI", "accepted", 20)]


def test_every_step_can_be_taken_back() -> None:
    """The way back itself, the better part of a minute, is gone by `make test-upgrades`."""
    with override_settings(MIGRATION_MODULES={}):  # of which the tests know none
        migrations = MigrationLoader(None).disk_migrations
    ours = {key: migration for key, migration in migrations.items() if key[0] in OUR_APPS}

    assert {app for app, _ in ours} == set(OUR_APPS)
    assert [key for key, migration in ours.items() if not all(step.reversible for step in migration.operations)] == []
