"""The officer makes and revokes entry links, and finds the message to send with each."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from kehoach.links.actions import link_for, revoke
from kehoach.models import EntryLink, ReportingYear, State, User
from kehoach.people.rules import Refused
from kehoach.years.actions import grant_exception
from tests.cast import NOW, Cast, put_into, signed_in
from tests.entry_links import PAGE, address, link_of, year


@pytest.fixture
def link(cast: Cast) -> EntryLink:
    """The primary school's link; nobody has opened its form yet."""
    put_into("TV-TH", State.NOT_OPENED)
    return link_of("TH")


def test_asking_twice_gives_the_same_link(link: EntryLink) -> None:
    again = link_of("TH")

    assert again == link
    assert EntryLink.objects.count() == User.objects.filter(is_link=True).count() == 1


def test_a_link_that_was_revoked_is_replaced(link: EntryLink) -> None:
    revoke(link=link, by=link.created_by, at=NOW)

    assert link_of("TH").token_hash != link.token_hash


def test_after_the_deadline_links_are_made_and_go_on_opening_the_form(link: EntryLink) -> None:
    ReportingYear.objects.filter(pk=year().pk).update(unit_deadline=date(2020, 12, 5))

    assert Client().post(address(link)).status_code == 302
    assert Client().post(address(link_of("THCS"))).status_code == 302


def test_only_the_officer_makes_and_revokes_links(cast: Cast, link: EntryLink) -> None:
    for somebody in (cast.reporter, cast.leader, cast.overseer, cast.administrator, cast.stranger):
        with pytest.raises(Refused):
            link_for(unit=link.unit, year=year(), by=somebody, at=NOW)
        with pytest.raises(Refused):
            revoke(link=link, by=somebody, at=NOW)


def test_a_closed_year_gives_no_link_but_for_an_excepted_unit(cast: Cast) -> None:
    closed, school = year(2025), cast.commune.units.get(code="TH")
    with pytest.raises(Refused, match="Năm 2025 đã khóa"):
        link_for(unit=school, year=closed, by=cast.officer, at=NOW)

    until = NOW + timedelta(days=3)
    grant_exception(reporting_year=closed, unit=school, reason="Sót sổ", expires_at=until, by=cast.officer, at=NOW)

    link = link_for(unit=school, year=closed, by=cast.officer, at=NOW)
    assert (link.opens(NOW), link.opens(until)) == (True, False)
    assert EntryLink.objects.living(NOW).count() == 1
    assert EntryLink.objects.living(until).count() == 0


def test_the_officer_sees_every_unit_with_forms_and_the_message_to_send(cast: Cast, link: EntryLink) -> None:
    response = signed_in(cast.officer).get(PAGE)

    page = response.content.decode()
    assert page.count("<article") == 8
    assert page.count("<textarea") == 1
    assert f"http://testserver{address(link)}" in page
    assert "no-store" in response["Cache-Control"]


def test_one_press_makes_all_links_and_another_one_more(cast: Cast) -> None:
    client = signed_in(cast.officer)

    client.post(f"{PAGE}tao/", {"unit": "TH"})
    assert EntryLink.objects.count() == 1
    client.post(f"{PAGE}tao/", {})
    assert EntryLink.objects.count() == 8


def test_the_page_asks_as_often_for_eight_links_as_for_none(cast: Cast) -> None:
    client = signed_in(cast.officer)
    asked = []
    for units in ([], ["TH"], ["MN", "THCS", "THON-GOM", "THON-MAC"]):
        for unit in units:
            link_of(unit)
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        asked.append(len(queries))

    assert asked == [asked[0]] * 3
    assert asked[0] <= 12


def test_what_cannot_be_handed_out_is_told(cast: Cast) -> None:
    response = signed_in(cast.officer).post(f"{PAGE}tao/", {"unit": "UBND"})

    assert EntryLink.objects.count() == 0
    assert response.status_code == 200


@pytest.mark.once
@pytest.mark.parametrize("path", ["", "tao/", "TH/thu-hoi/"])
@pytest.mark.parametrize("who", ["reporter", "leader", "overseer", "administrator"])
def test_nobody_else_gets_to_the_links(cast: Cast, link: EntryLink, who: str, path: str) -> None:
    client = signed_in(getattr(cast, who), cast.commune if who in ("overseer", "administrator") else None)

    assert client.get(f"{PAGE}{path}").status_code in (403, 405)
    assert client.post(f"{PAGE}{path}").status_code in (403, 405)


def test_with_another_key_what_was_sent_still_opens_but_is_not_shown_again(cast: Cast, settings: Settings) -> None:
    put_into("TV-TH", State.NOT_OPENED)
    link = link_of("TH")
    sent = address(link)
    settings.SECRET_KEY = "một khóa khác"

    page = signed_in(cast.officer).get(PAGE).content.decode()

    assert "Không hiện lại được" in page
    assert "<textarea" not in page
    assert Client().post(sent).status_code == 302
