"""A form that is posted after its session or token has gone: it comes back to be saved, to the same person alone."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.auth.hashers import make_password
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from kehoach.books import Row
from kehoach.models import Activity, State, Unit, User
from kehoach.people.held_posts import LIFE, MOST_BYTES, HeldPost, read_held_post
from tests.books import sent_of
from tests.cast import BACKEND, Cast, put_into, signed_in
from tests.pages import filled_in, words

ADD = "/hoat-dong/them/"
HERE = {"Origin": "http://testserver"}
PASSWORD = "mot mat khau du dai"
TITLE = "Ngày hội đọc sách và giao lưu tác giả"
NAME, CODE = re.compile(r'name="([^"]+)"'), re.compile(r'value="([^"]+)"')
SELECT = re.compile(r'<select[^>]* name="([^"]+)"(.*?)</select>', re.DOTALL)


class Browser(Client):
    """A browser: it says where a form stood, and it is held to the tokens."""

    def __init__(self) -> None:
        super().__init__(enforce_csrf_checks=True, headers=HERE)

    def sign_in(self, user: User) -> None:
        """Through the gate, as in another tab: the token of every page that is open becomes old."""
        User.objects.filter(pk=user.pk).update(password=make_password(PASSWORD))
        form = filled_in(self.get("/dang-nhap/"), "username")
        answer = self.post("/dang-nhap/", {**form, "username": user.username, "password": PASSWORD})
        assert answer.status_code == 302

    def end_session(self) -> None:
        """What eight hours without a request do."""
        del self.cookies["sessionid"]


@pytest.fixture
def visitor(cast: Cast) -> Browser:
    """The culture officer's."""
    visitor = Browser()
    visitor.sign_in(cast.officer)
    return visitor


def typed(visitor: Browser, **changes: Any) -> dict[str, Any]:
    """The form of a new activity, opened and filled in."""
    form = filled_in(visitor.get(ADD), "title")
    row = sent_of("activities", Unit.objects.get(code="VHTT", commune__code="11122"), title=TITLE)
    return {**form, **row, "_keep": "k1", **changes}


def send_what_is_held(visitor: Browser, page: HttpResponse) -> HttpResponse:
    """Presses “Lưu những gì đã gõ”."""
    action = re.search(r'<form\s+class="card form flow"\s+method="post"\s+action="([^"]*)"', page.content.decode())
    assert action, words(page)
    return visitor.post(unescape(action[1]), filled_in(page, "title"))


def written() -> list[Row]:
    """The activities of this title."""
    return list(Activity.objects.filter(title=TITLE))


@pytest.mark.case("SC-038")
def test_what_was_posted_after_the_session_had_ended_is_saved_after_signing_in(visitor: Browser, cast: Cast) -> None:
    form = typed(visitor)
    visitor.end_session()

    gate = visitor.post(ADD, form)
    assert gate.status_code == 403
    assert "vẫn còn: đăng nhập xong, bấm lưu lần nữa" in words(gate)
    assert TITLE not in words(gate)
    held = filled_in(gate, "username")
    wrong = visitor.post("/dang-nhap/", {**held, "username": cast.officer.username, "password": "sai"})
    held = filled_in(wrong, "username")
    page = visitor.post("/dang-nhap/", {**held, "username": cast.officer.username, "password": PASSWORD})
    assert page.status_code == 200
    assert "Chưa lưu: bấm Lưu lần nữa" in words(page)
    assert TITLE in words(page)
    saved = send_what_is_held(visitor, page)

    assert saved.status_code == 302
    assert saved.cookies["kept"].value == "k1"
    assert [row.participants for row in written()] == [120]


def test_nobody_else_gets_what_was_held(visitor: Browser, cast: Cast) -> None:
    form = typed(visitor)
    visitor.end_session()
    held = filled_in(visitor.post(ADD, form), "username")
    User.objects.filter(pk=cast.leader.pk).update(password=make_password(PASSWORD))

    response = visitor.post("/dang-nhap/", {**held, "username": cast.leader.username, "password": PASSWORD})

    assert response.status_code == 302
    page = visitor.get("/bang-dieu-hanh/2025/")
    assert "là của người khác nên cổng không lưu" in words(page)
    assert TITLE not in page.content.decode()


