"""Everything on the dashboard, as much of it as a person may see, gathered in a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from baocao.attainment.present import summary
from baocao.attainment.queries import PlanAttainment
from baocao.attainment.side_by_side import AreaAttainment, SideBySide
from baocao.dashboard.board import TargetLine, target_lines
from baocao.dashboard.decisions import Decision, on_money, on_reports, on_submissions, on_targets, on_work
from baocao.dashboard.work_board import WorkBoard, overdue, work_board
from baocao.models import Report, ReportKind, ReportState
from kehoach.books.definitions import FUNDING
from kehoach.books.funding import FundingOfYear, funding_of
from kehoach.books.rules import check_may_read
from kehoach.figures.submissions import Submissions, submissions
from kehoach.models import Funding, Plan, User
from kehoach.people.rules import check_reads_collection, permit
from kehoach.tasks.progress import clauses_of_years

_HANDED_IN = (ReportState.PROPOSED, ReportState.ISSUED)


@dataclass(frozen=True)
class Board:
    """The dashboard of a year. Submissions are those of all open years; what the person may not see is None.

    `on_papers` are reports and money; `owed` is what others have to do, whom the leader can urge. Before the plan began
    there are no tasks. `follows` says whether the person sees how the collecting goes. Where
    several plans hold, `lines` are those of all of them, `beside` has them plan by plan.
    """

    attainment: PlanAttainment
    year: int
    lines: tuple[TargetLine, ...]
    work: WorkBoard
    money: FundingOfYear | None
    submissions: Submissions | None
    on_targets: tuple[Decision, ...]
    on_papers: tuple[Decision, ...]
    owed: tuple[Decision, ...]
    follows: bool
    beside: SideBySide | None = None

    @property
    def by_plan(self) -> list[tuple[AreaAttainment, list[TargetLine]]]:
        """Where several plans hold, each with its lines."""
        areas = self.beside.areas if self.beside else ()
        return [(area, [line for line in self.lines if line.view.target.plan_id == area.key]) for area in areas]

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """What the leader alone can decide."""
        return (*self.on_papers, *self.on_targets)

    @property
    def besides_targets(self) -> tuple[Decision, ...]:
        """What is to be decided or urged and is about no target."""
        return (*self.on_papers, *self.owed)

    @property
    def headline(self) -> str:
        """The one sentence that must be remembered."""
        return summary([line.view for line in self.lines], self.accepted, self.year)

    @cached_property
    def accepted(self) -> int:
        """How many facilities have accepted figures."""
        return self.attainment.accepted_count(self.year)

    @property
    def facilities(self) -> int:
        """How many facilities were open."""
        return self.attainment.facility_count(self.year)


def gather_board(
    attainment: PlanAttainment,
    plans: Sequence[Plan],
    user: User,
    year: int,
    today: date,
    beside: SideBySide | None = None,
) -> Board:
    """The dashboard of a year for this person on this day, told from the plan that holds; `plans` are the commune's.

    With several plans `beside` each other, `attainment` is that of the first of them over the whole commune.
    """
    plan, whole = attainment.plan, attainment.whole
    follows = permit(check_reads_collection, user).allowed
    open_years = [row.year for row in attainment.open_years]
    clauses = clauses_of_years(plans, {year, *open_years}, today, whole=whole)
    money = None
    if permit(check_may_read, user, FUNDING).allowed:
        money = funding_of(list(Funding.objects.filter(commune=plan.commune_id, year=year).select_related("task")))
    proposed = Report.objects.filter(commune=plan.commune_id, state=ReportState.PROPOSED).order_by("proposed_at")
    handed_in = Report.objects.filter(commune=plan.commune_id, kind=ReportKind.ANNUAL, state__in=_HANDED_IN)
    unreported = {row for row in open_years if row >= plan.first_year} - {*handed_in.values_list("year", flat=True)}
    of_submissions = submissions(attainment.open_years, today) if open_years and follows else None
    attained = [(area.attainment, area.whose) for area in beside.areas] if beside else [(attainment, "")]
    # The rows of the other targets lead to their pages.
    most = 1 if beside else len(attainment.targets)
    by_plan = [(target_lines(of_plan, year), whose) for of_plan, whose in attained]
    return Board(
        attainment=attainment,
        year=year,
        lines=tuple(line for lines, _ in by_plan for line in lines),
        work=work_board(
            clauses.get(year, ()) if year >= plan.first_year and not plan.is_carried_on else (), whole.sections, year
        ),
        money=money,
        submissions=of_submissions,
        on_targets=tuple(decision for lines, whose in by_plan for decision in on_targets(lines[:most], year, whose)),
        on_papers=(*on_reports(proposed if follows else (), today), *(on_money(money, year) if money else ())),
        owed=(
            *(on_submissions(of_submissions, unreported, today) if of_submissions else ()),
            *(decision for open_year in open_years for decision in on_work(overdue(clauses.get(open_year, ())))),
        ),
        follows=follows,
        beside=beside,
    )
