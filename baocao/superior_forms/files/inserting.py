"""Rows that a table of somebody else's sheet lacks, put in behind its last one. Imports no Django.

What stands below moves down, and whatever names it follows: merged cells, formulas of all sheets, rules of formats and
of inputs, names, print area, page breaks, pictures. A sheet with something of which that is not certain is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lxml import etree
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError
from openpyxl.formula.translate import Translator, TranslatorError

from baocao.superior_forms.files.worksheet import CellValue, Place, Worksheet, place_of, reference_of

_CELL = re.compile(r"(\$?[A-Z]{1,3}\$?)([1-9][0-9]{0,6})")
_BLOCK = re.compile(r"(\$?[A-Z]{1,3}\$?)([1-9][0-9]{0,6}):(\$?[A-Z]{1,3}\$?)([1-9][0-9]{0,6})")
_ROWS = re.compile(r"(\$?)([1-9][0-9]{0,6}):(\$?)([1-9][0-9]{0,6})")
# What a sheet may hold beside cells that either names no rows or is moved here.
_MOVED = frozenset(
    (
        *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection"),
        *("protectedRanges", "autoFilter", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations"),
        *("hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks"),
        *("ignoredErrors", "drawing"),
    )
)
_REFERRING = ("ref", "sqref")
_RULES = ("dimension", "autoFilter", "conditionalFormatting", "dataValidation", "protectedRange", "ignoredError")
_LAST_ROW = 1_048_576
UNSURE = "Trang có phần mà cổng không chắc dời đúng (bảng Excel, chú thích, biểu đồ, công thức đặc biệt)"


@dataclass(frozen=True)
class Insertion:
    """Rows that a table lacks behind its last one, with what goes into its columns by row (the first new one is 1)."""

    sheet: str
    after: int
    columns: frozenset[int]
    number: int
    values: Mapping[Place, CellValue]


class NotMovable(Exception):
    """Something on the sheet might not follow its rows; the text says so."""


@dataclass(frozen=True)
class Shift:
    """So many rows more behind a row."""

    after: int
    number: int

    def row(self, row: int) -> int:
        """Where a row goes."""
        return min(row + self.number, _LAST_ROW) if row > self.after else row

    def rows(self, first: int, last: int, *, grows: bool) -> tuple[int, int]:
        """Where rows from one to another go; those that end with the last one of the table take in the new ones."""
        reaches = first <= self.after and (last > self.after or (grows and last == self.after))
        return self.row(first), min(last + self.number, _LAST_ROW) if reaches else self.row(last)

    def reference(self, reference: str, *, grows: bool = True) -> str:
        """A7, A7:C9 or 7:9 after the move; whatever else it is, as it was."""
        if cell := _CELL.fullmatch(reference):
            return f"{cell[1]}{self.row(int(cell[2]))}"
        if block := _BLOCK.fullmatch(reference) or _ROWS.fullmatch(reference):
            # One row of several columns is that row alone.
            is_row = block[2] == block[4] and block[1].strip("$") != block[3].strip("$")
            first, last = self.rows(int(block[2]), int(block[4]), grows=grows and not is_row)
            return f"{block[1]}{first}:{block[3]}{last}"
        return reference

    def references(self, references: str) -> str:
        """Several, with blanks between them; a rule for the table's last row is one for the new ones too."""
        moved = []
        for reference in references.split():
            cell = _CELL.fullmatch(reference)
            block = _BLOCK.fullmatch(f"{reference}:{reference}" if cell else reference)
            if block is None:
                raise NotMovable(UNSURE)
            first, last = self.rows(int(block[2]), int(block[4]), grows=True)
            is_cell = cell is not None and first == last
            moved.append(f"{block[1]}{first}" if is_cell else f"{block[1]}{first}:{block[3]}{last}")
        return " ".join(moved)

    def formula(self, text: str, *, title: str, is_here: bool, row: int = 0) -> str:
        """A formula after the move; `is_here` says that it stands on the sheet itself, `row` in which row.

        Raises NotMovable.
        """
        tokens, functions = tokens_of(text), list[str]()
        for token in tokens:
            if token.subtype == Token.OPEN:
                functions.append(token.value.upper())
            elif token.subtype == Token.CLOSE:
                functions.pop()
            elif token.type == Token.OPERAND and token.subtype == Token.RANGE:
                sheet, mark, reference = token.value.rpartition("!")
                if is_here if not mark else sheet.strip("'").replace("''", "'") == title:
                    # The sum of a table that has one row is the sum of all its rows.
                    if _CELL.fullmatch(reference) and functions[-1:] == ["SUM("]:
                        reference = f"{reference}:{reference}"
                    token.value = f"{sheet}{mark}{self.reference(reference, grows=row != self.after)}"
        return "".join(token.value for token in tokens)


