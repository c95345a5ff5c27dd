"""What a cell of the yearly form means, and how an answer is written into one. Imports no Django.

An empty cell says nothing. “Chưa thống kê” and “Không áp dụng” are words in the cell, and so is “Chưa trả lời”, which
takes an answer back. Numbers and days are understood as Vietnamese type them, in whatever Unicode form.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from functools import cache, lru_cache

from kehoach.common import formats
from kehoach.common.reading import EARLIEST_YEAR, LATEST_YEAR, parse_count, parse_day, parse_money
from kehoach.common.text import old_fonts
from kehoach.common.text.gate import tidy_line
from kehoach.excel.workbooks.rows import Cell, ErrorCell, Uncalculated
from kehoach.questionnaire.cells import NO, NONE_OF_THESE, YES
from kehoach.questionnaire.layout import Field, Kind
from kehoach.questionnaire.values import (
    LARGEST_COUNT,
    LARGEST_MONEY,
    LONGEST_NOTE,
    LONGEST_TEXT,
    Absent,
    Value,
)

ABSENCES = (Absent.UNKNOWN, Absent.NOT_APPLICABLE)
_LONGEST_SHOWN = 60
_YES = {"co", "x", "yes", "true", "1", "v"}
_NO = {"khong", "khong co", "no", "false", "0"}
_MOST_COMMAS = 6
_REMEMBERED, _LONGEST_REMEMBERED = 64, 300

Parser = Callable[[Cell], Value | None]


class Unreadable(Exception):
    """A cell that is no answer to its question; the text says what is expected."""


def whole(cell: Cell) -> str:
    """What stands in a cell, to the last letter: what is compared and confirmed must not be cut."""
    if isinstance(cell, bool):
        return YES if cell else NO
    if isinstance(cell, Uncalculated):
        return "công thức"
    if isinstance(cell, ErrorCell):
        return tidy_line(cell.text)
    if isinstance(cell, datetime) and cell.time() != time():
        return f"{formats.date_short(cell)} {cell:%H:%M}"
    if isinstance(cell, date):
        return formats.date_short(cell)
    if isinstance(cell, float):
        # Beyond the digits of a sheet a whole number comes as a float; nobody has typed a decimal.
        return formats.count(int(cell)) if cell.is_integer() else str(cell).replace(".", ",")
    return tidy_line(str(cell))


def shown(cell: Cell) -> str:
    """What stands in a cell, short enough for a message."""
    text = whole(cell)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def expected(field: Field) -> str:
    """What a cell of this question takes, in words, the reasons for having none left out."""
    match field.kind:
        case Kind.CHOICES:
            return f"các mục cách nhau bằng dấu chấm phẩy, hoặc “{NONE_OF_THESE}”: {field.names_of(_codes(field))}"
        case Kind.ONE:
            return f"một trong các mục: {field.names_of(_codes(field))}"
        case Kind.SWITCH:
            return f"“{YES}” hoặc “{NO}”"
        case Kind.TEXT:
            return f"chữ, nhiều nhất {LONGEST_TEXT} ký tự"
        case Kind.DATE:
            return "ngày/tháng/năm, ví dụ 31/12/2026"
        case Kind.YEAR:
            return f"năm gồm bốn chữ số, từ {EARLIEST_YEAR} đến {LATEST_YEAR}"
    return f"số nguyên từ 0 đến {formats.count(largest(field))}, không có gì thì ghi 0"


def largest(field: Field) -> int:
    """The largest number that the question takes."""
    return LARGEST_MONEY if field.kind is Kind.MONEY else LARGEST_COUNT


@cache
def parser_of(field: Field) -> Parser:
    """What reads a cell of this question: its value, or None where the cell is empty. Raises Unreadable."""
    read, most = _READERS[field.kind], largest(field)
    is_amount = field.kind in (Kind.COUNT, Kind.MONEY, Kind.AREA)
    in_lines = is_amount or field.kind is Kind.CHOICES

    # The same few words stand in most cells of a column.
    @lru_cache(maxsize=_REMEMBERED)
    def said(text: str) -> Value | None:
        check_font(text)
        line = tidy_line(text)
        absent = _ABSENT.get(formats.plain(line))
        return absent if not line or absent is not None else read(field, text if in_lines else line)

    def parse(cell: Cell) -> Value | None:
        if is_amount and type(cell) is int and 0 <= cell <= most:
            return cell
        if cell is None:
            return None
        if isinstance(cell, Uncalculated):
            raise Unreadable(
                "Ô có công thức nhưng tệp chưa có kết quả. Hãy mở tệp bằng Excel, lưu lại rồi gửi, hoặc gõ số vào ô."
            )
        if isinstance(cell, ErrorCell):
            raise Unreadable(f"Ô đang báo lỗi của Excel. Hãy gõ lại: {expected(field)}.")
        if isinstance(cell, str):
            return said(cell) if len(cell) <= _LONGEST_REMEMBERED else said.__wrapped__(cell)
        return read(field, cell)

    return parse


def note_of(cell: Cell) -> str | None:
    """The note in a cell, or None where it is empty. Raises Unreadable where it is too long or no text."""
    if cell is None:
        return None
    if isinstance(cell, Uncalculated | ErrorCell):
        raise Unreadable("Ô ghi chú cần chữ, không phải công thức.")
    if isinstance(cell, str):
        check_font(cell)
    text = tidy_line(cell) if isinstance(cell, str) else shown(cell)
    if len(text) > LONGEST_NOTE:
        raise Unreadable(f"Ghi chú dài {len(text)} ký tự, nhiều nhất là {LONGEST_NOTE}.")
    return text or None


def check_font(text: str) -> None:
    """Raises Unreadable with the text in letters of today, where it was typed for a font of old."""
    if question := old_fonts.question(text):
        raise Unreadable(question)


_ABSENT = {formats.plain(absent.label): absent for absent in Absent}


def _codes(field: Field) -> list[str]:
    return [code for code, _ in field.choices]


def _wrong(field: Field) -> Unreadable:
    return Unreadable(f"Cần {expected(field)}; hoặc “Chưa thống kê”, “Không áp dụng”.")


def _amount(field: Field, cell: Cell) -> Value:
    if isinstance(cell, date | time):
        raise Unreadable(f"Excel đã đổi số trong ô thành ngày hoặc giờ. Hãy gõ lại, cần {expected(field)}.")
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, str):
        try:
            cell = parse_money(cell) if field.kind is Kind.MONEY else parse_count(cell)
        except ValueError as problem:
            raise Unreadable(f"{problem} Cần {expected(field)}; hoặc “Chưa thống kê”, “Không áp dụng”.") from problem
    if isinstance(cell, bool) or not isinstance(cell, int):
        raise _wrong(field)
    if not 0 <= cell <= largest(field):
        what = "Số liệu không thể âm" if cell < 0 else "Số quá lớn, có thể đã gõ thừa chữ số"
        raise Unreadable(f"{what}. Cần {expected(field)}.")
    return cell


def _year(field: Field, cell: Cell) -> Value:
    if isinstance(cell, str) and re.fullmatch(r"[0-9]{4}", tidy_line(cell)):
        cell = int(tidy_line(cell))
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, bool) or not isinstance(cell, int) or not EARLIEST_YEAR <= cell <= LATEST_YEAR:
        raise _wrong(field)
    return cell


def _switch(field: Field, cell: Cell) -> Value:
    word = formats.plain(str(cell))
    if word not in _YES | _NO:
        raise _wrong(field)
    return word in _YES


def _one(field: Field, cell: Cell) -> Value:
    code = _known(field).get(formats.plain(str(cell)))
    if code is None:
        raise _wrong(field)
    return code


def _choices(field: Field, cell: Cell) -> Value:
    """Labels or codes after each other; a label may hold a comma itself, so the longest that fits is taken."""
    text = str(cell)
    if formats.plain(tidy_line(text)) == formats.plain(NONE_OF_THESE):
        return frozenset()
    chosen, known = set(), _known(field)
    for part in re.split(r"[;\n]", text):
        pieces = [tidy_line(piece) for piece in part.split(",")]
        while pieces:
            size = _longest_known(pieces, known)
            if not size and formats.plain(pieces[0]) == formats.plain(NONE_OF_THESE):
                raise Unreadable(f"“{NONE_OF_THESE}” không đi cùng mục khác. Hãy xóa chữ ấy, hoặc xóa các mục kia.")
            if not size and pieces[0]:
                raise Unreadable(f"Không có mục “{shown(pieces[0])}”. Cần {expected(field)}.")
            if size:
                chosen.add(known[_joined(pieces[:size])])
            del pieces[: max(1, size)]
    return frozenset(chosen)


def _longest_known(pieces: list[str], known: dict[str, str]) -> int:
    """How many of the pieces from the first on make a label; 0 where none do."""
    longest = min(len(pieces), _MOST_COMMAS + 1)
    return next((size for size in range(longest, 0, -1) if _joined(pieces[:size]) in known), 0)


def _joined(pieces: list[str]) -> str:
    return formats.plain(", ".join(pieces))


@cache
def _known(field: Field) -> dict[str, str]:
    return {formats.plain(word): code for code, label in field.choices for word in (code, label)}


def _text(field: Field, cell: Cell) -> Value:
    text = shown(cell) if not isinstance(cell, str) else cell
    if len(text) > LONGEST_TEXT:
        raise Unreadable(f"Ô dài {len(text)} ký tự. Cần {expected(field)}.")
    return text


def _day(field: Field, cell: Cell) -> Value:
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, str):
        try:
            cell = parse_day(cell)
        except ValueError:
            raise _wrong(field) from None
    if not isinstance(cell, date) or not EARLIEST_YEAR <= cell.year <= LATEST_YEAR:
        raise _wrong(field)
    return cell


_READERS: dict[Kind, Callable[[Field, Cell], Value]] = {
    Kind.COUNT: _amount,
    Kind.MONEY: _amount,
    Kind.AREA: _amount,
    Kind.YEAR: _year,
    Kind.CHOICES: _choices,
    Kind.SWITCH: _switch,
    Kind.ONE: _one,
    Kind.TEXT: _text,
    Kind.DATE: _day,
}
