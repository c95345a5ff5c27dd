"""The pages of one book; the root includes them under the book's own path and name."""

from django.urls import URLPattern, URLResolver, include, path

from kehoach.books import BOOKS, Book
from kehoach.books.shelf import ACTIVITIES, COMMENDATIONS
from kehoach.views import book_files, books, commendations, occasions, quick_rows


def book_urls(book: Book) -> list[URLPattern]:
    """List, one row, the steps of a row, its photos and papers, and what the book has of its own."""
    given = {"book": book}
    return [
        path("", books.rows, given, name="rows"),
        path("them/", quick_rows.add_several if book.quick else books.add, given, name="add"),
        *_own_urls(book),
        path("<int:pk>/", books.row, given, name="row"),
        path("<int:pk>/sua/", books.edit, given, name="edit"),
        path("<int:pk>/xoa/", books.remove, given, name="remove"),
        path("<int:pk>/minh-chung/", book_files.attach, given, name="attach"),
        path("<int:pk>/minh-chung/<int:file>/", book_files.whole, given, name="file"),
        path("<int:pk>/minh-chung/<int:file>/nho/", book_files.small, given, name="file_small"),
        path("<int:pk>/minh-chung/<int:file>/xoa/", book_files.detach, given, name="detach"),
    ]


def _own_urls(book: Book) -> list[URLPattern]:
    given = {"book": book}
    if book is ACTIVITIES:
        return [
            path("lich/", occasions.calendar, given, name="calendar"),
            path("dip/", occasions.occasions, given, name="occasions"),
            path("dip/<int:pk>/", occasions.occasion, given, name="occasion"),
        ]
    if book is COMMENDATIONS:
        return [path("<int:pk>/ket-qua/", commendations.decision, given, name="decision")]
    return []


def all_book_urls() -> list[URLPattern | URLResolver]:
    """The page that leads to the books, and each book at its own address."""
    return [
        path("so-theo-doi/", books.shelf, name="books"),
        *(path(f"{book.path}/", include((book_urls(book), book.slug))) for book in BOOKS),
    ]
