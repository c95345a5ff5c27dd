"""The duties that acts lay on communes and their units, as duties.toml beside this file says. Imports no Django."""

from __future__ import annotations

import tomllib
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class DueDay:
    """A day of every year, in the year of the data or so many years later."""

    day: int
    month: int
    years_later: int

    def of(self, year: int) -> date:
        """The day for the data of a year; the 29th of February is the 28th where there is none."""
        year += self.years_later
        return date(year, self.month, min(self.day, monthrange(year, self.month)[1]))


@dataclass(frozen=True)
class Duty:
    """A report that is owed every year: by which act, for which days, to whom, and when where that is known.

    `elsewhere` names where the day comes from if it does not hold here, `figures` the kinds of facilities whose yearly
    figures it needs, `kinds_of_facilities` which of them (none: all). `is_due_with_the_year`: the reporting year says
    when. `page` is the name of the address where the portal makes it, where it does; its further question
    `receiver_answered` says to whom it goes in this commune.
    """

    code: str
    title: str
    act: str
    is_of_units: bool
    receiver: str
    receiver_answered: str
    covers: str
    due: DueDay | None
    is_due_with_the_year: bool
    elsewhere: str
    figures: tuple[str, ...]
    kinds_of_facilities: frozenset[str]
    note: str
    page: str


def _read() -> Iterator[Duty]:
    for duty in tomllib.loads((Path(__file__).parent / "duties.toml").read_text())["duty"]:
        yield Duty(
            code=duty["code"],
            title=duty["title"],
            act=duty["act"],
            is_of_units=duty["who"] == "unit",
            receiver=duty.get("receiver", ""),
            receiver_answered=duty.get("receiver_answered", ""),
            covers=duty["covers"],
            due=DueDay(duty["due"][0], duty["due"][1], duty.get("years_later", 0)) if "due" in duty else None,
            is_due_with_the_year=duty.get("due_with_the_year", False),
            elsewhere=duty.get("elsewhere", ""),
            figures=tuple(duty.get("figures", ())),
            kinds_of_facilities=frozenset(duty.get("of", ())),
            note=duty.get("note", ""),
            page=duty.get("page", ""),
        )


DUTIES = {duty.code: duty for duty in _read()}
# The report that this portal makes: once it is issued, nobody has to say that it was sent.
REPORT_ON_THE_PLAN = DUTIES["ke-hoach"]
