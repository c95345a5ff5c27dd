"""What the books say of the years that a report is about, gathered once in six queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Count, F, QuerySet, Sum, Value
from django.db.models.functions import Cast

from kehoach.enums import Decision
from kehoach.funding import FundingOfYear, funding_of
from kehoach.models import (
    Activity,
    Broadcast,
    Commendation,
    Commune,
    Course,
    Funding,
    IssuedDocument,
    Mobilisation,
)
from kehoach.periods import Window

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


def books_of(commune: Commune, window: Window, first_year: int, last_year: int) -> YearBooks:
    """The rows between two days; of what is kept by the year, those of the years."""
    years = {"commune": commune, "year__range": (first_year, last_year)}
    funding = list(Funding.objects.filter(**years).select_related("task"))
    return YearBooks(
        documents=tuple(_dated(IssuedDocument, commune, window).select_related("unit").order_by("happened_on", "pk")),
        funding=funding_of(funding) if funding else None,
        commendations=tuple(Commendation.objects.filter(**years).order_by("decided_on", "pk")),
        happenings=_happenings(commune, window),
        occasions=_occasions(commune, window),
    )


def _dated(model: Any, commune: Commune, window: Window) -> QuerySet[Any]:
    rows: QuerySet[Any] = model._default_manager.within(window).filter(commune=commune)
    return rows


def _happenings(commune: Commune, window: Window) -> dict[type[Any], Tally]:
    """The four kinds in one query."""
    first, *others = (
        _dated(model, commune, window)
        .order_by()
        .values("commune")
        .annotate(place=Value(place), number=_whole(Count("pk")), first=_whole(one), second=_whole(two))
        .values_list("place", "number", "first", "second")
        for place, (model, one, two) in enumerate(_SUMS)
    )
    return {
        _SUMS[place][0]: Tally(number, one or 0, two or 0) for place, number, one, two in first.union(*others, all=True)
    }


def _whole(amount: Any) -> Cast:
    """As a type that every part of the union has."""
    return Cast(amount, BigIntegerField())


def _occasions(commune: Commune, window: Window) -> tuple[tuple[str, Tally], ...]:
    rows = _dated(Activity, commune, window).filter(occasion__isnull=False)
    held = (
        rows.order_by("occasion__start_month", "occasion__start_day")
        .values("occasion__name", "occasion__start_month", "occasion__start_day")
        .annotate(number=Count("pk"), people=Sum("participants"))
    )
    return tuple((row["occasion__name"], Tally(row["number"], row["people"] or 0)) for row in held)
