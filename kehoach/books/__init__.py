"""The books that are kept all year (sổ theo dõi): seven lists that differ in their fields, not in how they are kept.

Other rooms use `BOOKS` and what else stands here, `definitions`, `access`, `rules`, `years`, `task_records` (what was
noted for a task) and `funding` (a year's money).
"""

from kehoach.books.book import Book, Cell, Column, Row, Sum
from kehoach.books.definitions import BOOKS
from kehoach.books.years import BookYear, book_year, reporting_year_of, years_of_books

__all__ = [
    "BOOKS",
    "Book",
    "BookYear",
    "Cell",
    "Column",
    "Row",
    "Sum",
    "book_year",
    "reporting_year_of",
    "years_of_books",
]
