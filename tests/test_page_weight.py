"""What a first visit weighs over the wire: the page and every style, script and picture that it names, compressed."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from kehoach.models import State
from tests.cast import OPEN_YEAR, Cast, put_into, signed_in
from tests.entry_links import address, inside, link_of

pytestmark = pytest.mark.once

LIMIT = 60_000
NAMED = re.compile(r'(?:href|src)="/static/([^"?#]+)"')
INSIDE_CSS = re.compile(r"@import|url\((?!#|[\"']?data:)")


def visited(client: Client, path: str) -> dict[str, int]:
    """The bytes of each file of a first visit, by its name; headers are not counted."""
    response = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert (response.status_code, response["Content-Encoding"]) == (200, "gzip")
    page = gzip.decompress(response.content).decode()
    return {path: len(response.content)} | {name: weight(name) for name in set(NAMED.findall(page))}


def weight(name: str) -> int:
    """What a static file weighs as whitenoise sends it in production; a style may name no further file."""
    found = finders.find(name)
    assert isinstance(found, str), name
    content = Path(found).read_bytes()
    assert not (name.endswith(".css") and INSIDE_CSS.search(content.decode())), name
    return min(len(content), len(gzip.compress(content, 9)))


def light_enough(weights: dict[str, int]) -> bool:
    """Whether all that fits; a page without its style was not looked at rightly."""
    assert any(name.endswith(".css") for name in weights)
    return sum(weights.values()) <= LIMIT


def test_the_link_and_the_form_behind_it_are_light(cast: Cast) -> None:
    put_into("TV-TH", State.RETURNED)
    link = link_of("TH")

    before = visited(Client(), address(link))
    form = visited(inside(link), f"/thu-vien/TV-TH/{OPEN_YEAR}/nhap/")

    assert light_enough(before), before
    assert light_enough(form), form
    assert any(name.endswith("entry.js") for name in form)


OF_THE_DASHBOARD = ("", "chi-tieu/I.2.a-3/", "neu/", "xu-huong/", "thay-doi/")


@pytest.mark.parametrize(
    "path",
    [
        "/ke-hoach/",
        f"/so-lieu/{OPEN_YEAR}/",
        "/",
        "/tim/?q=hoc+tap",
        *(f"/bang-dieu-hanh/2025/{page}" for page in OF_THE_DASHBOARD),
    ],
)
def test_the_pages_of_the_commune_are_light(cast: Cast, path: str) -> None:
    weights = visited(signed_in(cast.officer), path)

    assert light_enough(weights), weights
