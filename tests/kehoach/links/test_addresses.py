"""Addresses that other people are given are below PUBLIC_URL, wherever the officer happens to be."""

from __future__ import annotations

import re

import pytest
from pytest_django import Settings

from kehoach.models import State
from tests.cast import OPEN_YEAR, Cast, put_into, signed_in
from tests.entry_links import address, link_of
from tests.house import ROOT

PORTAL = "https://ke-hoach.xa.example/qn"


@pytest.mark.parametrize("page", ["duong-dan", "nhac"])
def test_what_the_officer_copies_leads_to_the_public_address(cast: Cast, settings: Settings, page: str) -> None:
    settings.PUBLIC_URL = PORTAL
    put_into("TV-TH", State.DRAFT)
    link = link_of("TH")

    text = signed_in(cast.officer).get(f"/so-lieu/{OPEN_YEAR}/{page}/").content.decode()

    assert f"{PORTAL}{address(link)}" in text
    assert "testserver" not in text


def test_without_it_they_lead_to_where_the_officer_is(cast: Cast) -> None:
    link = link_of("TH")

    assert (
        f"http://testserver{address(link)}"
        in signed_in(cast.officer).get(f"/so-lieu/{OPEN_YEAR}/duong-dan/").content.decode()
    )


def test_no_other_code_makes_whole_addresses() -> None:
    made = re.compile("build_absolute_uri|get_host")
    files = [path for room in ("kehoach", "thuvien", "vanhoa", "baocao") for path in (ROOT / room).rglob("*.py")]

    assert sorted(path.name for path in files if made.search(path.read_text())) == [
        "handouts.py",
        "passkeys.py",  # a browser signs for the address that it has opened
        "views.py",
    ]
