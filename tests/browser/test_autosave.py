"""The entry form saves by itself, on slow and broken connections and beside somebody else, and loses nothing."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import Visit
from tests.cast import figures_of

pytestmark = pytest.mark.browser

SCHOOL = "TV-MN"
FORM = f"/thu-vien/{SCHOOL}/2026/nhap/"
SAVED = re.compile(r"Đã lưu lúc \d\d:\d\d")
LOST = "Mất mạng, đang giữ trên máy"
ENDED = "phiên làm việc đã hết"


def at_the_form(visit: Visit) -> tuple[Page, int]:
    """The school's returned form of the open year and its version: 371 titles, 808 books, 37 readers, no computer."""
    page = visit("mn")
    page.goto(FORM)
    return page, figures_of(SCHOOL).version


def field(page: Page, name: str) -> Locator:
    """The input of a question."""
    return page.locator(f"#id_{name}")


def card(page: Page, name: str) -> Locator:
    """The card of a question."""
    return page.locator(f"#id_{name}-card")


def choice(page: Page, value: str) -> Locator:
    """The box of one of the services."""
    return page.locator(f"[name=services][value={value}]")


def leave(page: Page) -> None:
    """On to the next field, which is when the form saves."""
    page.keyboard.press("Tab")


def fill(page: Page, name: str, answer: str) -> None:
    """Types an answer and leaves its field, once the page and its scripts are there."""
    page.wait_for_load_state("load")
    field(page, name).fill(answer)
    leave(page)


def value(name: str) -> Any:
    """What is saved."""
    return figures_of(SCHOOL).value(name)


def expect_saved(page: Page, version: int) -> None:
    """The form has come to this version, and says that and when it was saved."""
    expect(page.locator("#version")).to_have_value(str(version))
    expect(page.locator("#saved")).to_have_text(SAVED)


