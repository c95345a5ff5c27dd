"""What people read beside a hidden code: it has to mean what the code means. Imports no Django."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kehoach.common.folding import accented, name_key
from kehoach.common.text.gate import tidy_line
from kehoach.excel.workbooks.answers import shown
from kehoach.excel.workbooks.rows import Cell, ErrorCell, Row, Uncalculated
from kehoach.questionnaire.layout import Field, Total

NOTE, LAST, TOTAL = "|ghi-chu", "|nam-truoc", "|tong"
NAME, LINE, TITLE = "|ten", "|dong", "|tieu-de"


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
