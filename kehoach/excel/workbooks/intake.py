"""Reads the yearly form out of a workbook: every facility's answers and notes, and everything that is wrong at once.

A sheet is recognised by a mark in its hidden corner. The hidden row that starts there says which column is which
question and the hidden column which row is which facility, or the other way round; so columns and rows may be moved,
added, emptied and taken out. Imports no Django.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from kehoach.common.text.gate import tidy_line
from kehoach.excel.workbooks.answers import Parser, Unreadable, note_of, parser_of, shown
from kehoach.excel.workbooks.entries import COLUMNS, MARK, ROWS, Block, Entry, Fault, Intake
from kehoach.excel.workbooks.labels import (
    LAST,
    LINE,
    NAME,
    NOTE,
    TITLE,
    TOTAL,
    UNMARKED,
    Label,
    Uncoded,
    as_word,
    has_value,
    has_words,
    heading_of,
    is_answer,
    is_beside,
    is_number,
    label_above,
    label_in,
    label_of_line,
    question_of_sum,
    says_line,
    without_code,
)
from kehoach.excel.workbooks.package import Book, SheetPart
from kehoach.excel.workbooks.rows import Cell, ErrorCell, Row, Uncalculated
from kehoach.questionnaire.layout import Field, Layout

_DEEPEST_CORNER = 60


def read_figures(book: Book, layouts: Mapping[str, Layout], sheets: Collection[str] = ()) -> Intake:
    """Every table of every sheet; `layouts` by the slug of their kind, `sheets` what our sheets are called.

    A sheet of ours without its mark is a fault; one that somebody has added is left alone.
    """
    intake = Intake()
    for sheet in book.sheets:
        table = _Table(sheet, layouts, intake)
        blocks = list(table.read(book.rows(sheet)))
        for block in blocks:
            intake.entries += block.entries.values()
        if not blocks and table.is_ours(sheets):
            intake.faults.append(Fault(table.title, 0, 0, UNMARKED))
    _refuse_repeated(intake)
    return intake


def _refuse_repeated(intake: Intake) -> None:
    """The same facility in two sheets: nobody can say which of them is meant."""
    first: dict[tuple[str, str], Entry] = {}
    for entry in intake.entries:
        known = first.setdefault((entry.block.kind, entry.facility), entry)
        if known is not entry:
            where = known.fault("").place
            intake.faults.append(
                entry.fault(f"Cơ sở {entry.facility} đã có ở {where}. Hãy giữ một chỗ, xóa chỗ kia rồi gửi lại.")
            )


class _Table:
    """One sheet on its way through the reader."""

    def __init__(self, sheet: SheetPart, layouts: Mapping[str, Layout], intake: Intake) -> None:
        self.title, self.layouts, self.intake = tidy_line(sheet.title), layouts, intake
        self.questions: dict[str, Field] = {}
        self.above: list[Row] = []
        self.sums: dict[str, tuple[str, ...]] = {}
        self.is_anothers = False

    def is_ours(self, sheets: Collection[str]) -> bool:
        """Whether a sheet without a mark is one of ours, by its name, its codes or the heads that people read."""
        words = {
            as_word(word)
            for layout in self.layouts.values()
            for question in layout.fields
            for word in (question.name, question.label, heading_of(question))
        }
        return not self.is_anothers and (self.title in sheets or has_words(self.above, words)) and bool(self.above)

    def read(self, rows: Iterator[Row]) -> Iterator[Block]:
        """The table below the mark; none where there is no mark in the first rows."""
        above = self.above
        for row, cells in rows:
            for column, cell in enumerate(cells, start=1):
                block = self._block(cell, column)
                if block is not None:
                    read = self._read_rows if block.way == ROWS else self._read_columns
                    read(block, above, row, cells, rows)
                    yield block
                    return
            above.insert(0, (row, cells))
            if row >= _DEEPEST_CORNER:
                return

    def _block(self, cell: Cell, column: int) -> Block | None:
        if not isinstance(cell, str) or not cell.startswith(MARK):
            return None
        mark, _, rest = tidy_line(cell).partition(":")
        kind, _, way = rest.partition(":")
        if mark != MARK or kind not in self.layouts or way not in (ROWS, COLUMNS):
            self.is_anothers |= mark == MARK and bool(kind) and kind not in self.layouts
            return None
        layout = self.layouts[kind]
        self.questions = {question.name: question for question in layout.fields}
        self.sums = {total.label + TOTAL: total.parts for section in layout.sections for total in section.totals}
        return Block(self.title, kind, way, column)

    def _read_rows(self, block: Block, above: list[Row], row: int, head: list[Cell], rows: Iterator[Row]) -> None:
        """A facility is a row: the questions are in the row of the mark."""
        key = block.key_place
        for column, cell in enumerate(head, start=1):
            if column != key and (name := self._question(block, cell, row, column, column)):
                block.labels[name] = label_above(above, column)
        parsers = [(name, place - 1, parser_of(self.questions[name])) for name, place in block.places.items()]
        codes = {at: code for at, cell in enumerate(head, start=1) if (code := _code(cell))}
        seen = [(code, at) for at, code in codes.items() if code in (NAME, LINE)]
        sums = [(at, self._parts(block, code)) for at, code in codes.items() if code in self.sums]
        uncoded = Uncoded(codes)
        for number, cells in rows:
            code = _code(cells[key - 1]) if key <= len(cells) else ""
            given = [(name, cells[at], parse) for name, at, parse in parsers if at < len(cells)]
            if code:
                self._line(block, code, number, given)
                self._label(block, code, [(what, label_in(number, cells, at)) for what, at in seen])
                if not code.endswith(LAST):
                    self._without_column_code(uncoded, number, cells, above)
                for at, parts in sums:
                    if at <= len(cells):
                        known = [cells[part - 1] for part in parts if part <= len(cells)]
                        self._sum(number, at, cells[at - 1], known, code)
            elif given:
                self._without_code(block, number, given, says_line(cells))

    def _read_columns(self, block: Block, above: list[Row], row: int, head: list[Cell], rows: Iterator[Row]) -> None:
        """A facility is a column: the questions are in the column of the mark, what they ask in the one of NAME."""
        key = block.key_place
        block.key_place = row
        columns = {column: code for column, cell in enumerate(head, start=1) if (code := _code(cell)) and column != key}
        words = next((column for column, code in columns.items() if code == NAME), 0)
        given: dict[int, list[tuple[str, Cell, Parser]]] = {column: [] for column in columns if column != words}
        uncoded = Uncoded({key, words, *given})
        for number, cells in rows:
            code = _code(cells[key - 1]) if key <= len(cells) else ""
            here = {column: cells[column - 1] for column in given if column <= len(cells)}
            label = label_in(number, cells, words)
            if name := self._question(block, code, number, key, number):
                block.labels[name] = label
                for column, found in given.items():
                    found.append((name, here.get(column), parser_of(self.questions[name])))
                self._without_column_code(uncoded, number, cells, above)
            elif code in self.sums:
                for column, cell in here.items():
                    parts = [part for name, part, _ in given[column] if name in self.sums[code]]
                    self._sum(number, column, cell, parts, columns[column])
            elif not code:
                self._without_row_code(number, label, {at: here[at] for at in here if not columns[at].endswith(LAST)})
        line = label_of_line(above, key, TITLE)
        title = [(TITLE, line)] if line else []
        for column, found in given.items():
            self._line(block, columns[column], column, found)
            self._label(block, columns[column], [(LINE, label_above(above, column)), *title])

    def _parts(self, block: Block, code: str) -> list[int]:
        """Where the parts of a sum are."""
        return [block.places[part] for part in self.sums[code] if part in block.places]

    def _sum(self, row: int, column: int, cell: Cell, parts: list[Cell], key: str) -> None:
        if question := question_of_sum(cell, parts, key):
            self._fault(row, column, question)

    def _without_column_code(self, uncoded: Uncoded, row: int, cells: list[Cell], above: list[Row]) -> None:
        """What is written beside a facility's answers and says not which question it answers."""
        for column, question in uncoded.found(cells):
            if not is_beside(label_above(above, column).texts):
                self._fault(row, column, question)

    def _without_row_code(self, row: int, label: Label, cells: dict[int, Cell]) -> None:
        """The same where a question is a row; words below the table are nobody's answers."""
        is_question = any(not label.says_another(known.label) for known in self.questions.values() if label.texts)
        for column, cell in cells.items():
            if is_number(cell) or (is_question and has_value(cell)):
                self._fault(row, column, without_code("Dòng", cell))
                return

    def _label(self, block: Block, key: str, labels: list[tuple[str, Label]]) -> None:
        """Keeps what people see at a line that counts."""
        entry = block.entries.get(key.removesuffix(NOTE))
        if entry is not None and not key.endswith(LAST):
            line = NOTE if key.endswith(NOTE) else LINE
            entry.labels += [(line if what == LINE else what, label) for what, label in labels]

    def _question(self, block: Block, cell: Cell, row: int, column: int, place: int) -> str:
        """Notes where a question is; one that is unknown or comes twice is a fault."""
        name = _code(cell)
        if not name or name.endswith((TOTAL, NAME, LINE)):
            return ""
        if name not in self.questions:
            self._fault(row, column, f"Mã ẩn “{shown(name)}” không có trong mẫu. Hãy tải mẫu mới, chép số liệu sang.")
        elif name in block.places:
            self._fault(row, column, f"Mục “{self.questions[name].label}” có hai lần. Hãy xóa cột hoặc dòng thừa.")
        else:
            block.places[name] = place
            return name
        return ""

    def _line(self, block: Block, key: str, line: int, given: list[tuple[str, Cell, Parser]]) -> None:
        """One row or column that has a code: answers, notes, or last year's, which are only shown."""
        if key.endswith(TOTAL):
            return
        if key.endswith(LAST):
            whose = key.removesuffix(LAST)
            shown_there = [(line, name, cell) for name, cell, _ in given if has_value(cell)]
            block.entries.setdefault(whose, Entry(block, whose, 0)).last += shown_there
            return
        code = key.removesuffix(NOTE)
        entry = block.entries.get(code)
        if code != key:
            entry = entry or block.entries.setdefault(code, Entry(block, code, 0))
            if entry.note_line:
                self.intake.faults.append(entry.fault(f"Dòng ghi chú của {code} có hai lần. Hãy xóa một lần."))
            entry.note_line = line
            self._notes(entry, given)
            return
        self.intake.rows += 1
        if entry is not None and entry.line:
            again = Entry(block, code, line)
            self.intake.faults.append(again.fault(f"Cơ sở {code} có hai lần trong trang. Hãy xóa một lần rồi gửi lại."))
            return
        entry = entry or block.entries.setdefault(code, Entry(block, code, line))
        entry.line = line
        self._values(entry, given)

    def _values(self, entry: Entry, given: list[tuple[str, Cell, Parser]]) -> None:
        for name, cell, parse in given:
            try:
                value = parse(cell)
            except Unreadable as problem:
                label = self.questions[name].label
                self.intake.faults.append(entry.fault(f"{label}: ô ghi “{shown(cell)}”. {problem}", name))
            else:
                if value is not None:
                    entry.values[name] = value

    def _notes(self, entry: Entry, given: list[tuple[str, Cell, Parser]]) -> None:
        for name, cell, _ in given:
            try:
                note = note_of(cell)
            except Unreadable as problem:
                self.intake.faults.append(entry.fault(f"{self.questions[name].label}: {problem}", name, is_note=True))
            else:
                if note is not None:
                    entry.notes[name] = note

    def _without_code(self, block: Block, row: int, given: list[tuple[str, Cell, Parser]], is_line: bool) -> None:
        """A row of figures that says not whose they are is refused; words below the table are nobody's figures."""
        for name, cell, parse in given:
            if is_answer(cell, parse) or (is_line and has_value(cell)):
                self.intake.rows += 1
                self._fault(
                    row,
                    block.places[name],
                    f"Dòng này có số liệu ({shown(cell)}) nhưng không có mã cơ sở, nên không biết là của cơ sở nào. "
                    "Hãy chép số liệu vào đúng dòng của cơ sở, hoặc xóa dòng này.",
                )
                return

    def _fault(self, row: int, column: int, message: str) -> None:
        self.intake.faults.append(Fault(self.title, row, column, message))


def _code(cell: Cell) -> str:
    """A hidden code; a number that Excel made of one is written as it was."""
    if cell is None or isinstance(cell, Uncalculated | ErrorCell):
        return ""
    return tidy_line(str(cell))
