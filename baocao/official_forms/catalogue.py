"""Which forms there are: by which act, since when, of whom, and when a year's form is due."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import attrgetter

from baocao.official_forms.filling.gathered import Gathered
from baocao.official_forms.filling.parts import Line, Part
from kehoach.common.formats import date_short
from kehoach.models import Facility
from kehoach.tallies.windows import Window
from thuvien.layout.answers import SCHOOLS


class Of(StrEnum):
    """Whose form it is."""

    COMMUNE = "commune"
    LIBRARY = "library"
    # The commune's summary, and beside it a form for each school library.
    BOTH = "both"


@dataclass(frozen=True)
class Chapter:
    """The main text, or an appendix under its own title."""

    title: str
    parts: tuple[Part, ...]
    landscape: bool = False


@dataclass(frozen=True)
class Sender:
    """How a form leaves: its kind of document, the sign of its number, and the question that holds to whom it goes.

    `addressees` are given where they are known without asking.
    """

    kind: str
    symbol: str = ""
    asked: str = ""
    addressees: Callable[[Gathered], tuple[str, ...]] = lambda gathered: ()


@dataclass(frozen=True)
class OfficialForm:
    """A form of an act. It holds for a year if the act is in force on the day that the year's form is due.

    `in_force` is None where no act has a form for it; `about` are the facilities that the commune's own form is about.

    `libraries` are the kinds of libraries that have a form of their own; `school_window` is what the act lets schools
    count instead. `due_words` are for what no act dates to the day; `caution` says what is not known of the act's form.
    """

    code: str
    title: str
    act: str
    in_force: date | None
    due: Callable[[int], date]
    window: Callable[[int], Window]
    of: Of
    abstract: Callable[[Gathered, Facility | None], str]
    sender: Sender
    chapters: tuple[Chapter, ...]
    own_sender: Sender | None = None
    own_chapters: tuple[Chapter, ...] = ()
    libraries: frozenset[str] = frozenset()
    about: Callable[[Gathered], Sequence[Facility]] = attrgetter("libraries")
    school_window: Callable[[int], Window] | None = None
    due_words: str = ""
    caution: str = ""
    repealed: date | None = None

    def holds_for(self, year: int) -> bool:
        """Whether the act is the one by which this year's form is made."""
        due = self.due(year)
        return (self.in_force or due) <= due and (self.repealed is None or due < self.repealed)

    @property
    def has_summary(self) -> bool:
        """Whether the commune has a form of its own."""
        return self.of is not Of.LIBRARY

    def chapters_for(self, library: Facility | None) -> tuple[Chapter, ...]:
        """What the form of the commune, or of a library, consists of."""
        return self.own_chapters if library is not None and self.own_chapters else self.chapters

    def due_in(self, year: int) -> str:
        """When a year's form is due, as pages say it."""
        return f"hạn {self.due_words or date_short(self.due(year))}"

    def sender_for(self, library: Facility | None) -> Sender:
        """How the form of the commune, or of a library, leaves."""
        return self.own_sender if library is not None and self.own_sender else self.sender

    def window_of(self, year: int, library: Facility | None) -> Window:
        """The days of the year that the form is about; a school may count its school year."""
        if self.school_window is not None and library is not None and library.kind in SCHOOLS:
            return self.school_window(year)
        return self.window(year)

    def belongs_to(self, library: Facility) -> bool:
        """Whether a library has this form of its own."""
        return library.kind in self.libraries

    def lines(self) -> Sequence[Line]:
        """Every field, for the documentation."""
        chapters = (*self.chapters, *self.own_chapters)
        return [line for chapter in chapters for part in chapter.parts for line in part.lines]
