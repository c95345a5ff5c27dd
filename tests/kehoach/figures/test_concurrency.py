"""Two people at one form, and one person who clicks twice: nothing is lost, nothing doubled, nobody waits forever.

With DATABASE_URL naming PostgreSQL all of it runs on rows that are locked one by one; on SQLite, where writers take
turns, fewer people come. STRESS_CASES sets how many double submissions there are (`make stress`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle, islice, product
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from kehoach.common.formats import count
from kehoach.links.actions import link_for, revoke
from kehoach.models import EntryLink
from kehoach.questionnaire.layout import AMOUNTS
from tests.crowd import CASES, Crowd, crowd_of
from tests.life import HALL, LIFE, Place, found, recorded, untold
from tests.pages import filled_in, words
from vanhoa.layout import LAYOUT

pytestmark = pytest.mark.django_db(transaction=True)

MOST_CLICKS = 10
FEWEST_LIVES = 2


@pytest.fixture(autouse=True)
def portal(settings: Settings) -> None:
    """Letters are sent only where the portal knows its own address."""
    settings.PUBLIC_URL = "https://ke-hoach.example"


@pytest.fixture
def crowd(transactional_db: None, tmp_path: Path) -> Iterator[Crowd]:
    """Twenty people, on SQLite six."""
    with crowd_of(20 if connection.vendor == "postgresql" else 6, tmp_path) as people:
        yield people


def live_until(place: Place, name: str) -> None:
    """Does what comes before this step, once and one after the other."""
    for step in LIFE:
        if step.name == name:
            return
        assert step.request(place)(place.client(step.who)).status_code == 302, step.name


def posts(send: Callable[[Client], HttpResponse], clients: list[Client]) -> list[Callable[[], HttpResponse]]:
    """The same request from each of these browsers."""
    return [lambda client=client: send(client) for client in clients]  # type: ignore[misc]


def test_equal_posts_at_once_leave_one_record_and_give_one_answer(crowd: Crowd) -> None:
    chance = Random(CASES)
    for case, (life, step) in enumerate(islice(product(range(CASES), LIFE), CASES)):
        if step is LIFE[0]:
            place = found(f"{90_000 + life}")
            browsers = {who: [place.client(who) for _ in range(MOST_CLICKS)] for who in ("officer", "head")}
        clicks = chance.randint(2, min(MOST_CLICKS, crowd.size))
        before, letters = recorded(), len(mail.outbox)

        answers = crowd.at_once(
            posts(step.request(place), browsers.get(step.who, [Client() for _ in range(clicks)])[:clicks])
        )

        told = f"case {case}, {step.name}, {clicks} times"
        assert {answer.status_code for answer in answers} == {302}, told
        assert len({answer["Location"] for answer in answers}) == 1, told
        assert recorded() - before == step.records, told
        assert len(mail.outbox) - letters == step.records.get("Notice", 0), told
    assert list(untold()) == []


NUMBERS = [one.name for one in LAYOUT.fields if one.kind in AMOUNTS]
SHARED = ("seats", "hall_land_m2", "sports_land_m2", "bookshelf_books", "participants")
OWN = [one.name for one in LAYOUT.fields if one.name not in SHARED]


def test_many_people_at_one_draft_lose_nothing_without_a_conflict_page(crowd: Crowd) -> None:
    """Four people at a time answer the same question, and each writes a note that nobody else does."""
    place = found("90000")
    live_until(place, "save")
    version, groups = place.figures.version, crowd.size // 4
    browsers = [place.client(who) for who in islice(cycle(("officer", "head")), crowd.size)]
    shared = {number: SHARED[number % groups] for number in range(crowd.size)}
    bodies: dict[int, dict[str, Any]] = {
        number: {"version": version, shared[number]: 1000 + number, f"{OWN[number]}-note": f"Của {number}"}
        for number in range(crowd.size)
    }
    saved = list[int]()
    while len(saved) < crowd.size:
        waiting = [number for number in bodies if number not in saved]
        tasks = [partial(browsers[number].post, f"{HALL}/nhap/", bodies[number]) for number in waiting]
        answers = dict(zip(waiting, crowd.at_once(tasks), strict=True))
        assert {answer.status_code for answer in answers.values()} <= {302, 409}
        winners = {shared[number]: number for number in waiting if answers[number].status_code == 302}
        assert set(winners) == {shared[number] for number in waiting}
        assert len(winners) == sum(answer.status_code == 302 for answer in answers.values())
        saved += winners.values()
        for number in set(waiting) - set(saved):
            shown, question = filled_in(answers[number], "version"), shared[number]
            assert shown[question] == [str(1000 + number)]
            assert shown[f"{OWN[number]}-note"] == [f"Của {number}"]
            assert f"Người khác vừa lưu: {count(1000 + winners[question])}" in words(answers[number])
            bodies[number] |= {"version": shown["version"][0], f"{question}-take": "mine"}

    versions = list(place.figures.history.filter(version__gt=version).order_by("history_id"))
    assert [one.version for one in versions] == list(range(version + 1, version + 1 + crowd.size))
    for number in bodies:
        assert 1000 + number in [getattr(one, shared[number]) for one in versions]
        assert place.figures.notes[OWN[number]] == f"Của {number}"


def test_people_who_answer_different_questions_all_get_through(crowd: Crowd) -> None:
    place = found("90000")
    live_until(place, "save")
    version = place.figures.version

    def send(number: int) -> HttpResponse:
        body = {"version": version, NUMBERS[number]: str(500 + number)}
        return browsers[number].post(f"{HALL}/nhap/", body)

    browsers = [place.client("head") for _ in range(crowd.size)]
    answers = crowd.at_once([lambda number=number: send(number) for number in range(crowd.size)])

    assert {answer.status_code for answer in answers} == {302}
    assert [getattr(place.figures, name) for name in NUMBERS[: crowd.size]] == [500 + n for n in range(crowd.size)]
    assert place.figures.version == version + crowd.size


@pytest.mark.parametrize("clicks", [2, 5, 10])
def test_the_same_version_with_another_body_keeps_what_was_typed(crowd: Crowd, clicks: int) -> None:
    place = found("90000")
    live_until(place, "submit")
    version, clicks = place.figures.version, min(clicks, crowd.size)
    browsers = [place.client("head") for _ in range(clicks)]

    def send(number: int) -> HttpResponse:
        body = {"version": version, "participants": "7", "participants-note": f"Lý do {number}"}
        return browsers[number].post(f"{HALL}/nhap/", body)

    answers = crowd.at_once([lambda number=number: send(number) for number in range(clicks)])

    assert sorted(answer.status_code for answer in answers) == [302] + [409] * (clicks - 1)
    for number, answer in enumerate(answers):
        if answer.status_code == 409:
            assert f"Lý do {number}" in answer.content.decode()
    assert place.figures.version == version + 1


def test_a_form_is_not_submitted_while_somebody_changes_it(crowd: Crowd) -> None:
    for number in range(4):
        place = found(f"{90_000 + number}")
        live_until(place, "submit")
        submission = LIFE[[step.name for step in LIFE].index("submit")].request(place)
        head, officer = place.client("head"), place.client("officer")
        body = {"version": place.figures.version, "seats": "77"}

        crowd.at_once([lambda: submission(head), lambda: officer.post(f"{HALL}/nhap/", body)])  # noqa: B023

        submitted = place.figures.history.filter(state="submitted").last()
        changed = place.figures.seats == 77
        assert (submitted is None) == changed, "either the change came first and was not submitted unseen, or too late"


def test_a_revoked_link_stays_revoked_though_it_is_asked_for_meanwhile(crowd: Crowd) -> None:
    for number in range(10):
        place = found(f"{90_000 + number}")
        live_until(place, "enter through the link")
        link, now = EntryLink.objects.get(unit=place.village), timezone.now()
        year = place.year

        crowd.at_once(
            [
                lambda: revoke(link=link, by=place.officer, at=now),  # noqa: B023
                lambda: link_for(unit=place.village, year=year, by=place.officer, at=now),  # noqa: B023
            ]
        )

        assert EntryLink.objects.get(pk=link.pk).revoked_at is not None
    assert list(untold()) == []
