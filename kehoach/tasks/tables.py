"""The tables of the pages as sheets of a workbook: what the page shows, with numbers and days that can be counted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kehoach.common.sheets import Sheet
from kehoach.tasks.clauses import ClauseProgress, UnitProgress

_TASK_COLUMNS = (
    *("Mã", "Nhiệm vụ", "Đơn vị", "Vai trò", "Hạn", "Tình trạng", "Quá hạn (ngày)"),
    *("Số lượng", "Đếm bằng", "Kết quả", "Ý kiến của công chức", "Minh chứng"),
)
# Up to the state, which everybody of the commune and the level above may read.
_STATE_COLUMNS = 6


def tasks_sheet(clauses: Iterable[ClauseProgress], year: int, *, states_only: bool) -> Sheet:
    """The plan's tasks with every unit's part: a row a task and unit; the results too, unless for `states_only`."""
    shown = _STATE_COLUMNS if states_only else len(_TASK_COLUMNS)
    return Sheet(
        f"Nhiệm vụ {year}",
        "Nhiệm vụ và trách nhiệm theo kế hoạch, kết quả của từng đơn vị được phân công.",
        _TASK_COLUMNS[:shown],
        [_task_row(one)[:shown] for clause in clauses for one in clause.units],
    )


def _task_row(one: UnitProgress) -> tuple[Any, ...]:
    return (
        one.task.code,
        one.task.short_name,
        one.unit.name,
        one.part.label if one.part else None,
        one.due,
        one.state.label,
        one.overdue_days or None,
        one.row.count if one.row else None,
        one.task.counts or None,
        (one.row.result or None) if one.row else None,
        one.row.get_review_display() if one.row else None,
        one.evidence or None,
    )
