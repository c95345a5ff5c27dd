"""A form with the figures of a year: what goes into which cell, and what could not be filled."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from baocao.superior_forms.figures import Answer, FormFigures
from baocao.superior_forms.files.inserting import Insertion
from baocao.superior_forms.files.word import WordForm
from baocao.superior_forms.files.workbook import SpreadsheetForm
from baocao.superior_forms.files.worksheet import CellValue, Place, place_of, reference_of
from baocao.superior_forms.marks import Mark
from kehoach.common import formats
from kehoach.models import Facility

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
    # Years are written without a dot, unlike counts.
    years: set[Cell] = field(default_factory=set)
    # Of tables that have too few rows.
    insertions: list[Insertion] = field(default_factory=list)
    # In Word, by the name of the placeholder; of one that is repeated what stands in the first row.
    words: dict[str, str] = field(default_factory=dict)


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
    # Two tables beside each other are meant now and then; libraries and centres mixed in one never are.
    times = Counter((sheet, row) for sheet, row, _, _ in tables)
    filling.remarks += [
        Note(f"{sheet}, dòng {row}", "Dòng này lặp theo hai loại cơ sở. Nếu là một bảng, hãy chọn lại cho giống nhau.")
        for (sheet, row), number in times.items()
        if number > 1
    ]
    for (sheet, row, _, _), of_table in tables.items():
        _fill_table(filling, form, sheet, row, of_table, figures, taken)
    return filling


def _put(filling: Filling, form: SpreadsheetForm, sheet: str, place: Place, answer: Answer) -> None:
    if refusal := form.sheet(sheet).refusal(place):
        filling.gaps.append(Note(f"{sheet}, ô {reference_of(place)}", refusal))
        return
    value = _value(filling, form, sheet, place, answer)
    if value is None:
        return
    filling.values[sheet, place] = value
    if answer.is_year:
        filling.years.add((sheet, place))


def _value(
    filling: Filling, form: SpreadsheetForm, sheet: str, place: Place, answer: Answer, like: Place | None = None
) -> CellValue | None:
    """What an answer is in a cell that looks `like` another one; what is to be said of it is noted."""
    where = f"{sheet}, ô {reference_of(place)}"
    if answer.value is None:
        filling.gaps.append(Note(where, answer.remark))
    elif answer.remark:
        filling.remarks.append(Note(where, answer.remark))
    value = answer.value
    if answer.is_share and isinstance(value, Decimal) and not form.shows_percentages(sheet, like or place):
        value *= 100
    return value


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
    source = figures.source(marks[0].source)
    facilities = figures.facilities_of(source, marks[0].scope) if source else []
    if not facilities:
        filling.gaps.append(Note(f"{sheet}, từ dòng {first}", "Bảng không có cơ sở nào để ghi."))
    columns = {place_of(mark.cell)[1]: mark for mark in marks}
    row = first
    for number, facility in enumerate(facilities, start=1):
        if number > 1:
            row += 1
            if not _is_free(form, sheet, row, columns, taken):
                left = {number: facility for number, facility in enumerate(facilities, start=1) if number > row - first}
                _add_rows(filling, form, sheet, row - 1, columns, figures, left)
                return
        for column, mark in columns.items():
            known = figures.source(mark.source)
            if known is None:
                continue
            _put(filling, form, sheet, (row, column), figures.of_facility(known, facility, mark.window, number))
            filling.like[sheet, (row, column)] = (first, column)


def _add_rows(
    filling: Filling,
    form: SpreadsheetForm,
    sheet: str,
    after: int,
    columns: Mapping[int, Mark],
    figures: FormFigures,
    left: Mapping[int, Facility],
) -> None:
    """Puts rows in for those facilities, by their numbers, that the table has no row for; else says who they are."""
    is_beside = any(insertion.sheet == sheet and insertion.after == after for insertion in filling.insertions)
    refusal = form.insertion_refusal(sheet, after) if not is_beside else "Hai bảng nằm cạnh nhau"
    if refusal:
        names = ", ".join(facility.name for facility in left.values())
        text = f"Bảng hết dòng trống, chưa ghi: {names}. {refusal} nên không tự thêm dòng; hãy thêm dòng rồi thay tệp."
        filling.gaps.append(Note(f"{sheet}, từ dòng {after + 1}", text))
        return
    values: dict[Place, CellValue] = {}
    for step, (number, facility) in enumerate(left.items(), start=1):
        for column, mark in columns.items():
            known = figures.source(mark.source)
            if known is None:
                continue
            answer = figures.of_facility(known, facility, mark.window, number)
            value = _value(filling, form, sheet, (after + step, column), answer, (after, column))
            if value is not None:
                values[step, column] = value
    filling.insertions.append(Insertion(sheet, after, frozenset(columns), len(left), values))
    text = f"Bảng thiếu dòng: tệp tải về có thêm {len(left)} dòng sau dòng {after}, phần dưới dời xuống."
    if alone := form.alone_in(sheet, after):
        text += f" Công thức ở ô {', '.join(alone)} chỉ lấy riêng dòng {after}: hãy xem lại."
    filling.remarks.append(Note(f"{sheet}, dòng {after}", text))


def _is_free(form: SpreadsheetForm, sheet: str, row: int, columns: Mapping[int, Mark], taken: set[Cell]) -> bool:
    """Whether a row can take a facility: nothing in the table's columns, and no words beside them (“Cộng”)."""
    if any(form.sheet(sheet).refusal((row, column)) or (sheet, (row, column)) in taken for column in columns):
        return False
    beside = form.texts_in_row(sheet, row)
    return not any(column in columns or not text.replace(".", "").isdigit() for column, text in beside.items())