class SlowServer:
    """Holds what the form sends until somebody lets it through."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.held: list[Route] = []
        self.holds = True
        page.route(f"**{FORM}", self.hold)

    def hold(self, route: Route) -> None:
        """Takes what was sent, and keeps it as long as the server is slow."""
        if self.holds:
            self.held.append(route)
        else:
            route.continue_()

    def wait(self) -> None:
        """Until the form has sent something."""
        while not self.held:
            self.page.wait_for_timeout(20)

    def answer(self) -> None:
        """Lets through what is held, and all that comes later."""
        self.holds = False
        self.held.pop().continue_()


def test_leaving_a_field_saves_it_and_says_when(visit: Visit) -> None:
    page, version = at_the_form(visit)

    fill(page, "active_users", "38")

    expect_saved(page, version + 1)
    assert value("active_users") == 38


def test_what_was_found_appears_beside_its_field_and_goes_again(visit: Visit) -> None:
    page, _ = at_the_form(visit)

    fill(page, "titles", "809")
    expect(card(page, "titles").locator(".say")).to_contain_text("nhiều hơn tổng số bản sách 808")

    fill(page, "titles", "372")
    expect(card(page, "titles").locator(".say")).to_have_count(0)
    assert value("titles") == 372


def test_an_answer_leaves_alone_what_is_being_typed(visit: Visit) -> None:
    page, version = at_the_form(visit)
    server = SlowServer(page)

    fill(page, "books_total", "300")
    server.wait()
    field(page, "titles").fill("29")
    server.answer()

    # The answer finds more titles (371) than books, and says so beneath the field in which somebody writes.
    expect_saved(page, version + 1)
    expect(field(page, "titles")).to_have_value("29")
    expect(field(page, "titles")).to_be_focused()


@pytest.mark.case("SC-251")
def test_an_answer_leaves_alone_what_was_typed_while_it_was_on_its_way(visit: Visit) -> None:
    page, version = at_the_form(visit)
    server = SlowServer(page)

    fill(page, "books_total", "300")
    server.wait()
    page.locator("#giai-thich summary").first.click()
    page.locator("[name=services-note]").fill("Có sổ ghi")
    fill(page, "titles", "29")
    server.answer()

    expect_saved(page, version + 2)
    expect(field(page, "titles")).to_have_value("29")
    expect(page.locator("[name=services-note]")).to_have_value("Có sổ ghi")
    assert (value("books_total"), value("titles")) == (300, 29)
    assert "Có sổ ghi" in figures_of(SCHOOL).notes["services"]


def test_an_answer_leaves_alone_what_was_ticked_while_it_was_on_its_way(visit: Visit) -> None:
    page, version = at_the_form(visit)
    server = SlowServer(page)

    choice(page, "lending").check()
    server.wait()
    choice(page, "reading_room").check()
    server.answer()

    expect_saved(page, version + 2)
    expect(choice(page, "reading_room")).to_be_checked()
    assert value("services") == {"lending", "reading_room", "reading_event"}


def test_without_a_connection_it_says_so_and_the_next_save_carries_all(visit: Visit) -> None:
    page, version = at_the_form(visit)

    page.route(f"**{FORM}", lambda route: route.abort())
    fill(page, "active_users", "38")
    expect(page.locator(".foot-strip")).to_contain_text(LOST)
    fill(page, "computers", "1")
    page.unroute(f"**{FORM}")
    fill(page, "titles", "372")

    expect_saved(page, version + 1)
    assert [value(name) for name in ("active_users", "computers", "titles")] == [38, 1, 372]


@pytest.mark.case("SC-009")
def test_the_form_saves_by_itself_when_the_connection_is_back(visit: Visit) -> None:
    page, version = at_the_form(visit)

    page.context.set_offline(True)
    fill(page, "active_users", "38")
    expect(page.locator(".foot-strip")).to_contain_text(LOST)
    page.context.set_offline(False)

    expect_saved(page, version + 1)
    assert value("active_users") == 38


def test_two_people_at_different_questions_do_not_disturb_each_other(visit: Visit) -> None:
    (first, version), (second, _) = at_the_form(visit), at_the_form(visit)

    fill(first, "active_users", "38")
    expect_saved(first, version + 1)
    fill(second, "computers", "1")
    expect_saved(second, version + 2)
    expect(field(second, "active_users")).to_have_value("38")
    fill(second, "titles", "372")
    expect_saved(second, version + 3)

    expect(second.get_by_role("alert")).to_have_count(0)
    assert [value(name) for name in ("active_users", "computers", "titles")] == [38, 1, 372]


@pytest.mark.parametrize(("whose", "users"), [("Giữ của tôi", 39), ("Lấy số này", 38)])
def test_two_people_at_one_question_see_both_answers_and_the_second_chooses(
    visit: Visit, whose: str, users: int
) -> None:
    (first, version), (second, _) = at_the_form(visit), at_the_form(visit)

    fill(first, "active_users", "38")
    expect_saved(first, version + 1)
    fill(second, "active_users", "39")
    expect(card(second, "active_users")).to_contain_text("Người khác vừa lưu: 38")
    expect(field(second, "active_users")).to_have_value("39")
    assert value("active_users") == 38
    card(second, "active_users").get_by_text(whose).click()
    second.get_by_role("button", name="Lưu, để sau").click()

    expect(second.locator(".message")).to_contain_text("Đã lưu")
    expect(field(second, "active_users")).to_have_value(str(users))
    assert value("active_users") == users


def test_an_answer_to_what_somebody_else_has_just_answered_does_not_take_its_place_unasked(visit: Visit) -> None:
    (first, version), (second, _) = at_the_form(visit), at_the_form(visit)
    server = SlowServer(second)

    fill(first, "active_users", "38")
    expect_saved(first, version + 1)
    fill(second, "computers", "1")
    server.wait()
    field(second, "active_users").fill("39")
    server.answer()
    expect(second.locator("#saved")).to_have_text(SAVED)
    leave(second)

    expect(card(second, "active_users")).to_contain_text("Người khác vừa lưu: 38")
    expect(field(second, "active_users")).to_have_value("39")
    assert (value("active_users"), value("computers")) == (38, 1)
    second.get_by_role("button", name="Lưu, để sau").click()
    expect(second.get_by_role("alert")).to_contain_text("hãy chọn một rồi bấm lưu")
    assert value("active_users") == 38
    second.get_by_role("button", name="Lưu, để sau").click()
    expect(second.locator(".message")).to_contain_text("Đã lưu")
    assert (value("active_users"), value("computers")) == (39, 1)


def test_what_is_typed_while_two_answers_clash_is_kept(visit: Visit) -> None:
    (first, version), (second, _) = at_the_form(visit), at_the_form(visit)
    server = SlowServer(second)

    fill(first, "active_users", "38")
    expect_saved(first, version + 1)
    fill(second, "active_users", "39")
    server.wait()
    fill(second, "computers", "1")
    server.answer()

    expect(card(second, "active_users")).to_contain_text("Người khác vừa lưu: 38")
    expect(field(second, "computers")).to_have_value("1")


def test_a_session_that_has_ended_is_told(visit: Visit) -> None:
    page, _ = at_the_form(visit)

    page.context.clear_cookies(name="sessionid")
    fill(page, "active_users", "38")

    expect(page.locator(".foot-strip")).to_contain_text(ENDED)
    expect(field(page, "active_users")).to_have_value("38")
    assert value("active_users") == 37


@pytest.mark.case("SC-045")
@pytest.mark.parametrize("leave", ["back", "close", "menu"])
def test_the_number_that_was_being_typed_goes_along_when_the_page_is_left(visit: Visit, leave: str) -> None:
    page = visit("mn")
    page.goto(FORM)
    field(page, "active_users").fill("38")

    match leave:
        case "back":
            page.go_back()
        case "close":
            page.close(run_before_unload=True)
        case _:
            page.goto("/phien/")

    for _ in range(100):
        if value("active_users") == 38:
            break
        time.sleep(0.05)
    assert value("active_users") == 38
