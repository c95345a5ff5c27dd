"""All that a report is written from, gathered once: a constant number of queries, however many facilities."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.db.models import Q
from django.utils import timezone

from baocao.attainment.queries import PlanAttainment, TargetAttainment
from baocao.attainment.results import GrowthResult, ShareResult
from baocao.attainment.side_by_side import SideBySide
from baocao.living_plan.results import ClauseResult, PlanResults
from baocao.models import Length, Purpose, ReportHead, ReportKind
from baocao.report.books import NO_BOOKS, YearBooks, books_of
from baocao.report.figure_kinds import KindPair, kind_year
from baocao.report.head import Head, head_of, officer_of, position_of, purposes_on
from baocao.report.work import Work, work_of
from kehoach.common.periods import default_window
from kehoach.models import Facility, Interpretation, Plan, ReportingYear, Role, Unit, User
from kehoach.models.kinds import FigureKind
from kehoach.plan.areas import areas_of, family_of

ROMAN = ("I", "II", "III", "IV", "V", "VI")


@dataclass(frozen=True)
class ReportData:
    """One year of a plan as the report tells it, or several years up to this one.

    `since` is the year compared with: the year before, or for several years the last one before the plan. `before`
    are its results by condition, `ahead` those of the next year, `interpretations` those chosen for each target,
    `dated` is the day of signing, while there is none the day by which it is due, `people` are those who have accepted
    figures. Where several plans hold `beside` each other there are no targets and clauses of one plan, and `years` are
    the whole commune's.
    """

    years: PlanAttainment
    kind: ReportKind
    length: Length
    year: int
    since: int
    targets: tuple[TargetAttainment, ...]
    before: Mapping[int, ShareResult | GrowthResult]
    ahead: Mapping[int, ShareResult | GrowthResult]
    kinds: tuple[KindPair, ...]
    interpretations: Mapping[int, tuple[Interpretation, ...]]
    work: Work
    results: PlanResults
    officer: User | None
    head: Head
    on_time: int
    dated: date
    people: Mapping[int, User]
    books: YearBooks
    beside: SideBySide | None = None

    @property
    def is_full(self) -> bool:
        """Whether everything is told and every sentence has the codes of its sources behind it."""
        return self.length is Length.FULL

    @property
    def plan(self) -> Plan:
        """The plan that is reported on."""
        return self.years.plan

    @cached_property
    def clauses(self) -> tuple[ClauseResult, ...]:
        """Every task and duty of the plan in the year reported on; of a former commune's plan none are kept up."""
        return () if self.beside or self.plan.is_carried_on else self.results.clauses(self.year)

    def clauses_of(self, codes: Collection[str]) -> tuple[ClauseResult, ...]:
        """Those with these codes, in the plan's order."""
        return tuple(clause for clause in self.clauses if clause.task.code in codes)

    @cached_property
    def tasks(self) -> tuple[ClauseResult, ...]:
        """The clauses of the plan's groups of tasks, group by group."""
        return tuple(clause for group in self.work.groups for clause in self.clauses_of(group.codes))

    @cached_property
    def duties(self) -> tuple[ClauseResult, ...]:
        """All other clauses: what the plan's part on carrying it out gives to each unit."""
        tasks = {clause.task.code for clause in self.tasks}
        return tuple(clause for clause in self.clauses if clause.task.code not in tasks)

    @property
    def reporting_year(self) -> ReportingYear | None:
        """The commune's reporting year, where it was opened."""
        return self.years.reporting_years.get(self.year)

    @property
    def is_before_plan(self) -> bool:
        """Whether the year was over before the plan began: it is told for its figures alone."""
        return self.year < self.plan.first_year

    @property
    def span_words(self) -> str:
        """When it was, inside a sentence: trong năm 2025 · trong giai đoạn 2023 - 2025."""
        first = self.since + 1
        return f"trong năm {self.year}" if first == self.year else f"trong giai đoạn {first} - {self.year}"

    @property
    def goal_year(self) -> int:
        """The year of the milestone that the kind of report is about: sơ kết 2025, tổng kết 2030."""
        rows = [
            row
            for target in self.targets
            for condition in target.conditions
            for row in condition.condition.milestones.all()
        ]
        years = sorted({row.year for row in rows}) or [self.plan.last_year]
        return years[-1] if self.kind is ReportKind.FINAL else years[0]

    @property
    def short_citation(self) -> str:
        """The plan after its first mention: Kế hoạch số 04/KH-UBND."""
        return f"Kế hoạch số {self.plan.number}"

    @property
    def committee_short(self) -> str:
        """Ủy ban nhân dân xã"""
        return f"Ủy ban nhân dân {self.plan.commune.get_kind_display()}"

    @property
    def position(self) -> str:
        """Who checks and accepts the figures: the position of the commune's officer, or the office's usual name."""
        return position_of(self.officer, self.plan.commune)

    @cached_property
    def accepted(self) -> int:
        """How many facilities have accepted figures."""
        return sum(len(pair.now.values) for pair in self.kinds)

    @cached_property
    def facilities(self) -> int:
        """How many facilities were open."""
        return sum(len(pair.now.facilities) for pair in self.kinds)

    @cached_property
    def unreported(self) -> tuple[Facility, ...]:
        """The facilities without accepted figures, of all kinds."""
        return tuple(facility for pair in self.kinds for facility in pair.now.unreported)

    @cached_property
    def owners(self) -> tuple[Unit, ...]:
        """The units that keep these facilities, each once."""
        return tuple(
            {facility.unit_id: facility.unit for pair in self.kinds for facility in pair.now.facilities}.values()
        )

    @property
    def changes(self) -> str:
        """What changed among the facilities of all kinds since the year before, in words."""
        return "; ".join(pair.now.changes for pair in self.kinds if pair.now.changes)

    @property
    def appendices(self) -> str:
        """Where all figures stand: Phụ lục I và Phụ lục II."""
        return " và ".join(pair.appendix for pair in self.kinds)

    @property
    def task_appendix(self) -> str:
        """Where all results of tasks stand: Phụ lục III, which one page leaves to the report."""
        of_report = " của báo cáo" if self.length is Length.ONE_PAGE else ""
        return f"Phụ lục {ROMAN[len(self.kinds)]}{of_report}"

    def pair(self, kind: FigureKind) -> KindPair | None:
        """The facilities of this kind; None where the commune has none."""
        return next((pair for pair in self.kinds if pair.now.kind is kind), None)


