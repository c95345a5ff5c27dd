"""Several rows at once, for who notes many small things on a phone."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kehoach.books import Book
from kehoach.books.access import book_to_keep, year_of_page
from kehoach.books.actions.rows import add_row
from kehoach.books.forms.choices import BookChoices
from kehoach.books.forms.quick_rows import quick_rows
from kehoach.books.forms.rows import RowForm, initial_of
from kehoach.common import formats
from kehoach.people.access import commune_of, person
from kehoach.people.rules import Refused


@require_http_methods(["GET", "POST"])
def add_several(request: HttpRequest, book: Book) -> HttpResponse:
    """A few lines to fill in; empty ones are left out, and “Thêm dòng” gives more. All are written, or none."""
    book_to_keep(request, book)
    (page, years), now = year_of_page(request), timezone.now()
    choices = BookChoices(book, commune_of(request), person(request), page.year)
    initial = initial_of(choices, page, timezone.localdate(now))
    lines = quick_rows(book, choices, list(years), initial, request.POST if request.method == "POST" else None)
    if request.method == "POST" and "more" not in request.POST and lines.is_valid():
        filled = lines.filled
        if filled and _write_all(request, book, filled):
            messages.success(request, f"Đã ghi {formats.count(len(filled))} {book.noun} vào sổ.")
            return redirect(f"{book.slug}:rows")
        if not filled:
            messages.error(request, "Chưa có dòng nào được ghi. Hãy điền ít nhất một dòng.")
    return render(request, "kehoach/books/quick.html", {"book": book, "page": page, "lines": lines})


def _write_all(request: HttpRequest, book: Book, filled: list[RowForm]) -> bool:
    """Writes every line; where one is refused none is, and the reason stands at its day."""
    refused = False
    with transaction.atomic():
        for form in filled:
            try:
                add_row(
                    book=book,
                    commune=commune_of(request),
                    values=form.values,
                    by=person(request),
                    at=timezone.now(),
                )
            except Refused as refusal:
                form.add_error(book.when, str(refusal))
                refused = True
        transaction.set_rollback(refused)
    return not refused
