"""A superior's Excel form: its sheets as people see them, and the file with cells filled. Imports no Django.

Only the XML of sheets that are filled is edited, and of formulas the results that are not true any more; every other
part of the package is copied byte for byte.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zipfile import ZipFile

from lxml import etree

from baocao.superior_forms.files.gate import DAMAGED, NotAForm, as_xml, read_part, repacked, tree_of
from baocao.superior_forms.files.inserting import (
    UNSURE,
    Insertion,
    NotMovable,
    Shift,
    alone_in,
    check_movable,
    formulas_in,
    insert_rows,
    move_calculation,
    move_drawing,
)
from baocao.superior_forms.files.sums import recalculate
from baocao.superior_forms.files.worksheet import Area, CellValue, Place, Worksheet, area_of
from kehoach.excel.workbooks.guard import NotAWorkbook
from kehoach.excel.workbooks.package import Book, SheetPart
from kehoach.excel.workbooks.rows import Cell, ErrorCell, Patience, Uncalculated, column_letter
from kehoach.questionnaire.values import displayed

# So much may be read of a form, see rows.Patience: about a second.
_PATIENCE = 600_000
# What a page shows of a sheet; forms that are printed are smaller.
MOST_ROWS, MOST_COLUMNS = 150, 30
_FORMULA = "(công thức)"
_DRAWN_FROM_CELLS = ("xl/charts/", "xl/pivot", "xl/diagrams/")
# What may stand behind the list of sheets in workbook.xml and before the properties of calculation.
_BEFORE_CALCULATION = ("sheets", "functionGroups", "externalReferences", "definedNames")


@dataclass(frozen=True)
class ShownCell:
    """A cell as a page shows it: how many columns and rows it covers, its text, and why it cannot be filled."""

    place: Place
    columns: int
    rows: int
    text: str
    refusal: str


class SpreadsheetForm:
    """A workbook that has passed the gate. Raises NotAForm with a sentence, now or while its sheets are read."""

    def __init__(self, package: ZipFile) -> None:
        self._package = package
        try:
            self._book = Book(package, Patience(_PATIENCE))
            self.sheets: Mapping[str, SheetPart] = {sheet.title: sheet for sheet in self._book.sheets}
        except (NotAWorkbook, ValueError, LookupError) as problem:
            raise NotAForm(_sentence(problem)) from problem
        if not self.sheets:
            raise NotAForm("Tệp không có trang tính nào.")
        self._worksheets: dict[str, Worksheet] = {}
        # Other parts that were changed with the sheets, by their names.
        self._others: dict[str, Any] = {}
        self._texts: dict[str, dict[Place, str]] = {}
        self._rows: dict[str, dict[int, dict[int, str]]] = {}

    def sheet(self, title: str) -> Worksheet:
        """A sheet's XML; KeyError where there is none of this name."""
        if title not in self._worksheets:
            part = self.sheets[title]
            root = tree_of(read_part(self._package, self._book.parts[part.path]))
            try:
                self._worksheets[title] = Worksheet(root, tuple(self._heads(part.path)))
            except ValueError as problem:
                raise NotAForm(DAMAGED) from problem
        return self._worksheets[title]

    def _heads(self, path: str) -> list[Area]:
        """The header rows of the tables of a sheet."""
        found = []
        for target in self._targets(path, "table"):
            table = tree_of(read_part(self._package, target))
            if table.get("headerRowCount", "1") != "0":
                area = area_of(table.get("ref", ""))
                found.append(Area(area.first, (area.first[0], area.last[1])))
        return found

    def _targets(self, path: str, kind: str) -> list[str]:
        """The parts of a kind that a sheet refers to."""
        folder, name = posixpath.split(path)
        relations = self._book.parts.get(f"{folder}/_rels/{name}.rels")
        if relations is None:
            return []
        paths = [
            posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/").casefold()
            for relation in tree_of(read_part(self._package, relations)).iter("{*}Relationship")
            if relation.get("Type", "").endswith(f"/{kind}")
        ]
        return [self._book.parts[path] for path in paths if path in self._book.parts]

    def texts(self, title: str) -> dict[Place, str]:
        """What the cells of a sheet show, empty ones left out."""
        if title not in self._texts:
            try:
                self._texts[title] = {
                    (number, column): text
                    for number, cells in self._book.rows(self.sheets[title])
                    for column, cell in enumerate(cells, start=1)
                    if (text := _text(cell))
                }
            except (NotAWorkbook, ValueError, LookupError) as problem:
                raise NotAForm(_sentence(problem)) from problem
        return self._texts[title]

    def texts_in_row(self, title: str, row: int) -> dict[int, str]:
        """The same of one row, by column."""
        if title not in self._rows:
            self._rows[title] = defaultdict(dict)
            for (number, column), text in self.texts(title).items():
                self._rows[title][number][column] = text
        return self._rows[title].get(row, {})

    def shown(self, title: str) -> list[list[ShownCell]]:
        """The sheet row by row as it looks, empty rows and columns at its end left out."""
        sheet, texts = self.sheet(title), self.texts(title)
        last_row, last_column = self._last_shown(title)
        covered, size = set[Place](), dict[Place, tuple[int, int]]()
        for area in sheet.merged:
            rows = range(area.first[0], min(area.last[0], last_row) + 1)
            columns = range(area.first[1], min(area.last[1], last_column) + 1)
            covered.update((row, column) for row in rows for column in columns if (row, column) != area.first)
            size[area.first] = (len(columns), len(rows))
        # What a formula came to before is not what it comes to when the form is filled.
        texts = {**texts, **{place: _FORMULA for place, _ in sheet.formulas()}}
        return [
            [
                ShownCell(place, *size.get(place, (1, 1)), texts.get(place, ""), sheet.refusal(place))
                for column in range(1, last_column + 1)
                if (place := (row, column)) not in covered
            ]
            for row in range(1, last_row + 1)
        ]

    def letters(self, title: str) -> list[str]:
        """The letters of the columns that are shown."""
        return [column_letter(column) for column in range(1, self._last_shown(title)[1] + 1)]

    def _last_shown(self, title: str) -> Place:
        """The last row and column that hold a cell, as far as a page shows them."""
        sheet = self.sheet(title)
        known = [*sheet.cells, *(area.last for area in sheet.merged)]
        last_row = min(MOST_ROWS, max((row for row, _ in known), default=1))
        return last_row, min(MOST_COLUMNS, max((column for _, column in known), default=1))

    def shows_percentages(self, title: str, place: Place) -> bool:
        """Whether a cell shows a share as a percentage."""
        return self.sheet(title).style_of(place) in self._book.meaning.percent_styles

    def insertion_refusal(self, title: str, after: int) -> str:
        """Why rows cannot be put in behind a row of a sheet, as a sentence; empty where they can."""
        trees = {name: deepcopy(root) for name, root in self._trees_naming_rows_of(title).items()}
        try:
            self._insert(title, Shift(after, 1), (), trees)
        except NotMovable as problem:
            return str(problem)
        return ""

    def alone_in(self, title: str, row: int) -> list[str]:
        """The formulas of a sheet that take a cell of a row alone, and so not those of rows put in behind it."""
        return alone_in(self.sheet(title), row)

    def _trees_naming_rows_of(self, title: str) -> dict[str, Any]:
        """The parts that may name rows of a sheet: the sheets, the workbook, its pictures, the order of calculation."""
        paths = [self._book.path, *self._targets(self.sheets[title].path, "drawing"), "xl/calcchain.xml"]
        for name in (self._book.parts.get(path.casefold(), path) for path in paths):
            if name not in self._others and name in self._package.namelist():
                self._others[name] = tree_of(read_part(self._package, name))
        sheets = {self._book.parts[self.sheets[known].path]: self.sheet(known).root for known in self.sheets}
        return {**sheets, **self._others}

    def _insert(self, title: str, shift: Shift, columns: Collection[int], trees: Mapping[str, Any]) -> Worksheet:
        """Puts rows in, which changes these trees. Raises NotMovable."""
        if any(name.casefold().startswith(_DRAWN_FROM_CELLS) for name in self._package.namelist()):
            raise NotMovable(UNSURE)
        own = self._book.parts[self.sheets[title].path]
        sheet = Worksheet(trees[own], self.sheet(title).heads)
        check_movable(sheet)
        for name, root in trees.items():
            kind = etree.QName(root).localname
            if kind == "calcChain":
                move_calculation(root, shift, self._sheet_id(title))
            elif kind == "wsDr":
                move_drawing(root, shift)
            elif name != own:
                for formula in (*formulas_in(root), *root.iter("{*}definedName")):
                    if "!" in (formula.text or ""):
                        formula.text = shift.formula(formula.text, title=title, is_here=False)
        return insert_rows(sheet, shift, title, columns)

    def _sheet_id(self, title: str) -> str:
        sheets = self._others[self._book.parts[self._book.path]].iter("{*}sheet")
        return next((sheet.get("sheetId", "") for sheet in sheets if sheet.get("name") == title), "")

    def filled(
        self,
        values: Mapping[tuple[str, Place], CellValue],
        like: Mapping[tuple[str, Place], Place],
        insertions: Iterable[Insertion] = (),
    ) -> bytes:
        """The file with these cells filled; a cell that is not there yet looks `like` another one.

        `values` name cells as they are before the `insertions`. Raises NotMovable where one is refused.
        """
        for (title, place), value in values.items():
            self.sheet(title).put(place, value, self._book.meaning, like.get((title, place)))
        changed = {title: self.sheet(title) for title, _ in values}
        moved: dict[str, bytes] = {}
        # From the bottom up, so that a row is still called as it was when rows above it are put in.
        for insertion in sorted(insertions, key=lambda insertion: -insertion.after):
            trees = self._trees_naming_rows_of(insertion.sheet)
            before = {name: etree.tostring(root) for name, root in trees.items()}
            shift = Shift(insertion.after, insertion.number)
            sheet = self._insert(insertion.sheet, shift, insertion.columns, trees)
            self._worksheets[insertion.sheet] = changed[insertion.sheet] = sheet
            for (step, column), value in insertion.values.items():
                sheet.put((insertion.after + step, column), value, self._book.meaning)
            moved |= {name: as_xml(root) for name, root in trees.items() if etree.tostring(root) != before[name]}
        to_calculate = [sheet for sheet in changed.values() if any(True for _ in sheet.formulas())]
        for title in self.sheets.keys() - changed.keys():
            if self._looks_elsewhere(sheet := self.sheet(title)):
                changed[title] = sheet
                to_calculate.append(sheet)
        for sheet in to_calculate:
            recalculate(sheet)
        sheets = {self._book.parts[self.sheets[title].path]: as_xml(sheet.root) for title, sheet in changed.items()}
        parts = {**moved, **sheets}
        if to_calculate:
            parts[self._book.parts[self._book.path]] = self._calculated_on_opening()
        return repacked(self._package, parts)

    def _looks_elsewhere(self, sheet: Worksheet) -> bool:
        """Whether a formula of a sheet may depend on another one: by its name, a name of the book or of a table."""
        has_names = any(not name.startswith("_xlnm.") for name in self._book.directory.names)
        return any(has_names or "!" in (text := formula.text or "") or "[" in text for _, formula in sheet.formulas())

    def _calculated_on_opening(self) -> bytes:
        name = self._book.parts[self._book.path]
        root = self._others.get(name, tree_of(read_part(self._package, name)))
        space = f"{{{etree.QName(root).namespace}}}"
        properties = root.find(f"{space}calcPr")
        if properties is None:
            before = [child for child in root if etree.QName(child).localname in _BEFORE_CALCULATION]
            properties = etree.Element(f"{space}calcPr")
            before[-1].addnext(properties)
        properties.set("fullCalcOnLoad", "1")
        return as_xml(root)


def _sentence(problem: Exception) -> str:
    """The workbooks' gate says it; anything else is a damaged file."""
    said = str(problem).partition(", hoặc tải mẫu mới")[0]
    return f"{said.rstrip('.')}." if isinstance(problem, NotAWorkbook) else DAMAGED


def _text(cell: Cell) -> str:
    """A cell's value as people read it."""
    if isinstance(cell, ErrorCell):
        return cell.text
    if cell is None or isinstance(cell, Uncalculated):
        return ""
    if isinstance(cell, float):
        return f"{cell:.15g}".replace(".", ",")
    if isinstance(cell, datetime):
        return f"{cell:%H:%M %d/%m/%Y}"
    return displayed(cell) if isinstance(cell, int | str | date) else str(cell)
