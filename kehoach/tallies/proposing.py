"""What the months say for the yearly form, where all of its year are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from kehoach.figures.proposals import Forms, Proposal
from kehoach.models import Facility, YearFigures
from kehoach.models.kinds import kind_of
from kehoach.tallies.months import Window, lifetime, months_of, tallied_sum
from kehoach.tallies.windows import amounts_in


def sums_of_months(forms: Forms) -> dict[int, dict[str, Proposal]]:
    """The sum of each question whose months fill the form's year, those of facilities that merged in it included."""
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
    source = f"tổng {len({month.first_day.month for month in lived})} tháng đã ghi"
    proposals = {}
    for field in figures.layout.flows_for(figures.facility.kind):
        sums = [tallied_sum(amounts.get((key, field.name), {}), window, days) for key, days in lifetimes.items()]
        counted = [amount for amount in sums if amount is not None]
        if len(counted) == len(sums):
            proposals[field.name] = Proposal(sum(counted), source)
    return proposals
