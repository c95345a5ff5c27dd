"""Wrong passwords: what has to wait, what passes, and what is written down of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from kehoach.models import AuditEvent, AuditKind, Commune, User
from kehoach.people import limits
from tests.pages import words

PASSWORD = "một mật khẩu đủ dài"
PAGE = "/dang-nhap/"


@pytest.fixture(autouse=True)
def librarian(db: None, settings: Settings) -> User:
    """Somebody with a password, where tries are counted."""
    settings.AXES_ENABLED = True
    commune = Commune.objects.create(code="11122", name="Quảng Nghiệp", province="Hải Dương")
    unit = commune.units.create(code="TH", name="Trường Tiểu học", kind="school")
    return User.objects.create_user("lan", password=PASSWORD, commune=commune, unit=unit)


def sign_in(client: Client, password: str = PASSWORD, name: str = "lan", address: str = "198.51.100.7") -> HttpResponse:
    """Sends name and password from an address."""
    return client.post(PAGE, {"username": name, "password": password}, REMOTE_ADDR=address)


def statuses(tries: int, address: str = "198.51.100.7") -> list[int]:
    """What so many wrong passwords for one name are answered with, each from a browser of its own."""
    return [sign_in(Client(), "sai", address=address).status_code for _ in range(tries)]


def later(monkeypatch: pytest.MonkeyPatch, **time: float) -> None:
    """It is so much later."""
    now = timezone.now() + timedelta(**time)
    monkeypatch.setattr(limits.timezone, "now", lambda: now)


@pytest.mark.case("SC-037")
def test_after_five_wrong_passwords_even_the_right_one_has_to_wait() -> None:
    assert statuses(5) == [200] * 5

    answer = sign_in(Client())

    assert answer.status_code == 429
    assert "mật khẩu đã sai 5 lần liền" in words(answer)
    assert "Quên mật khẩu" in words(answer)


def test_the_name_counts_however_it_is_typed() -> None:
    answers = [sign_in(Client(), "sai ", name).status_code for name in ("lan", "Lan", "LAN ", "lAn", "laN", "lan")]

    assert answers == [200] * 5 + [429]


def test_each_further_wrong_password_makes_it_wait_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    statuses(5)
    later(monkeypatch, seconds=61)
    assert sign_in(Client(), "sai").status_code == 200
    later(monkeypatch, seconds=119)
    assert sign_in(Client()).status_code == 429

    later(monkeypatch, seconds=121)
    assert sign_in(Client())["Location"] == "/"
    assert statuses(5) == [200] * 5


@pytest.mark.case("SC-206")
def test_nobody_locks_somebody_out_of_the_device_that_they_use() -> None:
    own = Client()
    assert sign_in(own)["Location"] == "/"
    own.post("/dang-xuat/")

    attack = [answer for network in range(10) for answer in statuses(10, f"203.0.113.{network}")]

    assert attack.count(200) == 5
    assert sign_in(own)["Location"] == "/"
    assert sign_in(Client()).status_code == 429
    assert AuditEvent.objects.filter(kind=AuditKind.FAILED).count() == 5
    assert AuditEvent.objects.filter(kind=AuditKind.HELD_OFF).count() == 1


def test_a_known_device_is_held_back_by_its_own_wrong_passwords_and_forgotten_with_the_password(
    librarian: User,
) -> None:
    own = Client()
    sign_in(own)
    own.post("/dang-xuat/")
    for _ in range(5):
        sign_in(own, "sai")
    assert sign_in(own).status_code == 429
    assert sign_in(Client())["Location"] == "/"

    librarian.set_password(f"{PASSWORD} khác")
    librarian.save()
    statuses(5)
    assert sign_in(own, f"{PASSWORD} khác").status_code == 429


@pytest.mark.parametrize("cookie", ["", "sai", "eyJkZXZpY2UiOiJ4In0:1tJ:abc"])
def test_a_cookie_that_somebody_made_up_makes_no_device_known(cookie: str) -> None:
    statuses(5)
    client = Client()
    client.cookies[limits.KNOWN_DEVICE] = cookie

    assert sign_in(client).status_code == 429


@pytest.mark.case("SC-207")
def test_one_address_meets_a_limit_over_all_names() -> None:
    own = Client()
    sign_in(own)
    own.post("/dang-xuat/")

    answers = [sign_in(Client(), "sai", f"người {number}").status_code for number in range(40)]

    assert answers == [200] * 20 + [429] * 20
    assert sign_in(Client()).status_code == 429
    assert sign_in(Client(), address="198.51.100.8")["Location"] == "/"
    assert sign_in(own)["Location"] == "/"
    assert AuditEvent.objects.filter(kind__in=(AuditKind.FAILED, AuditKind.HELD_OFF)).count() == 21
    assert not AuditEvent.objects.filter(who__contains="người").exists()


def test_addresses_of_one_device_under_ipv6_are_one_network() -> None:
    answers = [sign_in(Client(), "sai", f"n{at}", f"2001:db8:0:1::{at:x}").status_code for at in range(1, 22)]

    assert answers[-1] == 429
    assert sign_in(Client(), address="2001:db8:0:2::1")["Location"] == "/"
