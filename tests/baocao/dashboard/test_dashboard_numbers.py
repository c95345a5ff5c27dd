"""No number of the dashboard stands by itself: it is the attainment's, and a link beside it leads to its source."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from html.parser import HTMLParser
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from baocao.attainment.results import Verdict
from kehoach.common import formats
from kehoach.demo.load import YEARS
from tests.cast import Cast, signed_in
from tests.pages import plain_text

NUMBER = re.compile(r"\d[\d.,/]*\d%?|\d%?")
VOID = {"br", "hr", "img", "input", "link", "meta", "path", "rect", "line", "circle", "text"}


class _Numbers(HTMLParser):
    """Every number in the content of a page, each with the links of the blocks around it, the nearest block first."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[tuple[str, dict[str, str], list[str]]] = []
        self.found: list[tuple[str, list[list[str]]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Opens an element; a link belongs to everything around it."""
        self._tell()
        given = {name: value or "" for name, value in attrs}
        if tag == "a":
            for _, _, links in self.stack:
                links.append(given.get("href", ""))
        if tag not in VOID:
            self.stack.append((tag, given, [given["href"]] if tag == "a" and "href" in given else []))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element of a picture without content."""

    def handle_data(self, data: str) -> None:
        """Text, perhaps with numbers."""
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        """Closes the element."""
        self._tell()
        while tag not in VOID and self.stack and self.stack.pop()[0] != tag:
            pass

    def _tell(self) -> None:
        inside = [tag for tag, _, _ in self.stack]
        if "main" in inside and not {"nav", "text"} & set(inside):
            around = [links for _, _, links in self.stack[inside.index("main") + 1 :]]
            self.found += [(number, around[::-1]) for number in NUMBER.findall(self.text)]
        self.text = ""


def numbers_of(page: str) -> list[tuple[str, list[list[str]]]]:
    """The numbers of a page with their links; whatever was collected is final once the page is read."""
    reader = _Numbers()
    reader.feed(page)
    return reader.found


def shown_on(client: Client, url: str, known: dict[str, set[str]]) -> set[str]:
    """The numbers of the page behind a link."""
    address = html.unescape(url).partition("#")[0]
    if address not in known:
        response = client.get(address, follow=True)
        assert response.status_code == 200, address
        known[address] = set(NUMBER.findall(plain_text(response.content.decode())))
        known[address] |= {part for number in known[address] for part in number.split("/")}
    return known[address]


def is_shown(number: str, shown: set[str]) -> bool:
    """Whether a number is there: as it is, or 2/9 as both the 2 and the 9."""
    return number in shown or ("/" in number and set(number.split("/")) <= shown)


@pytest.mark.once
@pytest.mark.case("SC-022")
@pytest.mark.parametrize("year", [2023, 2025, 2026])
def test_every_number_can_be_followed_to_a_page_that_shows_it_too(cast: Cast, year: int) -> None:
    client, known = signed_in(cast.leader), {}
    page = client.get(f"/bang-dieu-hanh/{year}/").content.decode()
    lost = []

    found = numbers_of(page)
    for number, around in found:
        links = [url for block in around for url in block if url.startswith("/")]
        if not any(is_shown(number, shown_on(client, url, known)) for url in links):
            lost.append((number, links[:3]))

    assert len(found) > 100
    assert lost == [], "\n".join(map(str, lost))


def told_by_command(cast: Cast, year: int) -> list[dict[str, Any]]:
    """What `manage.py attainment` says of a year."""
    out = StringIO()
    call_command("attainment", commune=cast.commune.code, year=year, format="json", stdout=out)
    targets: list[dict[str, Any]] = json.loads(out.getvalue())["targets"]
    return targets


def expected(condition: dict[str, Any]) -> Iterator[str]:
    """The numbers of a condition as the page writes them."""
    if condition["measure"] != "visits":
        yield f"{condition['met']}/{condition['total']}"
    elif condition["base"] is not None and condition["compound_percent"] is not None:
        yield f"{formats.count(condition['base'])} → {formats.count(condition['value'])} lượt"
        yield f"{formats.decimal(Decimal(condition['compound_percent']))}%/năm"
    else:
        yield formats.count(condition["value"])
    if condition["unreported"]:
        whole = condition.get("total", 0) and f"đến {condition['met'] + condition['unreported']}/{condition['total']}"
        yield whole or f"còn {condition['unreported']} cơ sở"
    if condition["gap"]:
        yield formats.count(condition["gap"])


@pytest.mark.parametrize("year", YEARS)
def test_each_figure_equals_that_of_the_command(cast: Cast, year: int) -> None:
    page = signed_in(cast.leader).get(f"/bang-dieu-hanh/{year}/").content.decode()
    lines = dict(re.findall(r'<details class="card from-wide \w+" id="([^"]+)">(.*?)</section>', page, re.DOTALL))
    for target in told_by_command(cast, year):
        told = plain_text(lines[target["code"]])
        assert Verdict(target["verdict"]).label in told
        missing = [number for one in target["conditions"] for number in expected(one) if number not in told]
        assert missing == [], (target["code"], told)
