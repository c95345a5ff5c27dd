"""The year's money: planned, spent and what is left, by source and by task."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kehoach.models import Funding, FundingSource


@dataclass(frozen=True)
class Money:
    """Amounts in whole đồng under one heading; None where no row knows one.

    `spent_of_plan` is what was spent of the rows that were planned, so that a gift that nobody planned does not look
    like money overspent.
    """

    label: str
    planned: int | None
    spent: int | None
    spent_of_plan: int

    @property
    def left(self) -> int | None:
        """What is left of the plan; below zero where more was spent."""
        return None if self.planned is None else self.planned - self.spent_of_plan

    @property
    def overspent(self) -> int:
        """By how much the plan was exceeded."""
        return max(0, -(self.left or 0))

    @property
    def share(self) -> Fraction | None:
        """How much of the plan was spent."""
        return Fraction(self.spent_of_plan, self.planned) if self.planned else None


@dataclass(frozen=True)
class FundingOfYear:
    """A commune's money for the plan in a year; what was given, once more by donor.

    `unplanned` are the purposes of what was spent although nobody had planned it.
    """

    by_source: tuple[Money, ...]
    by_task: tuple[Money, ...]
    by_donor: tuple[Money, ...]
    total: Money
    unplanned: tuple[str, ...]


def funding_of(rows: Sequence[Funding]) -> FundingOfYear:
    """Adds up the rows of a year; they come with their tasks."""
    return FundingOfYear(
        by_source=_grouped(
            rows, lambda row: FundingSource(row.source).label, [source.label for source in FundingSource]
        ),
        by_task=_grouped(rows, _task, sorted({_task(row) for row in rows}, key=lambda label: _place(label, rows))),
        by_donor=_by_donor([row for row in rows if row.donor]),
        total=_added("Cộng", rows),
        unplanned=tuple(dict.fromkeys(row.purpose for row in rows if row.planned is None and row.spent)),
    )


def _by_donor(rows: Sequence[Funding]) -> tuple[Money, ...]:
    """Who gave, the largest gift first."""
    donors = _grouped(rows, lambda row: row.donor, sorted({row.donor for row in rows}))
    return tuple(sorted(donors, key=lambda donor: -(donor.spent or 0)))


def _task(row: Funding) -> str:
    return str(row.task) if row.task else "Không gắn nhiệm vụ"


def _place(label: str, rows: Iterable[Funding]) -> int:
    """Tasks in the order of the plan, what is for none of them last."""
    return next((row.task.position for row in rows if row.task and _task(row) == label), 1_000_000)


def _grouped(rows: Sequence[Funding], key: Callable[[Funding], str], labels: Iterable[str]) -> tuple[Money, ...]:
    groups = ((label, [row for row in rows if key(row) == label]) for label in labels)
    return tuple(_added(label, group) for label, group in groups if group)


def _added(label: str, rows: Sequence[Funding]) -> Money:
    planned = [row.planned for row in rows if row.planned is not None]
    spent = [row.spent for row in rows if row.spent is not None]
    of_plan = sum(row.spent or 0 for row in rows if row.planned is not None)
    return Money(label, sum(planned) if planned else None, sum(spent) if spent else None, of_plan)
