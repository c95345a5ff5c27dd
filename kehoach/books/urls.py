"""The page that leads to the books, and each book's pages under its own path and name."""

from django.urls import URLPattern, URLResolver, include, path

from kehoach.books import BOOKS, Book
from kehoach.books.definitions import ACTIVITIES, COMMENDATIONS
from kehoach.books.views import commendations, files, occasions, quick_rows, rows


def book_urls(book: Book) -> list[URLPattern]:
    """List, one row, the steps of a row, its photos and papers, and what the book has of its own."""
    given = {"book": book}
    return [
        path("", rows.rows, given, name="rows"),
        path("them/", quick_rows.add_several if book.quick else rows.add, given, name="add"),
        *_own_urls(book),
        path("<int:pk>/", rows.row, given, name="row"),
        path("<int:pk>/lich-su/", rows.row_history, given, name="row_history"),
        path("<int:pk>/sua/", rows.edit, given, name="edit"),
        path("<int:pk>/xoa/", rows.remove, given, name="remove"),
        path("<int:pk>/minh-chung/", files.attach, given, name="attach"),
        path("<int:pk>/minh-chung/<int:file>/", files.whole, given, name="file"),
        path("<int:pk>/minh-chung/<int:file>/nho/", files.small, given, name="file_small"),
        path("<int:pk>/minh-chung/<int:file>/xoa/", files.detach, given, name="detach"),
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


urlpatterns: list[URLPattern | URLResolver] = [
    path("so-theo-doi/", rows.shelf, name="books"),
    *(path(f"{book.path}/", include((book_urls(book), book.slug))) for book in BOOKS),
]
