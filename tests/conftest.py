"""What holds for every test: nobody's data is touched, and one browser is driven that reaches only this machine."""

import os
from collections.abc import Iterator
from copy import deepcopy
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker, Settings
from pytest_django.live_server_helper import LiveServer

from kehoach.models import Commune
from tests.cast import Cast, Loaded, assemble, every_row, put_back

# Playwright's synchronous calls keep an event loop in the test's thread, where Django would refuse its database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_report_header() -> str:
    """Says which database the tests run on, so that nobody takes SQLite for PostgreSQL."""
    return f"database: {connection.vendor}"


NEEDS_DATABASE = {"db", "transactional_db", "demonstration"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what depends on the database is run: the rest would do the same again."""
    if connection.vendor == "sqlite":
        return
    kept = [item for item in items if _touches_database(item) and not _is_marked(item, "browser", "once")]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def _touches_database(item: pytest.Item) -> bool:
    return bool(NEEDS_DATABASE & set(getattr(item, "fixturenames", ()))) or _is_marked(item, "django_db")


def _is_marked(item: pytest.Item, *names: str) -> bool:
    return any(item.get_closest_marker(name) is not None for name in names)


@pytest.fixture(scope="session", autouse=True)
def settings_of_the_tests() -> Iterator[None]:
    """Fast passwords, nobody locked out, and static files served from their sources."""
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        AXES_ENABLED=False,
        WHITENOISE_AUTOREFRESH=True,
        WHITENOISE_USE_FINDERS=True,
    ):
        yield


@pytest.fixture(autouse=True)
def data_dir(settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder for what the portal writes, in this process and in the commands that a test starts."""
    settings.DATA_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    return tmp_path


@pytest.fixture(scope="session")
def base_url(live_server: LiveServer) -> str:
    """Where the portal is served to the browser, so that a test says page.goto("/")."""
    return str(live_server.url)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium, which knows no names but this machine's and fetches nothing of its own accord."""
    return {
        **browser_type_launch_args,
        "executable_path": "/usr/bin/chromium",
        "args": [
            "--no-sandbox",
            "--no-first-run",
            "--disable-gpu",
            "--disable-quic",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A Vietnamese reader's browser."""
    return {**browser_context_args, "locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh"}


@pytest.fixture(scope="session")
def loaded_once(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Loaded:
    """Plan, demonstration and cast; the database itself is empty again."""
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(DEBUG=True, DATA_DIR=tmp_path_factory.mktemp("var")):
            call_command("prepare", demo=True, stdout=StringIO())
        rows, cast = every_row(), assemble(Commune.objects.get(is_demo=True))
        loaded = Loaded(rows, every_row(), cast)
        transaction.set_rollback(True)
    return loaded


@pytest.fixture(scope="module")
def demonstration(loaded_once: Loaded, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """Plan, demonstration and cast for the tests of a module, gone after it.

    Held back in a transaction, so that other modules still start from an empty database. What a test changes is taken
    back after it.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        put_back(loaded_once.all_rows)
        yield deepcopy(loaded_once.cast)
        transaction.set_rollback(True)


@pytest.fixture
def cast(demonstration: Cast, db: None) -> Cast:
    """The cast in the commune of the demonstration; for tests that read and write."""
    return deepcopy(demonstration)