def test_a_form_of_before_signing_in_again_is_shown_to_be_saved(visitor: Browser, cast: Cast) -> None:
    form = typed(visitor)
    visitor.post("/dang-xuat/", filled_in(visitor.get("/"), "_person"))
    visitor.sign_in(cast.officer)

    page = visitor.post(ADD, form)

    assert page.status_code == 403
    assert TITLE in words(page)
    assert written() == []
    assert send_what_is_held(visitor, page).status_code == 302
    assert len(written()) == 1


def test_a_form_of_somebody_else_who_was_here_before_is_not_shown(visitor: Browser, cast: Cast) -> None:
    form = typed(visitor)
    visitor.end_session()
    visitor.sign_in(cast.leader)

    page = visitor.post(ADD, form)

    assert page.status_code == 403
    assert "trang này của người khác" in words(page)
    assert TITLE not in page.content.decode()


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": ""}])
def test_another_site_gets_nothing_but_the_refusal(visitor: Browser, headers: dict[str, str]) -> None:
    form = typed(visitor, csrfmiddlewaretoken="x" * 64)

    page = visitor.post(ADD, form, headers=headers)

    assert page.status_code == 403
    assert "Mã 403" in words(page)
    assert TITLE not in page.content.decode()


def test_a_second_tab_of_the_sign_in_page_leads_in(visitor: Browser, cast: Cast) -> None:
    other = Browser()
    first, second = (filled_in(other.get("/dang-nhap/?next=/ke-hoach/"), "username") for _ in range(2))
    answers = []
    for form in (first, second):
        body = {**form, "username": cast.officer.username, "password": PASSWORD}
        answers.append(other.post("/dang-nhap/?next=/ke-hoach/", body))

    assert [answer.status_code for answer in answers] == [302, 302]
    assert other.get(answers[1]["Location"])["Location"] == "/ke-hoach/"


def test_a_sign_in_page_with_something_held_keeps_it_when_its_token_is_old(visitor: Browser, cast: Cast) -> None:
    form = typed(visitor)
    visitor.end_session()
    held = filled_in(visitor.post(ADD, form), "username")
    visitor.sign_in(cast.officer)

    page = visitor.post("/dang-nhap/", {**held, "username": cast.officer.username, "password": PASSWORD})

    assert TITLE in words(page)
    assert send_what_is_held(visitor, page).status_code == 302


def test_a_button_with_an_old_token_can_be_pressed_again(visitor: Browser, cast: Cast) -> None:
    form = filled_in(visitor.get("/"), "_person")
    visitor.cookies["csrftoken"] = "a" * 32

    page = visitor.post("/dang-xuat/", form)

    assert "Làm tiếp" in words(page)


@pytest.mark.once
@pytest.mark.parametrize("header", [{"HX-Request": "true"}, {"X-Requested-With": "fetch"}])
def test_a_script_is_told_what_to_do(visitor: Browser, cast: Cast, header: dict[str, str]) -> None:
    form = typed(visitor)
    visitor.cookies["csrftoken"] = "a" * 32

    same = visitor.post(ADD, form, headers=header).json()
    assert (same["reason"], same["person"]) == ("token", f"u{cast.officer.pk}")
    again = visitor.post(ADD, {**form, "csrfmiddlewaretoken": same["token"]}, headers=header)
    assert again.status_code == 302
    assert len(written()) == 1

    visitor.end_session()
    assert visitor.post(ADD, form, headers=header).json()["reason"] == "signed_out"
    fresh = filled_in(visitor.get("/dang-nhap/"), "username")["csrfmiddlewaretoken"]
    assert visitor.post(ADD, {**form, "csrfmiddlewaretoken": fresh}, headers=header).json()["reason"] == "signed_out"

    visitor.sign_in(cast.leader)
    other = visitor.post(ADD, form, headers=header).json()
    assert other["reason"] == "other_person"
    assert "token" not in other


def test_what_is_too_long_is_not_held(visitor: Browser) -> None:
    form = typed(visitor, note="a" * MOST_BYTES)
    visitor.end_session()

    assert visitor.post(ADD, form)["Location"].startswith("/dang-nhap/?next=")


