"""Odd but valid workbooks, made at random: whatever a program writes otherwise, every cell is read or asked about.

STRESS_WORKBOOKS sets how many there are (`make stress`).
"""

from __future__ import annotations

import os
import random
import re
import unicodedata
from collections.abc import Callable
from datetime import date
from functools import cache
from xml.sax.saxutils import escape

from kehoach.excel.workbooks.identity import Identity, identity_of
from kehoach.excel.workbooks.intake import read_figures
from kehoach.excel.workbooks.opening import open_book
from kehoach.excel.workbooks.paper import FacilityForm, KindForms
from kehoach.excel.workbooks.template import figures_workbook
from kehoach.questionnaire.layout import Kind
from kehoach.questionnaire.values import Absent, Value
from tests.hostile_workbooks import parts_of, zipped
from thuvien.layout import LAYOUT

WORKBOOKS = int(os.environ.get("STRESS_WORKBOOKS", "120"))
OURS = Identity("11122", "", 2026)
CODES = ("TV-TH", "TV-MN", "TV-XA")
SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
COUNTS = [field.name for field in LAYOUT.fields if field.kind is Kind.COUNT and field.only_for is None]
Parts = dict[str, bytes]
ASKED = None


def text(words: str) -> str:
    """A cell of text that stands in the cell itself."""
    return f't="inlineStr"><is><t xml:space="preserve">{escape(words)}</t></is></c>'


# What stands in a cell of a count, and what it means.
CELLS: tuple[tuple[str, Value | None], ...] = (
    *(("><v>34</v></c>", 34), ("><v>34.0</v></c>", 34), ("><v>3.4E1</v></c>", 34), ('t="n"><v> 34 </v></c>', 34)),
    *(
        ("><v>33.999999999999996</v></c>", 34),
        ("><f>30+4</f><v>34</v></c>", 34),
        ('t="str"><f>A1</f><v>34</v></c>', 34),
    ),
    *((text("1.234"), 1234), (text(" 1\u00a0234 "), 1234), (text("\u200b34\ufeff"), 34), (text("34_x000D_"), 34)),
    *(
        (text("Chưa thống kê"), Absent.UNKNOWN),
        (text(unicodedata.normalize("NFD", "KHÔNG áp  dụng")), Absent.NOT_APPLICABLE),
    ),
    *((text("12 34"), ASKED), (text("0.500"), ASKED), (text("khoảng 5"), ASKED), (text("Kh«ng thèng kª"), ASKED)),
    *(('t="e"><v>#DIV/0!</v></c>', ASKED), ("><f>30+4</f></c>", ASKED), ('t="d"><v>15:30:00</v></c>', ASKED)),
    *(
        ('t="b"><v>1</v></c>', ASKED),
        ("><v>-1</v></c>", ASKED),
        ("><v>1.5</v></c>", ASKED),
        ("><v>1e20</v></c>", ASKED),
    ),
)


@cache
def template() -> Parts:
    """The parts of a yearly form of three libraries."""
    forms = [FacilityForm(code, f"Thư viện {code}", "other", {}, {}, None) for code in CODES]
    return parts_of(figures_workbook(OURS, "Xã", "Cả năm.", [KindForms("thu-vien", "Thư viện", LAYOUT, forms)]))


def in_part(name: str, edit: Callable[[str], str]) -> Callable[[Parts], Parts]:
    """Another way of writing one part."""
    return lambda parts: {key: edit(part.decode()).encode() if key == name else part for key, part in parts.items()}


WAYS: tuple[Callable[[Parts], Parts], ...] = (
    in_part(BOOK, lambda part: re.sub(r"(\$B\$\d)<", r"\1:\1<", part)),
    in_part(BOOK, lambda part: re.sub(r"\$B\$(\d)<", r"$b$\1<", part)),
    in_part(BOOK, lambda part: re.sub(r">('[^<]*\$\d)<", r"> \1 <", part)),
    in_part(BOOK, lambda part: part.replace("kehoach_", "KEHOACH_")),
    in_part(BOOK, lambda part: part.replace("<definedName ", '<definedName comment="x" ')),
    in_part(SHEET, lambda part: part.replace("><v>", ">\n<v>").replace("</row>", "</row>\n\n")),
    in_part(SHEET, lambda part: f"<?xml version='1.0'?><!-- một lời --> {part[part.index('<worksheet') :]}"),
    in_part(SHEET, lambda part: unicodedata.normalize("NFD", part)),
    in_part(SHEET, lambda part: re.sub(r"<is><t>([^<]+)</t></is>", r"<is><r><t>\1</t></r></is>", part)),
    lambda parts: {name.upper() if "sheet" in name else name: part for name, part in parts.items()},
    lambda parts: dict(reversed(parts.items())),
    lambda parts: {**parts, "xl/media/ảnh.png": b"\x89PNG", "docProps/custom.xml": b"<a/>"},
)


@cache
def places() -> dict[tuple[str, str], str]:
    """Where each facility's counts are."""
    book = open_book(zipped(template()), 1_000_000)
    intake_rows = dict(book.rows(book.sheets[0]))
    head = next(cells for cells in intake_rows.values() if "loans" in cells)
    columns = {str(name): number for number, name in enumerate(head) if name in COUNTS}
    rows = {str(cells[0]): number for number, cells in intake_rows.items() if cells and cells[0] in CODES}
    letters = [chr(65 + n) if n < 26 else chr(64 + n // 26) + chr(65 + n % 26) for n in range(len(head))]
    return {(code, name): f"{letters[at]}{row}" for code, row in rows.items() for name, at in columns.items()}


def test_every_cell_of_an_odd_workbook_is_read_or_asked_about() -> None:
    dice = random.Random(date(2026, 11, 30).toordinal())
    for number in range(WORKBOOKS):
        parts, expected = template(), {}
        sheet = parts[SHEET].decode()
        for place in dice.sample(sorted(places()), dice.randint(1, 6)):
            cell, expected[place] = dice.choice(CELLS)
            reference = places()[place]
            sheet = re.sub(
                rf'<c r="{reference}"[^>]*?(?:/>|></c>)', lambda found, c=cell, r=reference: f'<c r="{r}" {c}', sheet
            )
        parts = {**parts, SHEET: sheet.encode()}
        chosen = dice.sample(WAYS, dice.randint(0, 4))
        for way in sorted(chosen, key=WAYS.index):
            parts = way(parts)
        book = open_book(zipped(parts), 1_000_000)

        intake = read_figures(book, {"thu-vien": LAYOUT})

        read = {(entry.facility, name): value for entry in intake.entries for name, value in entry.values.items()}
        assert identity_of(book) == OURS, number
        assert read == {place: value for place, value in expected.items() if value is not ASKED}, number
        assert len(intake.faults) == sum(value is ASKED for value in expected.values()), number
        assert intake.rows == len(CODES), number
