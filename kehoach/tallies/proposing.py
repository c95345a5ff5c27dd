"""What the months say for the yearly form, where all of its year are kept."""

from __future__ import annotations

from kehoach.figures.last_year import LastYear
from kehoach.figures.proposals import Proposal
from kehoach.models import YearFigures
from kehoach.models.kinds import kind_of
from kehoach.tallies.months import Window, lifetime, months_of, tallied_sum
from kehoach.tallies.windows import amounts_in


def sums_of_months(figures: YearFigures, last: LastYear) -> dict[str, Proposal]:
    """The sum of each question whose months fill the form's year, those of facilities that merged in it included."""
    year, facility = figures.reporting_year, figures.facility
    kind, window, parts = kind_of(figures), Window(year.window_start, year.window_end), (facility, *last.merged)
    amounts = amounts_in(kind, parts, window)
    if not amounts:
        return {}
    lifetimes = {part.pk: lifetime(part.opened_on, part.closed_on) for part in parts}
    lived = [
        month for month in months_of(window) if any(month.within(days).number_of_days for days in lifetimes.values())
    ]
    source = f"tổng {len({month.first_day.month for month in lived})} tháng đã ghi"
    proposals = {}
    for field in kind.layout.flows_for(facility.kind):
        sums = [tallied_sum(amounts[key, field.name], window, days) for key, days in lifetimes.items()]
        counted = [amount for amount in sums if amount is not None]
        if len(counted) == len(sums):
            proposals[field.name] = Proposal(sum(counted), source)
    return proposals