def test_what_is_held_is_signed_and_does_not_last(monkeypatch: pytest.MonkeyPatch) -> None:
    held = HeldPost(ADD, "u1", (("title", TITLE), ("version", "3"), ("form-TOTAL_FORMS", "3"), ("note", "")), False)
    value = held.signed()

    assert read_held_post(value) == held
    assert held.typed == [TITLE]
    assert read_held_post(f"{value}x") is None
    later = timezone.now() + LIFE + timedelta(seconds=1)
    monkeypatch.setattr("django.core.signing.time.time", later.timestamp)
    assert read_held_post(value) is None


@pytest.mark.parametrize(
    ("user", "path"),
    [
        ("mn", "/thu-vien/TV-MN/2026/nhap/"),
        ("thon-gom", "/van-hoa/VH-GOM/2026/nhap/"),
        ("cong-chuc", "/hoat-dong/them/"),
        ("tai-chinh", "/kinh-phi/them/"),
        ("cong-chuc", "/khen-thuong/them/"),
        ("mn", "/nhiem-vu/IV.2.a/2026/MN/"),
        ("cong-chuc", "/nhiem-vu/IV.5/"),
        ("mn", "/du-lieu-ca-nhan/yeu-cau/"),
        ("cong-chuc", "/bao-cao/the-thuc/them/"),
        ("cong-chuc", "/nguoi-dung/moi-mot-nguoi/"),
    ],
)
def test_every_choice_is_told_by_its_label(cast: Cast, user: str, path: str) -> None:
    put_into("VH-GOM", State.DRAFT)
    User.objects.update(is_demo=False)
    page = signed_in(User.objects.get(username=user)).get(path).content.decode()
    ticks = re.findall(r'<input\s[^>]*type="(?:radio|checkbox)"[^>]*>', page)
    choices = [
        *((name, code) for tick in ticks for name in NAME.findall(tick) for code in CODE.findall(tick)),
        *((name, code) for name, options in SELECT.findall(page) for code in CODE.findall(options)),
    ]

    told = HeldPost(path, "u1", tuple(choices), False).typed

    assert choices
    assert [text for text in told if re.fullmatch("[a-z_]+", text)] == []


def test_passwords_and_tokens_are_not_held(visitor: Browser) -> None:
    form = typed(visitor, old_password="bi mat")
    visitor.end_session()

    held = read_held_post(filled_in(visitor.post(ADD, form), "username")["held"][0])

    assert held is not None
    assert not {"csrfmiddlewaretoken", "old_password"} & dict(held.fields).keys()
    assert urlencode({"title": TITLE}) in urlencode(held.fields)


# What is acknowledged


def kept(response: HttpResponse) -> str:
    """The record that the device need not keep any longer."""
    return response.cookies["kept"].value if "kept" in response.cookies else ""


def test_a_saved_form_is_acknowledged(visitor: Browser) -> None:
    response = visitor.post(ADD, typed(visitor))

    assert kept(response) == "k1"
    assert not response.cookies["kept"]["httponly"]


def test_a_form_with_errors_is_not(visitor: Browser) -> None:
    response = visitor.post(ADD, typed(visitor, title=""))

    assert (response.status_code, kept(response)) == (200, "")


def test_a_redirect_with_a_word_of_failure_is_not_and_the_word_is_still_told(visitor: Browser, cast: Cast) -> None:
    page = visitor.get("/so-lieu/2026/")
    form = {**filled_in(page, "_person"), "_keep": "k1"}

    response = visitor.post("/so-lieu/2026/duyet/", form)

    assert (response.status_code, kept(response)) == (302, "")
    assert "Chưa được" in words(visitor.get(response["Location"]))


@pytest.mark.parametrize("nonce", ["", "a b", "<x>", "x" * 41, "k1;path=/"])
def test_only_a_plain_word_is_taken_for_a_record(visitor: Browser, nonce: str) -> None:
    assert kept(visitor.post(ADD, typed(visitor, _keep=nonce))) == ""


def test_every_form_carries_what_it_takes(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.officer, backend=BACKEND)

    assert filled_in(client.get(ADD), "title")["_person"] == [f"u{cast.officer.pk}"]
