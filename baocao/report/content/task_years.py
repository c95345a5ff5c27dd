"""Sections II.2 and II.3 of a review: what became of each task and duty over the years, summed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from baocao.document.blocks import Block, Heading, Paragraph
from baocao.living_plan.results import ClauseResult
from baocao.report.content.cited_sentence import CitedSentence, as_points
from baocao.report.content.tasks import STATES, counted
from baocao.report.content.words import upper_first
from baocao.report.data import ReportData
from baocao.report.groups import PLAN, TASKS
from kehoach.common import formats
from kehoach.models import FINISHED, ProgressState


@dataclass(frozen=True)
class ClauseYears:
    """A clause over the plan's opened years: in how many it was done or had nothing to do, and its numbers' sum."""

    clause: ClauseResult
    years: int
    done: int
    nothing: int
    amount: int

    @property
    def share(self) -> str:
        """2/3: in how many of how many years it was done."""
        return f"{self.done}/{self.years}"

    @property
    def sentence(self) -> str:
        """Đẩy mạnh tuyên truyền …: hoàn thành 3/3 năm, cộng 95 tin, bài"""
        name = self.clause.task.short_name
        if self.nothing == self.years:
            return f"{name}: {STATES[ProgressState.NOTHING]}"
        total = f", cộng {formats.count(self.amount)} {self.clause.task.counts}".rstrip() if self.amount else ""
        open_state = "" if self.clause.state in FINISHED else f"; năm {self.clause.year} {STATES[self.clause.state]}"
        return f"{name}: {STATES[ProgressState.DONE]} {self.share} năm{total}{open_state}"


def over_years(data: ReportData, clauses: Iterable[ClauseResult]) -> list[ClauseYears]:
    """Each of these clauses over the plan's years up to the one reported on; none where no year was opened."""
    opened = [year for year in range(data.plan.first_year, data.year + 1) if year in data.years.reporting_years]
    by_year = [{result.task.code: result for result in data.results.clauses(year)} for year in opened]
    rows = []
    for clause in clauses if opened else ():
        results = [of_year[clause.task.code] for of_year in by_year]
        states = [result.state for result in results]
        done, nothing = states.count(ProgressState.DONE), states.count(ProgressState.NOTHING)
        rows.append(ClauseYears(clause, len(opened), done, nothing, sum(result.count or 0 for result in results)))
    return rows


def groups_over_years(data: ReportData) -> tuple[Block, ...]:
    """II.2: the plan's groups with what became of their tasks."""
    groups = data.work.groups
    if not groups:
        return (Paragraph("Các nhiệm vụ của Kế hoạch chưa được đưa vào theo dõi."),)
    text = f"Kế hoạch xác định {len(groups)} nhóm nhiệm vụ, giải pháp."
    blocks: list[Block] = [
        Paragraph(f"{text} {counted(data.tasks, f'nhiệm vụ năm {data.year}')}", sources=(PLAN, TASKS))
    ]
    for group in groups:
        blocks += [Heading(3, group.title), *_points(over_years(data, data.clauses_of(group.codes)))]
    return tuple(blocks)


def duties_over_years(data: ReportData) -> tuple[Block, ...]:
    """II.3: the same of the duties."""
    rows = over_years(data, data.duties)
    if not rows:
        return ()
    text = f"{counted(data.duties, f'trách nhiệm tổ chức thực hiện năm {data.year}')} Tình hình từng năm tại "
    return (Paragraph(f"{text}{data.task_appendix} kèm theo.", sources=(TASKS,)), *_points(rows))


def _points(rows: Sequence[ClauseYears]) -> tuple[Block, ...]:
    return as_points([CitedSentence(upper_first(row.sentence), (row.clause.task.code,)) for row in rows])
