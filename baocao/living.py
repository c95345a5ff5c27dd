"""The living plan: the document as issued, in its own order, each target and task with what has become of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse

from baocao.present import TargetView, present_target
from baocao.queries import PlanYears
from baocao.result_words import money, recorded
from baocao.results import ClauseResult, Money, PlanResults
from baocao.verdicts import FAILS
from kehoach import formats
from kehoach.enums import FINISHED, FundingSource, Part, ProgressState
from kehoach.models import Section, Task, Unit
from kehoach.models.plans import OBJECTIVE
from kehoach.progress import UnitProgress
from kehoach.whole_plan import WholePlan

# The heads that name the two sources of money, in every plan of the programme (mục III.1, III.2).
MONEY = {"III.1": FundingSource.STATE, "III.2": FundingSource.DONATED}
DONE_FIRST = (ProgressState.DONE, ProgressState.IN_PROGRESS, ProgressState.NOT_STARTED, ProgressState.NOTHING)
# A margin has room for so many units; the task's own page has all of them.
MOST_UNITS = 8


@dataclass(frozen=True)
class Reader:
    """Who reads: of which units the results, and of which tasks the page."""

    reads: Callable[[Unit], bool]
    opens: Callable[[ClauseResult], bool]


@dataclass(frozen=True)
class Head:
    """A numbered head with the prose that stands under it; `depth` is 2 for a part (I), 3 for what is below it.

    `tasks` are the clauses below it, `money` what was planned and spent of the source that it names.
    """

    section: Section
    label: str
    depth: int
    body: str
    tasks: tuple[TaskClause, ...]
    money: str
    shape: ClassVar[str] = "head"

    @property
    def code(self) -> str:
        """The code of its section."""
        return self.section.code

    @property
    def title(self) -> str:
        """Its title as a table of contents has it, without the sign at its end."""
        return self.section.title.rstrip(" .:")

    @property
    def finished(self) -> int:
        """How many of its tasks are finished."""
        return sum(one.is_finished for one in self.tasks)

    @property
    def late(self) -> int:
        """How many of its tasks are late."""
        return sum(one.is_late for one in self.tasks)


@dataclass(frozen=True)
class TargetClause:
    """A target with its verdict and bars in the chosen year, and the numbers of its footnotes."""

    label: str
    view: TargetView
    footnotes: tuple[int, ...]
    shape: ClassVar[str] = "target"

    @property
    def code(self) -> str:
        """The target's code."""
        return self.view.target.code

    @property
    def is_late(self) -> bool:
        """Whether it is missed or behind its path."""
        return self.view.verdict in FAILS


@dataclass(frozen=True)
class UnitLine:
    """One unit's part in a task, and whether the reader may read what it wrote and sent."""

    progress: UnitProgress
    is_read: bool

    @property
    def url(self) -> str:
        """The page of its result, with the photos and papers."""
        one = self.progress
        return reverse("result", kwargs={"code": one.task.code, "year": one.year, "unit": one.unit.code})


@dataclass(frozen=True)
class TaskClause:
    """A task or duty in the chosen year: how far it is, what was recorded for it, and its units, the late ones first.

    `evidence` is how many photos and papers the reader may see. `is_closed` says that the year is over, so that what
    is not finished stays undone.
    """

    result: ClauseResult
    label: str
    recorded: tuple[str, ...]
    units: tuple[UnitLine, ...]
    evidence: int
    opens: bool
    is_closed: bool
    shape: ClassVar[str] = "task"

    @property
    def task(self) -> Task:
        """The task itself."""
        return self.result.task

    @property
    def code(self) -> str:
        """The task's code."""
        return self.task.code

    @property
    def lead(self) -> list[str]:
        """The first units that lead it, by name."""
        return [one.unit.name for one in self.result.leads[:MOST_UNITS]]

    @property
    def support(self) -> list[str]:
        """The first units that take part in it, by name."""
        return [one.unit.name for one in self.result.units if one.part == Part.SUPPORT][:MOST_UNITS]

    @property
    def others(self) -> int:
        """How many units are not named."""
        return len(self.result.units) - len(self.units)

    @property
    def is_finished(self) -> bool:
        """Whether nothing of it is left to do."""
        return self.result.state in FINISHED

    @property
    def is_late(self) -> bool:
        """Whether a unit should have reported before today, or the year was closed without the task being finished."""
        return bool(self.result.late) or (self.is_closed and bool(self.result.leads) and not self.is_finished)

    @property
    def tone(self) -> str:
        """The pill's tone in the stylesheet."""
        return "late" if self.is_late else self.result.state.tone

    @property
    def words(self) -> str:
        """Where it stands, for the pill: Hoàn thành · Quá hạn 12 ngày · Chưa hoàn thành"""
        if self.result.overdue_days:
            return f"Quá hạn {formats.count(self.result.overdue_days)} ngày"
        if self.is_late and self.result.state == ProgressState.IN_PROGRESS:
            return "Chưa hoàn thành"
        return self.result.state.label

    @property
    def only_text(self) -> str:
        """What the one unit that has it wrote, where the reader may read it; several units are told one by one."""
        if len(self.result.units) != 1 or not self.units[0].is_read:
            return ""
        row = self.units[0].progress.row
        return row.result if row else ""


