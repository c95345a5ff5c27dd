"""The living plan: the document as issued, in its own order, each target and task with what has become of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.functional import cached_property

from baocao.attainment.present import TargetView, present_target
from baocao.attainment.queries import PlanAttainment
from baocao.living_plan.amendments import Amendments
from baocao.living_plan.annotations import MOST_UNITS, Annotation, Clause, Head, TargetClause, TaskClause, unit_line
from baocao.living_plan.result_words import money, recorded
from baocao.living_plan.results import ClauseResult, FundingSum, PlanResults
from kehoach.common import formats
from kehoach.models import FundingSource, ProgressState, Section, SectionRole, Unit
from kehoach.plan.snapshot import PlanSnapshot

SOURCES = {SectionRole.STATE_FUNDING: FundingSource.STATE, SectionRole.DONATED_FUNDING: FundingSource.DONATED}
DONE_FIRST = (ProgressState.DONE, ProgressState.IN_PROGRESS, ProgressState.NOT_STARTED, ProgressState.NOTHING)


@dataclass(frozen=True)
class Reader:
    """Who reads: of which units the results, and of which tasks the page."""

    reads: Callable[[Unit], bool]
    opens: Callable[[ClauseResult], bool]


@dataclass(frozen=True)
class Part:
    """A titled head right below a part of the plan with all that stands under it, which a phone opens by itself.

    What stands outside of such heads has no `head`.
    """

    head: Head | None
    passages: list[Annotation]

    @property
    def verdicts(self) -> str:
        """All its targets and tasks in one line: 2 chỉ tiêu chưa đạt mốc 2025 · 3/5 việc xong, 1 chậm."""
        views = [passage.view for passage in self.passages if isinstance(passage, TargetClause) and passage.view]
        words = Counter(formats.uncapitalized(view.verdict_words) for view in views)
        parts = [f"{formats.count(number)} chỉ tiêu {verdict}" for verdict, number in words.items()]
        if self.head and self.head.tasks:
            finished, total, late = self.head.finished, len(self.head.tasks), self.head.late
            slow = f", {formats.count(late)} chậm" if late else ""
            parts.append(f"{formats.count(finished)}/{formats.count(total)} việc xong{slow}")
        return " · ".join(parts)

    @property
    def is_late(self) -> bool:
        """Whether anything in it is missed, behind or late."""
        return any(passage.is_late for passage in self.passages if not isinstance(passage, Head))


@dataclass(frozen=True)
class Living:
    """The whole plan in one year; of the clauses `dropped` by amendments since when, their code and wording."""

    passages: tuple[Annotation, ...]
    dropped: tuple[tuple[int, str, str], ...] = ()

    @property
    def targets(self) -> tuple[TargetView, ...]:
        """The targets in the order of the document."""
        return tuple(passage.view for passage in self.passages if isinstance(passage, TargetClause) and passage.view)

    @cached_property
    def contents(self) -> tuple[Head, ...]:
        """The heads of the table of contents: the parts, and what stands right below them under a title."""
        heads = (passage for passage in self.passages if isinstance(passage, Head))
        return tuple(head for head in heads if head.section.title and head.section.level <= 2)

    @cached_property
    def parts(self) -> list[Part]:
        """The passages as a phone shows them: closed under the titled heads of the second level."""
        parts = [Part(None, [])]
        for passage in self.passages:
            if isinstance(passage, Head) and passage.section.level <= 2:
                opens = passage.section.level == 2 and bool(passage.section.title)
                parts.append(Part(passage if opens else None, [] if opens else [passage]))
            else:
                parts[-1].passages.append(passage)
        return parts

    @cached_property
    def states(self) -> dict[ProgressState, int]:
        """How many tasks are in each state, what is done first."""
        states = Counter(
            passage.result.state
            for passage in self.passages
            if isinstance(passage, TaskClause) and passage.result.units
        )
        return {state: states[state] for state in DONE_FIRST if states[state]}

    @cached_property
    def late(self) -> tuple[Clause, ...]:
        """The clauses that are missed, behind or late."""
        return tuple(passage for passage in self.passages if not isinstance(passage, Head) and passage.is_late)

    @property
    def only_late(self) -> tuple[Annotation, ...]:
        """Those clauses under the heads that they stand below."""
        late = {clause.code for clause in self.late}
        return tuple(
            passage
            for passage in self.passages
            if (passage.code in late and not isinstance(passage, Head))
            or (isinstance(passage, Head) and any(map(passage.section.covers, late)))
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


def living_plan(
    whole: PlanSnapshot,
    attainment: PlanAttainment,
    results: PlanResults,
    year: int,
    reader: Reader,
    amended: Amendments | None = None,
) -> Living:
    """The plan in one year, in the order of the document, told without a query.

    A head stands before the first clause of its section, so that e) follows the dashes of đ).
    """
    opened = whole.reporting_years.get(year)
    is_closed = opened is not None and opened.is_closed
    amended = amended or Amendments()
    tasks = [
        replace(_task_clause(clause, reader, is_closed), changes=amended.tasks.get(clause.task.pk, ()))
        for clause in results.clauses(year)
    ]
    views = {attained.target.pk: present_target(attained, attainment, year) for attained in attainment.judge(year)}
    clauses: list[tuple[Section, Clause]] = []
    for target in whole.targets:
        label = label_of(target.code, target.section.code)
        notes, changes = whole.footnotes[target.pk], amended.targets.get(target.pk, ())
        clauses.append((target.section, TargetClause(label, target, views.get(target.pk), notes, changes)))
    clauses += [(task.result.task.section, task) for task in tasks]
    funding = results.funding(year)
    heads = [_head(section, whole, tasks, funding) for section in whole.sections]
    passages: list[Annotation] = []
    for section, clause in clauses:
        while heads and heads[0].section.position <= section.position:
            passages.append(heads.pop(0))
        passages.append(clause)
    return Living((*passages, *heads), amended.dropped)


def _head(
    section: Section, whole: PlanSnapshot, tasks: Iterable[TaskClause], spent: Mapping[FundingSource, FundingSum]
) -> Head:
    role = SectionRole(section.role) if section.role else None
    of_source = spent.get(SOURCES[role]) if role in SOURCES else None
    return Head(
        section=section,
        label=label_of(section.code),
        depth=min(section.level + 1, 3),
        body=section.body or (whole.plan.general_objective if role is SectionRole.GENERAL_OBJECTIVE else ""),
        # Nobody goes on with the tasks of a plan whose commune has merged.
        tasks=() if whole.plan.is_carried_on else tuple(clause for clause in tasks if section.covers(clause.code)),
        money=money(of_source.planned, of_source.spent) if of_source else "",
    )


def _task_clause(result: ClauseResult, reader: Reader, is_closed: bool) -> TaskClause:
    shown = sorted(result.units, key=lambda part: -part.overdue_days)[:MOST_UNITS]
    return TaskClause(
        result=result,
        label=label_of(result.task.code, result.task.section.code),
        recorded=recorded(result.records),
        units=tuple(unit_line(part, is_read=reader.reads(part.unit)) for part in shown),
        evidence=sum(part.evidence for part in result.units if part.row and reader.reads(part.unit)),
        opens=reader.opens(result),
        is_closed=is_closed,
    )
