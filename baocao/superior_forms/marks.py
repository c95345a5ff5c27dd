"""What a mark on a form says: which cell or placeholder takes which figure, of whom, and of which days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from kehoach.common.periods import Window as ReportingWindow
from kehoach.common.versions import digest_of
from kehoach.tallies.windows import (
    Window,
    calendar_year,
    half_year,
    library_year,
    school_year,
    sport_year,
)

# Of whom a figure of facilities is told: all added up, one a row from the marked row on, or one by its code. Behind the
# first two may stand the kind of facility (“+primary”): these alone.
SUM, ROWS, ONE = "+", "*", "="
WINDOWS = {
    "": "kỳ của báo cáo năm",
    "calendar": "từ 01/01 đến 31/12",
    "library": "từ 01/12 năm trước đến 30/11 (thư viện)",
    "sport": "từ 01/11 năm trước đến 31/10 (thể dục, thể thao)",
    "school": "từ 01/6 năm trước đến 31/5 (năm học)",
    "first_half": "sáu tháng đầu năm",
    "second_half": "sáu tháng cuối năm",
}


@dataclass(frozen=True)
class Mark:
    """A mark; `sheet` is empty in Word, where `cell` is the placeholder's name."""

    sheet: str
    cell: str
    source: str
    scope: str = ""
    window: str = ""

    @property
    def is_repeated(self) -> bool:
        """Whether it is told of a facility a row."""
        return self.scope.startswith(ROWS)

    def as_json(self) -> dict[str, str]:
        """The mark as it is kept."""
        return asdict(self)

    @property
    def digest(self) -> str:
        """By what a page says which mark it has shown."""
        return digest_of(self.as_json())


def marks_from(kept: Iterable[Mapping[str, str]]) -> dict[tuple[str, str], Mark]:
    """The marks of a form by sheet and cell."""
    return {(row["sheet"], row["cell"]): Mark(**row) for row in kept}


def window_of(name: str, year: int) -> Window | None:
    """The days of a window in a year; None for those of the commune's own reporting year. KeyError for another name."""
    if not name:
        return None
    known = {"calendar": calendar_year, "library": library_year, "sport": sport_year, "school": school_year}
    return known[name](year) if name in known else half_year(year, {"first_half": 1, "second_half": 2}[name])


def window_words(window: Window | ReportingWindow) -> str:
    """15/12/2024–14/12/2025"""
    first = window.first_day if isinstance(window, Window) else window.start
    last = window.last_day if isinstance(window, Window) else window.end
    return f"{first:%d/%m/%Y}–{last:%d/%m/%Y}"
