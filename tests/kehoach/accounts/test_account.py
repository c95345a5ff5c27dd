"""Oneself: name, password, devices, what is kept; and what stays in the browser after signing out."""

from __future__ import annotations

import json
import re

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from kehoach.models import SignedInSession, User
from tests.cast import Cast, signed_in
from tests.pages import beside, words

PAGE = "/tai-khoan/"
PASSWORD, OTHER = "trời nắng đi cấy lúa sớm", "con mèo ăn bánh đa cua"


@pytest.fixture
def lan(cast: Cast) -> User:
    """The reporter, with a password of their own."""
    cast.reporter.set_password(PASSWORD)
    cast.reporter.save()
    return cast.reporter


def came_in(username: str, agent: str = "", password: str = PASSWORD) -> Client:
    """Somebody who signs in with a browser."""
    client = Client(headers={"User-Agent": agent})
    assert client.post("/dang-nhap/", {"username": username, "password": password}).status_code == 302
    return client


@pytest.mark.case("SC-155")
def test_people_write_their_own_name_and_it_stands_in_what_they_do(lan: User) -> None:
    client = came_in(lan.username)

    sent = {"name": "Người Thủ Thư", "position": "nhân viên thư viện", "phone": "+84 900 111 222"}
    client.post(PAGE, {**sent, "present": PASSWORD})

    kept = User.objects.get(pk=lan.pk)
    assert (str(kept), kept.phone) == ("Người Thủ Thư, nhân viên thư viện", "0900111222")
    assert kept.history.first().history_user == lan
    assert "Người Thủ Thư, nhân viên thư viện" in words(client.get("/"))


@pytest.mark.parametrize("present", ["", "sai"])
def test_how_one_is_reached_changes_with_the_password_alone(lan: User, present: str) -> None:
    page = came_in(lan.username).post(PAGE, {"name": "Lan", "email": "ke-khac@example.vn", "present": present})

    assert "ật khẩu đang dùng" in beside(page, "present")
    assert User.objects.get(pk=lan.pk).email == ""


@pytest.mark.parametrize("given", [{"name": ""}, {"name": "Lan", "phone": "12"}, {"name": "Lan", "email": "lan@"}])
def test_what_is_wrong_stays_as_it_was_typed(lan: User, given: dict[str, str]) -> None:
    page = came_in(lan.username).post(PAGE, given)

    assert page.status_code == 200
    assert 'class="errorlist"' in page.content.decode()
    assert all(f'value="{typed}"' in page.content.decode() for typed in given.values() if typed)


@pytest.mark.case("SC-156")
def test_a_new_password_puts_out_the_other_devices(lan: User) -> None:
    here, there = came_in(lan.username), came_in(lan.username)

    wrong = here.post(f"{PAGE}mat-khau/", {"present": "sai", "password": OTHER})
    assert "Mật khẩu đang dùng không đúng" in words(wrong)
    weak = here.post(f"{PAGE}mat-khau/", {"present": PASSWORD, "password": "11111111111111"})
    assert "dễ đoán" in words(weak)
    here.post(f"{PAGE}mat-khau/", {"present": PASSWORD, "password": OTHER})

    assert here.get(PAGE).status_code == 200
    assert there.get(PAGE).status_code == 302
    came_in(lan.username, password=OTHER)


@pytest.mark.case("SC-157")
def test_people_see_where_they_are_signed_in_and_end_it(lan: User) -> None:
    here = came_in(lan.username, "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0 Safari/537.36")
    phone = came_in(lan.username, "Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36")

    page = here.get(PAGE)
    assert "Đang đăng nhập: 2 máy" in words(page)
    assert "Điện thoại Android, Chrome" in words(page)
    assert phone.cookies["sessionid"].value not in page.content.decode(), "no key of a session stands on a page"
    (handle,) = re.findall(r'name="may" value="(\w+)"', page.content.decode())
    here.post(f"{PAGE}thoat/", {"may": handle})

    assert phone.get(PAGE).status_code == 302
    assert here.get(PAGE).status_code == 200
    third = came_in(lan.username)
    here.post(f"{PAGE}thoat/")
    assert third.get(PAGE).status_code == 302


def test_nobody_ends_the_session_of_somebody_else(cast: Cast, lan: User) -> None:
    theirs = signed_in(cast.officer)
    session = SignedInSession.objects.get(user=cast.officer)

    came_in(lan.username).post(f"{PAGE}thoat/", {"may": session.handle})

    assert theirs.get(PAGE).status_code == 200


def test_what_is_kept_about_oneself_is_a_file(lan: User) -> None:
    client = came_in(lan.username)
    client.post(PAGE, {"name": "Người Thủ Thư"})

    kept = json.loads(client.get(f"{PAGE}du-lieu/").content)

    assert kept["tài khoản"]["họ và tên"] == "Người Thủ Thư"
    assert kept["những lần đã ghi"]
    assert "password" not in str(kept)
    assert "tài khoản" in kept["những lần đã ghi"], "in the words of the surface"


@pytest.mark.case("SC-158")
def test_who_has_forgotten_the_password_comes_back_by_mail(lan: User, mailoutbox: list[EmailMessage]) -> None:
    User.objects.filter(pk=lan.pk).update(email="lan@truong.example")

    answer = Client().post("/quen-mat-khau/", {"username": "LAN@truong.example"})
    stranger = Client().post("/quen-mat-khau/", {"username": "khong-co"})

    assert words(answer) == words(stranger), "nobody learns who has an account"
    Client().post("/quen-mat-khau/", {"username": lan.username})
    (letter,) = mailoutbox  # a second one would only flood the mailbox
    path = re.search(r"/moi/[\w-]+/", str(letter.body))
    assert path
    came_in(lan.username)  # whoever asked for the letter has changed nothing yet
    client = Client()
    client.post(path[0], {"name": "Lan", "password": OTHER})
    came_in(lan.username, password=OTHER)


def test_a_letter_says_whom_to_call_to_those_without_an_address(lan: User, mailoutbox: list[EmailMessage]) -> None:
    page = Client().post("/quen-mat-khau/", {"username": lan.username})

    assert mailoutbox == []
    assert "gọi công chức" in words(page)


def test_nothing_read_stays_in_the_browser(lan: User) -> None:
    client = came_in(lan.username)
    for path in ("/", PAGE, "/thu-vien/", "/ke-hoach/"):
        assert client.get(path)["Cache-Control"] == "no-store, private"

    gone = client.post("/dang-xuat/")

    assert gone["Clear-Site-Data"] == '"cache"'
    assert gone.cookies["sessionid"].value == ""
