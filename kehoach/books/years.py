"""To which reporting year a row belongs. The books are kept all year, also before somebody has opened the year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from kehoach.books.book import Book, Row
from kehoach.common.periods import Window, default_window, year_of
from kehoach.models import Commune, ReportingYear
from kehoach.models.records import Record


@dataclass(frozen=True)
class BookYear:
    """A year as a page of a book: the days it covers, and the reporting year where the commune has opened it."""

    year: int
    window: Window
    opened: ReportingYear | None

    @property
    def is_closed(self) -> bool:
        """Whether its rows are only read."""
        return self.opened is not None and self.opened.is_closed

    def rows_of(self, book: Book, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Those of a book's rows, or of their versions, that belong to the year."""
        if book.is_dated:
            return rows.filter(happened_on__range=(self.window.start, self.window.end))
        return rows.filter(year=self.year)


def years_of_books(commune: Commune, today: date) -> dict[int, BookYear]:
    """The years that a commune has pages for: those it has opened, and the present one; the newest first."""
    opened = {row.year: row for row in ReportingYear.objects.filter(commune=commune)}
    return {year: _page(year, opened.get(year)) for year in sorted({*opened, year_of(today)}, reverse=True)}


def book_year(commune: Commune, year: int) -> BookYear:
    """One year, whether it has been opened or not."""
    return _page(year, ReportingYear.objects.filter(commune=commune, year=year).first())


def _page(year: int, opened: ReportingYear | None) -> BookYear:
    return BookYear(year, opened.window if opened else default_window(year), opened)


def year_of_row(row: Row) -> int:
    """The year that a row belongs to, whether it has been opened or not."""
    opened = reporting_year_of(row)
    if opened is not None:
        return opened.year
    return year_of(row.happened_on) if isinstance(row, Record) else row.year


def reporting_year_of(row: Row, *, held: bool = False) -> ReportingYear | None:
    """The reporting year that a row belongs to, None where it has not been opened.

    `held` makes whoever closes the year wait until the transaction ends.
    """
    years = ReportingYear.objects.filter(commune_id=row.commune_id)
    if held:
        years = years.select_for_update(of=("self",), no_key=True)
    if isinstance(row, Record):
        return years.filter(window_start__lte=row.happened_on, window_end__gte=row.happened_on).first()
    return years.filter(year=row.year).first()
