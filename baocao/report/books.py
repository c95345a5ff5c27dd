"""What the books say of the years that a report is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
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
)

# What each kind of happening but activities adds up to beside how many there were.
_SUMS: tuple[tuple[Any, Any, Any], ...] = (
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
        return tuple(commendation for commendation in self.commendations if commendation.decision == decision)


# The books are the whole commune's: what speaks of a part of it has none.
NO_BOOKS = YearBooks((), None, (), {}, ())


def books_of(commune: Commune, window: Window, years: tuple[int, int]) -> YearBooks:
    """The books of the days in `window`; of what is kept by the year (money, commendations), the `years` from to.

    Five queries, however many rows there are.
    """
    of_years = {"commune": commune, "year__range": years}
    funding = list(Funding.objects.filter(**of_years).select_related("task").order_by("year", "source", "pk"))
    commendations = Commendation.objects.filter(**of_years).order_by(F("decided_on").asc(nulls_last=True), "pk")
    documents: QuerySet[Any] = IssuedDocument.objects.within(window).filter(commune=commune).select_related("unit")
    activities, occasions = _activities(commune, window)
    return YearBooks(
        documents=tuple(documents.order_by("happened_on", "pk")),
        funding=funding_of(funding) if funding else None,
        commendations=tuple(commendations),
        happenings={Activity: activities, **_happenings(commune, window)},
        occasions=occasions,
    )


def _activities(commune: Commune, window: Window) -> tuple[Tally, tuple[tuple[str, Tally], ...]]:
    """All activities, and those held for each of the plan's days, in the order of the year."""
    days = ("occasion__start_month", "occasion__start_day", "occasion__name")
    held = Activity.objects.filter(commune=commune).within(window).order_by().values(*days)
    rows = held.annotate(number=Count("pk"), people=Sum("participants")).values_list(*days, "number", "people")
    tallies = {(month, day, name): Tally(number, people or 0) for month, day, name, number, people in rows}
    whole = Tally(sum(tally.number for tally in tallies.values()), sum(tally.first for tally in tallies.values()))
    return whole, tuple((day[-1], tallies[day]) for day in sorted(day for day in tallies if None not in day))


def _happenings(commune: Commune, window: Window) -> dict[type[Any], Tally]:
    """How many there are of each other kind and what they add up to, in one query."""
    first, *others = (
        model._default_manager.within(window)
        .filter(commune=commune)
        .order_by()
        .values(number_of_kind=Value(number))
        .annotate(number=Count("pk"), first=first_sum, second=two)
        .values_list("number_of_kind", "number", "first", "second")
        for number, (model, first_sum, two) in enumerate(_SUMS)
    )
    return {
        _SUMS[kind][0]: Tally(*(amount or 0 for amount in amounts)) for kind, *amounts in first.union(*others, all=True)
    }


def books_as_json(books: YearBooks) -> dict[str, object]:
    """The rows that are printed one by one, and the sums, for programs; money in đồng."""
    by_unit = Counter((document.unit.name, document.kind) for document in books.documents)
    return {
        "documents": [
            {
                "kind": document.kind,
                "number": document.number,
                "date": document.happened_on.isoformat(),
                "title": document.title,
                "unit": document.unit.name,
            }
            for document in books.documents
        ],
        "documents_by_unit": [{"unit": unit, "kind": kind, "number": by_unit[unit, kind]} for unit, kind in by_unit],
        "commendations": [
            {
                "name": commendation.name,
                "decision": commendation.decision_number,
                "date": commendation.decided_on.isoformat() if commendation.decided_on else None,
            }
            for commendation in books.commendations
        ],
        "funding": _money_as_json(books.funding) if books.funding else [],
        "happenings": {model.__name__: asdict(tally) for model, tally in books.happenings.items()},
        "occasions": {name: asdict(tally) for name, tally in books.occasions},
    }


def _money_as_json(funding: FundingOfYear) -> list[dict[str, object]]:
    return [
        {
            "label": money.label,
            "planned": money.planned,
            "spent": money.spent,
            "spent_of_plan": money.spent_of_plan,
            "unplanned": (money.spent or 0) - money.spent_of_plan,
            "share": "" if money.share is None else formats.percent(money.share),
        }
        for money in (*funding.by_source, *funding.by_task, funding.total)
    ]
