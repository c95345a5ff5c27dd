"""The sums over communes as page and Excel show them: targets, provinces and communes, each the worst first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from baocao.attainment.results import GrowthResult, ShareResult, Verdict
from baocao.attainment.verdicts import FAILS
from baocao.rollup import words
from baocao.rollup.summing import CommuneResult, Line, Rollup
from kehoach.common.sheets import Sheet
from kehoach.common.workbook_writer import Value
from kehoach.models import Measure, Scope


@dataclass(frozen=True)
class ProvinceRow:
    """A province's communes: how many there are, fail by their own plan, and cannot be judged."""

    name: str
    communes: int
    failing: int
    undetermined: int

    @property
    def passing(self) -> int:
        """The rest."""
        return self.communes - self.failing - self.undetermined


def province_rows(rollup: Rollup) -> list[ProvinceRow]:
    """Every province, the one with the largest part of failing communes first."""
    verdicts: dict[str, list[Verdict]] = defaultdict(list)
    for row in rollup.communes:
        verdicts[row.commune.province].append(row.verdict)
    rows = [
        ProvinceRow(
            name, len(of_name), sum(verdict in FAILS for verdict in of_name), of_name.count(Verdict.UNDETERMINED)
        )
        for name, of_name in verdicts.items()
    ]
    return sorted(rows, key=lambda row: (-Fraction(row.failing, row.communes), row.name))


def worst_lines(rollup: Rollup) -> list[Line]:
    """The sums, the one that the largest part of communes fails first."""
    return sorted(rollup.lines, key=lambda line: -Fraction(line.failing, sum(line.communes.values())))


def failing_words(row: CommuneResult) -> str:
    """The conditions that a commune fails or cannot be judged by, in few words: thư viện xã, lượt người sử dụng …"""
    failing = [result for result in row.results if result.verdict is row.verdict and row.verdict in _TOLD]
    return "; ".join(f"{Scope(result.scope).label} {Measure(result.measure).label}" for result in failing)


_TOLD = FAILS | {Verdict.UNDETERMINED}


_TARGET_HEADS = (
    *("Chỉ tiêu", "Đạt", "Tổng số", "Chưa có số liệu"),
    *("Lượt năm gốc", "Lượt năm của các xã ấy", "Lượt năm", "Các xã"),
)
_PROVINCE_HEADS = ("Tỉnh, thành phố", "Số xã", "Chưa đạt hoặc chậm", "Chưa đủ số liệu", "Đạt hoặc đúng lộ trình")
_COMMUNE_HEADS = (
    *("Mã", "Xã", "Tỉnh, thành phố", "Kết luận", "Điều kiện", "Đạt", "Tổng số", "Chưa có số liệu"),
    *("Lượt năm gốc", "Lượt năm", "Kết luận của điều kiện"),
)


def sheets(rollup: Rollup, province: str) -> list[Sheet]:
    """The page as a workbook, with every commune's own numbers besides."""
    about = f"Năm {rollup.year}, {province or 'tất cả các xã'}. Cộng từ số liệu đã duyệt của từng xã."
    of_provinces = [
        (row.name, row.communes, row.failing, row.undetermined, row.passing) for row in province_rows(rollup)
    ]
    of_communes = [row for commune in rollup.communes for row in _commune_rows(commune)]
    return [
        Sheet("Chỉ tiêu", about, _TARGET_HEADS, [_target_row(line) for line in worst_lines(rollup)]),
        Sheet("Tỉnh, thành phố", about, _PROVINCE_HEADS, of_provinces, frozenset(range(1, 5))),
        Sheet("Xã", about, _COMMUNE_HEADS, of_communes),
    ]


def _target_row(line: Line) -> tuple[Value, ...]:
    visits = (line.base, line.value_beside_base, line.value) if line.is_growth else (None, None, None)
    met = None if line.is_growth else line.met
    return (words.name_of(line), met, line.total, line.unreported, *visits, words.communes_words(line))


def _commune_rows(row: CommuneResult) -> Iterator[tuple[Value, ...]]:
    for result in row.results:
        yield (
            row.commune.code,
            row.commune.full_name,
            row.commune.province,
            row.verdict.label,
            f"{Scope(result.scope).label} {Measure(result.measure).label}",
            result.met if isinstance(result, ShareResult) else None,
            result.total,
            result.unreported,
            result.base if isinstance(result, GrowthResult) else None,
            result.value if isinstance(result, GrowthResult) else None,
            result.verdict.label,
        )
