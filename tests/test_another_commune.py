"""Who works in another commune gets nothing of ours, whatever their role, on no page and in no file.

The other commune has a plan, years and codes like ours: such an address is one of its own, and shows its own.
"""

from __future__ import annotations

from itertools import product

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve, reverse
from pytest_django import DjangoDbBlocker

from baocao.document import pdf
from baocao.duties.actions import new_address
from baocao.duties.kept import PURPOSE
from baocao.models import OpenData
from kehoach.common.tokens import token_of
from kehoach.generation.country import generate
from kehoach.links.actions import link_for
from kehoach.models import Commune, ReportingYear, Role, Unit, User
from kehoach.models.kinds import kinds
from kehoach.people.access import OPEN_TO_LINKS
from tests.access.files import FILES
from tests.access.table import ROLES, Row, areas, rows
from tests.cast import NOW, OPEN_YEAR, Cast, person, signed_in
from tests.entry_links import inside
from tests.test_access import answer
from tests.test_text_everywhere import letters_of, said

pytestmark = [pytest.mark.once, pytest.mark.django_db]

# What an address names that no other commune has, unlike a year or a clause; so begin the codes of our facilities.
OURS_ALONE, OUR_FACILITIES = {"pk", "token", "file", "unit"}, ("TV-", "VH-")
# Every count of ours.
MARK = 98_765_432
PHONE = "0900111222333"
# Pages about all communes: refused to an administrator who looks after some of them.
NOT_IN_AN_AREA = "commune_setup"


@pytest.fixture(scope="module")
def world(demonstration: Cast, django_db_blocker: DjangoDbBlocker) -> Cast:
    """The demonstration with what every area of the table needs besides; its numbers are known among others."""
    with django_db_blocker.unblock():
        for area in areas():
            area.set_up(demonstration)
        for kind in kinds():
            counts = dict.fromkeys(kind.layout.count_names, MARK)
            ours = {"facility__in": kind.facilities.filter(commune=demonstration.commune).values("pk")}
            kind.figures.filter(**ours).update(**counts)
            kind.figures_model.history.filter(**ours).update(**counts)  # type: ignore[attr-defined]
    return demonstration


@pytest.fixture
def other(world: Cast) -> Commune:
    """A commune at work, which generate has made; ours has a telephone of its own."""
    Commune.objects.filter(pk=world.commune.pk).update(contact_phone=PHONE)
    generate(communes=1, facilities=6, years=3, seed="3", password="")
    return Commune.objects.exclude(pk__in=(world.commune.pk, world.neighbour.pk)).order_by("-pk")[0]


@pytest.fixture
def sessions(world: Cast, other: Commune) -> dict[str, str]:
    """The cookie of everybody who has to do with the other commune; two of them look after it from above."""
    unit, year = other.units.get(code="CS-01"), ReportingYear.objects.get(commune=other, year=OPEN_YEAR)
    officer = person(Role.OFFICER, other, other.units.get(code="VHTT"))
    User.objects.filter(pk__in=(world.overseer.pk, world.administrator.pk)).update(area_communes=other.code)
    clients = {
        "officer": signed_in(officer),
        "leader": signed_in(person(Role.LEADER, other, other.units.get(code="UBND"))),
        "reporter": signed_in(person(Role.REPORTER, other, unit)),
        "link": inside(link_for(unit=unit, year=year, by=officer, at=NOW)),
        "overseer": signed_in(world.overseer, other),
        "administrator": signed_in(world.administrator, other),
    }
    return {way: client.cookies["sessionid"].value for way, client in clients.items()}


@pytest.fixture
def marks(world: Cast, other: Commune) -> set[str]:
    """What nobody of the other commune may read: our names, the telephone of our officer, and our numbers."""
    ours, theirs = (
        {
            letters_of(row.name)
            for model in (Unit, *(kind.facility_model for kind in kinds()))
            for row in model._default_manager.filter(commune=commune)  # type: ignore[attr-defined]
        }
        for commune in (world.commune, other)
    )
    return {"quảngnghiệp", PHONE, *(name for name in ours if name not in " ".join(theirs)), str(MARK)}


