"""Who gets what at every address, as the table in access/ says; a colleague's row goes into the file of its area."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse
from pytest_django import DjangoDbBlocker, Settings

from kehoach.models import AuditEvent, SignedInSession, User
from tests.access.files import files_in, is_known
from tests.access.routes import routes
from tests.access.table import ROLES, Row, areas, rows
from tests.cast import Cast, own_tables, signed_in
from tests.pages import english_of

# Who may see what is decided before a row is read: the same on every database.
pytestmark = pytest.mark.once

CHOOSERS = ("overseer", "administrator")
A_DAY = 24 * 3600
# What a browser is remembered by, and the log of who came and took what, is no data of the portal's.
WRITES = re.compile(r"""(INSERT|UPDATE|DELETE)\b(?!( INTO| FROM)? "kehoach_(signedinsession|auditevent))""")
# Only where DEBUG is on while the paths are read.
OPTIONAL = {"gallery"}
PARAMETERS = {
    ("token", "StringConverter"),
    ("code", "StringConverter"),
    ("code", "CodeConverter"),
    ("year", "YearConverter"),
    ("ending", "StringConverter"),
    ("kind", "StringConverter"),
    ("slug", "StringConverter"),
    ("pk", "IntConverter"),
    ("section", "CodeConverter"),
    ("failed_check", "CodeConverter"),
    ("file", "IntConverter"),
    ("unit", "CodeConverter"),
    ("level", "SlugConverter"),
    ("action", "SlugConverter"),
    ("first_day", "CodeConverter"),
}
REASONS = [reason for area in areas() for reason in area.reasons]


@pytest.fixture(scope="module")
def world(demonstration: Cast, django_db_blocker: DjangoDbBlocker) -> Cast:
    """The demonstration, and what every area needs besides."""
    with django_db_blocker.unblock():
        for area in areas():
            area.set_up(demonstration)
    return demonstration


@pytest.fixture(scope="module")
def sessions(world: Cast, django_db_blocker: DjangoDbBlocker) -> dict[str, str]:
    """The cookie of each role that can sign in. A slow machine takes longer for the table than people may rest."""
    with django_db_blocker.unblock(), override_settings(SESSION_IDLE=A_DAY, SESSION_IDLE_ADMINISTRATOR=A_DAY):
        return {
            role: signed_in(getattr(world, role), world.commune if role in CHOOSERS else None)
            .cookies["sessionid"]
            .value
            for role in ROLES[1:]
        }


@pytest.fixture(autouse=True)
def no_typesetting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may have a report matters here, not its seconds of typesetting."""
    monkeypatch.setattr("baocao.report.files.pdf_of", lambda *given: b"%PDF-1.7")
    monkeypatch.setattr("baocao.report.files.render_docx", lambda *given: b"PK")
    monkeypatch.setattr("baocao.issuing.actions.issuing.frozen_pdf", lambda content: b"%PDF-1.7")
    monkeypatch.setattr("baocao.printing.views.render_pdf", lambda *given: b"%PDF-1.7")
    for page in ("printing.views", "dashboard.views.dashboard"):
        monkeypatch.setattr(f"baocao.{page}.render_html_pdf", lambda *given: b"%PDF-1.7")


@pytest.fixture(scope="module")
def client() -> Client:
    """One browser for all, who change places at it: each new one builds the whole middleware again."""
    return Client(raise_request_exception=False)


def answer(client: Client, row: Row, url: str, session: str | None) -> HttpResponse:
    """What somebody with this cookie gets for the row.

    Neither a refusal nor any GET writes; what else does is taken back.
    """
    client.cookies, body = SimpleCookie({"sessionid": session} if session else {}), row.sent()
    with transaction.atomic():
        before = numbers_of_rows() if row.route in row.area.previews else {}
        with writes() as written:
            response = client.get(url) if row.method == "GET" else client.post(url, body)
        if before and response.status_code != 302:
            assert numbers_of_rows() == before
            written.clear()
        transaction.set_rollback(True)
    if response.streaming:
        response.streaming_content = [response.getvalue()]  # read to its end, which closes the file
    if row.method == "GET" or response.status_code != 302:
        assert written == []
    if session and response.status_code == 200 and "public" not in response.get("Cache-Control", ""):
        assert "no-store" in response["Cache-Control"], "Back would show it after signing out"
    return response


def numbers_of_rows() -> dict[str, int]:
    """How many rows each table of the portal's data holds, its histories among them."""
    models = (model for model in own_tables() if model not in (SignedInSession, AuditEvent))
    return {model._meta.label: model._base_manager.count() for model in models}


