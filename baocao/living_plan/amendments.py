"""What an amendment has changed of each clause, since when, and how far the clause had come in the years before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from baocao.attainment.present import present_target
from baocao.attainment.queries import PlanAttainment
from baocao.attainment.words import percent_of
from kehoach.common import formats
from kehoach.models import Milestone, Plan, Target, Task
from kehoach.plan.amendments import AmendedPlan, amended_plan
from kehoach.plan.areas import Family
from kehoach.plan.snapshot import PlanSnapshot
from kehoach.tasks.progress import PlanProgress


@dataclass(frozen=True)
class YearState:
    """How far a clause was in one year under its former wording."""

    year: int
    tone: str
    words: str


@dataclass(frozen=True)
class Change:
    """What the amendment that holds from `since` on made of a clause.

    `wording` and `code` are what stood in the plan `before`, empty where they are the same; `milestones` are those
    that differ. `years` are those in which the former wording held.
    """

    since: int
    before: str
    is_new: bool = False
    wording: str = ""
    code: str = ""
    milestones: tuple[str, ...] = ()
    years: tuple[YearState, ...] = ()


@dataclass(frozen=True)
class Amendments:
    """The changes of each target and task by its key, the newest first, and the clauses that were dropped."""

    targets: Mapping[int, tuple[Change, ...]] = field(default_factory=dict)
    tasks: Mapping[int, tuple[Change, ...]] = field(default_factory=dict)
    dropped: tuple[tuple[int, str, str], ...] = ()


def amendments_of(whole: PlanSnapshot, family: Family, today: date) -> Amendments:
    """All that was changed on the way to this plan; a constant number of queries for each plan that was amended."""
    targets: dict[int, tuple[Change, ...]] = {}
    tasks: dict[int, tuple[Change, ...]] = {}
    dropped: tuple[tuple[int, str, str], ...] = ()
    # By the key of a clause of the plan at hand the key that it has in the newest one.
    now_target, now_task = ({row.pk: row.pk for row in rows} for rows in (whole.targets, whole.tasks))
    seen = {whole.plan.pk}
    while (amended := amended_plan(whole)) is not None and amended.former.plan.pk not in seen:
        step = _Step(whole.plan, amended, family, today)
        for target in whole.targets:
            if target.pk in now_target:
                targets[now_target[target.pk]] = targets.get(now_target[target.pk], ()) + step.of_target(target)
        for task in whole.tasks:
            if task.pk in now_task:
                tasks[now_task[task.pk]] = tasks.get(now_task[task.pk], ()) + step.of_task(task)
        gone: Sequence[Target | Task] = (*amended.targets.dropped, *amended.tasks.dropped)
        dropped += tuple((whole.plan.first_year, clause.code, clause.wording) for clause in gone)
        now_target = {
            amended.targets.former[key].pk: now for key, now in now_target.items() if key in amended.targets.former
        }
        now_task = {amended.tasks.former[key].pk: now for key, now in now_task.items() if key in amended.tasks.former}
        whole = amended.former
        seen.add(whole.plan.pk)
    return Amendments(targets, tasks, dropped)


class _Step:
    """One plan and the one that it amends, with the years in which that one held."""

    def __init__(self, plan: Plan, amended: AmendedPlan, family: Family, today: date) -> None:
        self.plan, self.amended = plan, amended
        former = amended.former
        years = [year for year in former.reporting_years if former.plan.first_year <= year < plan.first_year]
        self.attainment = PlanAttainment(former.plan, whole=former, family=family)
        self.judged = {year: {row.target.pk: row for row in self.attainment.judge(year)} for year in years}
        progress = PlanProgress(former.plan, today, years=years, whole=former) if years else None
        self.clauses = (
            {year: {row.task.pk: row for row in progress.clauses(year)} for year in years} if progress else {}
        )

    def of_target(self, target: Target) -> tuple[Change, ...]:
        """What became of a target, and its verdicts before."""
        former = self.amended.targets.former.get(target.pk)
        if former is None:
            return (self._added(),)
        years = []
        for year, judged in self.judged.items():
            if former.pk in judged:
                view = present_target(judged[former.pk], self.attainment, year)
                years.append(YearState(year, view.verdict.tone, f"{view.verdict_words}, {view.main.headline}"))
        return (self._changed(target, former, tuple(years), tuple(_milestones(former, target))),)

    def of_task(self, task: Task) -> tuple[Change, ...]:
        """What became of a task, and how far it was before."""
        former = self.amended.tasks.former.get(task.pk)
        if former is None:
            return (self._added(),)
        states = [(year, clauses[former.pk].state) for year, clauses in self.clauses.items() if former.pk in clauses]
        years = tuple(YearState(year, state.tone, state.label) for year, state in states)
        return (self._changed(task, former, years, ()),)

    def _added(self) -> Change:
        return Change(self.plan.first_year, str(self.amended.former.plan), is_new=True)

    def _changed(
        self, clause: Target | Task, former: Target | Task, years: tuple[YearState, ...], milestones: tuple[str, ...]
    ) -> Change:
        return Change(
            self.plan.first_year,
            str(self.amended.former.plan),
            wording=former.wording if former.wording != clause.wording else "",
            code=former.code if former.code != clause.code else "",
            milestones=milestones,
            years=years,
        )


def _milestones(former: Target, target: Target) -> Iterator[str]:
    """The milestones that are other ones: thư viện xã, mốc 2030: 80%, nay 85%."""
    before, after = _asked(former), _asked(target)
    for key in dict.fromkeys((*before, *after)):
        if before.get(key) != after.get(key):
            scope, year = key
            yield f"{scope}, mốc {year}: {before.get(key, 'không có')}, nay {after.get(key, 'bỏ')}"


def _asked(target: Target) -> dict[tuple[str, int], str]:
    rows: list[tuple[str, Milestone]] = [
        (str(condition), row) for condition in target.conditions.all() for row in condition.milestones.all()
    ]
    return {(name, row.year): _percents(row) for name, row in rows}


def _percents(row: Milestone) -> str:
    least = formats.decimal(row.at_least)
    return percent_of(row.at_least) if row.at_most is None else f"{least} - {percent_of(row.at_most)}"
