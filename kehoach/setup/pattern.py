"""A commune's plan as the pattern of another's: what such plans have in common, and blanks where each has its own.

Where the commune is named the pattern says NAME_HERE; read back, the name of the new commune stands there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kehoach.setup.resource import SheetResource

NAME_HERE = "[tên xã]"
# Sheets of which nothing is common, and columns of the others that each commune fills in itself.
_OWN_SHEETS = frozenset({"xa", "hoat-dong", "kinh-phi"})
_OWN_COLUMNS = frozenset({"number", "issued_on", "signatory", "decided_on", "opened_on", "closed_on"})


def shared_rows(resource: SheetResource, name: str) -> Iterator[list[Any]]:
    """The rows of a commune of this name as another's workbook has them."""
    if resource.slug in _OWN_SHEETS:
        return
    for instance in resource.rows_to_write():
        cells = zip(resource.columns, resource.cells_of(instance), strict=True)
        yield [None if column in _OWN_COLUMNS else _replaced(cell, name, NAME_HERE) for column, cell in cells]


def named(cell: Any, name: str) -> Any:
    """A cell of the pattern in the commune of this name."""
    return _replaced(cell, NAME_HERE, name)


def _replaced(cell: Any, old: str, new: str) -> Any:
    return cell.replace(old, new).replace(old.upper(), new.upper()) if isinstance(cell, str) else cell
