"""The years of which a commune has reports, and how complete the figures of each are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from baocao.attainment.side_by_side import named
from baocao.models import ReportKind
from kehoach.common.periods import is_open_on
from kehoach.models import Commune, Milestone, Plan, ReportingYear
from kehoach.models.figures import COUNTS
from kehoach.models.kinds import kinds


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


@dataclass(frozen=True)
class Review:
    """A report of several years that the commune can make now on a plan, and whether it comes before its milestone."""

    plan: Plan
    kind: ReportKind
    first_year: int
    year: int
    goal_year: int

    @property
    def name(self) -> str:
        """Báo cáo sơ kết; with the plan where that is of a commune that has merged into this one."""
        return f"{self.kind.label} {named(self.plan)}" if self.plan.is_carried_on else str(self.kind.label)

    @property
    def is_provisional(self) -> bool:
        """Whether its milestone lies ahead."""
        return self.year < self.goal_year


def reviews(plan: Plan, opened: Sequence[ReportYear]) -> list[Review]:
    """Sơ kết and tổng kết up to their milestones, or to the newest closed year where that is not reached: one query."""
    closed = max((report_year.opened.year for report_year in opened if report_year.opened.is_closed), default=0)
    if closed < plan.first_year:
        return []
    years = sorted(Milestone.objects.filter(condition__target__plan=plan).values_list("year", flat=True).distinct())
    goals = years or [plan.last_year]
    return [
        Review(plan, kind, plan.first_year, min(closed, goal), goal)
        for kind, goal in ((ReportKind.MIDTERM, goals[0]), (ReportKind.FINAL, goals[-1]))
    ]


def report_years(commune: Commune) -> list[ReportYear]:
    """Every opened year, newest first: a constant number of queries."""
    lifetimes = [
        lifetime
        for kind in kinds()
        for lifetime in kind.facilities.filter(commune=commune).values_list("opened_on", "closed_on")
    ]
    accepted: Counter[int] = Counter()
    for kind in kinds():
        forms = kind.figures_asked.filter(COUNTS, reporting_year__commune=commune)
        accepted.update(forms.values_list("reporting_year__year", flat=True))
    return [
        ReportYear(opened, accepted[opened.year], sum(is_open_on(opened.window_end, *dates) for dates in lifetimes))
        for opened in ReportingYear.objects.filter(commune=commune).order_by("-year")
    ]
