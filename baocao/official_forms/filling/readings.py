"""What is read for a place of a form: the text, the days that it holds for, what is missing and who owes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Protocol

from baocao.official_forms.filling.gathered import Gathered
from kehoach.models import Facility, UnitKind
from kehoach.tallies.windows import Window

NOT_THERE = "chưa có"
NOT_WHOLE = "chưa đủ"
NOT_ASKED = "không áp dụng"
NOT_COMPUTED = "không tính được"


class Page(StrEnum):
    """Where something that is missing is answered."""

    FIGURES = "figures"
    TALLIES = "tallies"
    COMMUNE = "commune"
    LIBRARY = "library"


@dataclass(frozen=True)
class Missing:
    """An answer that a form lacks: who has to give it, what it is, and where."""

    who: str
    what: str
    page: Page
    facility: Facility | None = None


@dataclass(frozen=True)
class Cut:
    """What a reading is about: these facilities, for these days.

    `whole` is set where a number of other days would mislead, as a year's in the place of half a year's.
    """

    facilities: Sequence[Facility]
    window: Window
    whole: bool = False


@dataclass(frozen=True)
class Reading:
    """What a form prints in one place: the text, the days that it holds for, what is missing for it.

    `amount` is the number in it; None where it is no number, or not known.
    """

    text: str
    period: str = ""
    missing: tuple[Missing, ...] = ()
    amount: Fraction | None = None

    @property
    def is_known(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


class Source(Protocol):
    """Where a number comes from."""

    @property
    def origin(self) -> str:
        """The figure, question or book, in the words of whoever answers."""

    @property
    def flows(self) -> bool:
        """Whether it is counted over days rather than on one."""

    def read(self, gathered: Gathered, cut: Cut) -> Reading:
        """What it says of a cut."""


def officer_words(gathered: Gathered) -> str:
    """What the commune calls its officer, at the beginning of a cell."""
    officer = gathered.reporting_year.commune.officer
    return officer[:1].upper() + officer[1:]


def whose(gathered: Gathered, facility: Facility) -> str:
    """Who answers for a facility: its unit; the officer, under one name, where that is the officer's own."""
    return officer_words(gathered) if facility.unit.kind == UnitKind.CULTURE_OFFICE else facility.unit.name
