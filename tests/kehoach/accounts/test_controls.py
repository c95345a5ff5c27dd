"""Small controls of ASVS that no other test is about; docs/security.md says which."""

from __future__ import annotations

import json
import logging
import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kehoach.models import AuditEvent, User
from kehoach.operations.request_log import JsonFormatter
from tests.cast import Cast, signed_in

# Composed letters, marks apart, blanks, other scripts, a picture: seventy letters and more.
ANY_LETTERS = "Trâu ơi, ta bảo trâu này: trâu ra ngoài ruộng trâu cày với ta 🐃 βγ 中文 …"
PASSWORD = "trời nắng đi cấy lúa sớm"


@pytest.fixture
def lan(cast: Cast) -> User:
    """The reporter, with a password of their own."""
    cast.reporter.set_password(PASSWORD)
    cast.reporter.save()
    return cast.reporter


def came_in(password: str, account: User) -> Client:
    """Whoever signs in with it."""
    client = Client()
    client.post("/dang-nhap/", {"username": account.username, "password": password})
    return client


def test_a_password_is_of_any_letters_and_of_more_than_64(lan: User) -> None:
    assert len(ANY_LETTERS) > 64
    client = came_in(PASSWORD, lan)

    client.post("/tai-khoan/mat-khau/", {"present": PASSWORD, "password": ANY_LETTERS})

    assert "sessionid" in came_in(ANY_LETTERS, lan).cookies
    assert "sessionid" not in came_in(ANY_LETTERS[:-1], lan).cookies, "not a letter is cut off"


def test_every_password_is_masked_and_may_be_pasted(cast: Cast) -> None:
    for client, path in ((Client(), "/dang-nhap/"), (signed_in(cast.reporter), "/tai-khoan/mat-khau/")):
        fields = re.findall(
            r"<input[^>]*autocomplete=\"(?:new|current)-password\"[^>]*>", client.get(path).content.decode()
        )
        assert fields
        assert all('type="password"' in field for field in fields)
        assert "onpaste" not in "".join(fields)


def test_a_password_of_years_ago_is_still_good(lan: User) -> None:
    User.objects.filter(pk=lan.pk).update(date_joined=timezone.now() - timedelta(days=2000))

    assert came_in(PASSWORD, lan).get("/").status_code == 200


def test_who_has_forgotten_is_asked_for_a_name_and_for_no_secret(db: None) -> None:
    page = Client().get("/quen-mat-khau/").content.decode().partition("<main")[2]

    typed = [field for field in re.findall(r"<input[^>]*>", page) if 'type="hidden"' not in field]
    assert re.findall(r' name="(\w+)"', " ".join(typed)) == ["username"]


def test_the_way_out_stands_on_the_pages_of_every_role(cast: Cast) -> None:
    for account in (cast.reporter, cast.officer, cast.leader, cast.overseer, cast.administrator):
        client = signed_in(account)
        for path in ("/tai-khoan/", "/huong-dan/", "/khong-co/"):
            assert 'action="/dang-xuat/"' in client.get(path).content.decode(), (account, path)


def test_an_event_has_its_moment_with_the_offset(lan: User) -> None:
    came_in("sai", lan)
    event = AuditEvent.objects.latest("pk")
    record = logging.LogRecord("x", logging.INFO, "", 0, "x", (), None)

    assert event.at.utcoffset() == timedelta()
    assert datetime.fromisoformat(json.loads(JsonFormatter().format(record))["time"]).utcoffset() is not None
