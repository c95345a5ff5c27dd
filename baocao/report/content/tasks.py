"""Sections II.2 and II.3 of the report as far as they tell of tasks: what became of each, group by group, unit by unit.

What a unit wrote is printed as it wrote it; the sentences around it say how far the task is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from baocao.document.blocks import Block, Heading, Paragraph, Points
from baocao.living_plan.results import ClauseResult, Records
from baocao.report.content.cited_sentence import CitedSentence, as_points
from baocao.report.content.words import ended, some, two_digit_days
from baocao.report.data import ReportData
from baocao.report.groups import PLAN, TASKS
from baocao.report.work import Group, name_of
from kehoach.common import formats
from kehoach.common.formats import joined
from kehoach.models import AssignmentRole, ProgressState, TaskProgress, Unit
from kehoach.tasks.clauses import UnitProgress

# A state inside a sentence; of what nobody reported it is not known that nothing was done.
STATES = {
    ProgressState.DONE: "hoàn thành",
    ProgressState.IN_PROGRESS: "đang thực hiện",
    ProgressState.NOT_STARTED: "chưa có kết quả",
    ProgressState.NOTHING: "không phát sinh",
}
# With more units than this each is told in the appendix alone.
_MOST_UNITS = 20


@dataclass(frozen=True)
class Due:
    """Some clauses without those that had nothing to be done, which are no part of what was to be finished."""

    clauses: tuple[ClauseResult, ...]
    nothing: int

    @property
    def done(self) -> int:
        """How many of them are finished."""
        return sum(clause.state is ProgressState.DONE for clause in self.clauses)

    @property
    def share(self) -> str:
        """27/29"""
        return f"{self.done}/{len(self.clauses)}"


def due_of(clauses: Sequence[ClauseResult]) -> Due:
    """What was to be done of some clauses."""
    due = tuple(clause for clause in clauses if clause.state is not ProgressState.NOTHING)
    return Due(due, len(clauses) - len(due))


def groups(data: ReportData) -> tuple[Block, ...]:
    """II.2: the plan's groups, who leads them, and what became of each of their tasks."""
    groups_of_plan = data.work.groups
    if not groups_of_plan:
        return (Paragraph("Các nhiệm vụ của Kế hoạch chưa được đưa vào theo dõi."),)
    shared = len({group.leads for group in groups_of_plan}) == 1 and bool(groups_of_plan[0].leads)
    led = f", đều do {joined(groups_of_plan[0].leads)} chủ trì" if shared else ""
    text = f"Kế hoạch xác định {len(groups_of_plan)} nhóm nhiệm vụ, giải pháp{led}"
    if not any(unit.row for clause in data.tasks for unit in clause.units):
        points = Points(ended([_group(group, shared) for group in groups_of_plan]))
        return (Paragraph(f"{text}:", sources=(PLAN,)), points, Paragraph(_nothing_yet(data)))
    whole = f"{text}. {counted(data.tasks, f'nhiệm vụ năm {data.year}')}{_unseen(data.tasks)}"
    blocks: list[Block] = [Paragraph(whole, sources=(PLAN, TASKS))]
    for group in groups_of_plan:
        clauses = data.clauses_of(group.codes)
        blocks.append(Heading(3, group.title))
        blocks += as_points([CitedSentence(_clause(clause), _sources(clause)) for clause in clauses])
    return tuple(blocks)


def _sources(clause: ClauseResult) -> tuple[str, ...]:
    """The code of a task of which something is known that can be looked up."""
    return (clause.task.code,) if is_known(clause) else ()


def is_known(clause: ClauseResult) -> bool:
    """Whether somebody has reported on a task, or the books have something of it."""
    return any(unit.row for unit in clause.units) or bool(clause.records)


def _group(group: Group, shared: bool) -> str:
    led = "" if shared or not group.leads else f", {joined(group.leads)} chủ trì"
    return f"{group.title} ({len(group.codes)} nhiệm vụ{led})"


def _nothing_yet(data: ReportData) -> str:
    if data.is_before_plan:
        return f"Kế hoạch bắt đầu từ năm {data.plan.first_year} nên năm {data.year} chưa có nhiệm vụ phải thực hiện."
    return f"Chưa đơn vị nào báo cáo kết quả nhiệm vụ năm {data.year}, nên báo cáo chưa đánh giá được các nhóm này."


def counted(clauses: Sequence[ClauseResult], noun: str) -> str:
    """Trong 17 nhiệm vụ năm 2025 có 13 hoàn thành, 1 đang thực hiện, 3 không phát sinh."""
    numbers = Counter(clause.state for clause in clauses)
    phrases = [f"{numbers[state]} {word}" for state, word in STATES.items() if numbers[state]]
    if len(phrases) == 1 and len(clauses) > 1:
        return f"Cả {len(clauses)} {noun} đều {phrases[0].partition(' ')[2]}."
    return f"Trong {len(clauses)} {noun} có {joined(phrases)}."


def waiting_results(clauses: Iterable[ClauseResult]) -> int:
    """How many finished results the officer has not confirmed."""
    return sum(unit.waits_for_officer for clause in clauses for unit in clause.units)


def _unseen(clauses: Iterable[ClauseResult]) -> str:
    waiting = waiting_results(clauses)
    return f" Có {formats.count(waiting)} kết quả đơn vị đã báo cáo nhưng chưa được xác nhận." if waiting else ""


