"""Digits and the Next key alone fill the yearly form, whatever the pauses and however late the server answers."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, Route

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
# Other pauses, answers and numbers than every day's.
SEED = os.environ.get("NEXT_SEED", "")
NUMBERS_A_RUN = 5
# Milliseconds of the page's own clock, which nobody has to wait for.
LONGEST_PAUSE, LATEST_ANSWER = 3000, 5000
# Seconds that the last save may take on a busy machine.
LONGEST_WAY = 30
# How many of the keys are followed by a pause.
PAUSES = 0.3
NAMES_IN_ORDER = """() => [...document.querySelectorAll("#phieu .ask-row input[type=text]")]
    .filter((input) => input.offsetParent && !input.closest("details")).map((input) => input.name)"""
# Notes where each digit goes, and that an answer has taken the focus away.
WATCH = """() => {
    window.digits = [];
    document.addEventListener("keydown", ({ key, target }) => {
        if (/[0-9]/.test(key)) digits.push([target.name, key]);
    });
    const look = () => { if (document.activeElement === document.body) digits.push(["the focus is lost", ""]); };
    for (const moment of ["htmx:oobAfterSwap", "htmx:afterOnLoad"]) document.addEventListener(moment, look);
}"""
NOTED = "() => [digits.splice(0), document.activeElement.tagName]"


@dataclass
class LateServer:
    """Lets what the page sends through when chance has it, by the clock of the page: at once or up to five seconds
    later, and what comes together in any order."""

    page: Page
    chance: random.Random
    now: int = 0
    waiting: list[tuple[int, Route]] = field(default_factory=list)

    def take(self, route: Route) -> None:
        """One request of the page."""
        if route.request.method == "POST":
            self.waiting.append((self.now + self.chance.randrange(LATEST_ANSWER), route))
        else:
            route.continue_()

    def wait(self, milliseconds: int) -> None:
        """Time goes by, and what is due by then goes through."""
        if milliseconds:
            self.now += milliseconds
            self.page.clock.run_for(milliseconds)
        due = [request for request in self.waiting if request[0] <= self.now]
        self.chance.shuffle(due)
        for request in due:
            self.waiting.remove(request)
            request[1].continue_()


def in_one_go(number: str, chance: random.Random) -> Iterator[tuple[str, int]]:
    """The digits that are typed without a pause between them, and how long the pause after them is."""
    digits = ""
    for digit in number:
        digits += digit
        if chance.random() < PAUSES:
            yield digits, chance.randrange(LONGEST_PAUSE)
            digits = ""
    if digits:
        yield digits, 0


@pytest.mark.case("SC-041")
@pytest.mark.parametrize("code", FORMS)
def test_every_number_lands_where_it_was_typed(visit: Visit, code: str) -> None:
    username, url = FORMS[code]
    put_into(code, State.DRAFT)
    chance = random.Random(code + SEED)
    page = visit(username)
    page.clock.install()
    page.goto(url)
    server = LateServer(page, chance)
    page.route(f"**{url}", server.take)
    page.evaluate(WATCH)
    names: list[str] = page.evaluate(NAMES_IN_ORDER)
    numbers: dict[str, str] = {}

    for _ in range(RUNS):
        first = chance.randrange(len(names) - NUMBERS_A_RUN)
        page.locator(f"[name={names[first]}]").select_text()
        expected = []
        for name in names[first : first + NUMBERS_A_RUN]:
            numbers[name] = str(chance.randrange(1000))
            expected += [[name, digit] for digit in numbers[name]]
            for digits, pause in in_one_go(numbers[name], chance):
                page.keyboard.type(digits)
                server.wait(pause)
            page.keyboard.press(chance.choice(("Tab", "Enter")))
        noted, focused = page.evaluate(NOTED)
        assert noted == expected
        assert focused != "BODY"

    shown = {name: page.locator(f"[name={name}]").input_value().replace(".", "") for name in numbers}
    assert shown == numbers
    # What was sent last may still be on its way, and what the page says of the one before proves nothing.
    given_up = time.monotonic() + LONGEST_WAY
    while (saved := {name: str(figures_of(code).value(name)) for name in numbers}) != numbers:
        assert time.monotonic() < given_up, (saved, numbers)
        server.wait(LATEST_ANSWER)
        page.wait_for_timeout(50)
