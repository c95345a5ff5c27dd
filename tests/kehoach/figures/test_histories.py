"""What several people do to one form at the same time could as well have been done by one after the other.

The history gives the order. It is replayed on a model of a few lines: each version has to say what the model says, in
an order in which nothing comes before what had ended when it began.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kehoach.common.versions import Conflict
from kehoach.figures.actions.figures import accept, return_figures, save_values, submit
from kehoach.models import EDITABLE, State
from kehoach.people.rules import Refused
from tests.cast import NOW
from tests.crowd import CASES, Crowd, crowd_of
from tests.life import LIFE, Place, found
from vanhoa.models import CentreFigures

pytestmark = pytest.mark.django_db(transaction=True)

HISTORIES = max(25, CASES // 20)
ASKED = ("seats", "hall_land_m2")
Values = dict[str, Any]


@dataclass(frozen=True)
class Plan:
    """What somebody is going to do: look at the form, change an answer, submit, accept or return it."""

    verb: str
    name: str = ASKED[0]
    value: int = 0


@dataclass(frozen=True)
class Deed:
    """What they did: what they had seen, when it began and ended, and what they were told."""

    plan: Plan
    seen: CentreFigures
    at: datetime
    began: float
    ended: float
    told: str


plans = st.builds(
    Plan,
    st.sampled_from(["look", "save", "save", "submit", "accept", "return"]),
    st.sampled_from(ASKED),
    st.integers(501, 503),
)
people = st.lists(st.lists(plans, min_size=1, max_size=6), min_size=2, max_size=8)


@pytest.fixture
def crowd(transactional_db: None, tmp_path: Path) -> Iterator[Crowd]:
    """Up to eight people, on SQLite four."""
    with crowd_of(8 if connection.vendor == "postgresql" else 4, tmp_path) as gathered:
        yield gathered


@pytest.fixture
def place(crowd: Crowd) -> Place:
    """A commune in which everything that is needed is answered."""
    commune = found("90000")
    for step in LIFE[:5]:
        assert step.request(commune)(commune.client(step.who)).status_code == 302
    return commune


def carry_out(plan: Plan, place: Place, seen: CentreFigures, at: datetime) -> CentreFigures:
    """Does it, as somebody who has `seen` in front of them; returns what they see afterwards."""
    if plan.verb == "save":
        values = {plan.name: plan.value}
        return save_values(seen, by=place.head, at=at, version=seen.version, values=values, notes={})
    if plan.verb == "submit":
        who = {"name": "Thử", "position": "Trưởng thôn", "why_unchanged": "Số đã đúng."}
        return submit(seen, by=place.head, at=at, version=seen.version, **who)
    if plan.verb == "accept":
        return accept(seen, by=place.officer, at=at, version=seen.version)
    if plan.verb == "return":
        return return_figures(seen, by=place.officer, at=at, reason="Đếm lại.", seen=State(seen.state))
    return place.figures


def act(place: Place, person: int, steps: list[Plan]) -> list[Deed]:
    """One person's deeds; each has a moment of its own, by which its version is found."""
    seen, deeds = place.figures, []
    for number, plan in enumerate(steps):
        at, began, before, told = NOW + timedelta(seconds=100 * person + number), monotonic(), seen, "done"
        try:
            seen = carry_out(plan, place, seen, at)
        except Conflict:
            told = "conflict"
        except Refused:
            told = "refused"
        deeds.append(Deed(plan, before, at, began, monotonic(), told))
        if told == "conflict":
            seen = place.figures
    return deeds


