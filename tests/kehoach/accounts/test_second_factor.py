"""The second factor: a code after the password, codes on paper, and who has to have one."""

from __future__ import annotations

import re
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from pytest_django import Settings

from kehoach.accounts.actions import remind_of_password, reset
from kehoach.accounts.directory import code_to_show
from kehoach.models import User
from kehoach.people.second_factor import CANDIDATE, is_needed_for
from tests.cast import NOW, Cast, signed_in
from tests.pages import words

PAGE, CODE = "/tai-khoan/lop-thu-hai/", "/dang-nhap/ma/"
PASSWORD = "trời nắng đi cấy lúa sớm"


@pytest.fixture
def officer(cast: Cast) -> User:
    """The officer, with a password of their own."""
    cast.officer.set_password(PASSWORD)
    cast.officer.save()
    return cast.officer


def code_of_now(key: str, later: int = 0) -> str:
    """What an application with this key shows."""
    return f"{totp(bytes.fromhex(key), t0=-30 * later):06d}"


def came_in(user: User) -> Client:
    """Somebody who has typed name and password, and no code yet."""
    client = Client()
    client.post("/dang-nhap/", {"username": user.username, "password": PASSWORD})
    return client


def with_an_application(user: User) -> tuple[Client, str, list[str]]:
    """Somebody who has set an application up: their browser, its key, and the codes on paper."""
    client = came_in(user)
    client.get(PAGE)
    key = client.session[CANDIDATE]
    page = client.post(PAGE, {"code": code_of_now(key), "present": PASSWORD})
    return client, key, re.findall(r"<code>(\w+)</code>", page.content.decode())


@pytest.mark.case("SC-159")
def test_after_the_password_the_code_of_the_telephone_is_asked_for(officer: User) -> None:
    here, key, paper = with_an_application(officer)
    assert len(set(paper)) == 10
    assert here.get("/").status_code == 200

    there = came_in(officer)
    assert there.get("/bao-cao/")["Location"] == "/dang-nhap/ma/?next=%2Fbao-cao%2F"
    assert there.post("/so-lieu/2026/duong-dan/tao/", {"unit": "TH"})["Location"].startswith(CODE)
    assert "Mã không đúng" in words(there.post(CODE, {"code": "000000"}))
    TOTPDevice.objects.update(throttling_failure_count=0)

    answer = there.post(CODE, {"code": code_of_now(key, later=1), "next": "/bao-cao/"})

    assert answer["Location"] == "/bao-cao/"
    assert there.get("/bao-cao/").status_code == 200


def test_a_code_is_good_once_and_guessing_gets_slower(officer: User) -> None:
    _, key, _ = with_an_application(officer)
    first, second = came_in(officer), came_in(officer)
    code = code_of_now(key, later=1)
    assert first.post(CODE, {"code": code}).status_code == 302

    assert "Mã không đúng" in words(second.post(CODE, {"code": code}))
    assert "Hãy chờ" in words(second.post(CODE, {"code": code}))


def test_a_code_on_paper_helps_without_the_telephone_once(officer: User) -> None:
    _, _, paper = with_an_application(officer)
    assert {len(set(paper)), *map(len, paper)} == {10, 8}, "eight letters of 32: 40 bits each"
    assert not StaticToken.objects.filter(token__in=paper).exists(), "the database does not know them"

    assert came_in(officer).post(CODE, {"code": f" {paper[0].upper()} "}).status_code == 302
    assert came_in(officer).post(CODE, {"code": paper[0]}).status_code == 200


def test_codes_that_were_printed_earlier_go_on_opening(officer: User) -> None:
    with_an_application(officer)
    token = StaticToken.objects.filter(device__user=officer)[0]
    StaticToken.objects.filter(pk=token.pk).update(token="abcd2345")

    import_module("kehoach.migrations.0025_recovery_codes").hash_codes(apps, None)

    assert came_in(officer).post(CODE, {"code": "ABCD 2345"}).status_code == 302


def test_a_wrong_first_code_sets_nothing_up(officer: User) -> None:
    client = came_in(officer)
    client.get(PAGE)

    assert "Mã không đúng" in words(client.post(PAGE, {"code": "12", "present": PASSWORD}))
    assert not TOTPDevice.objects.exists()


def test_whoever_finds_the_screen_open_sets_up_no_application_of_theirs(officer: User) -> None:
    client = came_in(officer)
    client.get(PAGE)
    code = code_of_now(client.session[CANDIDATE])

    for present in ("", "sai"):
        client.post(PAGE, {"code": code, "present": present})

    assert not TOTPDevice.objects.exists()


def test_a_letter_for_a_forgotten_password_does_not_pass_the_second_factor(officer: User) -> None:
    with_an_application(officer)
    invitation = remind_of_password(account=officer, at=timezone.now())
    assert invitation is not None
    client = Client()

    client.post(f"/moi/{code_to_show(invitation)}/", {"name": "Cán Bộ", "password": f"{PASSWORD} nay"})

    assert client.get("/")["Location"].startswith(CODE)


def test_other_devices_have_to_come_in_again(officer: User) -> None:
    before = came_in(officer)
    assert before.get("/").status_code == 200

    with_an_application(officer)

    assert before.get("/").status_code == 302


@pytest.mark.parametrize(
    ("role", "needed"),
    [("officer", True), ("leader", True), ("overseer", True), ("administrator", True), ("reporter", False)],
)
def test_production_wants_it_of_those_who_see_more_than_one_unit(
    cast: Cast, settings: Settings, role: str, needed: bool
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    client = signed_in(getattr(cast, role))

    answer = client.get("/tai-khoan/")

    assert (answer.status_code == 302) is needed
    settings.SECOND_FACTOR_OF_UNITS = True
    assert is_needed_for(getattr(cast, role)), "where the operator wants it of everybody"
    if needed:
        assert answer["Location"] == PAGE
        assert "cần lớp thứ hai" in words(client.get(PAGE))
        assert client.post("/dang-xuat/").status_code == 302


def test_a_new_slip_takes_a_lost_telephone_away(cast: Cast, officer: User) -> None:
    with_an_application(officer)

    reset(account=officer, by=cast.administrator, at=NOW)

    assert not TOTPDevice.objects.filter(user=officer).exists()


def test_nobody_is_led_out_of_the_portal_by_the_code(officer: User) -> None:
    _, key, _ = with_an_application(officer)

    answer = came_in(officer).post(CODE, {"code": code_of_now(key, later=1), "next": "https://example.com/"})

    assert answer["Location"] == "/"
