"""What the months say for the yearly form: their sum, and which months it lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from kehoach.common import formats
from kehoach.figures.proposals import Forms, Proposal
from kehoach.models import Facility, YearFigures
from kehoach.models.kinds import kind_of
from kehoach.tallies.months import Window, lifetime, months_of, name_of, tallied
from kehoach.tallies.windows import amounts_in

# So many missing months are named; of more it is told how many.
FEW = 3


def sums_of_months(forms: Forms) -> dict[int, dict[str, Proposal]]:
    """The sum of each question over the months of the form's year, those of facilities that merged in it included."""
    year, kind = forms[0][0].reporting_year, kind_of(forms[0][0])
    window = Window(year.window_start, year.window_end)
    parts = [(figures.facility, *last.merged) for figures, last in forms]
    amounts = amounts_in(kind, [part for own in parts for part in own], window)
    if not amounts:
        return {}
    return {figures.pk: _sums(figures, own, amounts, window) for (figures, _), own in zip(forms, parts, strict=True)}


def _sums(
    figures: YearFigures,
    parts: Sequence[Facility],
    amounts: Mapping[tuple[int, str], Mapping[date, int]],
    window: Window,
) -> dict[str, Proposal]:
    """One form's; `parts` are the facilities whose months it answers for."""
    lifetimes = {part.pk: lifetime(part.opened_on, part.closed_on) for part in parts}
    lived = [
        month for month in months_of(window) if any(month.within(days).number_of_days for days in lifetimes.values())
    ]
    proposals = {}
    for field in figures.layout.flows_for(figures.facility.kind):
        sums = [tallied(amounts.get((key, field.name), {}), window, days) for key, days in lifetimes.items()]
        lacking = {month for _, lacks in sums for month in lacks}
        if len(lacking) < len(lived):
            proposals[field.name] = _proposal(sum(amount for amount, _ in sums), lived, sorted(lacking))
    return proposals


def _proposal(total: int, lived: Sequence[Window], lacking: Sequence[Window]) -> Proposal:
    """The sum of the months in which there is something to count, but for those that it lacks."""
    if not lacking:
        return Proposal(total, f"tổng {len({month.first_day.month for month in lived})} tháng đã ghi")
    part = f"tổng {len(lived) - len(lacking)} trong {len(lived)} kỳ đã ghi"
    return Proposal(total, part, lacks=_lacks(lacking))


def _lacks(months: Sequence[Window]) -> str:
    """Which months are missing: by name where they are few."""
    if len(months) > FEW:
        return f"thiếu {len(months)} kỳ"
    return f"thiếu {formats.joined([formats.uncapitalized(name_of(month)) for month in months])}"
