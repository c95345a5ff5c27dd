"""Noting what has become of a proposed commendation."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kehoach.books import Book
from kehoach.books.access import row_to_keep
from kehoach.books.actions.commendations import decide
from kehoach.books.forms.commendations import DecisionForm
from kehoach.books.pages import detail_of
from kehoach.models import Commendation
from kehoach.people.access import person
from kehoach.people.rules import Refused


@require_http_methods(["GET", "POST"])
def decision(request: HttpRequest, book: Book, pk: int) -> HttpResponse:
    """“Ghi kết quả”: decided with number and day, declined, or taken back to a proposal."""
    row = row_to_keep(request, book, pk)
    assert isinstance(row, Commendation)  # noqa: S101 - the route belongs to this book alone
    form = DecisionForm(row, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            decide(row, by=person(request), at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error("decided_on", str(refusal))
        else:
            messages.success(request, "Đã ghi kết quả khen thưởng.")
            return redirect(f"{book.slug}:row", pk=pk)
    context = {"book": book, "row": row, "details": detail_of(book, row), "form": form}
    return render(request, "kehoach/books/decision.html", context)