def due_on(years: PlanAttainment, year: int) -> date:
    """By when the commune reports on a year."""
    opened = years.reporting_years.get(year)
    return opened.report_deadline if opened else default_window(year).report_deadline


def gather(
    years: PlanAttainment,
    year: int,
    *,
    kind: ReportKind = ReportKind.ANNUAL,
    length: Length = Length.STANDARD,
    purpose: Purpose | None = None,
    signed_on: date | None = None,
    beside: SideBySide | None = None,
) -> ReportData:
    """Everything for the report on a year, or on the years up to it: seven queries beside those of `years` and tasks.

    `purpose` and the day of signing choose the head that the report has; None is the first that the commune has chosen.
    """
    since = year - 1 if kind is ReportKind.ANNUAL else years.plan.first_year - 1
    pairs = [(kind_year(years, slug, year), kind_year(years, slug, since)) for slug in years.by_kind]
    present, covered = [pair for pair in pairs if pair[0].facilities], range(min(since + 1, year), year + 1)
    people = _people(years)
    officer, day = officer_of(years.plan.commune, people.values()), signed_on or due_on(years, year)
    heads = ReportHead.objects.filter(commune=years.plan.commune_id)
    windows = [
        years.reporting_years[year].window if year in years.reporting_years else default_window(year)
        for year in (since + 1, year)
    ]
    return ReportData(
        years=years,
        kind=kind,
        length=length,
        year=year,
        since=since,
        targets=() if beside else years.judge(year),
        before=_results(years, since) if since in years.reporting_years and not beside else {},
        ahead={} if beside else _results(years, year + 1),
        kinds=tuple(KindPair(*pair, f"Phụ lục {roman}") for pair, roman in zip(present, ROMAN, strict=False)),
        interpretations=years.whole.interpretations_of,
        work=work_of(years.whole, windows[1].end),
        results=PlanResults(years.plan, due_on(years, year), years=covered, people=True, whole=years.whole),
        officer=officer,
        head=head_of(years.plan, officer, heads, purpose or purposes_on(heads, day)[0], day),
        on_time=submitted_in_time(years, year),
        dated=day,
        people=people,
        books=books_of(years.plan.commune, replace(windows[1], start=windows[0].start), (since + 1, year)),
        beside=beside,
    )


def gather_plan(
    plan: Plan,
    year: int,
    *,
    kind: ReportKind = ReportKind.ANNUAL,
    length: Length = Length.STANDARD,
    purpose: Purpose | None = None,
    signed_on: date | None = None,
) -> ReportData:
    """The same for a plan. Where others hold in its commune beside it, a year is told of all of them together, several
    years of each over its own area.
    """
    family = family_of(plan.commune)
    areas = areas_of(family, year)
    beside = SideBySide(family, areas, year) if areas and kind is ReportKind.ANNUAL else None
    origins = next((area.origins for area in areas if area.plan == plan), None)
    years = beside.whole if beside else PlanAttainment(plan, family=family, origins=origins)
    data = gather(years, year, kind=kind, length=length, purpose=purpose, signed_on=signed_on, beside=beside)
    return replace(data, books=NO_BOOKS) if plan.is_carried_on and not beside else data


def _people(years: PlanAttainment) -> dict[int, User]:
    """Those who have accepted figures, and the commune's officers."""
    forms = (form for of_kind in years.by_kind.values() for form in of_kind.accepted.values())
    accepting = {form.accepted_by_id for form in forms if form.accepted_by_id is not None}
    return User.objects.filter(Q(pk__in=accepting) | Q(commune=years.plan.commune_id, role=Role.OFFICER)).in_bulk()


def _results(years: PlanAttainment, year: int) -> dict[int, ShareResult | GrowthResult]:
    return {condition.condition.pk: condition.result for target in years.judge(year) for condition in target.conditions}


def submitted_in_time(years: PlanAttainment, year: int) -> int:
    """How many accepted forms were submitted by the units' deadline."""
    opened = years.reporting_years.get(year)
    if opened is None:
        return 0
    return sum(
        timezone.localtime(figures.submitted_at).date() <= opened.unit_deadline
        for of_kind in years.by_kind.values()
        for code in of_kind.existing(opened.window_end)
        if (figures := of_kind.accepted.get((year, code))) and figures.submitted_at
    )
