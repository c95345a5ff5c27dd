"""The years of which a commune has reports, and how complete the figures of each are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kehoach.enums import State
from kehoach.models import Commune, ReportingYear
from kehoach.periods import is_open_on
from kehoach.registry import kinds


@dataclass(frozen=True)
class ReportYear:
    """A reporting year, how many facilities were open at the end of its window and how many have accepted figures."""

    opened: ReportingYear
    accepted: int
    facilities: int

    @property
    def is_whole(self) -> bool:
        """Whether nobody is missing."""
        return 0 < self.facilities == self.accepted


def report_years(commune: Commune) -> list[ReportYear]:
    """Every opened year, newest first: a constant number of queries."""
    lifetimes = [
        lifetime
        for kind in kinds()
        for lifetime in kind.facilities.filter(commune=commune).values_list("opened_on", "closed_on")
    ]
    accepted: Counter[int] = Counter()
    for kind in kinds():
        forms = kind.figures.filter(reporting_year__commune=commune, state=State.ACCEPTED)
        accepted.update(forms.values_list("reporting_year__year", flat=True))
    return [
        ReportYear(opened, accepted[opened.year], sum(is_open_on(opened.window_end, *dates) for dates in lifetimes))
        for opened in ReportingYear.objects.filter(commune=commune).order_by("-year")
    ]