def tokens_of(text: str) -> list[Token]:
    """The parts of a formula. Raises NotMovable where it cannot be read, or speaks of several sheets at a time."""
    try:
        tokens: list[Token] = Tokenizer(f"={text}").items
    except (TokenizerError, IndexError) as problem:
        raise NotMovable(UNSURE) from problem
    if any(":" in token.value.rpartition("!")[0] for token in tokens if token.type == Token.OPERAND):
        raise NotMovable(UNSURE)
    return tokens


def alone_in(sheet: Worksheet, row: int) -> list[str]:
    """The formulas elsewhere on a sheet that take a cell of this row alone, outside a sum: “=C8+C9”, as references."""
    taking = []
    for place, formula in sheet.formulas():
        tokens = tokens_of(formula.text or "") if place[0] != row else []
        before = ["", *(token.value.upper() for token in tokens)]
        cells = [(_CELL.fullmatch(token.value), function) for token, function in zip(tokens, before, strict=False)]
        if any(cell and int(cell[2]) == row and function != "SUM(" for cell, function in cells):
            taking.append(reference_of(place))
    return taking


def formulas_in(root: Any) -> Iterator[Any]:
    """Every element of a sheet that holds a formula: of cells, and of rules for formats and inputs."""
    return (
        element
        for element in root.iter("{*}f", "{*}formula", "{*}formula1", "{*}formula2")
        if (element.text or "").strip()
    )


def check_movable(sheet: Worksheet) -> None:
    """That every part of a sheet can follow its rows. Raises NotMovable."""
    names = {etree.QName(child).localname for child in sheet.root if isinstance(child.tag, str)}
    if (
        names - _MOVED
        or sheet.heads
        or any(formula.get("t") in ("array", "dataTable") for _, formula in sheet.formulas())
    ):
        raise NotMovable(UNSURE)
    for formula in formulas_in(sheet.root):
        tokens_of(formula.text)


def insert_rows(sheet: Worksheet, shift: Shift, title: str, marked: Collection[int]) -> Worksheet:
    """The sheet with rows more that look like the table's last one: its formulas, and its numbering carried on.

    The columns that are `marked` are left empty.

    Raises NotMovable; has changed the sheet then.
    """
    _spell_out_shared(sheet)
    for place, formula in sheet.formulas():
        formula.text = shift.formula(formula.text or "", title=title, is_here=True, row=place[0])
    counted = _numbering(sheet, shift.after, marked)
    for number, row in sheet.rows.items():
        row.set("r", str(shift.row(number)))
        row.attrib.pop("spans", None)
    for (number, column), cell in sheet.cells.items():
        cell.set("r", reference_of((shift.row(number), column)))
    last = sheet.rows.get(shift.after)
    if last is not None:
        for step in range(shift.number, 0, -1):
            last.addnext(_row_like(last, step, counted))
    _move_others(sheet.root, shift, title)
    return Worksheet(sheet.root, sheet.heads)


def _spell_out_shared(sheet: Worksheet) -> None:
    """Formulas that are written once for several cells are written in each."""
    written = {formula.get("si"): (place, formula.text) for place, formula in sheet.formulas() if formula.text}
    for place, formula in list(sheet.formulas()):
        if formula.get("t") != "shared":
            continue
        origin, text = written.get(formula.get("si"), (place, ""))
        if not text:
            raise NotMovable(UNSURE)
        formula.text = _translated(text, reference_of(origin), reference_of(place))
        for name in ("t", "si", "ref"):
            formula.attrib.pop(name, None)


