"""The portal as people meet it: the demonstration behind a server, and visitors with a browser each."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.db import connection, transaction
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, expect

from kehoach.management.commands.prepare import DEMO_PASSWORD
from kehoach.models import User
from tests.cast import Loaded, put_back

EXPECTED = ("Failed to load resource", "htmx:afterRequest", "htmx:sendError", "Response Status Error Code 403")
PHONE, DESK = 360, 1280
HEIGHT = 800
PATIENCE = 20
# Playwright's own five seconds are few where other tests run beside.
expect.set_options(timeout=PATIENCE * 1000)

# visit(username, width=360, javascript=True): a page in a browser of its own, signed in where a name is given.
Visit = Callable[..., Page]


@pytest.fixture
def portal(transactional_db: None, loaded_once: Loaded, base_url: str) -> Iterator[str]:
    """The address of a portal that holds the plan and the demonstration, committed so that the server sees them.

    DEBUG is off as in production, where the demonstration's accounts are nobody; here they are made people.
    """
    if connection.vendor == "sqlite":
        # A test looks into the tables while the server writes them.
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA read_uncommitted = 1")
    with transaction.atomic():
        put_back(loaded_once.demonstration)
        User.objects.update(is_demo=False)
    yield base_url
    let_requests_end(base_url)


def let_requests_end(base_url: str) -> None:
    """Waits for what a browser had asked when it was closed.

    The server shares its connection to SQLite with the test: a request that still runs while the database is emptied
    would take part of that back. Requests are taken up in turn: once ours is answered, all of them have a thread.
    """
    with suppress(HTTPError):
        urlopen(f"{base_url}/static/nothing", timeout=PATIENCE).close()
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(PATIENCE)
            assert not thread.is_alive(), "a request does not end"


@pytest.fixture
def visit(portal: str, browser: Browser) -> Iterator[Visit]:
    """Opens browsers; after the test none of them may have complained or asked anybody else for anything."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def opened(username: str = "", width: int = PHONE, *, javascript: bool = True) -> Page:
        context = browser.new_context(
            base_url=portal,
            viewport={"width": width, "height": HEIGHT},
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            java_script_enabled=javascript,
        )
        contexts.append(context)
        page = context.new_page()
        watch(page, portal, troubles)
        if username:
            sign_in(page, username)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert troubles == []


def sign_in(page: Page, username: str) -> None:
    """Through the gate, as people do."""
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()


def watch(page: Page, portal: str, troubles: list[str]) -> None:
    """Notes what the console complains of (a breach of the content security policy among it), every script's error,
    every request that leaves the portal, and every picture, style or script that does not come."""

    def on_console(message: ConsoleMessage) -> None:
        # That a page itself was refused, or a connection lost, is what its test asks about.
        if message.type in ("error", "warning") and not message.text.startswith(EXPECTED):
            troubles.append(f"{page.url}: {message.text}")

    def on_request(request: Request) -> None:
        if not request.url.startswith(f"{portal}/"):
            troubles.append(f"{page.url}: asked {request.url}")

    def on_response(response: Response) -> None:
        asked_by = response.request.resource_type
        # A page that is refused, or a save of it, is what its test asks about.
        if response.status >= 400 and asked_by != "document" and (response.status, asked_by) != (403, "xhr"):
            troubles.append(f"{page.url}: {response.status} for {response.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: troubles.append(f"{page.url}: {error}"))
    page.on("request", on_request)
    page.on("response", on_response)
