"""What has become of each clause of a plan, year by year: the units' results, and what was recorded for it.

The living plan, the dashboard and the report tell of tasks what stands here. Of tasks that they do not have, reporters
are shown states, names and sums only: what a unit wrote, sent or was asked is between it and the commune.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import (
    Aggregate,
    Case,
    Count,
    F,
    IntegerField,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)

from kehoach.models import (
    Activity,
    Broadcast,
    Commendation,
    Course,
    Decision,
    Funding,
    FundingSource,
    IssuedDocument,
    Mobilisation,
    Plan,
    ReportingYear,
)
from kehoach.models.ledger import YearRecord
from kehoach.models.records import Record
from kehoach.plan.snapshot import PlanSnapshot
from kehoach.tasks.clauses import ClauseProgress
from kehoach.tasks.progress import PlanProgress


@dataclass(frozen=True)
class Records:
    """What was recorded for one task in one year, counted; money in đồng. A number that nobody knows counts as none."""

    activities: int = 0
    participants: int = 0
    broadcasts: int = 0
    minutes: int = 0
    documents: int = 0
    courses: int = 0
    learners: int = 0
    mobilisations: int = 0
    volunteers: int = 0
    commendations: int = 0
    commended: int = 0
    funding: int = 0
    planned: int = 0
    spent: int = 0

    def __bool__(self) -> bool:
        """Whether anything was recorded."""
        return any(getattr(self, field.name) for field in fields(self))


# Each kind of record, and what Records says of it: how many there are first, then what they add up to.
_KINDS: tuple[tuple[type[Record | YearRecord], str, dict[str, Aggregate]], ...] = (
    (Activity, "activities", {"participants": Sum("participants")}),
    (Broadcast, "broadcasts", {"minutes": Sum(F("minutes") * F("airings"))}),
    (IssuedDocument, "documents", {}),
    (Course, "courses", {"learners": Sum("participants")}),
    (Mobilisation, "mobilisations", {"volunteers": Sum("people")}),
    (Commendation, "commendations", {"commended": Count("pk", filter=Q(decision=Decision.DECIDED))}),
    (Funding, "funding", {"planned": Sum("planned"), "spent": Sum("spent")}),
)


@dataclass(frozen=True)
class FundingSum:
    """What was planned and what was spent, in đồng; what nobody has written down counts as none."""

    planned: int
    spent: int


_SOURCES = tuple(FundingSource)
# A reporting year with its first and its last day.
_Window = tuple[int, date, date]


@dataclass(frozen=True)
class ClauseResult(ClauseProgress):
    """A clause in one year: how far its units are, and what was recorded for it."""

    records: Records


class PlanResults:
    """All results of a plan, gathered once; then any of its years needs no query.

    `years` leaves out the other years; none given means all of them. `people` brings along who reported and reviewed.
    """

    def __init__(
        self,
        plan: Plan,
        today: date,
        *,
        years: Collection[int] = (),
        people: bool = False,
        whole: PlanSnapshot | None = None,
    ) -> None:
        self.progress = PlanProgress(plan, today, years=years, evidence=True, people=people, whole=whole)
        known = {year: row for year, row in self.progress.reporting_years.items() if not years or year in years}
        self._records, self._funding = _recorded(plan, known) if known and not plan.is_carried_on else ({}, {})

    def clauses(self, year: int) -> tuple[ClauseResult, ...]:
        """Every task and duty of the plan in one year, in the plan's order."""
        return tuple(
            ClauseResult(clause.task, clause.year, clause.units, self._records.get((year, clause.task.pk), Records()))
            for clause in self.progress.clauses(year)
        )

    def funding(self, year: int) -> dict[FundingSource, FundingSum]:
        """What the commune planned and spent in one year, by source, whether or not it names a task."""
        return {source: money for (when, source), money in self._funding.items() if when == year}


def _recorded(
    plan: Plan, years: Mapping[int, ReportingYear]
) -> tuple[dict[tuple[int, int], Records], dict[tuple[int, FundingSource], FundingSum]]:
    """The records of these years by year and task, and the money by year and source: one query over all of them."""
    windows = tuple((year, row.window_start, row.window_end) for year, row in years.items())
    first, *others = (_tallied(kind, windows).filter(task__plan=plan) for kind in range(len(_KINDS)))
    found: dict[tuple[int, int], dict[str, int]] = defaultdict(dict)
    money: dict[tuple[int, FundingSource], FundingSum] = {}
    by_source = _by_source(tuple(years)).filter(commune=plan.commune_id)
    for kind, year, of, *amounts in first.union(*others, by_source, all=True):
        # The parts of a union have one type for a column: PostgreSQL gives what is added up as Decimal.
        numbers = [int(amount or 0) for amount in amounts]
        if kind == len(_KINDS):
            money[year, _SOURCES[of]] = FundingSum(*numbers[1:])
        elif year is not None:
            _, name, sums = _KINDS[kind]
            found[year, of].update(zip((name, *sums), numbers, strict=False))
    return {key: Records(**amounts) for key, amounts in found.items()}, money


# Putting these statements together takes a small commune much longer than their answers, so that is done once.
@lru_cache(maxsize=16)
def _by_source(years: tuple[int, ...]) -> QuerySet[Any, tuple[int, ...]]:
    """The money in the columns of `_tallied`, with the number of its source where those have the task."""
    source = Case(*(When(source=source, then=Value(number)) for number, source in enumerate(_SOURCES)))
    lines = Funding.objects.filter(year__in=years).order_by()
    grouped = lines.annotate(of_source=source).values("year", "of_source")
    sums = {"number": Count("pk"), "one": Sum("planned"), "two": Sum("spent")}
    rows = grouped.annotate(place=Value(len(_KINDS)), **sums)
    return rows.values_list("place", "year", "of_source", "number", "one", "two")


@lru_cache(maxsize=256)
def _tallied(place: int, windows: tuple[_Window, ...]) -> QuerySet[Any, tuple[int, ...]]:
    """One kind of record: its place in the list, year, task, how many there are, and two sums."""
    model, _, sums = _KINDS[place]
    rows: QuerySet[Any] = model._default_manager.order_by()
    if issubclass(model, Record):
        days = min(start for _, start, _ in windows), max(end for *_, end in windows)
        rows = rows.filter(happened_on__range=days).annotate(of_year=_year_of_day(windows))
    else:
        rows = rows.filter(year__in=[year for year, *_ in windows]).annotate(of_year=F("year"))
    one, two, *_ = (*sums.values(), Value(0), Value(0))
    tallied: QuerySet[Any, tuple[int, ...]] = rows.values("of_year", "task_id").annotate(
        place=Value(place), number=Count("pk"), one=one, two=two
    )
    return tallied.values_list("place", "of_year", "task_id", "number", "one", "two")


def _year_of_day(windows: Sequence[_Window]) -> Case | Value:
    """The reporting year in whose window a record's day lies; NULL for a day between two windows."""
    if len(windows) == 1:  # a page shows one year: the database need not look for it in every row
        return Value(windows[0][0], output_field=IntegerField())
    return Case(
        *(When(happened_on__range=days, then=Value(year)) for year, *days in windows),
        output_field=IntegerField(),
    )
