"""Sections II.3 and II.4 of the report: what each unit did, and what it cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from baocao.attainment.measures import ACTIVITIES, GATHERINGS, VISITS
from baocao.document.blocks import Block, Column, Paragraph, Table
from baocao.report.content.figures import Told, told
from baocao.report.content.words import some, upper_first
from baocao.report.data import ReportData
from baocao.report.figure_kinds import KindPair, Sum
from baocao.report.groups import FACILITIES, MONEY
from baocao.report.work import name_of
from kehoach.common import formats
from kehoach.models import Unit, UnitKind
from thuvien.kind import LIBRARIES
from vanhoa.kind import CENTRES

UNREPORTED = "Chưa báo cáo"
FUNDING = ("funding_state_vnd", "funding_donated_vnd")
# With more units than this the table has a row for each kind of unit; each one's figures are in the appendices.
_MOST_UNITS = 20
# What says the most of one unit's year, by kind of facility.
_FIGURES = {
    LIBRARIES.slug: (
        Told("", "lượt người đến thư viện", "lượt", VISITS),
        Told("", "bản sách", "", ("books_total",)),
        Told("", "hoạt động khuyến đọc", "", ("events",)),
    ),
    CENTRES.slug: (
        Told("", "buổi hoạt động", "buổi", ACTIVITIES),
        Told("", "lượt người tham gia", "", ("participants",)),
        Told("", "lớp, câu lạc bộ, nhóm", "", GATHERINGS),
    ),
}


@dataclass(frozen=True)
class Row:
    """One row of the table of units: a unit, or a kind of unit where there are many; its facilities by code."""

    name: str
    work: int
    codes: frozenset[str]


def units(data: ReportData) -> tuple[Block, ...]:
    """The units that keep a library or a centre in a table; the others have tasks, whose results come apart."""
    owners = data.owners
    blocks: list[Block] = []
    if data.accepted:
        blocks.append(
            Paragraph(
                f"Kết quả chủ yếu của {len(owners)} đơn vị quản lý thư viện, thiết chế văn hóa được tổng hợp trong "
                f"bảng sau; toàn bộ số liệu của từng cơ sở có tại {data.appendices} kèm theo.",
                sources=(FACILITIES,),
            )
        )
        blocks.append(_table(data, owners))
    elif owners:
        blocks.append(
            Paragraph(
                f"Trong {len(owners)} đơn vị quản lý thư viện, thiết chế văn hóa, chưa đơn vị nào có số liệu được "
                f"duyệt (danh sách cơ sở có tại {data.appendices} kèm theo).",
                sources=(FACILITIES,),
            )
        )
    others = [name_of(unit) for unit in data.work.units if unit not in owners]
    if others:
        names = upper_first(some(others, noun="đơn vị", see=data.short_citation))
        blocks.append(Paragraph(f"{names} không quản lý thư viện, thiết chế văn hóa nên không có số liệu hằng năm."))
    return tuple(blocks) or (Paragraph("Chưa có đơn vị nào được phân công."),)


def _table(data: ReportData, owners: Sequence[Unit]) -> Table:
    rows = [
        (str(number), row.name, str(row.work), *_reported(data, row.codes))
        for number, row in enumerate(_rows(data, owners), start=1)
    ]
    compared = f" (so với năm {data.since})" if data.before else ""
    columns = (
        Column("TT", "center", 6),
        Column("Đơn vị", "left", 30),
        Column("Nhiệm vụ được giao", "center", 11),
        Column("Số liệu được duyệt", "center", 11),
        Column(f"Kết quả năm {data.year}{compared}", "left", 42),
    )
    return Table(columns, tuple(rows))


def _rows(data: ReportData, owners: Sequence[Unit]) -> list[Row]:
    """A row for each unit; for each kind of unit where there are too many."""
    if len(owners) <= _MOST_UNITS:
        return [Row(unit.name, data.work.of_unit.get(unit.pk, 0), _codes(data, [unit])) for unit in owners]
    rows = []
    for kind in UnitKind:
        of_kind = [unit for unit in owners if unit.kind == kind]
        if of_kind:
            work = sum(data.work.of_unit.get(unit.pk, 0) for unit in of_kind)
            rows.append(Row(f"{kind.label} ({len(of_kind)} đơn vị)", work, _codes(data, of_kind)))
    return rows


def units_as_json(data: ReportData) -> list[dict[str, object]]:
    """The rows of the table for programs: each unit with its work, its forms, and what its facilities come to."""
    rows = []
    for row in _rows(data, data.owners):
        owned = _owned(data, row.codes)
        figures = [_plain(pair, phrase) for pair in owned for phrase in _FIGURES[pair.now.kind.slug]]
        rows.append(
            {
                "name": row.name,
                "work": row.work,
                "facilities": len(row.codes),
                "reported": sum(len(pair.now.values) for pair in owned),
                "figures": figures,
            }
        )
    return rows


def _plain(pair: KindPair, phrase: Told) -> dict[str, object]:
    column_sum = pair.now.sum(*phrase.parts)
    return {
        "label": phrase.after,
        "value": column_sum.amount if column_sum else None,
        "unknown": column_sum.unknown if column_sum else 0,
        "change": pair.change(phrase.unit, "", *phrase.parts),
    }


def _codes(data: ReportData, of_units: Sequence[Unit]) -> frozenset[str]:
    keys = {unit.pk for unit in of_units}
    return frozenset(
        facility.code for pair in data.kinds for facility in pair.now.facilities if facility.unit_id in keys
    )


def _owned(data: ReportData, codes: frozenset[str]) -> list[KindPair]:
    """Each kind with a row's facilities alone; the kinds of which it has none are left out."""
    return [pair for pair in (pair.only(codes) for pair in data.kinds) if pair.now.facilities]


