"""One worksheet of somebody else's workbook: what may be written into its cells, and writing it. Imports no Django.

Nothing but the cells that are filled is changed: styles, merged cells, protection, lists and print set-up stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from lxml import etree

from baocao.superior_forms.files.gate import NotAForm
from kehoach.excel.workbooks.rows import Meaning, column_letter, column_number

Place = tuple[int, int]
CellValue = int | Decimal | str | date

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST = 32_767
_SMALL = 200


def place_of(reference: str) -> Place:
    """Row and column of C7. Raises ValueError."""
    found = _REFERENCE.fullmatch(reference.strip().upper())
    if found is None:
        raise ValueError(reference)
    row, column = int(found[2]), column_number(found[1])
    if row > _LAST_ROW or column > _LAST_COLUMN:
        raise ValueError(reference)
    return row, column


def reference_of(place: Place) -> str:
    """C7"""
    return f"{column_letter(place[1])}{place[0]}"


@dataclass(frozen=True)
class Area:
    """A block of cells, its corners included."""

    first: Place
    last: Place

    def __contains__(self, place: Place) -> bool:
        return self.first[0] <= place[0] <= self.last[0] and self.first[1] <= place[1] <= self.last[1]

    @property
    def size(self) -> int:
        """How many cells it has."""
        return (self.last[0] - self.first[0] + 1) * (self.last[1] - self.first[1] + 1)

    def places(self) -> Iterator[Place]:
        """Its cells, row by row."""
        columns = range(self.first[1], self.last[1] + 1)
        return ((row, column) for row in range(self.first[0], self.last[0] + 1) for column in columns)


def area_of(reference: str) -> Area:
    """The block A1:B2; a single cell is one too. Raises NotAForm where it is none."""
    first, _, last = reference.partition(":")
    try:
        one, other = place_of(first), place_of(last or first)
    except ValueError as problem:
        raise NotAForm("Tệp bị hỏng: có vùng ô không đọc được.") from problem
    corners = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return Area((corners[0][0], corners[1][0]), (corners[0][1], corners[1][1]))


class Worksheet:
    """The sheet's XML with its cells by place. `heads` are the header rows of its tables.

    Raises NotAForm or ValueError where the XML is not that of a sheet.
    """

    def __init__(self, root: Any, heads: tuple[Area, ...] = ()) -> None:
        self.root, self.heads = root, heads
        self._space = f"{{{etree.QName(root).namespace}}}"
        self._data = root.find(f"{self._space}sheetData")
        if self._data is None:
            raise NotAForm("Tệp bị hỏng: có trang tính không có ô nào.")
        self.rows: dict[int, Any] = {}
        self.cells: dict[Place, Any] = {}
        self._index()
        self._columns = [
            (int(column.get("min", 0)), int(column.get("max", 0)), int(column.get("style", 0)))
            for column in root.iterfind(f"{self._space}cols/{self._space}col")
        ]
        self.merged = tuple(area_of(merge.get("ref", "")) for merge in root.iter(f"{self._space}mergeCell"))
        # Small ones by every cell that they cover; the few that cover more are looked through.
        self._large = [area for area in self.merged if area.size > _SMALL]
        self._covered = {
            place: area for area in self.merged if area.size <= _SMALL for place in area.places() if place != area.first
        }
        self._arrays = tuple(
            area_of(formula.get("ref", ""))
            for _, formula in self.formulas()
            if formula.get("t") in ("array", "dataTable") and formula.get("ref")
        )

    def _index(self) -> None:
        """Some programs write no references: what is meant by the order is said, so that a cell may come between."""
        row_number = 0
        for row in self._data.iterchildren(f"{self._space}row"):
            row_number = int(row.get("r") or row_number + 1)
            if row_number > _LAST_ROW or not str(row.get("s", "0")).isdecimal():
                raise ValueError(row_number)
            row.set("r", str(row_number))
            self.rows[row_number] = row
            column = 0
            for cell in row.iterchildren(f"{self._space}c"):
                column = place_of(cell.get("r"))[1] if cell.get("r") else column + 1
                if not str(cell.get("s", "0")).isdecimal():
                    raise ValueError(cell.get("s"))
                cell.set("r", reference_of((row_number, column)))
                self.cells[row_number, column] = cell

    def formulas(self) -> Iterator[tuple[Place, Any]]:
        """Every formula with the place of its cell."""
        for place, cell in self.cells.items():
            if (formula := cell.find(f"{self._space}f")) is not None:
                yield place, formula

    def refusal(self, place: Place) -> str:
        """Why nothing can be written into a cell, as a sentence; empty where it can."""
        cell = self.cells.get(place)
        if cell is not None and cell.find(f"{self._space}f") is not None:
            return "Ô có công thức, Excel tự tính."
        if any(place in area for area in self._arrays):
            return "Ô thuộc công thức của nhiều ô, Excel tự tính."
        if any(place in area for area in self.heads):
            return "Ô là tên cột của bảng, không đổi được."
        large = (area for area in self._large if place in area and place != area.first)
        merge = self._covered.get(place) or next(large, None)
        return f"Ô nằm trong vùng gộp; hãy chọn ô đầu của vùng, {reference_of(merge.first)}." if merge else ""

    def style_of(self, place: Place, like: Place | None = None) -> int:
        """The style of a cell; of one that is not there that of the cell `like`, else its row's, else its column's."""
        cell = self.cells.get(place)
        if cell is None and like is not None:
            cell = self.cells.get(like)
        if cell is not None:
            return int(cell.get("s", 0))
        row = self.rows.get(place[0])
        if row is not None and row.get("customFormat") in ("1", "true"):
            return int(row.get("s", 0))
        return next((style for first, last, style in self._columns if first <= place[1] <= last), 0)

    def put(self, place: Place, value: CellValue, meaning: Meaning, like: Place | None = None) -> None:
        """Writes a value. A day is a number where the cell shows days, a share one where it shows percentages."""
        style = self.style_of(place, like)
        cell = self.cells.get(place)
        if cell is None:
            cell = self._added(place, style)
        for child in list(cell):
            cell.remove(child)
        for name in ("t", "cm", "vm"):
            cell.attrib.pop(name, None)
        if isinstance(value, date):
            is_day = style in meaning.date_styles
            value = (value - meaning.epoch.date()).days if is_day else f"{value:%d/%m/%Y}"
        if isinstance(value, str):
            cell.set("t", "inlineStr")
            text = etree.SubElement(etree.SubElement(cell, f"{self._space}is"), f"{self._space}t")
            text.text = _CONTROL.sub("", value)[:_LONGEST]
            text.set(_XML_SPACE, "preserve")
        else:
            etree.SubElement(cell, f"{self._space}v").text = str(value)

    def _added(self, place: Place, style: int) -> Any:
        row = self.rows.get(place[0])
        if row is None:
            row = self.rows[place[0]] = etree.Element(f"{self._space}row", r=str(place[0]))
            self._data.insert(sum(number < place[0] for number in self.rows), row)
        row.attrib.pop("spans", None)
        cell = self.cells[place] = etree.Element(f"{self._space}c", r=reference_of(place))
        if style:
            cell.set("s", str(style))
        siblings = row.iterchildren(f"{self._space}c")
        row.insert(sum(place_of(sibling.get("r"))[1] < place[1] for sibling in siblings), cell)
        return cell

    def number_in(self, place: Place) -> Decimal | str | None:
        """The number in a cell; None where it is empty, its text's type where it is something else."""
        cell = self.cells.get(place)
        raw = (cell.findtext(f"{self._space}v") or None) if cell is not None else None
        if cell is None or (raw is None and cell.get("t") != "inlineStr"):
            return None
        return Decimal(raw) if raw is not None and cell.get("t", "n") == "n" else str(cell.get("t"))

    def set_result(self, place: Place, result: Decimal | None) -> None:
        """What a formula comes to now; None leaves it to whoever opens the file, rather than a result of before."""
        cell = self.cells[place]
        value = cell.find(f"{self._space}v")
        if value is not None:
            cell.remove(value)
        cell.attrib.pop("t", None)
        if result is not None:
            etree.SubElement(cell, f"{self._space}v").text = f"{result.normalize():f}"
