"""Reads the yearly form out of a workbook: every facility's answers and notes, and everything that is wrong at once.

A sheet is recognised by a mark in its hidden corner. The hidden row that starts there says which column is which
question and the hidden column which row is which facility, or the other way round; so columns and rows may be moved,
added, emptied and taken out. Imports no Django.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kehoach.common.text.gate import tidy_line
from kehoach.excel.workbooks.answers import Parser, Unreadable, note_of, parser_of, shown
from kehoach.excel.workbooks.labels import (
    LAST,
    LINE,
    NAME,
    NOTE,
    TITLE,
    TOTAL,
    Label,
    label_above,
    label_in,
    label_of_line,
)
from kehoach.excel.workbooks.package import Book, SheetPart
from kehoach.excel.workbooks.rows import Cell, ErrorCell, Row, Uncalculated, column_letter
from kehoach.questionnaire.layout import Field, Layout
from kehoach.questionnaire.values import Value

ROWS, COLUMNS = "hang", "cot"
_MARK = "kehoach"
_DEEPEST_CORNER = 60


def corner(kind: str, way: str) -> str:
    """The mark of a sheet: which kind of figures, and whether a facility is a row or a column."""
    return f"{_MARK}:{kind}:{way}"


@dataclass(frozen=True)
class Fault:
    """Something that keeps a workbook from being taken in. `row` and `column` count from one, 0 for the whole file."""

    sheet: str
    row: int
    column: int
    message: str

    @property
    def letter(self) -> str:
        """The column as Excel names it."""
        return column_letter(self.column)

    @property
    def place(self) -> str:
        """Thư viện, ô E12"""
        return f"{self.sheet}, ô {self.letter}{self.row}" if self.row else self.sheet


@dataclass
class Entry:
    """One facility's answers: `line` is its row, or its column where facilities are columns.

    What is not in `values` and `notes` was empty or could not be read. `labels` are what people see at its lines: whose
    they take them to be (NAME, TITLE), and whether they are answers (LINE) or notes (NOTE).
    """

    block: Block
    facility: str
    line: int
    note_line: int = 0
    values: dict[str, Value] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    labels: list[tuple[str, Label]] = field(default_factory=list)

    def fault(self, message: str, name: str = "", is_note: bool = False) -> Fault:
        """A fault at the cell of a question, or at the facility's code."""
        along = self.block.places.get(name, self.block.key_place)
        line = self.note_line if is_note or not self.line else self.line
        row, column = (line, along) if self.block.way == ROWS else (along, line)
        return Fault(self.block.sheet, row, column, message)


@dataclass
class Block:
    """The table of one sheet. `places` say in which column (or row) a question is, `labels` what people see there."""

    sheet: str
    kind: str
    way: str
    key_place: int
    places: dict[str, int] = field(default_factory=dict)
    labels: dict[str, Label] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)


@dataclass
class Intake:
    """All that was read. `rows` counts the facilities' rows, those that were refused too."""

    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    rows: int = 0


def read_figures(book: Book, layouts: Mapping[str, Layout]) -> Intake:
    """Every table of every sheet; `layouts` by the slug of their kind. Sheets without a mark are left alone."""
    intake = Intake()
    for sheet in book.sheets:
        for block in _Table(sheet, layouts, intake).read(book.rows(sheet)):
            intake.entries += block.entries.values()
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

    def read(self, rows: Iterator[Row]) -> Iterator[Block]:
        """The table below the mark; none where there is no mark in the first rows."""
        above: list[Row] = []
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
        if not isinstance(cell, str) or not cell.startswith(_MARK):
            return None
        mark, _, rest = tidy_line(cell).partition(":")
        kind, _, way = rest.partition(":")
        if mark != _MARK or kind not in self.layouts or way not in (ROWS, COLUMNS):
            return None
        self.questions = {question.name: question for question in self.layouts[kind].fields}
        return Block(self.title, kind, way, column)

    def _read_rows(self, block: Block, above: list[Row], row: int, head: list[Cell], rows: Iterator[Row]) -> None:
        """A facility is a row: the questions are in the row of the mark."""
        key = block.key_place
        for column, cell in enumerate(head, start=1):
            if column != key and (name := self._question(block, cell, row, column, column)):
                block.labels[name] = label_above(above, column)
        parsers = [(name, place - 1, parser_of(self.questions[name])) for name, place in block.places.items()]
        seen = [(code, at) for at, cell in enumerate(head, start=1) if (code := _code(cell)) in (NAME, LINE)]
        for number, cells in rows:
            code = _code(cells[key - 1]) if key <= len(cells) else ""
            given = [(name, cells[at], parse) for name, at, parse in parsers if at < len(cells)]
            if code:
                self._line(block, code, number, given)
                self._label(block, code, [(what, label_in(number, cells, at)) for what, at in seen])
            elif given:
                self._without_code(block, number, given)

    def _read_columns(self, block: Block, above: list[Row], row: int, head: list[Cell], rows: Iterator[Row]) -> None:
        """A facility is a column: the questions are in the column of the mark, what they ask in the one of NAME."""
        key = block.key_place
        block.key_place = row
        columns = {column: _code(cell) for column, cell in enumerate(head, start=1) if column != key}
        words = next((column for column, code in columns.items() if code == NAME), 0)
        given: dict[int, list[tuple[str, Cell, Parser]]]
        given = {column: [] for column, code in columns.items() if code and column != words}
        for number, cells in rows:
            if key <= len(cells):
                name = self._question(block, cells[key - 1], number, key, number)
                if name:
                    block.labels[name] = label_in(number, cells, words)
                    for column, found in given.items():
                        cell = cells[column - 1] if column <= len(cells) else None
                        found.append((name, cell, parser_of(self.questions[name])))
        line = label_of_line(above, key, TITLE)
        title = [(TITLE, line)] if line else []
        for column, found in given.items():
            self._line(block, columns[column], column, found)
            self._label(block, columns[column], [(LINE, label_above(above, column)), *title])

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
        if key.endswith((LAST, TOTAL)):
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

    def _without_code(self, block: Block, row: int, given: list[tuple[str, Cell, Parser]]) -> None:
        """A row of figures that says not whose they are is refused; words below the table are nobody's figures."""
        for name, cell, parse in given:
            if _is_answer(cell, parse):
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


def _is_answer(cell: Cell, parse: Parser) -> bool:
    if cell is None or isinstance(cell, Uncalculated | ErrorCell):
        return False
    if not isinstance(cell, str):
        return True
    try:
        return any(letter.isdigit() for letter in cell) and parse(cell) is not None
    except Unreadable:
        return False


def _code(cell: Cell) -> str:
    """A hidden code; a number that Excel made of one is written as it was."""
    if cell is None or isinstance(cell, Uncalculated | ErrorCell):
        return ""
    return tidy_line(str(cell))
