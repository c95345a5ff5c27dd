"""Targets and attainment as a sheet: a row for each condition and year, with every number that a verdict rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from baocao.attainment.queries import ConditionAttainment, PlanAttainment, TargetAttainment
from baocao.attainment.results import GrowthResult, ShareResult
from baocao.dashboard.overview import Board
from kehoach.common.sheets import Sheet
from kehoach.common.workbook_writer import Value

_HEADS = (
    *("Mã", "Chỉ tiêu", "Năm", "Kết luận của chỉ tiêu", "Điều kiện", "Đạt", "Tổng số", "Chưa có số liệu"),
    *("Tỷ lệ thấp nhất", "Tỷ lệ cao nhất", "Năm gốc", "Số liệu năm gốc", "Số liệu năm", "Tăng bình quân mỗi năm"),
    *("Mốc năm", "Ít nhất", "Nhiều nhất", "Kết luận của điều kiện", "Còn thiếu", "Cơ sở chưa đạt"),
)


def targets_sheet(attainment: PlanAttainment, shown: Iterable[int]) -> Sheet:
    """Every condition of the plan in these years; no query."""
    return Sheet(
        "Chỉ tiêu",
        f"{attainment.plan}: mức độ đạt các chỉ tiêu qua các năm. Tỷ lệ là một khoảng khi còn cơ sở chưa có số liệu.",
        _HEADS,
        [row for year in shown for target in attainment.judge(year) for row in _rows(target, year)],
    )


def sheets_of(board: Board) -> list[Sheet]:
    """The plan's targets in all years; of several plans beside each other those of the year, and their sums."""
    if board.beside is None:
        return [targets_sheet(board.attainment, sorted(board.attainment.reporting_years))]
    sheets = []
    for number, area in enumerate(board.beside.areas, start=1):
        sheet = targets_sheet(area.attainment, [board.year])
        sheets.append(replace(sheet, title=f"Chỉ tiêu, kế hoạch {number}", about=f"{area.name}: {sheet.about}"))
    heads = ("Nội dung", *(area.whose for area in board.beside.areas), "Toàn xã")
    rows = [(row.label, *row.cells, row.whole) for row in board.beside.sums]
    return [*sheets, Sheet("Cộng chung", f"Cộng chung các kế hoạch, năm {board.year}.", heads, rows)]


def _rows(target: TargetAttainment, year: int) -> Iterator[tuple[Value, ...]]:
    for condition in target.conditions:
        result = condition.result
        yield (
            target.target.code,
            target.target.short_name,
            year,
            target.verdict.label,
            str(condition.condition),
            *_numbers(condition),
            result.milestone.year,
            _share(result.at_least),
            _share(result.at_most) if result.at_most is not None else None,
            result.verdict.label,
            result.gap,
            ", ".join(result.lacking) or None,
        )


def _numbers(condition: ConditionAttainment) -> tuple[Value, ...]:
    """What the verdict rests on: for a share how many of how many, for growth from what to what."""
    result = condition.result
    if isinstance(result, ShareResult):
        return (result.met, result.total, result.unreported, result.low, result.high, *(None,) * 4)
    return (
        None,
        result.total,
        result.unreported,
        None,
        None,
        result.base_year,
        result.base,
        result.value,
        _rate(result),
    )


def _rate(result: GrowthResult) -> Fraction | None:
    return _share(Decimal(result.compound_percent)) if result.compound_percent is not None else None


def _share(percent: Decimal) -> Fraction:
    return Fraction(percent) / 100
