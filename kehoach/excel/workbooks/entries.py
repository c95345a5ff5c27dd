"""What was read of a workbook and what speaks against it, each with its place. Imports no Django."""

from __future__ import annotations

from dataclasses import dataclass, field

from kehoach.excel.workbooks.labels import Label
from kehoach.excel.workbooks.rows import Cell, column_letter
from kehoach.questionnaire.values import Value

ROWS, COLUMNS = "hang", "cot"
MARK = "kehoach"


def corner(kind: str, way: str) -> str:
    """The mark of a sheet: which kind of figures, and whether a facility is a row or a column."""
    return f"{MARK}:{kind}:{way}"


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
    they take them to be (NAME, TITLE), and whether they are answers (LINE) or notes (NOTE). `last` are the line, the
    question and the cell of what stands in the line of last year.
    """

    block: Block
    facility: str
    line: int
    note_line: int = 0
    values: dict[str, Value] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    last: list[tuple[int, str, Cell]] = field(default_factory=list)
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