@dataclass(frozen=True)
class Standing:
    """The form in the model: its state, its version, and what each version said."""

    state: State
    said: tuple[tuple[int, Values], ...]

    def after(self, deed: Deed) -> tuple[Standing, str]:
        """What the form is after this deed, and what its doer is told."""
        match deed.plan.verb:
            case "save":
                return self._saved(deed)
            case "submit":
                return self._moved(deed, EDITABLE, State.SUBMITTED, repeats=True)
            case "accept":
                return self._moved(deed, {State.SUBMITTED}, State.ACCEPTED, repeats=True)
            case "return":
                return self._returned(deed)
        return self, "done"

    def _moved(self, deed: Deed, before: Any, after: State, *, repeats: bool) -> tuple[Standing, str]:
        newest = self.said[-1][0]
        if repeats and self.state == after and deed.seen.version == newest:
            return self, "done"
        if self.state not in before:
            return self, "refused"
        if deed.seen.version != newest:
            return self, "conflict"
        return Standing(after, self.said), "done"

    def _returned(self, deed: Deed) -> tuple[Standing, str]:
        if self.state == State.RETURNED:
            return self, "done"
        if self.state not in (State.SUBMITTED, State.ACCEPTED):
            return self, "refused"
        return (self, "conflict") if deed.seen.state != self.state else (Standing(State.RETURNED, self.said), "done")

    def _saved(self, deed: Deed) -> tuple[Standing, str]:
        if self.state not in EDITABLE:
            return self, "refused"
        name, value = deed.plan.name, deed.plan.value
        seen, (newest, present) = dict(self.said)[deed.seen.version], self.said[-1]
        if value in (seen[name], present[name]):
            return self, "done"
        if seen[name] != present[name]:
            return self, "conflict"
        return Standing(self.state, (*self.said, (newest + 1, {**present, name: value}))), "done"


def replay(first: Standing, versions: list[Any], deeds: list[Deed]) -> list[Standing]:
    """The standings one after the other; each version is what its deed makes of the one before."""
    standings, by_moment = [first], {deed.at: deed for deed in deeds}
    for version in versions:
        deed = by_moment[version.history_date]
        now, told = standings[-1].after(deed)
        assert (told, deed.told) == ("done", "done"), f"{deed} changed what it could not have"
        assert now != standings[-1], f"{deed} left a version and changed nothing"
        assert (version.state, version.version) == (now.state, now.said[-1][0])
        assert {name: getattr(version, name) for name in ASKED} == now.said[-1][1]
        if deed.plan.verb == "accept":
            assert {name: getattr(deed.seen, name) for name in ASKED} == now.said[-1][1], "accepted unseen"
        standings.append(now)
    return standings


def check_serial(standings: list[Standing], versions: list[Any], deeds: list[Deed]) -> None:
    """Every deed has its place in the order: after all that had ended when it began, before all that began later."""
    place_of = {version.history_date: number for number, version in enumerate(versions)}
    done = [(deed, place_of[deed.at]) for deed in deeds if deed.at in place_of]
    for deed in deeds:
        earliest = max((number + 1 for other, number in done if other.ended < deed.began), default=0)
        latest = min((number for other, number in done if other.began > deed.ended), default=len(versions))
        if deed.at in place_of:
            assert earliest <= place_of[deed.at] <= latest, f"{deed} is out of order"
        else:
            # What they had seen was there already, even where its maker has not been told so yet.
            possible = [one for one in standings[earliest : latest + 1] if deed.seen.version in dict(one.said)]
            assert any(one.after(deed) == (one, deed.told) for one in possible), f"nothing explains {deed}"


def test_every_history_of_many_people_is_one_of_one_after_the_other(crowd: Crowd, place: Place) -> None:
    start = place.figures

    @settings(
        max_examples=HISTORIES,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(steps=people)
    def tell(steps: list[list[Plan]]) -> None:
        CentreFigures.objects.filter(pk=start.pk).delete()
        CentreFigures.history.all().delete()
        start.save(force_insert=True)
        opened = CentreFigures.history.get()
        told = crowd.at_once(
            [lambda p=person, s=one: act(place, p, s) for person, one in enumerate(steps[: crowd.size])]
        )
        deeds = [deed for one in told for deed in one]
        versions = list(CentreFigures.history.exclude(pk=opened.pk).order_by("history_id"))
        first = Standing(State(opened.state), ((opened.version, {name: getattr(opened, name) for name in ASKED}),))
        standings = replay(first, versions, deeds)
        check_serial(standings, versions, deeds)
        assert place.figures.state == standings[-1].state

    tell()
    assert place.figures.facility.code == "NVH"