@pytest.fixture(autouse=True)
def no_typesetting(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a PDF says matters here, not how it looks."""
    monkeypatch.setattr(pdf, "typeset", lambda parts, *_, **__: "".join(parts).encode())


def says(response: HttpResponse, marks: set[str]) -> list[str]:
    """Those of the marks that an answer says, whatever kind of file it is."""
    content = response.getvalue()
    text = said(content) if content.startswith(b"PK") else letters_of(content.decode("utf-8", "replace"))
    return sorted(mark for mark in marks if mark in text)


def is_asked(row: Row) -> bool:
    """Whether a line is about something of ours that not everybody may have."""
    return row.object not in ("-", "foreign") and row.statuses[0] == "in" and "405" not in row.statuses[1:]


def may_say(row: Row, url: str, way: str) -> set[str]:
    """What may be said where an address names what no other commune has: that there is nothing.

    That it is not theirs is said only to those who would hear it of their own commune's too.
    """
    if way == "link":
        is_refused = not getattr(resolve(url).func, OPEN_TO_LINKS, False)
    else:
        is_refused = row.statuses[ROLES.index(way)] == "403" or row.route.startswith(NOT_IN_AN_AREA)
    return {"404", "403"} if is_refused else {"404"}


def names_ours(row: Row, parameters: dict[str, object]) -> bool:
    """Whether an address names what no other commune has."""
    if row.object == "common":
        return False
    return bool(OURS_ALONE & parameters.keys()) or str(parameters.get("code")).startswith(OUR_FACILITIES)


def asked_for(row: Row, url: str) -> list[str]:
    """The page, and the files that it gives."""
    return [url, *(f"{url}?dang={word}" for word in FILES.get(row.name, ()) if row.method == "GET")]


def test_who_works_in_another_commune_gets_nothing_of_ours(sessions: dict[str, str], marks: set[str]) -> None:
    client, given = Client(raise_request_exception=False), dict[str, object]()
    for row in filter(is_asked, rows()):
        with transaction.atomic():
            parameters = row.parameters()
            page = reverse(row.name, kwargs=parameters)
            for way, url in product(sessions, asked_for(row, page)):
                response = answer(client, row, url, sessions[way])
                if names_ours(row, parameters) and str(response.status_code) not in may_say(row, page, way):
                    given[f"{url} {way}"] = response.status_code
                if read := says(response, marks):
                    given[f"{url} {way}"] = read
            transaction.set_rollback(True)

    assert given == {}


@pytest.mark.parametrize("page", ["?dang=xlsx", f"{OPEN_YEAR}/"])
def test_our_own_officer_reads_what_is_looked_for(world: Cast, marks: set[str], page: str) -> None:
    response = signed_in(world.officer).get(f"/thu-vien/TV-XA/{page}")

    assert {"quảngnghiệp", str(MARK)} <= set(says(response, marks))


def test_what_the_other_commune_gives_away_says_nothing_of_ours(world: Cast, other: Commune, marks: set[str]) -> None:
    """The address of its calendar for telephones, and its open data; publishing them publishes nothing of ours."""
    OpenData.objects.filter(commune=world.commune).update(is_public=False)
    officer = person(Role.OFFICER, other, other.units.get(code="VHTT"))
    signed_in(officer).post(reverse("publish_open_data"), {"is_public": "on"})
    feed = reverse("calendar_feed", kwargs={"token": token_of(new_address(user=officer, at=NOW).nonce, PURPOSE)})
    files = [
        reverse("open_data_file", kwargs={"code": other.code, "year": OPEN_YEAR - 1, "ending": ending})
        for ending in ("csv", "json")
    ]

    answers = {url: Client().get(url) for url in (feed, reverse("open_data"), *files)}
    hidden = [Client().get(url.replace(other.code, world.commune.code)).status_code for url in files]

    assert {url: response.status_code for url, response in answers.items()} == dict.fromkeys(answers, 200)
    assert {url: says(response, marks) for url, response in answers.items()} == {url: [] for url in answers}
    assert hidden == [404] * len(files)
