"""What is typed into any form of the portal is there or offered again, whatever happens, and never to somebody else.

One table of forms (typed_forms.py), one list of what can happen to each; docs/decisions/0028 says how it works.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import copy

import pytest
from django.utils import timezone
from playwright.sync_api import Error, Locator, Page, Route, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from baocao.issuing.actions.writing import start_report
from baocao.models import ReportKind
from kehoach.management.commands.prepare import DEMO_PASSWORD
from kehoach.models import Plan, SignedInSession, State, User
from tests.at_rest import database_at_rest
from tests.browser.conftest import DESK, HEIGHT, PHONE, Visit, sign_in
from tests.browser.test_accessibility import faults
from tests.browser.typed_forms import (
    WORDS,
    Form,
    forms_beside_the_year,
    forms_of_others,
    forms_of_tasks_books_and_reports,
    forms_of_the_year,
)
from tests.cast import put_into, signed_in

pytestmark = pytest.mark.browser

# A page that weighs nothing, to go away to.
ELSEWHERE = "/phien/"
VALUE = """field => !["checkbox", "radio"].includes(field.type) ? field.value
    : "chosen" + [...field.form.elements].filter(it => it.name === field.name && it.checked).map(it => `[${it.value}]`)
        .join("")"""
HELD = re.compile("Lưu những gì đã gõ|Làm tiếp")
OFFERED = "Bạn có 1 câu chưa lưu"
SAVED = re.compile(r"Đã lưu lúc \d\d:\d\d")


class Device:
    """A telephone or computer in the hands of one person after the other. It draws no styles, to be quick."""

    form: Form
    owner: User
    typed: str

    def __init__(self, new_context: CreateContextCallback, portal: str) -> None:
        self.portal = portal
        self.context = new_context(viewport={"width": DESK, "height": HEIGHT})
        self.context.set_default_timeout(10_000)
        # What saves by itself never gets through: what is typed is only here, as in all the other forms.
        self.context.route("**/nhap/", self.let_pages_through)
        self.context.add_init_script("navigator.sendBeacon = () => false")
        self.page = self.new_tab()

    def new_tab(self) -> Page:
        """An empty tab."""
        page: Page = self.context.new_page()
        developer = self.context.new_cdp_session(page)
        developer.send("Network.enable")
        developer.send("Network.setBlockedURLs", {"urls": ["*.css", "*.svg", "*.ico"]})
        return page

    def let_pages_through(self, route: Route) -> None:
        """A page may come, and a button may send; a script may not."""
        if route.request.is_navigation_request():
            route.continue_()
        else:
            route.abort()

    def belongs_to(self, user: User) -> None:
        """Whose session the browser has; what a sign-in gives."""
        session = signed_in(user).cookies["sessionid"].value
        self.context.add_cookies([{"name": "sessionid", "value": session, "url": self.portal}])

    def open(self) -> None:
        """Goes to the form."""
        self.page.goto(self.form.path)

    @property
    def field(self) -> Locator:
        """The field; of several the first."""
        return self.page.locator(f'form[data-keep] [name="{self.form.field}"]').first

    def type(self) -> None:
        """Types into the field; nothing is sent."""
        self.field.evaluate(
            "one => { for (let up = one; up; up = up.parentElement) if (up.matches('details')) up.open = true }"
        )
        match self.field.evaluate("one => one.type"):
            case "select-one":
                self.field.select_option(label=self.form.words)
            case "checkbox":
                self.field.set_checked(not self.field.is_checked())
            case "radio":
                self.page.locator(f'[name="{self.form.field}"]:not(:checked)').first.check()
            case _:
                self.field.fill(self.form.words)

    def value(self) -> str:
        """What stands in the field now; of ticks and choices all that are made, each in brackets."""
        return str(self.field.evaluate(VALUE))

    def press(self) -> None:
        """The first button of the form that can be seen."""
        self.field.evaluate(
            "one => one.form.requestSubmit([...one.form.querySelectorAll('.button')].find(it => it.type === 'submit'))"
        )

    def offers(self) -> bool:
        """Whether the page offers what was typed, and nothing else."""
        return self.page.get_by_text(OFFERED).count() == 1

    def has_or_offers(self) -> bool:
        """Whether what was typed stands in its field, or is offered."""
        return self.offers() or self.value() == self.typed

    def shows_what_is_held(self) -> bool:
        """Whether the page that comes shows the posted form, with one button that saves it."""
        self.page.get_by_role("button", name=HELD).wait_for()
        held = self.page.locator(f'form [type=hidden][name="{self.form.field}"]')
        values: list[str] = held.evaluate_all("all => all.map(field => field.value)")
        return self.typed in (*values[:1], "chosen" + "".join(f"[{value}]" for value in values))


def begin(device: Device) -> bool:
    """Opens the form and types; the device keeps nothing of the forms before it."""
    device.context.clear_cookies()
    device.page.goto(ELSEWHERE)
    device.page.evaluate("localStorage.clear()")
    device.owner = User.objects.get(username=device.form.username)
    device.belongs_to(device.owner)
    device.open()
    device.type()
    device.typed = device.value()
    return bool(device.typed)


def go_back(device: Device) -> bool:
    """Somewhere else and back."""
    device.page.goto(ELSEWHERE)
    device.page.go_back()
    return device.has_or_offers()


def reload(device: Device) -> bool:
    """The page is loaded again."""
    device.page.reload()
    return device.has_or_offers()


def restore(device: Device) -> bool:
    """“Khôi phục” puts it where it was."""
    device.page.get_by_role("button", name="Khôi phục").click()
    return device.value() == device.typed


def lose_the_line(device: Device) -> bool:
    """Without a connection the button sends nothing and says so; then the tab is closed."""
    device.context.set_offline(True)
    device.press()
    told = device.page.get_by_text("Mất mạng, đang giữ trên máy").count() == 1 and device.value() == device.typed
    device.page.close()
    device.context.set_offline(False)
    return told


def hand_over(device: Device) -> bool:
    """Somebody else signs in on the same device, who may fill in the same form: nothing of it is there."""
    name = f"{device.owner.username}-2"
    twin = User.objects.filter(username=name).first() or copy(device.owner)
    if twin.username != name:
        twin.pk, twin.username = None, name
        with database_at_rest():
            twin.save()
    device.belongs_to(twin)
    device.page = device.new_tab()
    device.open()
    has_it = device.field.count() and device.value() == device.typed
    return not has_it and not device.page.locator(".restore").count()


def open_again(device: Device) -> bool:
    """The tab was closed; later the first person opens the form in another one."""
    device.belongs_to(device.owner)
    device.open()
    return device.offers()


def end_the_session(device: Device) -> bool:
    """The session is over when the button is pressed: through the sign-in to what was typed."""
    with database_at_rest():
        SignedInSession.objects.all().delete()
    device.press()
    device.page.get_by_label("Tên đăng nhập").fill(device.form.username)
    device.page.get_by_label("Mật khẩu").fill(DEMO_PASSWORD)
    device.page.get_by_role("button", name="Đăng nhập").click()
    return device.shows_what_is_held()


def sign_in_elsewhere(device: Device) -> bool:
    """The same person has signed in again in another tab: another session, another token."""
    device.open()
    if not device.offers() or not restore(device):
        return False
    device.belongs_to(device.owner)
    return rotate_the_token(device, "b")


def rotate_the_token(device: Device, letter: str = "c") -> bool:
    """The token of the page is old."""
    device.context.add_cookies([{"name": "csrftoken", "value": letter * 32, "url": device.portal}])
    device.press()
    return device.shows_what_is_held()


def go_back_and_rotate_the_token(device: Device) -> bool:
    """Back from what is held to the form, where everything still stands; and its token is old again."""
    device.page.go_back()
    return (device.value() == device.typed or restore(device)) and rotate_the_token(device)


EVENTS: tuple[Callable[[Device], bool], ...] = (
    begin,
    go_back,
    reload,
    restore,
    lose_the_line,
    hand_over,
    open_again,
    restore,
    end_the_session,
    sign_in_elsewhere,
    go_back_and_rotate_the_token,
)


def what_is_lost(device: Device, form: Form) -> str:
    """The first thing after which what was typed is gone, or seen by somebody else; empty where there is none."""
    device.form = form
    for event in EVENTS:
        try:
            if not event(device):
                return f"{form}: {event.__name__}"
        except Error as error:
            return f"{form}: {event.__name__}: {error}"
    return ""


@pytest.mark.parametrize(
    "forms", [forms_of_the_year, forms_of_tasks_books_and_reports, forms_beside_the_year, forms_of_others]
)
def test_nothing_typed_is_lost_in_any_form(
    portal: str, new_context: CreateContextCallback, forms: Callable[[], Iterator[Form]]
) -> None:
    device = Device(new_context, portal)

    lost = [what_is_lost(device, form) for form in list(forms())]

    assert not any(lost), "\n".join(filter(None, lost))


def records(page: Page) -> list[str]:
    """The names of what the device keeps."""
    kept: list[str] = page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('keep:'))")
    return kept


def test_what_could_not_be_saved_is_told_before_the_form_is_submitted(visit: Visit) -> None:
    put_into("VH-GOM", State.DRAFT)
    page = visit("thon-gom", PHONE)
    page.goto("/van-hoa/VH-GOM/2026/nhap/")
    field = page.locator("#id_clubs")
    field.fill("6 6")
    page.reload()
    expect(page.get_by_text(OFFERED)).to_be_visible()

    page.get_by_role("button", name="Xem lại và nộp").click()

    expect(page.get_by_text(re.compile("Phiếu còn 1 câu chưa lưu"))).to_be_visible()
    expect(page.get_by_role("button", name="Nộp số liệu năm 2026")).to_be_visible()
    page.get_by_role("link", name="Về phiếu để khôi phục").click()
    page.get_by_role("button", name="Khôi phục").click()
    expect(field).to_have_value("6 6")


def test_what_is_saved_is_no_longer_kept_and_signing_out_takes_the_rest(visit: Visit) -> None:
    page = visit("cong-chuc")
    page.goto("/hoat-dong/dip/")
    page.get_by_label("Tên dịp").fill("Ngày hội")
    page.get_by_role("button", name="Thêm dịp").click()
    expect(page.get_by_text("Không được để trống")).to_be_visible()
    assert len(records(page)) == 1, "a form with errors is not saved"
    page.get_by_label("Từ ngày").fill("1/6")
    page.get_by_role("button", name="Thêm dịp").click()
    expect(page.locator(".message.met")).to_be_visible()
    assert records(page) == []

    page.get_by_label("Tên dịp").fill("Ngày thơ")
    assert len(records(page)) == 1
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_label("Mật khẩu")).to_be_visible()
    assert records(page) == []


def test_what_was_dropped_can_be_had_again_until_the_page_is_left(visit: Visit) -> None:
    page = visit("cong-chuc")
    page.goto("/hoat-dong/them/")
    page.locator("[name=title]").fill(WORDS)
    page.reload()

    page.get_by_role("button", name="Bỏ", exact=True).click()
    assert records(page) == []
    page.get_by_role("button", name="Lấy lại").click()

    expect(page.locator("[name=title]")).to_have_value(WORDS)
    assert len(records(page)) == 1
    page.reload()
    page.get_by_role("button", name="Bỏ", exact=True).click()
    page.reload()
    expect(page.locator(".restore")).to_have_count(0)


def test_two_tabs_keep_the_newer_words_of_each_field(visit: Visit) -> None:
    page = visit("cong-chuc")
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto("/hoat-dong/them/")
    page.locator("[name=title]").fill("Cũ")
    page.locator("[name=place]").fill("Sân trường")
    other.locator("[name=title]").fill("Mới")
    other.reload()

    expect(other.get_by_text("Bạn có 2 câu chưa lưu")).to_be_visible()
    other.get_by_role("button", name="Khôi phục").click()
    expect(other.locator("[name=title]")).to_have_value("Mới")
    expect(other.locator("[name=place]")).to_have_value("Sân trường")


def test_a_record_ends_after_fourteen_days(visit: Visit) -> None:
    page = visit("cong-chuc")
    page.goto("/hoat-dong/them/")
    page.locator("[name=title]").fill(WORDS)
    page.evaluate(
        "for (const key of Object.keys(localStorage)) if (key.startsWith('keep:')) {"
        "  const record = JSON.parse(localStorage[key]); record.at -= 14 * 86400e3 + 1;"
        "  localStorage[key] = JSON.stringify(record); }"
    )

    page.goto("/")

    assert records(page) == []


def test_the_text_of_a_report_is_saved_in_spite_of_an_old_token_and_a_dead_line(
    portal: str, new_context: CreateContextCallback
) -> None:
    plan, officer = Plan.objects.get(), User.objects.get(username="cong-chuc")
    draft = start_report(plan=plan, year=2023, kind=ReportKind.ANNUAL, by=officer, at=timezone.now())
    context = new_context()
    page = context.new_page()
    sign_in(page, "cong-chuc")
    page.goto(f"/bao-cao/{draft.pk}/muc/III.1/")
    text, saved, foot = page.locator("#id_text"), page.locator("#saved"), page.locator(".foot-strip")
    page.context.add_cookies([{"name": "csrftoken", "value": "b" * 32, "url": page.url}])

    with page.expect_response(lambda response: response.status == 200 and response.request.method == "POST"):
        text.fill(WORDS)
        text.press("Tab")
    expect(saved).to_have_text(SAVED)
    expect(foot).to_be_hidden()
    assert records(page) == []

    page.context.set_offline(True)
    text.fill(f"{WORDS}. Hai.")
    text.press("Tab")
    expect(saved).to_have_text("Chưa lưu")
    expect(foot).to_contain_text("Mất mạng, đang giữ trên máy")
    page.context.set_offline(False)
    expect(saved).to_have_text(SAVED)
    expect(foot).to_be_hidden()

    with database_at_rest():
        SignedInSession.objects.all().delete()
    text.fill(f"{WORDS}. Ba.")
    text.press("Tab")
    expect(foot).to_contain_text("phiên làm việc đã hết")
    expect(foot.get_by_role("link", name="Đăng nhập lại")).to_be_visible()
    assert len(records(page)) == 1


def test_the_session_warns_before_it_ends_and_can_be_prolonged(visit: Visit) -> None:
    page = visit("cong-chuc")
    page.clock.install()
    page.goto("/hoat-dong/them/")
    foot = page.locator(".foot-strip")
    page.locator("[name=title]").fill(WORDS)

    page.clock.fast_forward("09:00")
    expect(foot).to_be_hidden()
    page.clock.fast_forward("01:30")
    expect(foot).to_contain_text("Phiên làm việc còn 5 phút")
    page.get_by_role("button", name="Ở lại").click()
    expect(foot).to_be_hidden()
    assert page.evaluate("document.activeElement.name") == "title"
    page.clock.fast_forward("15:30")
    expect(foot).to_contain_text("Phiên làm việc đã hết. Những gì đã gõ còn giữ trên máy này.")


def test_the_strips_can_be_read_by_everybody(visit: Visit) -> None:
    page = visit("cong-chuc")
    page.goto("/hoat-dong/them/")
    page.locator("[name=title]").fill(WORDS)
    page.reload()
    expect(page.locator(".restore")).to_be_visible()
    found = faults(page, PHONE)
    page.context.set_offline(True)
    expect(page.locator(".foot-strip")).to_be_visible()
    found += faults(page, PHONE)
    page.context.set_offline(False)

    assert found == []
