"""The demonstration's books: fixtures/demo-results/*.csv, written by the accounts that would write them.

The rows of a book are written together, under the rules that hold for each: through the action of one row after the
other they would take a tenth of the time in which the demonstration is made.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from simple_history.utils import bulk_create_with_history

from kehoach.books import BOOKS, Book
from kehoach.books.actions.commendations import decide
from kehoach.books.rules import check_has_happened, check_may_keep
from kehoach.demo.commune import DemoCommune
from kehoach.demo.files import day_of, morning, rows_of, year_of_row
from kehoach.models import Commendation, Decision

# Money is planned when the year begins, people are proposed when it ends, and what was not decided is told last.
_MONTHS = {"funding": (3, 20), "commendations": (11, 5)}
_DECLINED_ON = (12, 10)
_NUMBERS = frozenset({"participants", "minutes", "airings", "days", "people", "hours", "planned", "spent", "year"})
_REFERENCES = frozenset({"unit", "task", "occasion", "facility"})
_DECISION = ("decision", "decision_number", "decided_on")


def load_books(demo: DemoCommune, year: int) -> None:
    """Writes the rows of one year, each on its own day."""
    for book in BOOKS:
        cells = [row for row in rows_of(f"demo-results/{book.slug}.csv") if year_of_row(row) == year]
        decisions = [[row.pop(name, "") for name in _DECISION] for row in cells]
        rows = [_row(book, demo, row) for row in cells]
        bulk_create_with_history(rows, book.model)
        for row, decision in zip(rows, decisions, strict=True):
            if isinstance(row, Commendation):
                _decide(demo, row, *decision)


def _row(book: Book, demo: DemoCommune, cells: dict[str, str]) -> Any:
    """An unsaved row with its version to be, as its book allows it."""
    values = {name: _value(name, text, demo) for name, text in cells.items()}
    day, unit = values.get("happened_on") or date(values["year"], *_MONTHS[book.slug]), values.get("unit")
    by = demo.writer_of(unit) if unit is not None and unit.kind in book.keepers else demo.officer
    check_may_keep(by, book, demo.commune, unit)
    check_has_happened(day, day)
    row: Any = book.model(commune=demo.commune, recorded_at=morning(day), recorded_by=by, **values)
    row._history_user, row._history_date, row._change_reason = by, morning(day), f"Ghi {book.noun}"
    return row


def _decide(demo: DemoCommune, row: Commendation, decision: str, number: str, decided_on: str) -> None:
    if decision == Decision.PROPOSED:
        return
    day = day_of(decided_on) if decided_on else None
    at = morning(day or date(row.year, *_DECLINED_ON))
    decide(row, decision=Decision(decision), number=number, decided_on=day, by=demo.officer, at=at)


def _value(name: str, text: str, demo: DemoCommune) -> Any:
    if name in _REFERENCES:
        return demo.named(name, text) if text else None
    if name in _NUMBERS:
        return int(text) if text else None
    return day_of(text) if name == "happened_on" else text