# What stands where a figure is missing, for whoever writes it in by hand.
_MISSING = "……"


def fill_word(form: WordForm, marks: Mapping[str, Mark], figures: FormFigures) -> Filling:
    """Answers every placeholder's mark, the repeated ones row by row, which changes the form."""
    filling = Filling()
    for name in form.placeholders:
        mark = marks.get(name)
        if mark is None:
            filling.gaps.append(Note(name, "Chưa chọn số liệu cho chỗ trống này."))
        elif not mark.is_repeated:
            filling.words[name] = _written(filling, name, figures.answer(mark))
    repeated = {name: mark for name, mark in marks.items() if mark.is_repeated and name in form.placeholders}
    rows = form.rows_with(repeated)
    for row, names in rows:
        _repeat(filling, form, row, {name: repeated[name] for name in names}, figures)
    outside = repeated.keys() - {name for _, names in rows for name in names}
    filling.gaps += [Note(name, "Chỗ trống không nằm trong bảng nên không lặp được.") for name in sorted(outside)]
    return filling


def _repeat(filling: Filling, form: WordForm, row: object, marks: Mapping[str, Mark], figures: FormFigures) -> None:
    """One row of a table, a facility a copy."""
    first = next(iter(marks.values()))
    known = {name: source for name, mark in marks.items() if (source := figures.source(mark.source))}
    if len({(mark.source.partition(".")[0], mark.scope) for mark in marks.values()}) > 1 or not known:
        filling.gaps.append(Note(", ".join(marks), "Một dòng của bảng chỉ lặp theo một loại cơ sở. Hãy chọn lại."))
        return
    facilities = figures.facilities_of(next(iter(known.values())), first.scope)
    if not facilities:
        filling.gaps.append(Note(", ".join(marks), "Bảng không có cơ sở nào để ghi."))
    values = [
        {
            name: _written(filling, name, figures.of_facility(source, facility, marks[name].window, number))
            for name, source in known.items()
        }
        for number, facility in enumerate(facilities, start=1)
    ]
    form.repeat(row, values)
    filling.words |= values[0] if values else {}


def _written(filling: Filling, name: str, answer: Answer) -> str:
    """An answer as the report writes it; what is missing leaves room."""
    value = answer.value
    if value is None:
        filling.gaps.append(Note(name, answer.remark))
        return _MISSING
    if answer.remark:
        filling.remarks.append(Note(name, answer.remark))
    if answer.is_share and isinstance(value, Decimal):
        return formats.percent(value)
    if isinstance(value, date):
        return formats.date_short(value)
    if isinstance(value, int):
        return str(value) if answer.is_year else formats.count(value)
    return str(value)
