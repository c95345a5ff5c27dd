"""A second person accepts what the office has submitted itself, where the leader wants that."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from kehoach.models import State, User
from tests.cast import OPEN_YEAR, Cast, figures_of, put_into, signed_in
from tests.pages import words

PAGE, SETTING = f"/thu-vien/TV-TH/{OPEN_YEAR}/", "/so-lieu/nguoi-thu-hai/"


@pytest.fixture
def on_behalf(cast: Cast) -> None:
    """The primary school's form as the officer has submitted it."""
    figures: Any = put_into("TV-TH", State.SUBMITTED)
    figures.submitted_by = figures.saved_by = cast.officer
    figures.save()


def accepted(client: Client) -> tuple[int, str]:
    """What follows on “Duyệt”."""
    status = client.post(f"{PAGE}duyet/", {"version": figures_of("TV-TH").version}).status_code
    return status, figures_of("TV-TH").state


@pytest.mark.case("SC-262")
@pytest.mark.usefixtures("on_behalf")
def test_the_leader_has_somebody_else_accept_what_the_office_submitted(cast: Cast) -> None:
    officer, leader = signed_in(cast.officer), signed_in(cast.leader)
    assert accepted(leader) == (403, State.SUBMITTED)
    assert officer.post(SETTING, {"wanted": "1"}).status_code == 403

    assert "Đang yêu cầu" in words(leader.post(SETTING, {"wanted": "1"}, follow=True))

    assert "Lãnh đạo xã yêu cầu người thứ hai duyệt" in words(officer.get(PAGE))
    assert accepted(officer) == (302, State.SUBMITTED)
    assert "phải có người thứ hai duyệt" in words(officer.get(f"/so-lieu/{OPEN_YEAR}/"))
    assert ">Duyệt</button>" in leader.get(PAGE).content.decode()
    assert accepted(leader) == (302, State.ACCEPTED)
    assert figures_of("TV-TH").accepted_by == cast.leader


@pytest.mark.usefixtures("on_behalf")
def test_another_officer_is_a_second_person_and_a_units_own_form_needs_none(cast: Cast) -> None:
    signed_in(cast.leader).post(SETTING, {"wanted": "1"})
    demo_officer = User.objects.get(username="cong-chuc")
    figures: Any = figures_of("TV-TH")
    figures.submitted_by = figures.saved_by = demo_officer
    figures.save()

    assert accepted(signed_in(cast.officer)) == (302, State.ACCEPTED)
    put_into("TV-TH", State.SUBMITTED)
    type(figures).objects.filter(pk=figures.pk).update(submitted_by=cast.reporter, saved_by=cast.reporter)
    assert accepted(signed_in(cast.leader)) == (403, State.SUBMITTED), "the leader has no right to units' own forms"
    assert accepted(signed_in(cast.officer)) == (302, State.ACCEPTED)


@pytest.mark.usefixtures("on_behalf")
def test_what_is_no_longer_wanted_holds_nobody_up(cast: Cast) -> None:
    leader = signed_in(cast.leader)
    for wanted in ("1", "1", "", ""):
        leader.post(SETTING, {"wanted": wanted})

    assert accepted(signed_in(cast.officer)) == (302, State.ACCEPTED)
    cast.commune.refresh_from_db()
    reasons = cast.commune.history.values_list("history_change_reason", flat=True)[:2]
    assert list(reasons) == ["Thôi yêu cầu", "Yêu cầu người thứ hai duyệt"]
