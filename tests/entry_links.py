"""Entry links for tests, and what people and strangers do with them."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client

from kehoach.common.tokens import hash_of, new_nonce, token_of
from kehoach.links.actions import link_for, revoke
from kehoach.models import EntryLink, ReportingYear, SignedInSession, Unit, User
from tests.cast import NOW, OPEN_YEAR

PAGE = f"/so-lieu/{OPEN_YEAR}/duong-dan/"


def year(number: int = OPEN_YEAR) -> ReportingYear:
    """A reporting year of the demonstration."""
    return ReportingYear.objects.get(commune__code="11122", year=number)


def officer() -> User:
    """The culture officer of the demonstration."""
    return User.objects.get(username="cong-chuc")


def link_of(unit: str) -> EntryLink:
    """The link of a unit, made by the officer."""
    return link_for(unit=Unit.objects.get(commune__code="11122", code=unit), year=year(), by=officer(), at=NOW)


def address(link: EntryLink) -> str:
    """Where the link leads."""
    return f"/l/{token_of(link.nonce)}/"


def inside(link: EntryLink) -> Client:
    """A browser that came through the link."""
    client = Client()
    client.post(address(link))
    return client


def everything() -> dict[str, list[Any]]:
    """Every row of every table, sessions and histories included; what sessions hold is read out."""
    found: dict[str, list[Any]] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = sorted(repr([_read_out(value) for value in row]) for row in cursor.fetchall())
    found["sessions, read"] = [session.get_decoded() for session in SignedInSession.objects.all()]
    return found


def _read_out(value: Any) -> Any:
    """A value that is equal to its equal: PostgreSQL gives files as views of memory, each another object."""
    return bytes(value) if isinstance(value, memoryview) else value


def shape(response: HttpResponse) -> tuple[Any, ...]:
    """All that somebody learns from an answer, cookies and the number of the request apart."""
    headers = {name: value for name, value in response.headers.items() if name not in ("Set-Cookie", "X-Request-Id")}
    return response.status_code, tuple(sorted(headers.items())), response.content


def close(link: EntryLink) -> None:
    """Its year is closed."""
    ReportingYear.objects.filter(pk=link.reporting_year_id).update(closed_at=NOW, closed_by=link.created_by)


def take_back(link: EntryLink) -> None:
    """The officer revokes it."""
    revoke(link=link, by=link.created_by, at=NOW)


def replace_key(link: EntryLink) -> None:
    """The link is of another installation."""
    EntryLink.objects.filter(pk=link.pk).update(token_hash=hash_of(token_of(new_nonce())))
