"""Photos and papers behind a row of a book."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from kehoach.books import Book
from kehoach.books.access import file_to_read, row_to_keep
from kehoach.books.actions.rows import attach_to_row, detach_from_row
from kehoach.books.views.rows import row_page
from kehoach.evidence import serving
from kehoach.evidence.forms import FileForm
from kehoach.people.access import person
from kehoach.people.rules import Refused


@require_POST
def attach(request: HttpRequest, book: Book, pk: int) -> HttpResponse:
    """Puts a photo or paper to a row."""
    row = row_to_keep(request, book, pk)
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            attach_to_row(row, book=book, accepted=sent, by=person(request), at=timezone.now())
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, f"Đã nhận tệp “{sent.name}”.")
            return redirect(f"{book.slug}:row", pk=pk)
    return row_page(request, book, row, form)


@require_POST
def detach(request: HttpRequest, book: Book, pk: int, file: int) -> HttpResponse:
    """Takes a file off a row; a second click finds it gone and says the same."""
    row = row_to_keep(request, book, pk)
    try:
        detach_from_row(row, book=book, pk=file, by=person(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã gỡ tệp.")
    return redirect(f"{book.slug}:row", pk=pk)


@require_GET
def whole(request: HttpRequest, book: Book, pk: int, file: int) -> HttpResponseBase:
    """The file itself."""
    return serving.whole(file_to_read(request, book, pk, file))


@require_GET
def small(request: HttpRequest, book: Book, pk: int, file: int) -> HttpResponseBase:
    """A small picture of it."""
    return serving.small(file_to_read(request, book, pk, file))
