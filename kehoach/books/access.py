"""Fetch and authorise in one call, for the books (see kehoach.access)."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone

from kehoach.books import BOOKS, Book, BookYear, Row, years_of_books
from kehoach.books.rules import check_may_keep, check_may_read, check_may_set_occasions
from kehoach.common.converters import word_asked, year_asked
from kehoach.common.periods import year_of
from kehoach.models import Evidence, Occasion, Role, User
from kehoach.people.access import commune_of, person, require
from kehoach.people.rules import permit
from kehoach.plan.access import plan_in


def books_of(user: User) -> tuple[Book, ...]:
    """The books that the person opens; a unit's own before those that every unit has."""
    books = [book for book in BOOKS if permit(check_may_read, user, book).allowed]
    return tuple(sorted(books, key=lambda book: len(book.keepers)) if user.role == Role.REPORTER else books)


def books_to_read(request: HttpRequest) -> tuple[Book, ...]:
    """The same, for the page that leads to them; whoever has none is told why."""
    books = books_of(person(request))
    if not books:
        require(check_may_read, person(request), BOOKS[0])
    return books


def rows_to_read(request: HttpRequest, book: Book) -> QuerySet[Any]:
    """The rows that the person may open: a unit's own, or all of the commune."""
    user = person(request)
    require(check_may_read, user, book)
    rows = book.rows.filter(commune=commune_of(request))
    if user.role == Role.REPORTER and not book.keeps_all:
        return rows.filter(unit_id=user.unit_id)
    return rows


def row_to_read(request: HttpRequest, book: Book, pk: int) -> Row:
    """One of those rows."""
    row: Row | None = rows_to_read(request, book).filter(pk=pk).first()
    if row is None:
        raise Http404("Không có dòng này trong sổ.")
    return row


def row_to_keep(request: HttpRequest, book: Book, pk: int) -> Row:
    """One of those rows, which the person may change while its year is open."""
    row = row_to_read(request, book, pk)
    require(check_may_keep, person(request), book, row.commune, row.unit)
    return row


def row_to_remove(request: HttpRequest, book: Book, pk: int) -> Row | None:
    """One of those rows; None where it was removed already: the second of two clicks is answered as the first."""
    row: Row | None = rows_to_read(request, book).filter(pk=pk).first()
    if row is not None:
        require(check_may_keep, person(request), book, row.commune, row.unit)
        return row
    model: Any = book.model
    removed = model.history.filter(id=pk, history_type="-", commune=commune_of(request))
    if person(request).role == Role.REPORTER and not book.keeps_all:
        removed = removed.filter(unit_id=person(request).unit_id)
    if not removed.exists():
        raise Http404("Không có dòng này trong sổ.")
    book_to_keep(request, book)
    return None


def book_to_keep(request: HttpRequest, book: Book) -> None:
    """The person may write in the book: for a unit of their own, or for any."""
    user = person(request)
    require(check_may_read, user, book)
    require(check_may_keep, user, book, commune_of(request), user.unit)


def file_to_read(request: HttpRequest, book: Book, pk: int, file: int) -> Evidence:
    """A photo or paper behind a row that the person may read."""
    evidence: Evidence | None = row_to_read(request, book, pk).evidence.filter(pk=file).first()
    if evidence is None:
        raise Http404("Không có tệp minh chứng này.")
    return evidence


def year_of_page(request: HttpRequest) -> tuple[BookYear, dict[int, BookYear]]:
    """The year that a page of a book shows, and all that it could.

    `?nam=`, else the one that today belongs to; where that is closed, the oldest that is not.
    """
    today = timezone.localdate()
    years = years_of_books(commune_of(request), today)
    if word_asked(request, "nam"):
        chosen = year_asked(request)
        if chosen is None or chosen not in years:
            raise Http404("Sổ không có năm này.")
        return years[chosen], years
    present, open_ones = years[year_of(today)], [year for year in years.values() if not year.is_closed]
    if not present.is_closed or not open_ones:
        return present, years
    return open_ones[-1], years


def occasions_in_year(request: HttpRequest, year: int) -> QuerySet[Occasion]:
    """The days of a year that the commune celebrates, by the plan that holds in it."""
    return Occasion.objects.filter(plan=plan_in(request, year))


def occasions_to_set(request: HttpRequest) -> QuerySet[Occasion]:
    """The days that the commune celebrates, with how many activities were noted for each: the officer's to set."""
    require(check_may_set_occasions, person(request), commune_of(request))
    return (
        Occasion.objects.filter(plan=plan_in(request))
        .annotate(noted=Count("activities"))
        .order_by("start_month", "start_day")
    )


def occasion_to_set(request: HttpRequest, pk: int) -> Occasion | None:
    """One of those days; None where it was removed, so that the second of two clicks finds the work done."""
    occasion = occasions_to_set(request).filter(pk=pk).first()
    removed: Any = Occasion.history.filter(id=pk, history_type="-", plan__commune=commune_of(request))
    if occasion is None and not removed.exists():
        raise Http404("Không có dịp này.")
    return occasion
