"""Digits and the Next key alone fill the yearly form, whatever the pauses and however late the server answers."""

from __future__ import annotations

import os
import random
from collections import deque

import pytest
from playwright.sync_api import Page, Route, expect

from kehoach.models import State
from tests.browser.conftest import Visit
from tests.cast import figures_of, put_into

pytestmark = pytest.mark.browser

# One form of each kind: a kindergarten, a primary school, the commune's library, a village's house.
FORMS = {
    "TV-MN": ("mn", "/thu-vien/TV-MN/2026/nhap/"),
    "TV-TH": ("th", "/thu-vien/TV-TH/2026/nhap/"),
    "TV-XA": ("cong-chuc", "/thu-vien/TV-XA/2026/nhap/"),
    "VH-GOM": ("thon-gom", "/van-hoa/VH-GOM/2026/nhap/"),
}
RUNS = int(os.environ.get("NEXT_RUNS", "200")) // len(FORMS)
NUMBERS_A_RUN = 5
LONGEST_PAUSE = 3000  # milliseconds of the page's own clock
NAMES_IN_ORDER = """() => [...document.querySelectorAll("#phieu .ask-row input[type=text]")]
    .filter((input) => input.offsetParent && !input.closest("details")).map((input) => input.name)"""
FOCUSED = "() => document.activeElement.name || document.activeElement.tagName"


class LateServer:
    """Lets what the page sends through when chance has it: at once, some keys later, or after what was sent later."""

    def __init__(self, page: Page, chance: random.Random) -> None:
        self.page, self.chance, self.waiting = page, chance, deque[Route]()

    def take(self, route: Route) -> None:
        """One request of the page."""
        if route.request.method == "POST":
            self.waiting.append(route)
        else:
            route.continue_()

    def maybe_answer(self) -> None:
        """After a key: nothing, or any one of those that wait."""
        if self.waiting and self.chance.random() < 0.3:
            self.waiting.rotate(self.chance.randrange(len(self.waiting)))
            self.waiting.popleft().continue_()

    def answer_all(self) -> None:
        """Whatever still waits, until the page says that all is saved."""
        for _ in range(200):
            while self.waiting:
                self.waiting.popleft().continue_()
            self.page.clock.run_for(LONGEST_PAUSE)
            if self.page.locator("#saved").inner_text().startswith("Đã lưu") and not self.waiting:
                break


@pytest.mark.case("SC-041")
@pytest.mark.parametrize("code", FORMS)
def test_every_number_lands_where_it_was_typed(visit: Visit, code: str) -> None:
    username, url = FORMS[code]
    put_into(code, State.DRAFT)
    chance = random.Random(code)
    page = visit(username)
    page.clock.install()
    page.goto(url)
    server = LateServer(page, chance)
    page.route(f"**{url}", server.take)
    names: list[str] = page.evaluate(NAMES_IN_ORDER)
    typed: dict[str, int] = {}

    for _ in range(RUNS):
        first = chance.randrange(max(1, len(names) - NUMBERS_A_RUN))
        page.locator(f"[name={names[first]}]").select_text()
        for name in names[first : first + NUMBERS_A_RUN]:
            typed[name] = chance.randrange(1000)
            for key in str(typed[name]):
                page.keyboard.press(key)
                server.maybe_answer()
            assert page.evaluate(FOCUSED) == name
            page.clock.run_for(chance.randrange(LONGEST_PAUSE))
            assert page.evaluate(FOCUSED) == name
            page.keyboard.press(chance.choice(("Tab", "Enter")))
            if page.evaluate(FOCUSED) in names:
                page.keyboard.press("Control+A")

    shown = page.evaluate("names => names.map((name) => document.getElementsByName(name)[0].value)", list(typed))
    assert dict(zip(typed, (int(value.replace(".", "")) for value in shown), strict=True)) == typed
    page.keyboard.press("Tab")
    server.answer_all()
    expect(page.locator("#saved")).to_contain_text("Đã lưu")
    assert {name: figures_of(code).value(name) for name in typed} == typed
