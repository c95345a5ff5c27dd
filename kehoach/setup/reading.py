"""The rows of the set-up workbook's sheets, found by their marks: sheets, rows and columns may be moved and added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kehoach.common import formats
from kehoach.common.text.gate import tidy_line
from kehoach.excel.workbooks.entries import MARK, Fault
from kehoach.excel.workbooks.guard import NotAWorkbook
from kehoach.excel.workbooks.labels import UNMARKED, Label, Uncoded, as_word, has_words, label_in
from kehoach.excel.workbooks.package import Book, SheetPart
from kehoach.excel.workbooks.rows import Cell, Row
from kehoach.setup.pattern import named

VERSION = 1
_MARK = f"kehoach:thiet-lap-{VERSION}"
_DEEPEST_HEAD = 60
# A row costs about three milliseconds.
MOST_ROWS = 2_000


def mark(slug: str) -> str:
    """What stands in the hidden corner of a sheet."""
    return f"{_MARK}:{slug}"


@dataclass
class SheetRows:
    """One sheet's rows as they were read. `places` say in which column, from 1, each of its questions stands, `heads`
    what people read there, `unread` what stands in columns without one."""

    title: str
    slug: str
    head_row: int
    places: dict[str, int]
    heads: dict[str, Label] = field(default_factory=dict)
    rows: list[tuple[int, dict[str, Cell]]] = field(default_factory=list)
    unread: list[Fault] = field(default_factory=list)

    @property
    def first_row(self) -> int:
        """Where the first row belongs: below the codes and the heads that people read."""
        return self.head_row + 2

    def fill_in(self, name: str) -> None:
        """Names the commune wherever a pattern leaves its name open."""
        for _, row in self.rows:
            row.update({column: named(cell, name) for column, cell in row.items()})

    def fault(self, message: str, row: int = 0, name: str = "") -> Fault:
        """A fault at a cell, at the first column of a row where no column is to blame, or at the whole sheet."""
        column = self.places.get(name) or min(self.places.values(), default=1)
        return Fault(self.title, row, column if row else 0, message)


def read_sheets(book: Book, known: Mapping[str, Any]) -> tuple[dict[str, SheetRows], list[Fault]]:
    """The sheets that carry a mark, by slug; `known` are the slugs that there are."""
    found: dict[str, SheetRows] = {}
    faults: list[Fault] = []
    for part in book.sheets:
        above: list[Row] = []
        sheet = _read(part, book.rows(part), known, above)
        if sheet is None:
            if _is_ours(part, above, known):
                faults.append(Fault(tidy_line(part.title), 0, 0, UNMARKED))
            continue
        faults += sheet.unread
        if sheet.slug in found:
            faults.append(
                sheet.fault(f"Trang này có hai lần (trang kia: {found[sheet.slug].title}). Hãy xóa một trang.")
            )
        else:
            found[sheet.slug] = sheet
    return found, faults


def _is_ours(part: SheetPart, above: list[Row], known: Mapping[str, Any]) -> bool:
    """Whether a sheet without a mark is one of ours, by its name, its codes or the heads that people read."""
    if any(as_word(cell).startswith(MARK) for _, cells in above for cell in cells if isinstance(cell, str)):
        return False
    titles = {as_word(resource.heading) for resource in known.values()}
    heads = ({as_word(resource.label(name)) for name in resource.columns} for resource in known.values())
    words = [*heads, *({as_word(name) for name in resource.columns} for resource in known.values())]
    return bool(above) and (as_word(part.title) in titles or any(has_words(above, line) for line in words))


def _read(part: SheetPart, rows: Iterator[Row], known: Mapping[str, Any], above: list[Row]) -> SheetRows | None:
    """The table below the mark; None where there is no mark in the first rows, which `above` keeps."""
    for number, cells in rows:
        for place, cell in enumerate(cells, start=1):
            slug = tidy_line(cell).removeprefix(f"{_MARK}:") if isinstance(cell, str) else ""
            if slug in known and tidy_line(str(cell)) == mark(slug):
                names = {
                    tidy_line(str(one)): at for at, one in enumerate(cells, start=1) if one is not None and at != place
                }
                sheet = SheetRows(tidy_line(part.title), slug, number, names)
                _fill(sheet, rows, Uncoded({place, *(names[name] for name in known[slug].columns if name in names)}))
                return sheet
        above.append((number, cells))
        if number >= _DEEPEST_HEAD:
            return None
    return None


def _fill(sheet: SheetRows, rows: Iterator[Row], uncoded: Uncoded) -> None:
    """Every row in which anything stands; the first is the one of the heads that people read.

    Raises NotAWorkbook where there are more than a request has time for: none is left out in silence.
    """
    heads = True
    for number, cells in rows:
        if heads:
            heads = False
            sheet.heads = {name: label_in(number, cells, at) for name, at in sheet.places.items()}
            continue
        sheet.unread += [Fault(sheet.title, number, column, question) for column, question in uncoded.found(cells)]
        values = {name: cells[at - 1] if at <= len(cells) else None for name, at in sheet.places.items()}
        if any(value is not None and value != "" for value in values.values()):
            sheet.rows.append((number, values))
        if len(sheet.rows) > MOST_ROWS:
            most = formats.count(MOST_ROWS)
            raise NotAWorkbook(f"Trang {sheet.title} có hơn {most} dòng. Hãy xóa bớt hoặc chia ra gửi nhiều lần.")
