"""After signing out, Back shows none of the pages that were read: every page of the access table, in Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, BrowserType, Error, Page

from kehoach.models import Commune, User
from tests.access.table import ROLES, Row, areas, rows
from tests.at_rest import database_at_rest
from tests.cast import Cast, assemble, signed_in

pytestmark = pytest.mark.browser

# Files that take seconds to typeset; what else is downloaded says so itself, and leaves nothing to go back to.
TYPESET = ("pdf", "office")
# Who reads a page that several may: the roles with few pages first, so that each has its own.
READERS = ("administrator", "overseer", "leader", "reporter", "officer")
# Chromium goes back over fifty pages at most.
HISTORY = 40


@pytest.fixture
def cast(portal: str) -> Cast:
    """The people of the access table, and what its rows are about."""
    with database_at_rest():
        people = assemble(Commune.objects.get(code="11122"))
        for area in areas():
            area.set_up(people)
    return people


@pytest.fixture
def keeping_browser(browser_type: BrowserType, browser_type_launch_args: dict[str, Any]) -> Iterator[Browser]:
    """A browser that keeps the pages one comes from, as people's do and Playwright's does not."""
    browser = browser_type.launch(**browser_type_launch_args, ignore_default_args=["--disable-back-forward-cache"])
    yield browser
    browser.close()


def pages() -> dict[str, list[Row]]:
    """What each role reads: every route that somebody signed in may open, once in all."""
    by_role: dict[str, list[Row]] = {role: [] for role in READERS}
    known = set()
    for reader in READERS:
        for row in rows():
            is_read = row.method == "GET" and row.statuses[0] == "in" and row.statuses[ROLES.index(reader)] == "200"
            if is_read and row.name not in known and not any(word in row.name for word in TYPESET):
                known.add(row.name)
                by_role[reader].append(row)
    return by_role


def without_looks(page: Page) -> None:
    """Pages alone: styles and scripts change nothing about what Back asks for."""
    protocol = page.context.new_cdp_session(page)
    protocol.send("Network.enable")
    protocol.send("Network.setBlockedURLs", {"urls": ["*/static/*"]})


def read(page: Page, batch: list[Row]) -> list[str]:
    """Opens the pages one after the other; returns the addresses that were read."""
    addresses = []
    for row in batch:
        with database_at_rest():
            url = reverse(row.name, kwargs=row.parameters())
        try:
            answer = page.goto(url, wait_until="commit")
        except Error as problem:
            if "Download is starting" not in problem.message:
                raise
            continue
        assert answer is not None
        assert answer.status == 200, url
        addresses.append(urlsplit(page.url).path)
    return addresses


def asks_to_sign_in_for(path: str, url: str) -> bool:
    """Whether an address is the sign-in page before a page."""
    parts = urlsplit(url)
    return parts.path == "/dang-nhap/" and parse_qs(parts.query).get("next") == [path]


def test_back_after_signing_out_leads_to_the_sign_in_page(cast: Cast, portal: str, keeping_browser: Browser) -> None:
    read_in_all = 0
    for role, of_role in pages().items():
        account: User = getattr(cast, role)
        chosen = cast.commune if role in ("overseer", "administrator") else None
        for batch in (of_role[start : start + HISTORY] for start in range(0, len(of_role), HISTORY)):
            session = signed_in(account, chosen).cookies["sessionid"].value
            with keeping_browser.new_context(base_url=portal, locale="vi-VN") as context:
                context.add_cookies([{"name": "sessionid", "value": session, "url": portal}])
                page = context.new_page()
                without_looks(page)
                addresses = [*read(page, batch), "/tai-khoan/"]
                page.goto(addresses[-1])
                page.get_by_role("button", name="Đăng xuất").click()
                page.wait_for_url("**/dang-nhap/**")
                for address in reversed(addresses):
                    page.evaluate("history.back()")
                    page.wait_for_url(partial(asks_to_sign_in_for, address), wait_until="commit")
                    assert page.get_by_role("button", name="Đăng xuất").count() == 0, address
            read_in_all += len(addresses)
    assert read_in_all > 140