@contextmanager
def writes() -> Iterator[list[str]]:
    """The statements of the block that write data of the portal's."""
    written: list[str] = []

    def execute(proceed: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if WRITES.match(sql):
            written.append(sql)
        return proceed(sql, *rest)

    with connection.execute_wrapper(execute):
        yield written


def status_seen(response: HttpResponse) -> str:
    """The status as the table writes it. Who is refused is told why."""
    if response.status_code == 302 and response["Location"].startswith("/dang-nhap/?next="):
        return "in"
    if response.status_code == 403:
        page = response.content.decode()
        assert any(reason in page for reason in REASONS), "refused without a reason"
    return str(response.status_code)


@pytest.mark.django_db
@pytest.mark.parametrize("row", list(rows()), ids=str)
def test_everybody_gets_what_the_table_says(sessions: dict[str, str], client: Client, row: Row) -> None:
    url = reverse(row.name, kwargs=row.parameters())

    answers = {role: answer(client, row, url, sessions.get(role)) for role in ROLES}
    got = {role: status_seen(response) for role, response in answers.items()}
    files = {file for response in answers.values() for file in files_in(row.name, url, response)}
    english = {role: english_of(response) for role, response in answers.items()}

    assert got == dict(zip(ROLES, row.statuses, strict=True))
    assert {file for file in files if not is_known(*file)} == set(), (
        "a file of which tests/access/files.py knows nothing"
    )
    assert {role: words for role, words in english.items() if words} == {}


def test_routes_and_table_name_the_same_addresses() -> None:
    in_table = {row.name for row in rows()}

    assert {name for name, _ in routes()} - OPTIONAL == in_table


def test_every_route_has_a_name_of_its_own() -> None:
    names = Counter(name for name, _ in routes())

    assert "?" not in names
    assert [name for name, times in names.items() if times > 1] == []


def test_no_two_lines_of_the_table_speak_of_the_same() -> None:
    lines = Counter(map(str, rows()))

    assert [line for line, times in lines.items() if times > 1] == []


def test_every_route_has_both_methods_in_the_table() -> None:
    methods: dict[str, set[str]] = {}
    for row in rows():
        methods.setdefault(row.name, set()).add(row.method)

    assert {route for route, known in methods.items() if known != {"GET", "POST"}} == set()


def test_every_parameter_of_an_address_is_known_here() -> None:
    used = {(name, type(converter).__name__) for _, here in routes() for name, converter in here}

    assert used == PARAMETERS


def test_a_write_is_known_from_what_a_browser_is_remembered_by() -> None:
    assert WRITES.match("""INSERT INTO "kehoach_plan" ("code")""")
    assert WRITES.match("""UPDATE "kehoach_plan" SET""")
    assert not WRITES.match("""UPDATE "kehoach_signedinsession" SET""")
    assert not WRITES.match("""INSERT INTO "kehoach_auditevent" ("at")""")
    assert not WRITES.match("""SELECT 1 FROM "kehoach_plan" FOR UPDATE""")


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_no_other_method_breaks_a_page_or_writes(world: Cast, db: None, method: str) -> None:
    client = signed_in(world.officer)
    urls = [reverse(row.name, kwargs=row.parameters()) for row in rows() if row.method == "GET"]

    with writes() as written:
        answers = {url: getattr(client, method)(url).status_code for url in urls}

    assert {url: status for url, status in answers.items() if status >= 500} == {}
    assert written == []


@pytest.mark.parametrize(
    "path",
    [
        *("/bang-dieu-hanh/0/", "/bang-dieu-hanh/1999/", "/bang-dieu-hanh/99999/", "/bang-dieu-hanh/-1/"),
        *("/thu-vien/TV-TH/99999999999999999999/", "/thu-vien/TV-TH/2019/", "/bao-cao/0/annual/"),
        *("/thu-vien/%00/", "/thu-vien/TV%00/2026/nhap/", "/van-hoa/%0A/", "/nhiem-vu/%00/", "/nhiem-vu/VI.9/"),
        *("/thu-vien/" + "x" * 300 + "/", "/thu-vien/' OR 1=1/", "/khong-co/"),
    ],
)
@pytest.mark.parametrize("debug", [False, True])
def test_an_address_that_means_nothing_is_no_page(
    world: Cast, db: None, settings: Settings, path: str, debug: bool
) -> None:
    settings.DEBUG = debug
    response = signed_in(world.officer).get(path)

    assert response.status_code == 404
    assert "Mã 404" in response.content.decode()


@pytest.mark.parametrize("role", CHOOSERS)
@pytest.mark.parametrize("path", ["/ke-hoach/", "/nhiem-vu/IV.2.a/"])
def test_who_has_no_commune_of_their_own_is_told_to_choose_one(world: Cast, db: None, role: str, path: str) -> None:
    response = signed_in(getattr(world, role)).get(path)

    assert response.status_code == 403
    assert "Chưa chọn xã. Hãy về trang đầu và chọn một xã." in response.content.decode()


def test_a_commune_that_does_not_exist_cannot_be_chosen(world: Cast, db: None) -> None:
    assert signed_in(world.overseer).post("/xa/99999/").status_code == 404


def test_an_account_that_was_switched_off_is_nobody_at_once(world: Cast, db: None) -> None:
    client = signed_in(world.officer)
    User.objects.filter(pk=world.officer.pk).update(is_active=False)

    assert status_seen(client.get("/ke-hoach/")) == "in"
