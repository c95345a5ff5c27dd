"""The sums over communes in words, for command, page and Excel alike."""

from __future__ import annotations

from fractions import Fraction

from baocao.rollup.summing import Line
from kehoach.common import formats
from kehoach.models import Measure, Scope


def name_of(line: Line) -> str:
    """Thư viện xã: có dịch vụ phục vụ học tập suốt đời"""
    name = f"{Scope(line.scope).label}: {Measure(line.measure).label}"
    return name[0].upper() + name[1:]


def headline(line: Line) -> str:
    """2.958 trên 3.321 cơ sở (89,1%) · 8.882.000 lượt"""
    if line.is_growth:
        return f"{formats.count(line.value)} lượt"
    share = f" ({formats.percent(Fraction(line.met, line.total))})" if line.total else ""
    return f"{formats.count(line.met)} trên {formats.count(line.total)} cơ sở{share}"


def remarks(line: Line) -> str:
    """What must be known beside the number: how many are unreported, what the visits grew from."""
    remarks = []
    if line.base:
        grown = Fraction(line.value_beside_base, line.base) - 1
        sign = "tăng" if grown >= 0 else "giảm"
        remarks.append(
            f"các xã đủ số liệu năm gốc: {formats.count(line.base)} → {formats.count(line.value_beside_base)} lượt, "
            f"{sign} {formats.percent(abs(grown))} so với năm gốc"
        )
    if line.unreported:
        remarks.append(f"{formats.count(line.unreported)} cơ sở chưa có số liệu được duyệt")
    return "; ".join(remarks)


def communes_words(line: Line) -> str:
    """12 xã chưa đạt, 3 xã chưa đủ số liệu, 40 xã đạt"""
    return ", ".join(f"{formats.count(number)} xã {verdict.label.lower()}" for verdict, number in line.communes.items())


def sentence(line: Line) -> str:
    """All of it in one line."""
    return f"{name_of(line)}: " + "; ".join(filter(None, (headline(line), remarks(line), communes_words(line))))
