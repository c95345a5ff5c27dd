"""The passages of the living plan: a head, a target or a task, each with what stands beside it in the margin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.functional import cached_property

from baocao.attainment.present import TargetView
from baocao.attainment.verdicts import FAILS
from baocao.living_plan.amendments import Change
from baocao.living_plan.results import ClauseResult
from kehoach.common import formats
from kehoach.models import FINISHED, AssignmentRole, ProgressState, Section, Target
from kehoach.tasks.clauses import UnitProgress

# A margin has room for so many units; the task's own page has all of them.
MOST_UNITS = 8


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
    def tones(self) -> list[str]:
        """How far each of its tasks is, as its tone in the stylesheet."""
        return [task.tone for task in self.tasks]

    @property
    def title(self) -> str:
        """Its title as a table of contents has it, without the sign at its end."""
        return self.section.title.rstrip(" .:")

    @cached_property
    def finished(self) -> int:
        """How many of its tasks are finished."""
        return sum(task.is_finished for task in self.tasks)

    @cached_property
    def late(self) -> int:
        """How many of its tasks are late."""
        return sum(task.is_late for task in self.tasks)


@dataclass(frozen=True)
class TargetClause:
    """A target, its verdict and bars in the chosen year (None: nothing is asked of it), its footnote numbers.

    `changes` are what amendments made of it, the newest first.
    """

    label: str
    target: Target
    view: TargetView | None
    footnotes: tuple[int, ...]
    changes: tuple[Change, ...] = ()
    shape: ClassVar[str] = "target"

    @property
    def code(self) -> str:
        """The target's code."""
        return self.target.code

    @cached_property
    def is_late(self) -> bool:
        """Whether it is missed or behind its path."""
        return self.view is not None and self.view.verdict in FAILS


@dataclass(frozen=True)
class UnitLine:
    """One unit's part in a task: how far it is, and what it wrote and sent where the reader may read that.

    `count` is its number with what it counts, `url` the page of its result where there is `evidence`.
    """

    words: str
    tone: str
    count: str
    evidence: int
    url: str
    result: str


def unit_line(part: UnitProgress, *, is_read: bool) -> UnitLine:
    """A unit's part in words: Trường Tiểu học: đang thực hiện, quá hạn 12 ngày"""
    late, row = part.overdue_days, part.row
    overdue = f", quá hạn {formats.count(late)} ngày" if late else ""
    evidence = part.evidence if is_read else 0
    names = {"code": part.task.code, "year": part.year, "unit": part.unit.code}
    return UnitLine(
        words=f"{part.unit.name}: {part.state.label.lower()}{overdue}",
        tone="late" if late else part.state.tone,
        count=f"{formats.count(row.count)} {part.task.counts}" if row and row.count is not None else "",
        evidence=evidence,
        url=reverse("result", kwargs=names) if evidence else "",
        result=row.result if row and is_read else "",
    )


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
    changes: tuple[Change, ...] = ()
    shape: ClassVar[str] = "task"

    @property
    def code(self) -> str:
        """The task's code."""
        return self.result.task.code

    @property
    def wording(self) -> str:
        """What the plan says."""
        return self.result.task.wording

    @cached_property
    def lead(self) -> str:
        """The units that lead it, by name."""
        return self._names(AssignmentRole.LEAD)

    @cached_property
    def support(self) -> str:
        """The units that take part in it, by name."""
        return self._names(AssignmentRole.SUPPORT)

    @cached_property
    def former(self) -> str:
        """The units that have reported and do not have it any more, by name."""
        return self._names(None)

    def _names(self, part: AssignmentRole | None) -> str:
        names = [line.unit.name for line in self.result.units if line.part == part]
        more = len(names) - MOST_UNITS
        return ", ".join(names[:MOST_UNITS]) + (f" và {formats.count(more)} đơn vị khác" if more > 0 else "")

    @property
    def unit_count(self) -> int:
        """How many units have a part in it."""
        return len(self.result.units)

    @property
    def others(self) -> int:
        """How many units are not named."""
        return self.unit_count - len(self.units)

    @cached_property
    def count(self) -> str:
        """The units' numbers added up, with what they count; empty where nobody gave one."""
        count = self.result.count
        return "" if count is None else f"{formats.count(count)} {self.result.task.counts}"

    @property
    def progress(self) -> str:
        """How many of the units that lead it are finished: 2/3 đơn vị chủ trì đã xong"""
        if not self.result.leads:
            return "Từng đơn vị"
        finished, total = formats.count(self.result.finished), formats.count(len(self.result.leads))
        return f"{finished}/{total} đơn vị chủ trì đã xong"

    @cached_property
    def is_finished(self) -> bool:
        """Whether nothing of it is left to do."""
        return self.result.state in FINISHED

    @cached_property
    def is_late(self) -> bool:
        """Whether a unit should have reported before today, or the year was closed without the task being finished."""
        return bool(self.result.late) or (self.is_closed and bool(self.result.leads) and not self.is_finished)

    @cached_property
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
        """What the one unit that has it wrote, where the reader may read it; several units are shown one by one."""
        return self.units[0].result if self.unit_count == 1 else ""


Clause = TargetClause | TaskClause
Annotation = Head | Clause