def _clause(clause: ClauseResult) -> str:
    """A task, how far it is, and what was done; where several lead it, how many are finished and their sum."""
    name, leads = clause.task.short_name, clause.leads
    if not leads:
        return f"{name}: chưa phân công đơn vị chủ trì"
    written = written_down(clause)
    behind = f". Sổ theo dõi đã ghi {written}" if written else ""
    if len(leads) == 1:
        return f"{name}: {said(leads[0])}{behind}"
    total = f", cộng {formats.count(clause.count)} {clause.task.counts}" if clause.count else ""
    return f"{name}: {clause.finished}/{len(leads)} đơn vị hoàn thành{total}{behind}"


def said(unit: UnitProgress) -> str:
    """How far a unit is, then its own words without their last full stop, or its number where it used no words."""
    state, row = STATES[unit.state], unit.row
    if row is None:
        return state
    if row.result:
        return f"{state}. {words_of(row)}"
    return f"{state}, {formats.count(row.count)} {unit.task.counts}" if row.count else state


def words_of(row: TaskProgress) -> str:
    """What a unit wrote on one line, its days as the report writes them (05/01/2026), without its last full stop."""
    return two_digit_days(" ".join(row.result.splitlines())).rstrip(" .;")


def written_down(clause: ClauseResult) -> str:
    """What the books have, where no unit said anything in words."""
    if any(lead.row and lead.row.result for lead in clause.leads):
        return ""
    return joined(recorded(clause.records))


def recorded(records: Records) -> list[str]:
    """What was recorded for a task: 9 hoạt động với 1.597 lượt người, 2 văn bản …"""
    counts = (
        (records.activities, "hoạt động", records.participants, "lượt người"),
        (records.broadcasts, "tin, bài phát thanh", 0, ""),
        (records.documents, "văn bản", 0, ""),
        (records.courses, "lớp tập huấn", records.learners, "người học"),
        (records.mobilisations, "đợt huy động", records.volunteers, "người"),
        (records.commended, "khen thưởng", 0, ""),
    )
    phrases = [
        f"{formats.count(number)} {noun}" + (f" với {formats.count(people)} {who}" if people else "")
        for number, noun, people, who in counts
        if number
    ]
    return [*phrases, *([f"đã chi {formats.money(records.spent)}"] if records.spent else [])]


def duties(data: ReportData) -> tuple[Block, ...]:
    """II.3: what each unit did of the duties that the plan's part on carrying it out gives to it."""
    if not any(unit.row for clause in data.duties for unit in clause.units):
        return ()
    by_unit = duties_by_unit(data.duties)
    intro = (
        f"{counted(data.duties, f'trách nhiệm tổ chức thực hiện năm {data.year}')}{_unseen(data.duties)} "
        f"Toàn bộ nhiệm vụ, trách nhiệm của từng đơn vị có tại {data.task_appendix} kèm theo."
    )
    if len(by_unit) > _MOST_UNITS:
        return (Paragraph(intro, sources=(TASKS,)), Paragraph(_of_many(by_unit, data), sources=(TASKS,)))
    blocks: list[Block] = [Paragraph(intro, sources=(TASKS,))]
    for unit, parts in by_unit.items():
        blocks.append(Heading(3, unit.name))
        blocks += as_points(
            [
                CitedSentence(f"{part.task.short_name}: {said(part)}", (part.task.code,) if part.row else ())
                for part in parts
            ]
        )
    return tuple(blocks)


def duties_by_unit(clauses: Iterable[ClauseResult]) -> dict[Unit, list[UnitProgress]]:
    """The leading units in the order of the plan, each with its parts; who only takes part where it has reported."""
    parts: dict[Unit, list[UnitProgress]] = {}
    for clause in clauses:
        for unit in clause.units:
            if unit.part == AssignmentRole.LEAD or unit.row:
                parts.setdefault(unit.unit, []).append(unit)
    return parts


def _of_many(by_unit: dict[Unit, list[UnitProgress]], data: ReportData) -> str:
    """How many units are done with all of theirs, and which are not."""
    open_ones = [name_of(unit) for unit, parts in by_unit.items() if not all(part.is_finished for part in parts)]
    text = f"{units_finished(by_unit)} đơn vị đã xong mọi trách nhiệm được giao"
    if not open_ones:
        return f"{text}."
    return f"{text}; chưa xong: {some(open_ones, noun='đơn vị', see=data.task_appendix)}."


def units_finished(by_unit: Mapping[Unit, Sequence[UnitProgress]]) -> str:
    """How many units are done with all of their duties: 140/203"""
    finished_ones = [unit for unit, parts in by_unit.items() if all(part.is_finished for part in parts)]
    return f"{len(finished_ones)}/{len(by_unit)}"


def unfinished_clauses(data: ReportData) -> list[ClauseResult]:
    """The tasks and duties that are not finished; none where nobody has reported anything: nothing is known then."""
    if not any(unit.row for clause in data.clauses for unit in clause.units):
        return []
    open_states = (ProgressState.IN_PROGRESS, ProgressState.NOT_STARTED)
    return [clause for clause in data.clauses if clause.leads and clause.state in open_states]


def unfinished(data: ReportData) -> str:
    """Those, for what the report says of shortcomings; empty where all are finished."""
    names = [f"“{clause.task.short_name}”" for clause in unfinished_clauses(data)]
    if not names:
        return ""
    tasks = some(names, noun="nhiệm vụ", see=data.task_appendix)
    return (
        f"Còn {len(names)}/{len(due_of(data.clauses).clauses)} nhiệm vụ, trách nhiệm phải làm chưa hoàn thành: {tasks}."
    )


def finished(data: ReportData) -> str:
    """How many tasks and duties are done, for what the report says of strengths."""
    due = due_of(data.clauses)
    if not due.done:
        return ""
    apart = f"; {due.nothing} việc khác không phát sinh" if due.nothing else ""
    return f"{due.share} nhiệm vụ, trách nhiệm phải làm trong năm {data.year} đã hoàn thành{apart}."
