"""What people see in a sheet of ours: beside a code it has to mean what the code means, and where there is none it is
asked about, so that nothing is left unread without a word. Imports no Django.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kehoach.common.folding import accented, name_key
from kehoach.common.formats import plain
from kehoach.common.reading import parse_count
from kehoach.common.text.gate import tidy_line
from kehoach.excel.workbooks.answers import Parser, Unreadable, shown
from kehoach.excel.workbooks.rows import Cell, ErrorCell, Row, Uncalculated, as_shown
from kehoach.questionnaire.layout import Field, Total

NOTE, LAST, TOTAL = "|ghi-chu", "|nam-truoc", "|tong"
NAME, LINE, TITLE = "|ten", "|dong", "|tieu-de"
UNMARKED = (
    "Trang này là trang của mẫu nhưng không còn dòng mã ẩn, nên chưa đọc được. "
    "Hãy tải mẫu mới và chép số liệu sang; là trang ghi riêng thì hãy xóa trang này."
)
# So many of our words in one line are no coincidence; looked for where heads stand, not in the whole of a wide sheet.
_ENOUGH, _WIDEST = 4, 200
# The columns beside the answers that people read: of the table, and of the form of one facility.
_BESIDE = frozenset(map(plain, ("Cơ sở", "Dòng", "Mục", "Đơn vị tính")))


@dataclass(frozen=True)
class Label:
    """What stands beside a code, the nearest first; `row` and `column` are where the nearest stands."""

    row: int
    column: int
    texts: tuple[str, ...]

    def says_another(self, *meant: str) -> bool:
        """Whether something stands there and nothing of it is one of these names, however they are spelled."""
        known = {name_key(name) for name in meant}
        return bool(self.texts) and known.isdisjoint(map(name_key, self.texts))

    def begins_otherwise(self, name: str) -> bool:
        """Whether a line of text stands there that does not begin with this name."""
        begin = re.compile(rf"{re.escape(accented(name))}(?!\s*\w)")
        return bool(self.texts) and not any(begin.match(accented(text)) for text in self.texts)

    def question(self, meant: str) -> str:
        """Which of the two is meant, for whoever has sent the workbook."""
        return (
            f"Ô này ghi “{shown(self.texts[0])}”, nhưng mã ẩn là của “{meant}”, nên chưa rõ là của cái nào. "
            "Hãy tải mẫu mới và chép số liệu vào đúng chỗ."
        )


def label_in(row: int, cells: Sequence[Cell], column: int) -> Label:
    """What one cell says."""
    cell = cells[column - 1] if 0 < column <= len(cells) else None
    text = "" if cell is None or isinstance(cell, Uncalculated | ErrorCell) else tidy_line(str(cell))
    return Label(row, column, (text,) if text else ())


def label_above(rows: Iterable[Row], column: int) -> Label:
    """What the cells of a column say; `rows` from the nearest on."""
    labels = [label for row, cells in rows if (label := label_in(row, cells, column)).texts]
    return Label(labels[0].row, column, tuple(label.texts[0] for label in labels)) if labels else Label(0, column, ())


def label_of_line(rows: Iterable[Row], key: int, code: str) -> Label | None:
    """The first words of the line that has this code in its column `key`."""
    cells: Sequence[Cell]
    for row, cells in rows:
        if key <= len(cells) and isinstance(cells[key - 1], str) and tidy_line(str(cells[key - 1])) == code:
            labels = (label_in(row, cells, column) for column in range(key + 1, len(cells) + 1))
            return next((label for label in labels if label.texts), None)
    return None


def heading_of(question: Field | Total) -> str:
    """The head of the column of a question or a sum."""
    return f"{question.label} ({question.unit})" if question.unit else question.label


def line_heading(suffix: str, year: int) -> str:
    """What a facility's line of answers, of notes or of last year's answers is called."""
    return {NOTE: "Ghi chú", LAST: f"Năm {year - 1}"}.get(suffix, f"Năm {year}")


def as_word(cell: Any) -> str:
    """A code or a head, however its letters are put together."""
    return unicodedata.normalize("NFC", cell).strip().removesuffix("*").strip().casefold()


def has_words(rows: Iterable[Row], words: Collection[str]) -> bool:
    """Whether a row or a column holds several of these codes and heads, each given as_word."""
    lines: dict[tuple[str, int], set[str]] = defaultdict(set)
    for row, cells in rows:
        for column, cell in enumerate(cells[:_WIDEST]):
            if isinstance(cell, str) and (word := as_word(cell)) in words:
                lines["row", row].add(word)
                lines["column", column].add(word)
    return any(len(found) >= _ENOUGH for found in lines.values())


def has_value(cell: Cell) -> bool:
    """Whether somebody has written something there."""
    return cell is not None and (not isinstance(cell, str) or bool(tidy_line(cell)))


class Uncoded:
    """The columns of a table that have no code: each is asked about once, where something stands in it."""

    def __init__(self, coded: Collection[int]) -> None:
        self._known = set(coded)

    def found(self, cells: Sequence[Cell]) -> Iterator[tuple[int, str]]:
        """The columns of which this row is the first to hold something, with the question."""
        for column, cell in enumerate(cells, start=1):
            if cell is not None and column not in self._known and has_value(cell):
                self._known.add(column)
                yield column, without_code("Cột", cell)


def without_code(line: str, cell: Cell) -> str:
    """What is asked about a column or row that holds something and has no code; `line` is how it begins."""
    return (
        f"{line} này có chữ hoặc số ({shown(cell)}) nhưng không có mã ẩn, nên không biết là của mục nào. "
        f"Hãy tải mẫu mới và chép vào đúng {line.lower()}, hoặc xóa {line.lower()} này."
    )


def is_beside(heads: Iterable[str]) -> bool:
    """Whether a column without a code is one that is only to be read: what a row is called, its unit."""
    return any(plain(head) in _BESIDE for head in heads)


def is_number(cell: Cell) -> bool:
    """Whether somebody has typed a count, and not words, a day or a signature."""
    if not isinstance(cell, str):
        return isinstance(cell, int | float) and not isinstance(cell, bool)
    try:
        return parse_count(cell) is not None
    except ValueError:
        return False


def says_line(cells: Iterable[Cell]) -> bool:
    """Whether a row says that it is one of a facility: Năm 2026, Ghi chú."""
    words = (plain(cell) for cell in cells if isinstance(cell, str))
    return any(word == "ghi chu" or (word.startswith("nam ") and word[4:].isdecimal()) for word in words)


def question_of_sum(cell: Cell, parts: Sequence[Cell], key: str) -> str:
    """What is asked about a cell that shows a sum and is not read; empty where it says what its formula says."""
    unsure = (Uncalculated, ErrorCell)
    if not has_value(cell) or isinstance(cell, unsure) or any(isinstance(part, unsure) for part in parts):
        return ""
    numbers = [part for part in parts if isinstance(part, int | float) and not isinstance(part, bool)]
    if isinstance(cell, int | float) and not key.endswith(NOTE) and as_shown(sum(numbers)) == as_shown(cell):
        return ""
    return (
        f"Ô này là tổng do cổng tự cộng nên không đọc, nay ghi “{shown(cell)}”, khác tổng các mục. "
        "Hãy ghi vào từng mục rồi để trống ô này."
    )


def is_answer(cell: Cell, parse: Parser) -> bool:
    """Whether a cell holds a figure that its question takes, and not mere words."""
    if cell is None or isinstance(cell, Uncalculated | ErrorCell):
        return False
    if not isinstance(cell, str):
        return True
    try:
        return any(letter.isdigit() for letter in cell) and parse(cell) is not None
    except Unreadable:
        return False
