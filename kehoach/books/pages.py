"""What the pages of the books show: texts arrive formatted, rows come in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from kehoach.books import Book, BookYear, Cell, Row
from kehoach.books.definitions import ACTIVITIES, FUNDING
from kehoach.books.forms.filters import BookFilter
from kehoach.books.funding import funding_of
from kehoach.books.history import removed_rows
from kehoach.books.occasions import OccasionInYear, occasions_in
from kehoach.books.rules import check_can_begin, check_may_set_occasions
from kehoach.common import formats
from kehoach.figures.grid import StateCount, YearLink
from kehoach.models import Commendation, Commune, Decision, Occasion, Plan, Role, User
from kehoach.people.rules import Permit, permit
from kehoach.questionnaire.values import displayed


@dataclass(frozen=True)
class ListedRow:
    """A row as a list shows it: its name, the other columns, and how many photos and papers it has."""

    row: Row
    name: str
    cells: tuple[tuple[str, str], ...]
    files: int

    @property
    def decision(self) -> Decision | None:
        """What has become of a commendation; None in the other books."""
        return Decision(self.row.decision) if isinstance(self.row, Commendation) else None


@dataclass(frozen=True)
class ShelfBook:
    """A book on the page that leads to all of them."""

    book: Book
    count: int
    may_begin: Permit


def cell(value: Cell) -> str:
    """A value as people read it; – where nothing is known."""
    return formats.DASH if value is None else displayed(value)


def listed(book: Book, row: Any) -> ListedRow:
    """A row with its evidence prefetched."""
    name, *others = book.columns
    cells = tuple((column.label, cell(column.value(row))) for column in others)
    return ListedRow(row, cell(name.value(row)), cells, len(row.evidence.all()))


def detail_of(book: Book, row: Row) -> list[tuple[str, str]]:
    """Everything that a row says, with its column's heading; what nobody filled in is left out."""
    cells: list[tuple[str, Cell]] = [
        (column.label, column.value(row)) for column in book.columns if column.label != "Nhiệm vụ"
    ]
    facility = getattr(row, "facility", None)
    cells += [
        ("Cơ sở", facility.name if facility else None),
        ("Nhiệm vụ", str(row.task) if row.task else None),
        ("Năm", str(getattr(row, "year", "")) or None),
        ("Ghi chú", row.note or None),
    ]
    return [(label, cell(value)) for label, value in cells if value is not None]


def month_of(months: Sequence[date], chosen: str, today: date) -> date:
    """The month that a calendar shows: the one asked for (2025-12, or 12 for the last that is so called), else the
    present one, else the last: a year's window touches two Decembers."""
    named = [month for month in months if chosen in (f"{month:%Y-%m}", str(month.month))]
    present = [month for month in months if (month.year, month.month) == (today.year, today.month)]
    return (named[-1:] or present or [months[-1]])[0]


def year_links(url: str, years: Iterable[int], page: BookYear) -> list[YearLink]:
    """The switch between years, the oldest first."""
    return [YearLink(year, f"{url}?nam={year}", year == page.year) for year in sorted(years)]


def shelf_of(
    counted: Sequence[tuple[Book, QuerySet[Any]]], page: BookYear, commune: Commune, user: User, at: datetime
) -> list[ShelfBook]:
    """The books with how many rows of the year each has; a query a book."""
    return [
        ShelfBook(book, page.rows_of(book, rows).count(), permit(check_can_begin, book, page.opened, commune, user, at))
        for book, rows in counted
    ]


def list_of(
    book: Book,
    rows: QuerySet[Any],
    page: BookYear,
    commune: Commune,
    user: User,
    at: datetime,
    asked: Mapping[str, Any],
) -> dict[str, Any]:
    """The list of a year: rows, sums, filters, what was removed, and what the book has of its own."""
    of_year = _of_year(book, rows, page)
    filters = BookFilter(book, of_year, asked)
    chosen = filters.chosen()
    unit_id = user.unit_id if user.role == Role.REPORTER and not book.keeps_all else None
    return {
        "rows": [listed(book, row) for row in chosen],
        "columns": [column.label for column in book.columns],
        "sums": [StateCount(amount.label, formats.count(amount.amount(chosen)), "", "") for amount in book.sums],
        "filters": filters,
        "is_empty": not of_year,
        "may_begin": permit(check_can_begin, book, page.opened, commune, user, at),
        "removed": removed_rows(book, commune, page, unit_id),
        "funding": funding_of(chosen) if book is FUNDING and chosen else None,
        "may_set": permit(check_may_set_occasions, user, commune),
        "occasions": _occasions(of_year, page, commune, user, at) if book is ACTIVITIES else [],
    }


def chosen_rows(book: Book, rows: QuerySet[Any], page: BookYear, asked: Mapping[str, Any]) -> list[Any]:
    """The rows of a year that the filters of the address let through."""
    return BookFilter(book, _of_year(book, rows, page), asked).chosen()


def _of_year(book: Book, rows: QuerySet[Any], page: BookYear) -> list[Any]:
    shown = page.rows_of(book, rows).order_by(*book.newest_first).prefetch_related("evidence")
    return list(shown.select_related("occasion") if book is ACTIVITIES else shown)


def _occasions(
    activities: Sequence[Any], page: BookYear, commune: Commune, user: User, at: datetime
) -> list[OccasionInYear]:
    plan, today = Plan.objects.holding_in(commune, page.year), timezone.localdate(at)
    plan_days = Occasion.objects.filter(plan=plan)
    return occasions_in(plan_days, activities, page.window, today, owed=user.role != Role.REPORTER)
