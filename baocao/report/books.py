"""What the books say of the years that a report is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from django.db.models import Count, F, QuerySet, Sum, Value

from kehoach.books.funding import FundingOfYear, funding_of
from kehoach.common import formats
from kehoach.common.periods import Window
from kehoach.models import (
    Activity,
    Broadcast,
    Commendation,
    Commune,
    Course,
    Decision,
    Funding,
    IssuedDocument,
    Mobilisation,
    Task,
    Unit,
)
from kehoach.together import know

# What each kind of happening adds up to beside how many there were.
_SUMS: tuple[tuple[Any, Any, Any], ...] = (
    (Activity, Sum("participants"), Value(0)),
    (Broadcast, Sum("airings"), Sum(F("minutes") * F("airings"))),
    (Course, Sum("participants"), Value(0)),
    (Mobilisation, Sum("people"), Sum("hours")),
)


@dataclass(frozen=True)
class Tally:
    """How many there were, and what they add up to: people, or airings and minutes, or people and hours."""

    number: int = 0
    first: int = 0
    second: int = 0


@dataclass(frozen=True)
class YearBooks:
    """The books of one year or of several. `occasions` are the plan's days with what was held for each."""

    documents: tuple[IssuedDocument, ...]
    funding: FundingOfYear | None
    commendations: tuple[Commendation, ...]
    happenings: Mapping[type[Any], Tally]
    occasions: tuple[tuple[str, Tally], ...]

    def of(self, model: type[Any]) -> Tally:
        """The tally of one kind of happening; all zero where there was none."""
        return self.happenings.get(model, Tally())

    def with_decision(self, decision: Decision) -> tuple[Commendation, ...]:
        """The commendations that stand so."""
        return tuple(one for one in self.commendations if one.decision == decision)


class BookRows:
    """The rows between two days; of what is kept by the year, those of the years.

    `querysets` are for `together`; `books` makes something of the rows that they give, in the same order.
    """

    def __init__(self, commune: Commune, window: Window, first_year: int, last_year: int) -> None:
        self._commune, self._window = commune, window
        years = {"commune": commune, "year__range": (first_year, last_year)}
        documents, funding = self._dated(IssuedDocument), Funding.objects.filter(**years)
        self.querysets: tuple[QuerySet[Any, Any], ...] = (
            documents,
            Unit.objects.filter(pk__in=documents.values("unit")),
            funding,
            Task.objects.filter(pk__in=funding.values("task")),
            Commendation.objects.filter(**years),
            self._occasions(),
            *(self._tally(model, one, two) for model, one, two in _SUMS),
        )

    def books(self, *rows: list[Any]) -> YearBooks:
        """The books out of these rows."""
        documents, units, funding, tasks, commendations, occasions, *tallies = rows
        know(documents, "unit", units)
        know(funding, "task", tasks)
        return YearBooks(
            documents=tuple(sorted(documents, key=attrgetter("happened_on", "pk"))),
            funding=funding_of(sorted(funding, key=attrgetter("year", "source", "pk"))) if funding else None,
            commendations=tuple(sorted(commendations, key=lambda one: (one.decided_on or date.max, one.pk))),
            happenings={
                model: Tally(*(amount or 0 for amount in amounts))
                for (model, *_), found in zip(_SUMS, tallies, strict=True)
                for amounts in found
            },
            occasions=tuple((name, Tally(number, people or 0)) for *_, name, number, people in sorted(occasions)),
        )

    def _dated(self, model: Any) -> QuerySet[Any]:
        rows: QuerySet[Any] = model._default_manager.within(self._window).filter(commune=self._commune)
        return rows

    def _tally(self, model: Any, one: Any, two: Any) -> QuerySet[Any, Any]:
        """How many there are of one kind and what they add up to: one row, or none."""
        rows = self._dated(model).order_by().values("commune")
        found: QuerySet[Any, Any] = rows.annotate(number=Count("pk"), one=one, two=two).values_list(
            "number", "one", "two"
        )
        return found

    def _occasions(self) -> QuerySet[Any, Any]:
        """What was held for each of the plan's days, which come first with their month and day."""
        days = ("occasion__start_month", "occasion__start_day", "occasion__name")
        rows = self._dated(Activity).filter(occasion__isnull=False).order_by().values(*days)
        held: QuerySet[Any, Any] = rows.annotate(number=Count("pk"), people=Sum("participants")).values_list(
            *days, "number", "people"
        )
        return held


def books_as_json(books: YearBooks) -> dict[str, object]:
    """The rows that are printed one by one, and the sums, for programs; money in đồng."""
    by_unit = Counter((one.unit.name, one.kind) for one in books.documents)
    return {
        "documents": [
            {
                "kind": one.kind,
                "number": one.number,
                "date": one.happened_on.isoformat(),
                "title": one.title,
                "unit": one.unit.name,
            }
            for one in books.documents
        ],
        "documents_by_unit": [{"unit": unit, "kind": kind, "number": by_unit[unit, kind]} for unit, kind in by_unit],
        "commendations": [
            {
                "name": one.name,
                "decision": one.decision_number,
                "date": one.decided_on.isoformat() if one.decided_on else None,
            }
            for one in books.commendations
        ],
        "funding": _money_as_json(books.funding) if books.funding else [],
        "happenings": {model.__name__: asdict(tally) for model, tally in books.happenings.items()},
        "occasions": {name: asdict(tally) for name, tally in books.occasions},
    }


def _money_as_json(funding: FundingOfYear) -> list[dict[str, object]]:
    return [
        {
            "label": one.label,
            "planned": one.planned,
            "spent": one.spent,
            "share": "" if one.share is None else formats.percent(one.share),
        }
        for one in (*funding.by_source, *funding.by_task, funding.total)
    ]
