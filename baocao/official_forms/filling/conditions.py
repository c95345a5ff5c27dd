"""What acts ask of a library, beside what there is: hints, never errors.

Nghị định 93/2020/NĐ-CP says what a library needs to be founded and to work; Thông tư 16/2022/TT-BGDĐT what a school's
needs for a level.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from baocao.document.blocks import Column, Heading, Paragraph, Table
from baocao.official_forms.filling.gathered import Gathered
from baocao.official_forms.filling.parts import Filled, Line
from baocao.official_forms.filling.readings import Cut, Source
from baocao.official_forms.filling.sources import Asked, Figure
from kehoach.common import formats
from kehoach.models import Facility
from thuvien.kind import LIBRARIES
from thuvien.layout.answers import COMMUNE, GENERAL_SCHOOLS, LOWER_SECONDARY, OTHER, PRESCHOOL, PRIMARY, UPPER_SECONDARY

DECREE = "Nghị định 93/2020/NĐ-CP"
SCHOOL_STANDARD = "Thông tư 16/2022/TT-BGDĐT"
# Square metres for a child, and for how many children out of a hundred at least (preschools).
CHILD_M2, CHILDREN_AT_ONCE = (60, 100), 30

BOOKS = Figure(LIBRARIES, ("books_total",))
PERIODICALS = Figure(LIBRARIES, ("periodicals",))
AREA = Figure(LIBRARIES, ("floor_area_m2",))
PUPILS = Figure(LIBRARIES, ("pupils",))
READING_SPACE, TEACHERS, SETS = (Asked(name, True) for name in ("reading_space_m2", "teachers", "teacher_sets"))


Count = Callable[[Gathered, Cut], int | None]


@dataclass(frozen=True)
class Condition:
    """Something that an act asks of libraries of some kinds: at least `needed` of what `have` tells."""

    label: str
    clause: str
    kinds: frozenset[str]
    have: Source
    asks: str
    needed: Count
    unit: str


def _fixed(number: int) -> Count:
    return lambda gathered, cut: number


def _times(*factors: tuple[int, Source]) -> Count:
    def number(gathered: Gathered, cut: Cut) -> int | None:
        amounts = [(times, source.read(gathered, cut).amount) for times, source in factors]
        if any(amount is None for _, amount in amounts):
            return None
        return sum(times * int(amount or 0) for times, amount in amounts)

    return number


def _children_space(gathered: Gathered, cut: Cut) -> int | None:
    """Square metres for the children who come at once, at least 48."""
    pupils = PUPILS.read(gathered, cut).amount
    if pupils is None:
        return None
    part, whole = CHILD_M2
    return max(48, -(-int(pupils) * CHILDREN_AT_ONCE * part // (100 * whole)))


def _one(kind: str) -> frozenset[str]:
    return frozenset({kind})


_OF_COMMUNE, _OF_SPACE, _OF_SCHOOL = f"{DECREE}, Điều 13", f"{DECREE}, Điều 9", f"{DECREE}, Điều 17"
CONDITIONS = (
    Condition("Bản sách", _OF_COMMUNE, _one(COMMUNE), BOOKS, "từ 2.000 bản", _fixed(2000), "bản"),
    Condition("Báo, tạp chí", _OF_COMMUNE, _one(COMMUNE), PERIODICALS, "từ 2 tên", _fixed(2), "tên"),
    Condition("Diện tích phòng đọc", _OF_COMMUNE, _one(COMMUNE), READING_SPACE, "từ 40 m²", _fixed(40), "m²"),
    Condition("Bản sách", _OF_SPACE, _one(OTHER), BOOKS, "từ 300 bản", _fixed(300), "bản"),
    Condition(
        "Bản sách",
        _OF_SCHOOL,
        _one(PRESCHOOL),
        BOOKS,
        "2 bản một trẻ, 3 bản một giáo viên",
        _times((2, PUPILS), (3, TEACHERS)),
        "bản",
    ),
    Condition("Bản sách", _OF_SCHOOL, _one(PRIMARY), BOOKS, "3 bản một học sinh", _times((3, PUPILS)), "bản"),
    Condition("Bản sách", _OF_SCHOOL, _one(LOWER_SECONDARY), BOOKS, "4 bản một học sinh", _times((4, PUPILS)), "bản"),
    Condition("Bản sách", _OF_SCHOOL, _one(UPPER_SECONDARY), BOOKS, "5 bản một học sinh", _times((5, PUPILS)), "bản"),
    Condition(
        "Bộ sách cho giáo viên",
        _OF_SCHOOL,
        frozenset({PRIMARY, LOWER_SECONDARY}),
        SETS,
        "1 bộ một giáo viên",
        _times((1, TEACHERS)),
        "bộ",
    ),
    Condition("Diện tích thư viện", _OF_SCHOOL, GENERAL_SCHOOLS, AREA, "từ 50 m²", _fixed(50), "m²"),
    Condition(
        "Diện tích thư viện",
        f"{SCHOOL_STANDARD}, Điều 6",
        _one(PRESCHOOL),
        AREA,
        "0,60 m² cho mỗi trẻ của 30% số trẻ, từ 48 m²",
        _children_space,
        "m²",
    ),
    Condition(
        "Bản sách, mức độ 1",
        f"{SCHOOL_STANDARD}, Điều 15",
        _one(LOWER_SECONDARY),
        BOOKS,
        "4 bản một học sinh",
        _times((4, PUPILS)),
        "bản",
    ),
    Condition(
        "Bản sách, mức độ 2",
        SCHOOL_STANDARD,
        _one(LOWER_SECONDARY),
        BOOKS,
        "5 bản một học sinh",
        _times((5, PUPILS)),
        "bản",
    ),
    Condition(
        "Báo, tạp chí, mức độ 2", SCHOOL_STANDARD, _one(LOWER_SECONDARY), PERIODICALS, "từ 6 tên", _fixed(6), "tên"
    ),
)


def remark(have: int | None, needed: int | None, unit: str) -> str:
    """đủ · còn thiếu 14 m² · chưa đủ số liệu"""
    if have is None or needed is None:
        return "chưa đủ số liệu"
    return "đủ" if have >= needed else f"còn thiếu {formats.count(needed - have)} {unit}"


@dataclass(frozen=True)
class Conditions:
    """A table of what is asked and what there is, a row a condition and library."""

    title: str
    of: Callable[[Gathered], Sequence[Facility]] | None = None

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is asked, for the documentation; the numbers themselves stand in other lines."""
        return tuple(
            Line(f"{condition.label} ({condition.asks})", condition.have, condition.clause, condition.unit)
            for condition in CONDITIONS
        )

    def fill(self, gathered: Gathered, cut: Cut) -> Filled:
        """The table. It asks nobody for anything."""
        facilities = cut.facilities if self.of is None else self.of(gathered)
        rows = [
            self._row(gathered, replace(cut, facilities=(facility,)), condition)
            for facility in facilities
            for condition in CONDITIONS
            if facility.kind in condition.kinds
        ]
        columns = (
            Column("Thư viện", "left", 26),
            Column("Điều kiện", "left", 24),
            Column("Mức yêu cầu", "left", 28),
            Column("Cần", "right", 12),
            Column("Hiện có", "right", 12),
            Column("Nhận xét", "left", 22),
        )
        table = Table(columns, tuple(rows))
        hint = Paragraph("Chỉ để tham khảo, không phải lỗi. Văn bản của từng mức ghi ở cột “Mức yêu cầu”.")
        return Filled((Heading(3, self.title), hint, table))

    def _row(self, gathered: Gathered, cut: Cut, condition: Condition) -> tuple[str, ...]:
        reading, needed = condition.have.read(gathered, cut), condition.needed(gathered, cut)
        have = None if reading.amount is None else int(reading.amount)
        shown = "" if needed is None else formats.count(needed)
        asks = f"{condition.asks} ({condition.clause})"
        return (
            cut.facilities[0].name,
            condition.label,
            asks,
            shown,
            reading.text,
            remark(have, needed, condition.unit),
        )
