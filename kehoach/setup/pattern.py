"""A commune's plan as the pattern of another's: what such plans have in common, and blanks where each has its own.

Where the commune is named the pattern says NAME_HERE; read back, the name of the new commune stands there. A year that
is over is left open as YEAR_HERE, which somebody has to replace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kehoach.models import LegalBasis, Unit, UnitKind
from kehoach.models.facilities import Facility
from kehoach.setup.resource import SheetResource

NAME_HERE, YEAR_HERE = "[tên xã]", "[năm]"
# Sheets of which nothing is common, and columns of the others that each commune fills in itself.
_OWN_SHEETS = frozenset({"xa", "hoat-dong", "kinh-phi", "the-thuc"})
_OWN_COLUMNS = frozenset(
    {
        "number",
        "amends",
        "former_code",
        "issued_on",
        "signatory",
        "decided_on",
        "opened_on",
        "closed_on",
        "first_year",
        "base_year",
    }
)
# Years by which something is to be reached or from which it is counted; those in the titles of programmes stay.
_YEAR = re.compile("(?<=Đến năm |vào năm |mốc năm )20[0-9]{2}|20[0-9]{2}(?= đối với)")
# Since 01/07/2025 there are no districts, and a commune has a phòng Văn hóa - Xã hội and a phòng Kinh tế (Luật
# 72/2025/QH15; Nghị định 150/2025/NĐ-CP).
_PRESENT_WORDS = {
    "Phòng VHTT huyện": "Sở Văn hóa, Thể thao và Du lịch",
    "Công chức Văn hóa và Thông tin xã": "Phòng Văn hóa - Xã hội",
    "Công chức Văn hóa - Xã hội": "Phòng Văn hóa - Xã hội",
    "Công chức Tài chính - Kế toán xã": "Phòng Kinh tế",
}


def shared_rows(resource: SheetResource, name: str, this_year: int, *, with_places: bool) -> Iterator[list[Any]]:
    """The rows of a commune of this name as another's workbook has them.

    `with_places` brings its villages, their facilities and its legal bases along; they are nobody else's.
    """
    if resource.slug in _OWN_SHEETS:
        return
    for instance in resource.rows_to_write():
        if with_places or not _is_local(instance):
            cells = zip(resource.columns, resource.cells_of(instance), strict=True)
            yield [_opened(column, cell, name, this_year) for column, cell in cells]


def _is_local(instance: Any) -> bool:
    """Whether a row is of one commune alone: a village, what stands in it, a document of its own province."""
    unit = instance.unit if isinstance(instance, Facility) else instance
    return isinstance(instance, LegalBasis) or (isinstance(unit, Unit) and unit.kind == UnitKind.VILLAGE)


def _opened(column: str, cell: Any, name: str, this_year: int) -> Any:
    """A cell without the commune's name, with the words of the present law, and open where its year is over."""
    if column in _OWN_COLUMNS or (column == "year" and cell < this_year):
        return None
    if not isinstance(cell, str):
        return cell
    for old, new in _PRESENT_WORDS.items():
        cell = cell.replace(old, new)
    cell = _YEAR.sub(lambda year: YEAR_HERE if int(year[0]) < this_year else year[0], cell)
    return _replaced(cell, name, NAME_HERE)


def named(cell: Any, name: str) -> Any:
    """A cell of the pattern in the commune of this name."""
    return _replaced(cell, NAME_HERE, name)


def _replaced(cell: Any, old: str, new: str) -> Any:
    return cell.replace(old, new).replace(old.upper(), new.upper()) if isinstance(cell, str) else cell