def _translated(text: str, origin: str, target: str) -> str:
    try:
        return str(Translator(f"={text}", origin).translate_formula(target)).removeprefix("=")
    except (TokenizerError, TranslatorError, IndexError) as problem:
        raise NotMovable(UNSURE) from problem


def _numbering(sheet: Worksheet, row: int, marked: Collection[int]) -> dict[int, int]:
    """The columns in which the rows are numbered from 1 on down to this one, with its number; marked ones are not."""
    numbers = {}
    for column in {column for number, column in sheet.cells if number == row} - set(marked):
        here = sheet.number_in((row, column))
        if isinstance(here, Decimal) and 1 < here <= row:
            above = [sheet.number_in((row - step, column)) for step in range(1, int(here))]
            if above == [here - step for step in range(1, int(here))]:
                numbers[column] = int(here)
    return numbers


def _row_like(last: Any, step: int, counted: dict[int, int]) -> Any:
    """A copy of a table's last row so many rows further down, without what was written in it."""
    row = deepcopy(last)
    number = int(last.get("r")) + step
    row.set("r", str(number))
    for cell in row.iterchildren("{*}c"):
        origin = cell.get("r")
        column = place_of(origin)[1]
        formula = cell.find("{*}f")
        text = _translated(formula.text, origin, reference_of((number, column))) if formula is not None else ""
        for child in list(cell):
            cell.remove(child)
        for name in ("t", "cm", "vm"):
            cell.attrib.pop(name, None)
        cell.set("r", reference_of((number, column)))
        space = f"{{{etree.QName(cell).namespace}}}"
        if text:
            etree.SubElement(cell, f"{space}f").text = text
        elif column in counted:
            etree.SubElement(cell, f"{space}v").text = str(counted[column] + step)
    return row


def _move_others(root: Any, shift: Shift, title: str) -> None:
    """Everything of a sheet beside its cells that names rows."""
    for element in root.iter("{*}formula", "{*}formula1", "{*}formula2"):
        if element.text:
            element.text = shift.formula(element.text, title=title, is_here=True)
    _move_merged(root, shift)
    for link in root.iter("{*}hyperlink"):
        link.set("ref", shift.reference(link.get("ref", ""), grows=False))
    for element in root.iter(*(f"{{*}}{name}" for name in _RULES)):
        for attribute in _REFERRING:
            if element.get(attribute):
                element.set(attribute, shift.references(element.get(attribute)))
    for breaks in root.iter("{*}rowBreaks"):
        for page_break in breaks.iterchildren():
            page_break.set("id", str(shift.row(int(page_break.get("id", "0")))))


def _move_merged(root: Any, shift: Shift) -> None:
    """Merged cells below the table follow; those within its last row are merged in the new ones too."""
    for merged in list(root.iter("{*}mergeCell")):
        block = _BLOCK.fullmatch(merged.get("ref"))
        if block and int(block[2]) == int(block[4]) == shift.after:
            for step in range(shift.number, 0, -1):
                twin = deepcopy(merged)
                twin.set("ref", f"{block[1]}{shift.after + step}:{block[3]}{shift.after + step}")
                merged.addnext(twin)
        merged.set("ref", shift.reference(merged.get("ref"), grows=False))
    for merges in root.iter("{*}mergeCells"):
        merges.set("count", str(len(merges)))


def move_drawing(root: Any, shift: Shift) -> None:
    """Pictures below the table follow. Raises NotMovable for a chart: it draws cells that it names itself."""
    if next(root.iter("{*}graphicFrame"), None) is not None:
        raise NotMovable(UNSURE)
    for row in root.iter("{*}row"):
        # Counted from 0.
        row.text = str(shift.row(int(row.text or 0) + 1) - 1)


def move_calculation(root: Any, shift: Shift, sheet: str) -> None:
    """The order in which Excel calculates names cells; `sheet` is the sheet's id, said once for several in a row."""
    present = ""
    for cell in root.iterchildren():
        present = cell.get("i", present)
        if present == sheet:
            cell.set("r", shift.reference(cell.get("r", "")))
