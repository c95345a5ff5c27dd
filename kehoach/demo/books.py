"""The demonstration's books: fixtures/demo-results/*.csv, written by the accounts that would write them."""

from __future__ import annotations

from datetime import date
from typing import Any

from kehoach.books import BOOKS, Book
from kehoach.books.actions.commendations import decide
from kehoach.books.actions.rows import add_row
from kehoach.common.periods import year_of
from kehoach.demo.commune import DemoCommune
from kehoach.demo.files import day_of, morning, rows_of
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
        for row in rows_of(f"demo-results/{book.slug}.csv"):
            if (int(row["year"]) if "year" in row else year_of(day_of(row["happened_on"]))) == year:
                _write(book, demo, row)


def _write(book: Book, demo: DemoCommune, row: dict[str, str]) -> None:
    decision, number, decided_on = (row.pop(name, "") for name in _DECISION)
    values = {name: _value(name, text, demo) for name, text in row.items()}
    day = values.get("happened_on") or date(values["year"], *_MONTHS[book.slug])
    unit = values.get("unit")
    by = demo.writer_of(unit) if unit is not None and unit.kind in book.keepers else demo.officer
    written = add_row(book=book, commune=demo.commune, values=values, by=by, at=morning(day))
    if isinstance(written, Commendation) and decision != Decision.PROPOSED:
        decided = day_of(decided_on) if decided_on else None
        decide(
            written,
            decision=Decision(decision),
            number=number,
            decided_on=decided,
            by=demo.officer,
            at=morning(decided or date(written.year, *_DECLINED_ON)),
        )


def _value(name: str, text: str, demo: DemoCommune) -> Any:
    if name in _REFERENCES:
        return demo.named(name, text) if text else None
    if name in _NUMBERS:
        return int(text) if text else None
    return day_of(text) if name == "happened_on" else text
