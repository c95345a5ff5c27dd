"""What the report can say of the plan's work: what the plan gives to whom, and what has become of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from baocao.living_plan.results import ClauseResult
from baocao.report.content.tasks import (
    STATES,
    due_of,
    duties_by_unit,
    is_known,
    unfinished_clauses,
    units_finished,
    waiting_results,
    written_down,
)
from baocao.report.data import ReportData
from baocao.report.groups import PLAN, TASKS
from baocao.report.section_markup import Figure
from kehoach.common import formats

_OF_TASKS = "Kết quả nhiệm vụ"


def of_plan(data: ReportData) -> Iterator[Figure]:
    """How much the plan asks for, and between how many units it is divided."""
    work = data.work
    counts = [
        ("chỉ tiêu", "Số chỉ tiêu", len(data.targets)),
        ("nhóm nhiệm vụ", "Số nhóm nhiệm vụ, giải pháp", len(work.groups)),
        ("nhiệm vụ", "Số nhiệm vụ", work.tasks),
        ("trách nhiệm", "Số trách nhiệm tổ chức thực hiện", work.duties),
        ("đơn vị", "Số đơn vị được phân công", len(work.units)),
    ]
    if not any(unit.row for clause in data.tasks for unit in clause.units):
        counts += [(group.title.lower(), f"Số nhiệm vụ: {group.title}", len(group.codes)) for group in work.groups]
    for name, label, number in counts:
        if number:
            yield Figure(f"{PLAN}.{name}", PLAN, label, formats.count(number), origin=data.short_citation)


def of_tasks(data: ReportData) -> Iterator[Figure]:
    """How many tasks and duties are how far, and of each task what was counted or else how far it is."""
    if not data.clauses:
        return
    for name, label, text in _summed(data):
        yield Figure(f"{TASKS}.{name}", TASKS, label, text, origin=_OF_TASKS)
    tasks = {clause.task.code for clause in data.tasks}
    for clause in data.clauses:
        if is_known(clause):
            yield from _of_task(clause)
            if clause.task.code in tasks and len(clause.leads) > 1:
                yield _of_leads(clause)


def _summed(data: ReportData) -> Iterator[tuple[str, str, str]]:
    whole = "nhiệm vụ, trách nhiệm"
    states = Counter(clause.state for clause in data.clauses)
    yield "tổng số", f"Tổng số {whole}", formats.count(len(data.clauses))
    for state, words in STATES.items():
        yield words, f"{whole.capitalize()} {words}", formats.count(states[state])
    if unfinished := len(unfinished_clauses(data)):
        yield "chưa hoàn thành", f"{whole.capitalize()} chưa hoàn thành", formats.count(unfinished)
    of_groups = [(group.title, data.clauses_of(group.codes)) for group in data.work.groups]
    for title, clauses in ((whole, data.clauses), *of_groups, ("Trách nhiệm", data.duties)):
        if (due := due_of(clauses)).clauses:
            yield f"đã xong, {title.lower()}", f"{title.capitalize()}: đã hoàn thành trong số phải làm", due.share
    yield from _counted("nhiệm vụ", data.tasks)
    yield from _counted("trách nhiệm", data.duties)
    by_unit = duties_by_unit(data.duties)
    if by_unit:
        yield "đơn vị đã xong", "Số đơn vị đã xong mọi trách nhiệm", units_finished(by_unit)


def _counted(noun: str, clauses: Sequence[ClauseResult]) -> Iterator[tuple[str, str, str]]:
    """One part of the clauses by itself; what there is none of is left out."""
    states = Counter(clause.state for clause in clauses)
    if clauses:
        yield noun, f"Riêng {noun}", formats.count(len(clauses))
    for state, words in STATES.items():
        if states[state]:
            yield f"{noun} {words}", f"Riêng {noun} {words}", formats.count(states[state])
    if waiting := waiting_results(clauses):
        yield f"{noun} chờ xác nhận", f"Kết quả {noun} chưa được xác nhận", formats.count(waiting)


def _of_task(clause: ClauseResult) -> Iterator[Figure]:
    task = clause.task
    if clause.count is None:
        yield Figure(f"{task.code}.tình trạng", task.code, task.short_name, STATES[clause.state], origin=_OF_TASKS)
    else:
        label = f"{task.short_name} ({task.counts})" if task.counts else task.short_name
        yield Figure(f"{task.code}.số lượng", task.code, label, formats.count(clause.count), origin=_OF_TASKS)
    if written := written_down(clause):
        label = f"{task.short_name}: sổ theo dõi đã ghi"
        yield Figure(f"{task.code}.sổ theo dõi", task.code, label, written, origin="Sổ theo dõi")


def _of_leads(clause: ClauseResult) -> Figure:
    """How many of those that lead a task are done, where the text adds them up."""
    code, share = clause.task.code, f"{clause.finished}/{len(clause.leads)}"
    label = f"{clause.task.short_name}: số đơn vị hoàn thành"
    return Figure(f"{code}.đơn vị hoàn thành", code, label, share, origin=_OF_TASKS)
