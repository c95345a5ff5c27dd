"""A form with the figures of a year: what goes into which cell, and what could not be filled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from baocao.superior_forms.figures import Answer, FormFigures
from baocao.superior_forms.files.workbook import SpreadsheetForm
from baocao.superior_forms.files.worksheet import CellValue, Place, place_of, reference_of
from baocao.superior_forms.marks import Mark

Cell = tuple[str, Place]


@dataclass(frozen=True)
class Note:
    """Something to be said of a place on the form."""

    where: str
    text: str


@dataclass
class Filling:
    """The values of the cells, which cell each new one looks like, what stayed empty, and what is to be known."""

    values: dict[Cell, CellValue] = field(default_factory=dict)
    like: dict[Cell, Place] = field(default_factory=dict)
    gaps: list[Note] = field(default_factory=list)
    remarks: list[Note] = field(default_factory=list)


def fill(form: SpreadsheetForm, marks: Iterable[Mark], figures: FormFigures) -> Filling:
    """Answers every mark; those of one row that are told of the same facilities are one table."""
    filling = Filling()
    tables: dict[tuple[str, int, str, str], list[Mark]] = defaultdict(list)
    marked = list(marks)
    for mark in marked:
        if mark.sheet not in form.sheets:
            filling.gaps.append(Note(f"{mark.sheet}, ô {mark.cell}", "Mẫu không còn trang tính này."))
        elif mark.is_repeated:
            row = place_of(mark.cell)[0]
            tables[mark.sheet, row, mark.source.partition(".")[0], mark.scope].append(mark)
        else:
            _put(filling, form, mark.sheet, place_of(mark.cell), figures.answer(mark))
    taken = {(mark.sheet, place_of(mark.cell)) for mark in marked}
    for (sheet, row, _, _), of_table in tables.items():
        _fill_table(filling, form, sheet, row, of_table, figures, taken)
    return filling


def _put(filling: Filling, form: SpreadsheetForm, sheet: str, place: Place, answer: Answer) -> None:
    where = f"{sheet}, ô {reference_of(place)}"
    refusal = form.sheet(sheet).refusal(place)
    if answer.value is None or refusal:
        filling.gaps.append(Note(where, refusal or answer.remark))
        return
    if answer.remark:
        filling.remarks.append(Note(where, answer.remark))
    value = answer.value
    if answer.is_share and isinstance(value, Decimal) and not form.shows_percentages(sheet, place):
        value *= 100
    filling.values[sheet, place] = value


def _fill_table(
    filling: Filling,
    form: SpreadsheetForm,
    sheet: str,
    first: int,
    marks: list[Mark],
    figures: FormFigures,
    taken: set[Cell],
) -> None:
    """A facility a row, from the marked row down to the first that is not free."""
    source = figures.sources.get(marks[0].source)
    facilities = figures.facilities_of(source, marks[0].scope) if source else []
    if not facilities:
        filling.gaps.append(Note(f"{sheet}, từ dòng {first}", "Bảng không có cơ sở nào để ghi."))
    columns = {place_of(mark.cell)[1]: mark for mark in marks}
    row = first
    for number, facility in enumerate(facilities, start=1):
        if number > 1:
            row += 1
            if not _is_free(form, sheet, row, columns, taken):
                left = ", ".join(facility.name for facility in facilities[number - 1 :])
                filling.gaps.append(Note(f"{sheet}, từ dòng {row}", f"Bảng hết dòng trống, chưa ghi: {left}."))
                return
        for column, mark in columns.items():
            known = figures.sources.get(mark.source)
            if known is None:
                continue
            _put(filling, form, sheet, (row, column), figures.of_facility(known, facility, mark.window, number))
            filling.like[sheet, (row, column)] = (first, column)


def _is_free(form: SpreadsheetForm, sheet: str, row: int, columns: Mapping[int, Mark], taken: set[Cell]) -> bool:
    """Whether a row can take a facility: nothing in the table's columns, and no words beside them (“Cộng”)."""
    if any(form.sheet(sheet).refusal((row, column)) or (sheet, (row, column)) in taken for column in columns):
        return False
    beside = {column: text for (number, column), text in form.texts(sheet).items() if number == row}
    return not any(column in columns or not text.replace(".", "").isdigit() for column, text in beside.items())
