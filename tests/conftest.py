"""What holds for every test: nobody's data is touched, and one browser is driven that reaches only this machine."""

import gc
import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from copy import deepcopy
from hashlib import sha256
from io import StringIO
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker, Settings
from pytest_django.live_server_helper import LiveServer

from baocao.document.typesetting import typeset
from baocao.models import ReportHead
from kehoach.generation.country import generate
from kehoach.models import Commune
from tests.cast import DEMONSTRATED, Cast, Loaded, Rows, assemble, every_row, put_back, signed_in, taken_back
from tests.kept import made_once
from tests.pages import english_in

# Playwright's synchronous calls keep an event loop in the test's thread, where Django would refuse its database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_addoption(parser: pytest.Parser) -> None:
    """For whoever wants to know whether a test marked `once` was rightly marked so."""
    parser.addoption("--once-again", action="store_true", help="on PostgreSQL also what is the same on every database")


def pytest_report_header() -> str:
    """Says which database the tests run on, so that nobody takes SQLite for PostgreSQL."""
    return f"database: {connection.vendor}"


# How many communes are at work beside that of the demonstration, with plans, years and codes like its own.
FURTHER_COMMUNES = int(os.environ.get("FURTHER_COMMUNES", "0"))
NEEDS_DATABASE = {"db", "transactional_db", "demonstration"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What needs the demonstration comes first and in a row, so that it is put into the database once.

    Tests in a browser and other long ones follow: none of those that take a minute is the last one, for which the other
    processes wait. On PostgreSQL only what depends on the database is run: the rest would do the same again.
    """
    items.sort(key=lambda item: (not _uses_demonstration(item), not _is_marked(item, "browser", "long")))
    if connection.vendor == "sqlite" or config.getoption("once_again"):
        return
    kept = [item for item in items if _touches_database(item) and not _is_marked(item, "browser", "once")]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: the searches for garbage need not look at it, and are rare besides.

    Nearly all that a test leaves goes as soon as nothing refers to it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


def _touches_database(item: pytest.Item) -> bool:
    return bool(NEEDS_DATABASE & set(getattr(item, "fixturenames", ()))) or _is_marked(item, "django_db")


def _uses_demonstration(item: pytest.Item) -> bool:
    return "demonstration" in getattr(item, "fixturenames", ())


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
        # What one test has set is not for the next.
        CACHES={**django_settings.CACHES, "pdf": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}},
    ):
        yield


@pytest.fixture(autouse=True)
def data_dir(settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder for what the portal writes, in this process and in the commands that a test starts."""
    settings.DATA_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = {
        "default": {
            "BACKEND": "kehoach.operations.storage.DurableStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    return tmp_path


@pytest.fixture(autouse=True)
def no_letter_speaks_english() -> Iterator[None]:
    """Whatever a test is about: what it has sent is Vietnamese."""
    yield
    letters = [f"{letter.subject}\n{letter.body}" for letter in getattr(mail, "outbox", ())]
    assert [words for letter in letters if (words := english_in(letter))] == []


@pytest.fixture(scope="session")
def one_request_at_a_time() -> Iterator[None]:
    """Before the server starts, which takes its middleware then."""
    with override_settings(MIDDLEWARE=["tests.at_rest.OneRequestAtATime", *django_settings.MIDDLEWARE]):
        yield


@pytest.fixture(scope="session")
def base_url(one_request_at_a_time: None, live_server: LiveServer) -> str:
    """Where the portal is served to the browser, so that a test says page.goto("/")."""
    return str(live_server.url)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium, which knows no names but this machine's and fetches nothing of its own accord.

    Without its windows it takes less than half of the processor's time.
    """
    return {
        **browser_type_launch_args,
        "executable_path": which("chromium-headless-shell") or which("chromium"),
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
def typeset_once() -> Callable[..., bytes]:
    """Sets pages as `typeset` does, the same ones only once: some seconds each."""

    def given(*args: Any, **options: Any) -> bytes:
        name = sha256(repr((args, sorted(options.items()))).encode()).hexdigest()
        return made_once(f"{name}.pdf", lambda: typeset(*args, **options))

    return given


@pytest.fixture
def each_pdf_once(monkeypatch: pytest.MonkeyPatch, typeset_once: Callable[..., bytes]) -> None:
    """A document that was a file in another such test is the same file in this one."""
    monkeypatch.setattr("baocao.document.pdf.typeset", typeset_once)


@pytest.fixture(scope="session")
def loaded_once(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
    typeset_once: Callable[..., bytes],
) -> Loaded:
    """Plan, demonstration and cast, and further communes where they are asked for; the database is empty again."""

    def load() -> bytes:
        with django_db_blocker.unblock(), taken_back(), pytest.MonkeyPatch.context() as patch:
            patch.setattr("baocao.document.pdf.typeset", typeset_once)
            with override_settings(DEBUG=True, DATA_DIR=tmp_path_factory.mktemp("var")):
                call_command("prepare", demo=True, stdout=StringIO())
                rows = every_row()
                if FURTHER_COMMUNES:
                    generate(communes=FURTHER_COMMUNES, facilities=6, years=3, seed="2", password="")
            cast = assemble(Commune.objects.get(code=DEMONSTRATED))
            return pickle.dumps(Loaded(rows, every_row(), cast))

    loaded: Loaded = pickle.loads(made_once(f"demonstration-{connection.vendor}-{FURTHER_COMMUNES}", load))
    return loaded


class Stage:
    """The database of a process, which holds nothing, or the demonstration from one module to the next."""

    def __init__(self, rows: Rows, blocker: DjangoDbBlocker) -> None:
        self.rows, self.blocker = rows, blocker
        self.held, self.of_module = ExitStack(), ExitStack()
        self.is_set = False

    def set(self) -> None:
        """Puts the demonstration into the database, where it is not there already, for the tests of a module."""
        if not self.is_set:
            self.held.enter_context(taken_back())
            put_back(self.rows)
            self.is_set = True
        self.of_module.enter_context(taken_back())

    def clear(self) -> None:
        """Takes it back, with what a module has made of it whose tests are not all run."""
        with self.blocker.unblock():
            self.of_module.close()
            self.held.close()
        self.is_set = False


STAGE = pytest.StashKey[Stage]()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """What does not ask for the demonstration starts from an empty database."""
    stage = item.session.stash.get(STAGE, None)
    if stage and _touches_database(item) and not _uses_demonstration(item):
        stage.clear()


@pytest.fixture(scope="session")
def stage(request: pytest.FixtureRequest, loaded_once: Loaded, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """The database's content in this process."""
    stage = request.session.stash[STAGE] = Stage(loaded_once.all_rows, django_db_blocker)
    yield stage
    stage.clear()


@pytest.fixture(scope="module")
def demonstration(stage: Stage, loaded_once: Loaded, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """Plan, demonstration and cast for the tests of a module.

    What the module makes of them is taken back after it, and what a test changes after the test.
    """
    with django_db_blocker.unblock():
        stage.set()
        yield deepcopy(loaded_once.cast)
        stage.of_module.close()


@pytest.fixture
def cast(demonstration: Cast, db: None) -> Cast:
    """The cast in the commune of the demonstration; for tests that read and write."""
    return deepcopy(demonstration)


@pytest.fixture
def officer(cast: Cast) -> Client:
    """The officer's browser."""
    return signed_in(cast.officer)


@pytest.fixture
def leader(cast: Cast) -> Client:
    """The leader's browser."""
    return signed_in(cast.leader)


@pytest.fixture
def no_head(cast: Cast) -> None:
    """A commune that has not chosen yet who reports to whom and who signs."""
    ReportHead.objects.filter(commune=cast.commune).delete()
