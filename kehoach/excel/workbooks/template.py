"""The yearly form as a workbook, filled with what is known, to be filled in further and read back. Imports no Django.

A sheet for each kind of figures. Where a unit has one facility of a kind the sheet is the form that people can print,
with a column for its answers; else a facility has a row for its answers, one for notes and one with last year's.
"""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook

from kehoach.common.workbook_writer import (
    BAND_FILL,
    HEAD_FILL,
    LOCKED_FILL,
    Lists,
    Look,
    explain,
    heighten,
    on_a4,
    put,
    put_sum,
    saved,
)
from kehoach.excel.workbooks.entries import COLUMNS, ROWS, corner
from kehoach.excel.workbooks.identity import Identity, write_identity
from kehoach.excel.workbooks.labels import LAST, LINE, NAME, NOTE, TITLE, TOTAL, heading_of, line_heading
from kehoach.excel.workbooks.paper import CODE_ROW, WORDY, FacilityForm, KindForms, Paper, explained
from kehoach.excel.workbooks.rows import column_letter
from kehoach.questionnaire.layout import Section


def figures_workbook(identity: Identity, heading: str, period: str, kinds: Sequence[KindForms]) -> bytes:
    """The workbook. `heading` names the commune or unit, `period` the days and the deadline."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    lists = Lists(workbook)
    for kind in kinds:
        if kind.facilities:
            sheet = workbook.create_sheet(kind.title, len(workbook.sheetnames) - 1)
            alone = bool(identity.unit) and len(kind.facilities) == 1
            paper = (_Form if alone else _Table)(sheet, kind, identity.year, lists)
            paper.write(heading, period)
    if not any(kind.facilities for kind in kinds):
        sheet = workbook.create_sheet("Không có phiếu", 0)
        put(sheet, 1, 1, f"{heading} không có phiếu số liệu nào trong năm {identity.year}.", framed=False)
    write_identity(workbook, identity)
    workbook.active = 0
    return saved(workbook)


class _Form(Paper):
    """One facility of a unit: a question is a row, as on the paper form."""

    def write(self, heading: str, period: str) -> None:
        """Fills the sheet."""
        facility = self.kind.facilities[0]
        self.head(f"{facility.name} ({heading})", period, 6)
        for letter, width in zip("BCDEF", (44, 12, 22, 26, 28), strict=True):
            self.sheet.column_dimensions[letter].width = width
        put(self.sheet, 2, 1, TITLE, framed=False)
        lines = (line_heading(suffix, self.year) for suffix in (LAST, "", NOTE))
        titles = ("Mục", "Đơn vị tính", *lines)
        for column, title in enumerate(titles, start=2):
            put(self.sheet, 4, column, title, font=Look.strong, align=Look.middle, fill=HEAD_FILL)
        codes = (NAME, facility.code + LAST, facility.code, facility.code + NOTE)
        for column, code in zip((1, 2, 4, 5, 6), (corner(self.kind.slug, COLUMNS), *codes), strict=True):
            put(self.sheet, CODE_ROW, column, code, framed=False)
        row = CODE_ROW + 1
        for section in self.kind.layout.sections_for(facility.kind):
            row = self._section(section, row, facility)
        self._signatures(row + 1)
        self.sheet.freeze_panes = f"C{CODE_ROW + 1}"
        self.finish()
        on_a4(self.sheet, landscape=False, repeated_rows="4:4")

    def _section(self, section: Section, row: int, facility: FacilityForm) -> int:
        for column in range(2, 7):
            put(self.sheet, row, column, section.title if column == 2 else None, font=Look.band, fill=BAND_FILL)
        rows = {}
        for question in section.fields:
            row += 1
            rows[question.name] = row
            put(self.sheet, row, 1, question.name, framed=False)
            explain(put(self.sheet, row, 2, question.label), explained(question))
            put(self.sheet, row, 3, question.unit, align=Look.middle)
            self.last(row, 4, question, facility)
            self.answer(row, 5, question, facility)
            self.note(row, 6, question, facility)
            heighten(self.sheet, row, range(2, 7))
        for total in section.totals:
            row += 1
            put(self.sheet, row, 1, total.label + TOTAL, framed=False)
            put(self.sheet, row, 2, total.label, font=Look.strong, fill=LOCKED_FILL)
            put(self.sheet, row, 3, total.unit, align=Look.middle, fill=LOCKED_FILL)
            put(self.sheet, row, 6, None, fill=LOCKED_FILL)
            for letter, column in (("D", 4), ("E", 5)):
                put_sum(self.sheet, row, column, [f"{letter}{rows[part]}" for part in total.parts if part in rows])
        return row + 1

    def _signatures(self, row: int) -> None:
        for column, words in ((2, "Người lập biểu\n(Ký, ghi rõ họ tên)"), (5, "Thủ trưởng đơn vị\n(Ký tên, đóng dấu)")):
            put(self.sheet, row, column, words, font=Look.strong, align=Look.middle, framed=False)
        self.sheet.merge_cells(start_row=row, end_row=row, start_column=5, end_column=6)
        self.sheet.row_dimensions[row].height = 90


class _Table(Paper):
    """Several facilities: a question is a column; a facility has a row for answers, one for notes, one of last year."""

    def write(self, heading: str, period: str) -> None:
        """Fills the sheet."""
        self.head(heading, period, 12)
        for column, code in ((1, corner(self.kind.slug, ROWS)), (2, NAME), (3, LINE)):
            put(self.sheet, CODE_ROW, column, code, framed=False)
        for column, title in ((2, "Cơ sở"), (3, "Dòng")):
            put(self.sheet, 4, column, title, font=Look.strong, align=Look.middle, fill=HEAD_FILL)
            self.sheet.column_dimensions[column_letter(column)].width = (34, 12)[column - 2]
        questions: dict[str, int] = {}
        totals: dict[int, list[str]] = {}
        column = 4
        for section in self.kind.layout.sections:
            column = self._section(section, column, questions, totals)
        self.sheet.row_dimensions[4].height = 110
        row = CODE_ROW + 1
        for facility in self.kind.facilities:
            self._facility(row, facility, questions, totals)
            row += 3
        self.sheet.freeze_panes = f"D{CODE_ROW + 1}"
        self.finish()
        on_a4(self.sheet, landscape=True, repeated_rows="4:4", repeated_columns="B:C")

    def _section(self, section: Section, column: int, questions: dict[str, int], totals: dict[int, list[str]]) -> int:
        kinds = {facility.kind for facility in self.kind.facilities}
        for question in section.fields:
            if any(question.asked_of(kind) for kind in kinds):
                questions[question.name] = column
                self._column(column, question.name, heading_of(question))
                explain(self.sheet.cell(4, column), f"{section.title}.\n{explained(question)}")
                if question.kind in WORDY:
                    self.sheet.column_dimensions[column_letter(column)].width = 32
                column += 1
        for total in section.totals:
            parts = [column_letter(questions[part]) for part in total.parts if part in questions]
            if parts:
                self._column(column, total.label + TOTAL, heading_of(total))
                totals[column] = parts
                column += 1
        return column

    def _column(self, column: int, code: str, title: str) -> None:
        put(self.sheet, 4, column, title, font=Look.strong, align=Look.middle, fill=HEAD_FILL)
        put(self.sheet, CODE_ROW, column, code, framed=False)
        self.sheet.column_dimensions[column_letter(column)].width = 16

    def _facility(
        self, row: int, facility: FacilityForm, questions: dict[str, int], totals: dict[int, list[str]]
    ) -> None:
        lines = (("", self.answer), (NOTE, self.note), (LAST, self.last))
        for line, (suffix, write) in enumerate(lines, start=row):
            font = Look.strong if line == row else Look.grey
            put(self.sheet, line, 1, facility.code + suffix, framed=False)
            put(self.sheet, line, 2, facility.name, font=font, fill=LOCKED_FILL)
            put(self.sheet, line, 3, line_heading(suffix, self.year), font=font, fill=LOCKED_FILL)
            for name, column in questions.items():
                write(line, column, self.kind.layout.field(name), facility)
            for column, letters in totals.items():
                if suffix == NOTE:
                    put(self.sheet, line, column, None, fill=LOCKED_FILL)
                else:
                    put_sum(self.sheet, line, column, [f"{letter}{line}" for letter in letters], font=font)
            heighten(self.sheet, line, (2, *questions.values()))
