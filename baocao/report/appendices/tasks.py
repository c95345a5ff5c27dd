"""The appendix of tasks: every clause of the plan with its units, how far they are, and what stands behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from django.utils import timezone

from baocao.document.blocks import Appendix, Column, Paragraph, Table
from baocao.living_plan.results import ClauseResult
from baocao.models import ReportKind
from baocao.report.content.tasks import STATES, recorded
from baocao.report.content.words import two_digit_days, upper_first
from baocao.report.data import ReportData
from kehoach.common import formats
from kehoach.common.formats import joined
from kehoach.tasks.clauses import UnitProgress

# With more years than this a state and its number stand on two lines.
_FEW_YEARS = 4
# With more units than this a clause has one row, which adds them up.
_MOST_UNITS = 20
_WHOSE = "Kết quả do đơn vị ghi, công chức xã xác nhận; sổ theo dõi là những việc đã ghi trong năm cho nhiệm vụ đó."


def task_appendix(data: ReportData) -> tuple[Appendix, ...]:
    """One appendix, or none before the plan began; a review has a column for each of its years."""
    if not any(clause.units for clause in data.clauses):
        return ()
    years = f"năm {data.year}"
    table, note = Table(_COLUMNS, tuple(_rows(data))), _WHOSE
    if data.kind is not ReportKind.ANNUAL:
        years = f"các năm {data.plan.first_year} - {data.year}"
        table, note = _over_years(data), "Tình trạng của nhiệm vụ là của các đơn vị chủ trì gộp lại."
    return (
        Appendix(
            number=data.task_appendix.removeprefix("Phụ lục").strip(),
            title=f"Tình hình thực hiện nhiệm vụ {years}",
            attached_to="",
            blocks=(Paragraph(note), table),
            landscape=True,
        ),
    )


_COLUMNS = (
    Column("Mã", "left", 7),
    Column("Nhiệm vụ", "left", 20),
    Column("Đơn vị", "left", 14),
    Column("Tình trạng", "left", 9),
    Column("Số lượng", "left", 9),
    Column("Kết quả, minh chứng", "left", 41),
)


def _rows(data: ReportData) -> Iterator[tuple[str, ...]]:
    for clause in data.clauses:
        code, name = clause.task.code, clause.task.short_name
        if not clause.units:
            yield (code, name, "Chưa phân công", upper_first(STATES[clause.state]), formats.DASH, "")
        elif len(clause.units) > _MOST_UNITS:
            yield (code, name, f"{len(clause.units)} đơn vị", *_summed(clause))
        else:
            is_only = len(clause.units) == 1
            for unit in clause.units:
                yield (code, name, unit.unit.name, *_said(unit, clause if is_only else None))
            if not is_only and clause.records:
                yield (code, name, f"Cả {len(clause.units)} đơn vị", *_summed(clause))


def _summed(clause: ClauseResult) -> tuple[str, str, str]:
    finished = f"{clause.finished}/{len(clause.leads)} đơn vị hoàn thành"
    return upper_first(STATES[clause.state]), _amount(clause, clause.count), "\n".join([finished, *_behind(clause)])


def _said(unit: UnitProgress, clause: ClauseResult | None) -> tuple[str, str, str]:
    """State, number and words of a unit, and what was recorded for the `clause` that it has to itself."""
    row, lines = unit.row, []
    if row is not None:
        lines = [two_digit_days(row.result)] if row.result else []
        reported = f"{row.updated_by} ghi {formats.date_short(timezone.localdate(row.updated_at))}"
        confirmed = ", chưa xác nhận" if unit.waits_for_officer else ""
        lines.append(f"({reported}{confirmed})")
    if unit.evidence:
        lines.append(f"{formats.count(unit.evidence)} minh chứng kèm theo trên cổng")
    lines += _behind(clause) if clause else []
    return upper_first(STATES[unit.state]), _amount(unit, row.count if row else None), "\n".join(lines)


def _behind(clause: ClauseResult) -> list[str]:
    records = recorded(clause.records)
    return [f"Sổ theo dõi: {joined(records)}"] if records else []


def _amount(of: ClauseResult | UnitProgress, number: int | None) -> str:
    """158 tiết, buổi; a dash where nobody counted."""
    return formats.DASH if number is None else f"{formats.count(number)} {of.task.counts}".strip()


def _over_years(data: ReportData) -> Table:
    """Every clause down, the plan's years across."""
    years = range(data.plan.first_year, data.year + 1)
    by_year = [{result.task.code: result for result in data.results.clauses(year)} for year in years]
    few = len(years) <= _FEW_YEARS
    name, beside = (31, ", ") if few else (22, "\n")
    columns = (
        Column("Mã", "left", 7 * len(years)),
        Column("Nhiệm vụ", "left", name * len(years)),
        *(Column(f"Năm {year}", "left", 93 - name) for year in years),
    )
    rows = tuple(
        (
            clause.task.code,
            clause.task.short_name,
            *(upper_first(_state(of_year[clause.task.code], beside)) for of_year in by_year),
        )
        for clause in data.clauses
    )
    return Table(columns, rows)


def _state(clause: ClauseResult, beside: str) -> str:
    number = f"{beside}{formats.count(clause.count)} {clause.task.counts}" if clause.count else ""
    return f"{STATES[clause.state]}{number}"


def tasks_as_json(data: ReportData) -> list[dict[str, object]]:
    """The clauses for programs: the state of each, and what each unit reported."""
    return [
        {
            "code": clause.task.code,
            "name": clause.task.short_name,
            "state": clause.state.value,
            "count": clause.count,
            "unit": clause.task.counts,
            "records": asdict(clause.records),
            "units": [
                {
                    "code": unit.unit.code,
                    "part": unit.part.value if unit.part else None,
                    "state": unit.state.value,
                    "count": unit.row.count if unit.row else None,
                    "result": unit.row.result if unit.row else "",
                    "updated_at": timezone.localtime(unit.row.updated_at).isoformat() if unit.row else None,
                    "review": unit.row.review if unit.row else None,
                    "version": unit.row.version if unit.row else None,
                    "evidence": unit.evidence,
                }
                for unit in clause.units
            ],
        }
        for clause in data.clauses
    ]
