"""Where the token of an entry link never stands: logs, database, referrers, caches."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from kehoach.common.logs import masked
from kehoach.common.tokens import token_of
from kehoach.links.actions import NoSuchLink, enter
from kehoach.models import AuditEvent, AuditKind, EntryLink, State
from tests.cast import NOW, Cast, put_into, signed_in
from tests.entry_links import PAGE, address, close, everything, link_of, take_back


@pytest.fixture
def link(cast: Cast) -> EntryLink:
    """The primary school's link; nobody has opened its form yet."""
    put_into("TV-TH", State.NOT_OPENED)
    return link_of("TH")


def journey(link: EntryLink) -> list[HttpResponse]:
    """Everything that people and strangers do with a link's address."""
    guarded = Client(enforce_csrf_checks=True)
    client = Client()
    path = address(link)
    return [
        client.get(path),
        client.head(path),
        client.options(path),
        guarded.post(path),
        client.get(path.removesuffix("/")),
        client.post(path),
        client.get("/"),
        client.get(path),
        client.get(f"{path}nua/"),
        client.post("/dang-xuat/"),
        client.post(path),
    ]


@pytest.mark.once
@pytest.mark.parametrize("end", [None, close, take_back])
def test_no_log_record_holds_the_token(
    link: EntryLink, caplog: pytest.LogCaptureFixture, end: Callable[[EntryLink], None] | None
) -> None:
    if end:
        end(link)
    with caplog.at_level(logging.DEBUG):
        journey(link)

    told = [
        repr(vars(record)) + record.getMessage() for record in caplog.records if not record.name.startswith("django.db")
    ]
    assert any("/l/…/" in text for text in told)
    assert [text for text in told if token_of(link.nonce) in text] == []


@pytest.mark.parametrize("logger", ["django.server", "gunicorn.access", "gunicorn.error"])
def test_the_servers_own_logs_are_masked(link: EntryLink, caplog: pytest.LogCaptureFixture, logger: str) -> None:
    writer = logging.getLogger(logger)
    writer.addHandler(caplog.handler)
    try:
        writer.error("%s - %s", "127.0.0.1", f"GET {address(link)} HTTP/1.1", extra={"request": address(link)})
    finally:
        writer.removeHandler(caplog.handler)

    assert caplog.records[0].getMessage() == "127.0.0.1 - GET /l/…/ HTTP/1.1"
    assert not hasattr(caplog.records[0], "request")


def test_a_failure_behind_the_address_does_not_tell_it(
    link: EntryLink, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: object) -> None:
        raise RuntimeError("hỏng")

    monkeypatch.setattr("kehoach.links.views.enter", fail)

    response = Client(raise_request_exception=False).post(address(link))

    assert response.status_code == 500
    assert token_of(link.nonce) not in caplog.text
    assert all(token_of(link.nonce) not in repr(vars(record)) for record in caplog.records)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Not Found: /l/Qm9-_x/", "Not Found: /l/…/"),
        ('"GET /l/Qm9?utm=zalo HTTP/1.1" 200', '"GET /l/…?utm=zalo HTTP/1.1" 200'),
        ("/xa-qn/l/Qm9", "/xa-qn/l/…"),
        ("Not Found: /thu-vien/", "Not Found: /thu-vien/"),
    ],
)
def test_only_the_token_is_masked(text: str, clean: str) -> None:
    assert masked(text) == clean


def test_no_column_of_the_database_holds_the_token(link: EntryLink, settings: Settings) -> None:
    settings.AXES_ENABLED = True
    journey(link)
    signed_in(link.created_by).get(PAGE)

    found = everything()

    assert found["sessions, read"]
    assert [table for table, rows in found.items() if token_of(link.nonce) in repr(rows)] == []


def test_people_who_sign_in_are_still_listed(cast: Cast, settings: Settings) -> None:
    settings.AXES_ENABLED = True
    cast.officer.set_password("mat-khau-rat-dai-2030")
    cast.officer.save()

    Client().post("/dang-nhap/", {"username": cast.officer.username, "password": "mat-khau-rat-dai-2030"})

    assert AuditEvent.objects.filter(kind=AuditKind.SIGNED_IN, account=cast.officer).count() == 1


def test_no_answer_below_the_address_is_kept_or_told_on(link: EntryLink) -> None:
    answers = [one for one in journey(link) if one.wsgi_request.path.startswith("/l/")]  # type: ignore[attr-defined]

    for response in answers:
        assert response["Referrer-Policy"] == "no-referrer, strict-origin"
        assert "no-store" in response["Cache-Control"]
        assert "noindex" in response["X-Robots-Tag"]
    assert len(answers) == 9


def test_the_page_loads_nothing_from_elsewhere(link: EntryLink) -> None:
    page = Client().get(address(link)).content.decode()

    assert "http" not in page.replace("http://www.w3.org", "")
    assert token_of(link.nonce) not in page


def test_entering_with_a_token_of_nothing_is_one_refusal(cast: Cast) -> None:
    with pytest.raises(NoSuchLink):
        enter(token="", at=NOW)