Clause = TargetClause | TaskClause
Passage = Head | Clause


@dataclass(frozen=True)
class Living:
    """The whole plan in one year."""

    passages: tuple[Passage, ...]

    @property
    def targets(self) -> tuple[TargetView, ...]:
        """The targets in the order of the document."""
        return tuple(one.view for one in self.passages if isinstance(one, TargetClause))

    @property
    def contents(self) -> tuple[Head, ...]:
        """The heads of the table of contents: the parts, and what stands right below them under a title."""
        heads = (one for one in self.passages if isinstance(one, Head))
        return tuple(one for one in heads if one.section.title and one.code.count(".") < 2)

    @property
    def states(self) -> dict[ProgressState, int]:
        """How many tasks are in each state, what is done first."""
        found = Counter(one.result.state for one in self.passages if isinstance(one, TaskClause) and one.result.units)
        return {state: found[state] for state in DONE_FIRST if found[state]}

    @property
    def late(self) -> tuple[Clause, ...]:
        """The clauses that are missed, behind or late."""
        return tuple(one for one in self.passages if not isinstance(one, Head) and one.is_late)

    @property
    def only_late(self) -> tuple[Passage, ...]:
        """Those clauses under the heads that they stand below."""
        late = {one.code for one in self.late}
        return tuple(
            one
            for one in self.passages
            if (one.code in late and not isinstance(one, Head))
            or (isinstance(one, Head) and any(_is_below(code, one.code) for code in late))
        )


def label_of(code: str, section_code: str | None = None) -> str:
    """How a code is printed at its place: II. · 1. · a) · - for II, II.1, II.1.a, I.2.a-1.

    Nothing is printed where the code is its section's own.
    """
    if code == section_code:
        return ""
    last = code.rsplit(".", 1)[-1]
    if "-" in last:
        return "-"
    return f"{last}." if last.isdigit() or "." not in code else f"{last})"


def living_plan(whole: WholePlan, years: PlanYears, results: PlanResults, year: int, reader: Reader) -> Living:
    """The plan in one year, in the order of the document, told without a query.

    A head stands before the first clause of its section, so that e) follows the dashes of đ).
    """
    opened = whole.reporting_years.get(year)
    is_closed = opened is not None and opened.is_closed
    tasks = [_task_clause(one, reader, is_closed) for one in results.clauses(year)]
    clauses: list[tuple[Section, Clause]] = [
        (one.target.section, _target_clause(present_target(one, years, year), whole)) for one in years.judge(year)
    ]
    clauses += [(one.task.section, one) for one in tasks]
    heads = [_head(section, whole, tasks, results.funding(year)) for section in whole.sections]
    passages: list[Passage] = []
    for section, clause in clauses:
        while heads and heads[0].section.position <= section.position:
            passages.append(heads.pop(0))
        passages.append(clause)
    return Living((*passages, *heads))


def _head(
    section: Section, whole: WholePlan, tasks: Iterable[TaskClause], spent: Mapping[FundingSource, Money]
) -> Head:
    of_source = spent.get(MONEY[section.code]) if section.code in MONEY else None
    return Head(
        section=section,
        label=label_of(section.code),
        depth=min(section.code.count(".") + 2, 3),
        body=section.body or (whole.plan.general_objective if section.code == OBJECTIVE else ""),
        tasks=tuple(one for one in tasks if _is_below(one.code, section.code)),
        money=money(of_source.planned, of_source.spent) if of_source else "",
    )


def _is_below(code: str, head: str) -> bool:
    """Whether a clause stands under a head: II.1.a under II.1 and II, IV.3 under IV.3; I.2.a-1 under I.2.a."""
    return code == head or code.startswith((f"{head}.", f"{head}-"))


def _target_clause(view: TargetView, whole: WholePlan) -> TargetClause:
    target = view.target
    return TargetClause(label_of(target.code, target.section.code), view, whole.footnotes.get(target.pk, ()))


def _task_clause(result: ClauseResult, reader: Reader, is_closed: bool) -> TaskClause:
    lines = [UnitLine(one, reader.reads(one.unit)) for one in result.units]
    return TaskClause(
        result=result,
        label=label_of(result.task.code, result.task.section.code),
        recorded=recorded(result.records),
        units=tuple(sorted(lines, key=lambda line: -line.progress.overdue_days)[:MOST_UNITS]),
        evidence=sum(line.progress.evidence for line in lines if line.is_read),
        opens=reader.opens(result),
        is_closed=is_closed,
    )
