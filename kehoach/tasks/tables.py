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
        [_task_row(part)[:shown] for clause in clauses for part in clause.units],
    )


def _task_row(part: UnitProgress) -> tuple[Any, ...]:
    return (
        part.task.code,
        part.task.short_name,
        part.unit.name,
        part.part.label if part.part else None,
        part.due,
        part.state.label,
        part.overdue_days or None,
        part.row.count if part.row else None,
        part.task.counts or None,
        (part.row.result or None) if part.row else None,
        part.row.get_review_display() if part.row else None,
        part.evidence or None,
    )
