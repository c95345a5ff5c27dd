"""The parts of a workbook that say how to read its sheets: names, strings, styles. Imports no Django."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import IO
from urllib.parse import unquote
from zipfile import ZipFile

from kehoach.excel.workbooks.guard import DAMAGED, NotAWorkbook
from kehoach.excel.workbooks.rows import (
    Cell,
    Meaning,
    Patience,
    Row,
    column_number,
    epoch_of,
    rows_of,
    shared_strings,
)
from kehoach.excel.workbooks.xml_parts import Reader, walk

# What describes the sheets is small in every honest workbook, and costs far more to read than its bytes.
_LARGEST_DESCRIPTION = 4 * 1024 * 1024
MOST_SHEETS = 60
_BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)})
_BUILT_IN_PERCENTS = frozenset({9, 10})
_NOT_A_DATE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
# One cell, as a program may also write it: $B$1:$B$1, B1, small letters, blanks around, an equals sign before.
_AREA = re.compile(r"=?(?:'((?:[^']|'')+)'|([^'!]+))!([A-Z]{1,3})([0-9]{1,7})(?::\3\4)?", re.IGNORECASE)


@dataclass(frozen=True)
class SheetPart:
    """One worksheet: its name, the part that holds it, and whether people see it."""

    title: str
    path: str
    hidden: bool


@dataclass
class _Directory:
    """What workbook.xml says: sheets by relation, names, the epoch."""

    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    is_1904: bool = False
    name: str = ""
    is_local: bool = False
    collected: list[str] = field(default_factory=list)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(" id")), "")
            self.sheets.append((attributes.get("name", ""), relation, attributes.get("state", "visible") != "visible"))
        elif name == "workbookPr":
            self.is_1904 = attributes.get("date1904", "0") in ("1", "true")
        elif name == "definedName":
            self.name, self.collected = attributes.get("name", "").casefold(), []
            self.is_local = "localSheetId" in attributes

    def text(self, data: str) -> None:
        if self.name:
            self.collected.append(data)

    def end(self, name: str) -> None:
        if name == "definedName":
            # A twin that holds on one sheet alone never hides the name of the whole workbook.
            if not self.is_local or self.name not in self.names:
                self.names[self.name] = "".join(self.collected)
            self.name = ""


@dataclass
class _Relations:
    """Which part each relation names, and what kind of part it is."""

    targets: dict[str, tuple[str, str]] = field(default_factory=dict)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.targets[attributes.get("Id", "")] = (kind, attributes.get("Target", ""))

    def text(self, data: str) -> None:
        """Relations have no text."""

    def end(self, name: str) -> None:
        """Nor anything that ends."""


@dataclass
class _Styles:
    """The styles that show a number as a day, and those that show it as a percentage."""

    formats: dict[int, str] = field(default_factory=dict)
    dates: set[int] = field(default_factory=set)
    percents: set[int] = field(default_factory=set)
    inside: bool = False
    count: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self.formats[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self.inside = True
        elif name == "xf" and self.inside:
            number = int(attributes.get("numFmtId", "0"))
            shown = _NOT_A_DATE.sub("", self.formats.get(number, "")).lower()
            if number in _BUILT_IN_DATES or (re.search(r"[dmyhs]", shown) and "general" not in shown):
                self.dates.add(self.count)
            elif number in _BUILT_IN_PERCENTS or "%" in shown:
                self.percents.add(self.count)
            self.count += 1

    def text(self, data: str) -> None:
        """Styles have no text."""

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self.inside = False


def _folded(name: str) -> str:
    """A name whose letters' case and way of writing say nothing."""
    return unicodedata.normalize("NFC", name).casefold()


def _one_spelling(part: str) -> str:
    """The name of a part, which programs also write as an address or as a path of Windows."""
    return _folded(unquote(part).replace("\\", "/"))


