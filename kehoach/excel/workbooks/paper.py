"""A sheet of the yearly form: what both ways of laying it out share, the cell of an answer above all. No Django."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.worksheet.cell_range import MultiCellRange

from kehoach.common.workbook_writer import (
    COUNT_FORMAT,
    DATE_FORMAT,
    LOCKED_FILL,
    UNLOCKED,
    Lists,
    Look,
    only_listed,
    only_numbers,
    protect,
    put,
)
from kehoach.excel.workbooks.answers import ABSENCES, expected, largest
from kehoach.questionnaire.cells import NO, YES, cell_of
from kehoach.questionnaire.layout import AMOUNTS, Field, Kind, Layout
from kehoach.questionnaire.values import Absent, Values

_WORDS = tuple(absent.label for absent in ABSENCES)
_INSTRUCTIONS = (
    "Chỉ điền vào ô trắng; không có gì thì ghi 0. Có nhưng không biết bao nhiêu: ghi “Chưa thống kê” và nêu lý do ở "
    "ghi chú. Mục không dành cho cơ sở: ghi “Không áp dụng”. Ô để trống không thay đổi số đã có trên cổng.",
    "Mục chọn nhiều: ghi các mục cách nhau bằng dấu chấm phẩy. Rê chuột lên tên mục để xem cách tính. Điền xong, gửi "
    "tệp này lên cổng ở trang “Nhập từ Excel” của năm; sau đó vẫn phải bấm “Nộp” trên cổng.",
)
WORDY = frozenset({Kind.TEXT, Kind.CHOICES, Kind.ONE})
CODE_ROW = 5


@dataclass(frozen=True)
class FacilityForm:
    """One facility's year: what is known now, its notes, last year's accepted values, and what is to be said of it."""

    code: str
    name: str
    kind: str
    values: Values
    notes: Mapping[str, str]
    last: Values | None
    remark: str = ""


@dataclass(frozen=True)
class KindForms:
    """The facilities of one kind, of a unit or of the whole commune."""

    slug: str
    title: str
    layout: Layout
    facilities: Sequence[FacilityForm]


class Paper:
    """What both ways of laying out a sheet share: title, validations, the cell of an answer."""

    def __init__(self, sheet: Any, kind: KindForms, year: int, lists: Lists) -> None:
        self.sheet, self.kind, self.year, self.lists = sheet, kind, year, lists
        self.rules: dict[str, list[str]] = {}

    def head(self, heading: str, period: str, width: int) -> None:
        """Title, period and instructions above the table."""
        title = f"SỐ LIỆU NĂM {self.year}: {self.kind.title.upper()}"
        remarks = [facility.remark for facility in self.kind.facilities if facility.remark]
        instructions = " ".join((*remarks, *_INSTRUCTIONS))
        lines = ((title, Look.title), (f"{heading}. {period}", Look.strong), (instructions, Look.small))
        for row, (text, font) in enumerate(lines, start=1):
            put(self.sheet, row, 2, text, font=font, align=Look.left, framed=False)
            self.sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=width)
        self.sheet.row_dimensions[1].height = 24
        self.sheet.row_dimensions[2].height = 32
        self.sheet.row_dimensions[3].height = 64 + 36 * len(remarks)

    def answer(self, row: int, column: int, question: Field, facility: FacilityForm) -> None:
        """The cell of one answer: white and open, or shaded and locked where the facility is not asked."""
        asked = question.asked_of(facility.kind)
        value = cell_of(question, facility.values.get(question.name, Absent.UNANSWERED)) if asked else None
        cell = put(self.sheet, row, column, value, fill=None if asked else LOCKED_FILL)
        _format(cell, question)
        if asked:
            cell.protection = UNLOCKED
            self.rules.setdefault(question.name, []).append(cell.coordinate)

    def last(self, row: int, column: int, question: Field, facility: FacilityForm) -> None:
        """What was accepted last year, in grey."""
        last = (facility.last or {}).get(question.name)
        value = None if last is None or isinstance(last, Absent) else cell_of(question, last)
        _format(put(self.sheet, row, column, value, font=Look.grey, fill=LOCKED_FILL), question)

    def note(self, row: int, column: int, question: Field, facility: FacilityForm) -> None:
        """The note on one answer."""
        asked = question.asked_of(facility.kind)
        text = facility.notes.get(question.name) if asked else None
        cell = put(self.sheet, row, column, text, font=Look.small, fill=None if asked else LOCKED_FILL)
        if asked:
            cell.protection = UNLOCKED

    def finish(self) -> None:
        """Adds the validations, each once for all its cells, and locks the rest."""
        for name, cells in self.rules.items():
            question = self.kind.layout.field(name)
            rule = self._rule(question, cells[0])
            if rule is not None:
                rule.sqref = MultiCellRange(" ".join(cells))
                self.sheet.add_data_validation(rule)
        protect(self.sheet)
        self.sheet.column_dimensions["A"].hidden = True
        self.sheet.row_dimensions[CODE_ROW].hidden = True

    def _rule(self, question: Field, first: str) -> Any:
        match question.kind:
            case Kind.COUNT | Kind.MONEY | Kind.AREA:
                rule = only_numbers(largest(question), _WORDS)
                rule.formula1 = rule.formula1.replace("{cell}", first)
                return rule
            case Kind.SWITCH:
                return only_listed(self.lists.area((YES, NO, *_WORDS)))
            case Kind.ONE:
                return only_listed(self.lists.area((*(label for _, label in question.choices), *_WORDS)))
        return None


def _format(cell: Any, question: Field) -> None:
    if question.kind is Kind.DATE:
        cell.number_format = DATE_FORMAT
    else:
        cell.number_format = COUNT_FORMAT if question.kind in AMOUNTS else "General"
    if question.kind in WORDY:
        cell.alignment = Look.left


def explained(question: Field) -> str:
    """What a question means and what its cell takes, for the note on its head."""
    takes = expected(question)
    return f"{question.definition}\n\nGhi {takes}." if question.definition else f"Ghi {takes}."