def _reported(data: ReportData, codes: frozenset[str]) -> tuple[str, str]:
    """How many of a row's facilities reported, and the figures that say the most of them, a line for each kind."""
    owned = _owned(data, codes)
    reported, total = sum(len(pair.now.values) for pair in owned), sum(len(pair.now.facilities) for pair in owned)
    lines = [upper_first(_line(pair)) for pair in owned]
    if len(owned) > 1:
        lines = [f"{upper_first(pair.name)}: {_line(pair)}" for pair in owned]
    return f"{reported}/{total}", "\n".join(lines if reported else [UNREPORTED])


def _line(pair: KindPair) -> str:
    if not pair.now.values:
        return UNREPORTED.lower()
    return told(pair, _FIGURES[pair.now.kind.slug]) or "không có hoạt động"


def money(data: ReportData) -> tuple[Block, ...]:
    """State and donated money by kind of facility, and how it changed where both years are whole."""
    rows = [(pair, [pair.now.sum(name) for name in FUNDING]) for pair in data.kinds]
    known = [(pair, sums) for pair, sums in rows if any(sums)]
    if not known:
        return (Paragraph(f"Chưa có số liệu về kinh phí năm {data.year}."),)
    state, donated = (sum(_amount(sums[index]) for _, sums in known) for index in (0, 1))
    unknown = sum(total.unknown for _, sums in known for total in sums if total)
    covered = "" if not data.unreported else f"Theo số liệu đã duyệt của {data.accepted}/{data.facilities} cơ sở, "
    missing = f" (chưa kể {unknown} khoản chưa thống kê)" if unknown else ""
    text = (
        f"{covered}kinh phí dành cho thư viện, thiết chế văn hóa năm {data.year} là "
        f"{formats.money(state + donated)}{missing}{_compared(data)}, trong đó ngân sách nhà nước "
        f"{formats.money(state)}, xã hội hóa, tài trợ {formats.money(donated)}."
    )
    table = Table(
        (
            Column("TT", "center", 6),
            Column("Nội dung", "left", 34),
            Column("Ngân sách nhà nước (đồng)", "right", 20),
            Column("Xã hội hóa, tài trợ (đồng)", "right", 20),
            Column("Cộng (đồng)", "right", 20),
        ),
        tuple(
            (str(number), upper_first(pair.name), *map(formats.count, _with_total([_amount(total) for total in sums])))
            for number, (pair, sums) in enumerate(known, start=1)
        ),
        total=("", "Tổng cộng", *map(formats.count, _with_total([state, donated]))) if len(known) > 1 else None,
    )
    sources = (FACILITIES, MONEY) if data.unreported else (MONEY,)
    return (Paragraph(upper_first(text), sources=sources), table)


def _compared(data: ReportData) -> str:
    """, tăng 8,1% so với năm 2024; empty where one of the years is not whole."""
    both = [pair.sums(*FUNDING) for pair in data.kinds]
    if None in both:
        return ""
    now, before = (sum(pair[index] for pair in both if pair) for index in (0, 1))
    return f", {formats.change(now, before)} so với năm {data.since}" if now != before else ""


def _amount(column_sum: Sum | None) -> int:
    return column_sum.amount if column_sum else 0


def _with_total(amounts: Sequence[int]) -> tuple[int, ...]:
    return (*amounts, sum(amounts))