class Book:
    """A workbook that was opened: its sheets with their rows, and the cells that its names point to."""

    def __init__(self, package: ZipFile, patience: Patience) -> None:
        self.package, self.patience = package, patience
        self.parts = {_one_spelling(name): name for name in package.namelist()}
        self.path = self._workbook_path()
        self.directory = _Directory()
        self._describe(self.path, self.directory)
        if len(self.directory.sheets) > MOST_SHEETS:
            raise NotAWorkbook(f"Tệp có quá {MOST_SHEETS} trang tính. Hãy xóa các trang không cần rồi gửi lại.")
        self.relations = self._relations_of(self.path)

    @cached_property
    def sheets(self) -> tuple[SheetPart, ...]:
        """The worksheets in their order; charts and what is missing are left out."""
        found = []
        for title, relation, hidden in self.directory.sheets:
            kind, path = self.relations.get(relation, ("", ""))
            if kind == "worksheet" and path in self.parts:
                found.append(SheetPart(title, path, hidden))
        return tuple(found)

    def rows(self, sheet: SheetPart) -> Iterator[Row]:
        """The rows of a sheet that hold anything, with the numbers that Excel shows."""
        with self._open(sheet.path) as part:
            yield from rows_of(part, self.meaning, self.patience)

    def named(self, name: str) -> Cell:
        """What stands in the cell that a name points to; None where there is no such name or cell."""
        title, bang, cell = self.directory.names.get(name.casefold(), "").strip().rpartition("!")
        found = _AREA.fullmatch(title + bang + cell.replace("$", ""))
        if found is None:
            return None
        title = found[1].replace("''", "'") if found[1] else found[2]
        return self._cell(_folded(title), int(found[4]), column_number(found[3].upper()))

    def _cell(self, title: str, row: int, column: int) -> Cell:
        for number, cells in self._small.get(title) or self._small.setdefault(title, self._head_of(title)):
            if number == row:
                return cells[column - 1] if column <= len(cells) else None
        return None

    @cached_property
    def _small(self) -> dict[str, list[Row]]:
        return {}

    def _head_of(self, title: str) -> list[Row]:
        """The first rows of a sheet: names of ours point nowhere else."""
        sheet = next((sheet for sheet in self.sheets if _folded(sheet.title) == title), None)
        head: list[Row] = []
        for row in self.rows(sheet) if sheet else ():
            head.append(row)
            if row[0] >= 40:
                break
        return head

    @cached_property
    def meaning(self) -> Meaning:
        """What the cells of its sheets refer to."""
        styles = _Styles()
        paths = dict(self.relations.values())
        if paths.get("styles") in self.parts:
            self._describe(paths["styles"], styles)
        strings: list[str] = []
        if paths.get("sharedstrings") in self.parts:
            with self._open(paths["sharedstrings"]) as part:
                strings = shared_strings(part, self.patience)
        epoch = epoch_of(self.directory.is_1904)
        return Meaning(strings, frozenset(styles.dates), frozenset(styles.percents), epoch)

    def _workbook_path(self) -> str:
        root = self._relations_of("")
        path = next((path for kind, path in root.values() if kind == "officedocument"), "xl/workbook.xml")
        if path not in self.parts:
            raise NotAWorkbook(DAMAGED)
        return path

    def _relations_of(self, path: str) -> dict[str, tuple[str, str]]:
        folder, name = posixpath.split(path)
        relations = _Relations()
        there = posixpath.join(folder, "_rels", f"{name}.rels")
        if there in self.parts:
            self._describe(there, relations)
        return {
            key: (kind.casefold(), posixpath.normpath(posixpath.join("/", folder, _one_spelling(target))).lstrip("/"))
            for key, (kind, target) in relations.targets.items()
        }

    def _open(self, path: str) -> IO[bytes]:
        return self.package.open(self.parts[path])

    def _describe(self, path: str, into: Reader) -> None:
        if self.package.getinfo(self.parts[path]).file_size > _LARGEST_DESCRIPTION:
            raise NotAWorkbook(DAMAGED)
        with self._open(path) as part:
            for _ in walk(part, into):
                pass
