"""Signing in and out: who gets in, who is locked out, and where one lands."""

from __future__ import annotations

import unicodedata

import pytest
from django.contrib.auth.models import update_last_login
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client

from kehoach.models import Commune, User
from tests.pages import filled_in, words

PASSWORD = "một mật khẩu đủ dài"
PAGE = "/dang-nhap/"


@pytest.fixture
def librarian(db: None) -> User:
    """Somebody with a password."""
    commune = Commune.objects.create(code="11122", name="Quảng Nghiệp", province="Hải Dương")
    unit = commune.units.create(code="TH", name="Trường Tiểu học", kind="school")
    return User.objects.create_user("lan", password=PASSWORD, commune=commune, unit=unit)


def sign_in(client: Client, password: str = PASSWORD, **more: str) -> HttpResponse:
    """Sends the form of the page as it stands, with name and password."""
    where = f"{PAGE}?next={more.pop('next')}" if "next" in more else PAGE
    form = filled_in(client.get(where), "username")
    return client.post(where, {**form, "username": "lan", "password": password, **more})


def test_signing_in_says_nothing_of_what_an_administrator_changes_meanwhile(librarian: User) -> None:
    signing_in = User.objects.get(pk=librarian.pk)
    librarian.position = "Thủ thư"
    librarian.save()

    update_last_login(User, signing_in)

    librarian.refresh_from_db()
    assert librarian.last_login is not None
    assert [version.position for version in librarian.history.order_by("history_id")] == ["", "Thủ thư"]


def test_the_page_is_open_to_everybody_and_shows_nothing_else(db: None) -> None:
    response = Client().get(PAGE)

    assert response.status_code == 200
    assert "<nav" not in response.content.decode()


def test_the_right_password_leads_home(librarian: User) -> None:
    client = Client()

    response = sign_in(client)

    assert response["Location"] == "/"
    assert "Việc của đơn vị" in words(client.get("/"))


def test_the_session_is_a_new_one_that_no_script_reads(librarian: User) -> None:
    client = Client()
    client.get(PAGE)
    before = client.cookies.get("sessionid")

    sign_in(client)

    after = client.cookies["sessionid"]
    assert before is None or before.value != after.value
    assert after["httponly"]
    assert after["samesite"] == "Lax"


@pytest.mark.once
@pytest.mark.parametrize("name", ["lan", "không có ai"])
def test_a_wrong_name_or_password_is_told_in_the_same_words(librarian: User, name: str) -> None:
    response = sign_in(Client(), "sai", username=name)

    assert response.status_code == 200
    assert "hoặc mật khẩu. Hãy kiểm tra lại, mật khẩu có phân biệt chữ hoa và chữ thường." in words(response)
    assert "_auth_user_id" not in response.wsgi_request.session


def test_somebody_who_has_left_does_not_get_in(librarian: User) -> None:
    User.objects.update(is_active=False)

    assert sign_in(Client()).status_code == 200


def test_an_account_of_the_demonstration_is_nobody_in_production(librarian: User) -> None:
    User.objects.filter(pk=librarian.pk).update(is_demo=True)

    assert sign_in(Client()).status_code == 200


@pytest.mark.parametrize("there", ["/ke-hoach/", "/nhiem-vu/IV.2.a/", "/ke-hoach/?nam=2023"])
def test_one_lands_where_one_wanted_to_go(librarian: User, there: str) -> None:
    assert sign_in(Client(), next=there)["Location"] == there


def test_a_page_that_needs_signing_in_is_remembered(librarian: User) -> None:
    client = Client()

    response = client.get("/ke-hoach/?nam=2023")

    assert response["Location"] == "/dang-nhap/?next=/ke-hoach/%3Fnam%3D2023"
    form = filled_in(client.get(response["Location"]), "username")
    assert form["next"] == ["/ke-hoach/?nam=2023"]


@pytest.mark.once
@pytest.mark.parametrize(
    "there",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "http:///evil.example"],
)
def test_nobody_is_sent_elsewhere(librarian: User, there: str) -> None:
    assert sign_in(Client(), next=there)["Location"] == "/"


def test_who_is_signed_in_does_not_see_the_form_again(librarian: User) -> None:
    client = Client()
    sign_in(client)

    assert client.get(PAGE)["Location"] == "/"


@pytest.mark.case("SC-062")
@pytest.mark.parametrize("name", ["Lan", "LAN", " lan ", "\u200blan\ufeff", "ｌａｎ"])
def test_a_name_is_the_same_in_capitals_and_with_what_is_pasted_around_it(librarian: User, name: str) -> None:
    assert sign_in(Client(), username=name)["Location"] == "/"


@pytest.mark.once
@pytest.mark.parametrize(
    "typed",
    [f"{PASSWORD} ", f"\n{PASSWORD}\t", f"\xa0{PASSWORD}\u200b", unicodedata.normalize("NFD", PASSWORD)],
)
def test_what_is_pasted_around_a_password_does_not_count(librarian: User, typed: str) -> None:
    assert sign_in(Client(), typed)["Location"] == "/"


@pytest.mark.once
@pytest.mark.parametrize("typed", [PASSWORD.upper(), PASSWORD.replace(" ", ""), f"{PASSWORD}."])
def test_the_password_itself_counts_letter_by_letter(librarian: User, typed: str) -> None:
    assert sign_in(Client(), typed).status_code == 200


def test_a_password_that_has_blanks_needs_them(librarian: User) -> None:
    librarian.set_password(f"{PASSWORD} ")
    librarian.save()

    assert sign_in(Client()).status_code == 200
    assert sign_in(Client(), f"{PASSWORD} ")["Location"] == "/"


def test_no_second_account_has_the_same_name_in_capitals(librarian: User) -> None:
    twin = User(username="LAN", commune=librarian.commune, unit=librarian.unit)

    with pytest.raises(ValidationError, match="viết hoa hay thường là một"):
        twin.clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_signing_out_takes_a_post(librarian: User) -> None:
    client = Client()
    sign_in(client)

    assert client.get("/dang-xuat/").status_code == 405
    assert client.get("/ke-hoach/").status_code != 302

    assert client.post("/dang-xuat/")["Location"] == PAGE
    assert client.get("/ke-hoach/")["Location"].startswith(PAGE)


@pytest.mark.parametrize("password", ["ngắn", "matkhau123456", "lanlanlan", "1234567890123"])
def test_a_password_of_less_than_fourteen_characters_is_refused(librarian: User, password: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password, librarian)

    assert "14 ký tự" in " ".join(refused.value.messages)
