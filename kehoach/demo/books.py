"""The demonstration's books: fixtures/demo-results/*.csv, written by the accounts that would write them."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from kehoach.books import BOOKS, Book
from kehoach.books.actions.commendations import decide
from kehoach.books.actions.rows import add_row
from kehoach.common.periods import year_of
from kehoach.models import Commendation, Commune, Decision, Occasion, Role, Task, Unit, User
from kehoach.models.kinds import kinds

FOLDER = settings.BASE_DIR / "fixtures" / "demo-results"
# Money is planned when the year begins, people are proposed when it ends, and what was not decided is told last.
_MONTHS = {"funding": (3, 20), "commendations": (11, 5)}
_DECLINED_ON = (12, 10)
_NUMBERS = frozenset({"participants", "minutes", "airings", "days", "people", "hours", "planned", "spent", "year"})
_DECISION = ("decision", "decision_number", "decided_on")


def load_books(commune: Commune, year: int, officer: User) -> None:
    """Writes the rows of one year, each on its own day."""
    known = _Known(commune)
    for book in BOOKS:
        for row in _rows_by_year(book)[year]:
            _write(book, commune, row.copy(), known, officer)


class _Known:
    """What the files name by a code."""

    def __init__(self, commune: Commune) -> None:
        self.units = {unit.code: unit for unit in Unit.objects.filter(commune=commune)}
        self.tasks = {task.code: task for task in Task.objects.filter(plan__commune=commune)}
        self.occasions = {one.code: one for one in Occasion.objects.filter(plan__commune=commune)}
        self.facilities = {one.code: one for kind in kinds() for one in kind.facilities.filter(commune=commune)}
        self.people = {user.unit_id: user for user in User.objects.filter(commune=commune, role=Role.REPORTER)}

    def named(self, column: str, code: str) -> Any:
        """The object of a column that names one; KeyError for a code that is not there."""
        known: dict[str, dict[str, Any]] = {
            "unit": self.units,
            "task": self.tasks,
            "occasion": self.occasions,
            "facility": self.facilities,
        }
        return known[column][code]


def _write(book: Book, commune: Commune, row: dict[str, str], known: _Known, officer: User) -> None:
    told = {name: row.pop(name, "") for name in _DECISION}
    values = {name: _value(name, text, known) for name, text in row.items()}
    day = values.get("happened_on") or date(values["year"], *_MONTHS[book.slug])
    unit = values.get("unit")
    by = known.people.get(unit.pk, officer) if unit is not None and unit.kind in book.keepers else officer
    written = add_row(book=book, commune=commune, values=values, by=by, at=_morning(day))
    if isinstance(written, Commendation) and told["decision"] != Decision.PROPOSED:
        decided_on = _day(told["decided_on"]) if told["decided_on"] else None
        decide(
            written,
            decision=Decision(told["decision"]),
            number=told["decision_number"],
            decided_on=decided_on,
            by=officer,
            at=_morning(decided_on or date(written.year, *_DECLINED_ON)),
        )


def _value(name: str, text: str, known: _Known) -> Any:
    if name in ("unit", "task", "occasion", "facility"):
        return known.named(name, text) if text else None
    if name in _NUMBERS:
        return int(text) if text else None
    return _day(text) if name == "happened_on" else text


@cache
def _rows_by_year(book: Book) -> dict[int, list[dict[str, str]]]:
    found: dict[int, list[dict[str, str]]] = defaultdict(list)
    for row in _rows(FOLDER / f"{book.slug}.csv"):
        found[int(row["year"]) if "year" in row else year_of(_day(row["happened_on"]))].append(row)
    return found


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _day(text: str) -> date:
    day, month, year = (int(part) for part in text.split("/"))
    return date(year, month, day)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(8), tzinfo=timezone.get_default_timezone())
