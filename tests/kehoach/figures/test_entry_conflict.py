"""Somebody else was at the same form meanwhile: both answers are there, and nothing that was typed is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from kehoach.models import State
from tests.cast import OPEN_YEAR, Cast, figures_of, put_into, signed_in
from tests.pages import edit, filled_in, words

SCHOOL = "TV-TH"
PAGE = f"/thu-vien/{SCHOOL}/{OPEN_YEAR}/"
ENTRY = f"{PAGE}nhap/"


@pytest.fixture
def librarian(cast: Cast) -> Client:
    """The primary school's librarian, with the school's form half way."""
    put_into(SCHOOL, State.DRAFT)
    return signed_in(cast.reporter)


def value(name: str) -> Any:
    """What the school's form says now."""
    return figures_of(SCHOOL).value(name)


def test_a_form_that_is_submitted_meanwhile_says_so_and_keeps_what_was_typed(librarian: Client) -> None:
    form = filled_in(librarian.get(ENTRY), "version")
    put_into(SCHOOL, State.SUBMITTED)

    response = librarian.post(ENTRY, {**form, "pupils": "436"})

    assert response.status_code == 409
    assert "nên không sửa được" in words(response)
    assert "Chưa lưu: xem đầu phiếu" in words(response)
    assert filled_in(response, "version")["pupils"] == ["436"]
    assert value("pupils") == 435


def test_a_script_is_told_in_one_sentence_why_the_form_takes_nothing_now(librarian: Client) -> None:
    form = filled_in(librarian.get(ENTRY), "version")
    put_into(SCHOOL, State.SUBMITTED)

    response = librarian.post(ENTRY, {**form, "pupils": "436"}, headers={"HX-Request": "true"})

    assert (response.status_code, response.json()["reason"]) == (403, "refused")
    assert "nên không sửa được" in response.json()["message"]
    assert value("pupils") == 435


def conflict(librarian: Client, officer: Client, theirs: dict[str, Any], ours: dict[str, Any]) -> HttpResponse:
    """Both open the form; the officer saves first, then the librarian."""
    form = filled_in(librarian.get(ENTRY), "version")
    edit(officer, ENTRY, **theirs)
    return librarian.post(ENTRY, {**form, **ours})


def test_the_second_of_two_is_shown_both_values_and_loses_nothing(cast: Cast, librarian: Client) -> None:
    response = conflict(librarian, signed_in(cast.officer), {"pupils": "441"}, {"pupils": "442", "staff": "26"})

    assert response.status_code == 409
    assert "Người khác vừa lưu: 441" in words(response)
    form = filled_in(response, "version")
    assert (form["pupils"], form["staff"]) == (["442"], ["26"])
    assert (value("pupils"), value("staff")) == (441, 24)


def test_saving_again_after_a_conflict_saves(cast: Cast, librarian: Client) -> None:
    response = conflict(librarian, signed_in(cast.officer), {"pupils": "441"}, {"pupils": "442", "staff": "26"})

    again = librarian.post(ENTRY, filled_in(response, "version"))

    assert again["Location"] == ENTRY
    assert (value("pupils"), value("staff")) == (442, 26)
    pupils = figures_of(SCHOOL).history.values_list("pupils", flat=True)  # type: ignore[attr-defined]
    assert list(pupils[:3]) == [442, 441, 435]


def test_a_conflict_over_choices_that_were_all_taken_away_shows_theirs(cast: Cast, librarian: Client) -> None:
    response = conflict(librarian, signed_in(cast.officer), {"services": ["lending"]}, {"services": []})

    assert response.status_code == 409
    assert "Người khác vừa lưu: Cho mượn về nhà" in words(response)


def test_two_who_save_the_same_do_not_disturb_each_other(cast: Cast, librarian: Client) -> None:
    response = conflict(librarian, signed_in(cast.officer), {"pupils": "441"}, {"pupils": "441"})

    assert response["Location"] == ENTRY
    assert value("pupils") == 441
