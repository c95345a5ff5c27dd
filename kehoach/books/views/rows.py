"""The books: the page that leads to them, the list of a year, one row, adding, changing and removing one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kehoach.books import Book, Row
from kehoach.books.access import (
    book_to_keep,
    books_to_read,
    row_to_keep,
    row_to_read,
    row_to_remove,
    rows_to_read,
    year_of_page,
)
from kehoach.books.actions.rows import add_row, change_row, remove_row
from kehoach.books.forms.choices import BookChoices
from kehoach.books.forms.rows import PhotoForm, RowForm, initial_of, row_form
from kehoach.books.pages import chosen_rows, detail_of, list_of, shelf_of, year_links
from kehoach.books.rules import check_can_write
from kehoach.books.tables import book_sheet
from kehoach.books.years import year_of_row
from kehoach.common.converters import query_of, word_asked
from kehoach.common.responses import wants_workbook, workbook_response
from kehoach.common.versions import Conflict
from kehoach.evidence.forms import FileForm
from kehoach.history.responses import history_response
from kehoach.history.rows import history_of_row
from kehoach.people.access import commune_of, person
from kehoach.people.rules import Refused, permit

SAVED = "Đã ghi vào sổ."


@require_GET
def shelf(request: HttpRequest) -> HttpResponse:
    """“Sổ theo dõi”: the books that the person opens, with how many rows each has this year."""
    books, (page, years) = books_to_read(request), year_of_page(request)
    counted = [(book, rows_to_read(request, book)) for book in books]
    context = {
        "page": page,
        "years": year_links(reverse("books"), years, page),
        "books": shelf_of(counted, page, commune_of(request), person(request), timezone.now()),
    }
    return render(request, "kehoach/books/shelf.html", context)


@require_GET
def rows(request: HttpRequest, book: Book) -> HttpResponse:
    """The rows of a year with their sums, and the way to a new one."""
    mine, (page, years), query = rows_to_read(request, book), year_of_page(request), query_of(request)
    if wants_workbook(request):
        return workbook_response([book_sheet(book, chosen_rows(book, mine, page, query), page.year)], book.path)
    shown = list_of(book, mine, page, commune_of(request), person(request), timezone.now(), query)
    links = year_links(reverse(f"{book.slug}:rows"), years, page)
    return render(request, "kehoach/books/rows.html", {"book": book, "page": page, "years": links, **shown})


@require_GET
def row(request: HttpRequest, book: Book, pk: int) -> HttpResponse:
    """One row with all that was written, its photos and papers, and who wrote what when."""
    return row_page(request, book, row_to_read(request, book, pk), FileForm())


@require_GET
def row_history(request: HttpRequest, book: Book, pk: int) -> HttpResponse:
    """Who has written and changed what in a row, by person and field; the same as Excel."""
    shown = row_to_read(request, book, pk)
    return history_response(
        request,
        history_of_row(shown),
        title=f"Lịch sử một dòng của sổ {book.title[:1].lower()}{book.title[1:]}",
        about=str(shown),
        back=reverse(f"{book.slug}:row", args=[pk]),
        name=f"lich-su-{book.slug}-{pk}",
    )


def row_page(request: HttpRequest, book: Book, shown: Row, form: FileForm) -> HttpResponse:
    """The page of a row; `form` is that for another photo or paper."""
    context = {
        "book": book,
        "row": shown,
        "details": detail_of(book, shown),
        "files": shown.evidence.all(),
        "form": form,
        "may_write": permit(check_can_write, book, shown, person(request), timezone.now()),
        "events": history_of_row(shown),
    }
    return render(request, "kehoach/books/row.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, book: Book) -> HttpResponse:
    """The form of a new row; a photo may come with it."""
    book_to_keep(request, book)
    (page, years), user, now = year_of_page(request), person(request), timezone.now()
    choices = BookChoices(book, commune_of(request), user, page.year)
    sent = request.POST if request.method == "POST" else None
    initial = initial_of(choices, page, timezone.localdate(now), word_asked(request, "dip"))
    form = row_form(book, choices, list(years), sent, initial=initial)
    photo = PhotoForm(sent, request.FILES if sent else None, prefix="photo")
    if sent is not None and form.is_valid() and photo.is_valid():
        try:
            written = add_row(
                book=book,
                commune=choices.commune,
                values=form.values,
                by=user,
                at=now,
                accepted=photo.cleaned_data.get("file"),
            )
        except Refused as refusal:
            form.add_error(book.when, str(refusal))
        else:
            messages.success(request, SAVED)
            return redirect(f"{book.slug}:row", pk=written.pk)
    return render(request, "kehoach/books/form.html", {"book": book, "form": form, "photo": photo, "page": page})


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, book: Book, pk: int) -> HttpResponse:
    """Changing a row; where somebody else was first, both versions are shown."""
    shown, user, now = row_to_keep(request, book, pk), person(request), timezone.now()
    may_write = permit(check_can_write, book, shown, user, now)
    if not may_write.allowed:
        messages.error(request, may_write.reason)
        return redirect(f"{book.slug}:row", pk=pk)
    _, years = year_of_page(request)
    choices = BookChoices(book, shown.commune, user, year_of_row(shown))
    sent = request.POST if request.method == "POST" else None
    form = row_form(book, choices, list(years), sent, instance=shown)
    if sent is None or not form.is_valid():
        return _edit_page(request, book, form, pk)
    version = form.cleaned_data.get("version") or 0
    try:
        change_row(shown, book=book, values=form.values, version=version, by=user, at=now)
    except Conflict as conflict:
        return _edit_page(request, book, form, pk, conflict.theirs)
    except Refused as refusal:
        form.add_error(book.when, str(refusal))
        return _edit_page(request, book, form, pk)
    messages.success(request, SAVED)
    return redirect(f"{book.slug}:row", pk=pk)


def _edit_page(request: HttpRequest, book: Book, form: RowForm, pk: int, theirs: Row | None = None) -> HttpResponse:
    """The form as it was filled in; of what somebody else saved meanwhile, `theirs`, it shows what differs."""
    context = {"book": book, "form": form, "pk": pk}
    if theirs is None:
        return render(request, "kehoach/books/form.html", context)
    form.show_version(theirs.version)
    mine = detail_of(book, form.instance)
    context["theirs"] = [pair for pair in detail_of(book, theirs) if pair not in mine]
    return render(request, "kehoach/books/form.html", context, status=409)


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, book: Book, pk: int) -> HttpResponse:
    """“Xóa”: the page says first what it takes away; the second of two clicks finds the row gone."""
    shown, now = row_to_remove(request, book, pk), timezone.now()
    try:
        if shown is not None:
            check_can_write(book, shown, person(request), now)
        if shown is not None and request.method == "POST":
            remove_row(shown, book=book, by=person(request), at=now)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(f"{book.slug}:row", pk=pk)
    if shown is None or request.method == "POST":
        messages.success(request, "Đã xóa khỏi sổ. Lịch sử vẫn giữ ai xóa, lúc nào.")
        return redirect(f"{book.slug}:rows")
    return render(request, "kehoach/books/remove.html", {"book": book, "row": shown, "details": detail_of(book, shown)})
