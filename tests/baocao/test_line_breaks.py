"""What is read as one word stands on one line: numbers of documents and appendices, a dash with its word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from baocao.document import Column, Footnotes, Paragraph, Table
from baocao.pdf import render_pdf
from kehoach.templatetags.vietnamese import unbroken, unbroken_dash
from tests.baocao.pdf_reading import read
from tests.baocao.sample_document import CLOSING, REPORT, TARGETS

pytestmark = pytest.mark.once

PIECES = ("06/KH-UBND", "Phụ lục IV", "hóa -")


@pytest.mark.parametrize("piece", PIECES)
def test_a_piece_is_marked_and_nothing_else(piece: str) -> None:
    assert unbroken(f"a < {piece} b") == f'a &lt; <span class="doc-unbroken">{piece}</span> b'


def test_a_number_of_a_document_may_be_longer_than_a_cell_and_a_dash_not() -> None:
    assert unbroken_dash("Phòng Văn hóa - Xã hội") == 'Phòng Văn <span class="doc-unbroken">hóa -</span> Xã hội'
    assert unbroken_dash("Kế hoạch số 06/KH-UBND") == "Kế hoạch số 06/KH-UBND"


def test_no_line_of_a_text_ends_inside_a_piece() -> None:
    moved = tuple(Paragraph(f"{'thôn ' * (10 + place)}{' xã '.join(PIECES)} hết.") for place in range(15))
    pages = read(render_pdf(replace(REPORT, blocks=(*moved, CLOSING), appendices=())))
    lines = [line.text for page in pages for line in page.body]

    for piece in PIECES:
        assert sum(piece in line for line in lines) == len(moved), piece


def test_no_line_of_a_cell_begins_with_a_dash() -> None:
    names = tuple((f"{'i' * place} Văn hóa - Xã hội",) for place in range(30))
    table = Table((Column("Đơn vị", "left", 1), Column("", "left", 4)), tuple((*name, "") for name in names))
    pages = read(render_pdf(replace(REPORT, blocks=(table, CLOSING), appendices=())))

    lines = [line for page in pages for line in page.body if line.sizes == {12} and line.right < 70]
    assert len(lines) > 30
    assert not [line.text for line in lines if line.text.startswith("-")]


def test_the_blank_between_two_pieces_is_written() -> None:
    told = "Kế hoạch số 06/KH-UBND Phụ lục IV và Công văn số 96/UBND-VHXH Phụ lục V."
    (page,) = read(render_pdf(replace(REPORT, blocks=(Paragraph(told), CLOSING), appendices=())))

    assert told in " ".join(page.text.split())


@pytest.mark.parametrize("number", [12, 13])
def test_notes_that_find_no_room_below_a_table_leave_its_rows_together(number: int) -> None:
    above = tuple(Paragraph(f"Dòng {place}.") for place in range(number))
    notes = Footnotes(("Thư viện xã giữ mức một trăm phần trăm ở cả hai mốc. " * 4,) * 3)
    blocks = (*above, replace(TARGETS, caption=None), notes, CLOSING)
    first, second = read(render_pdf(replace(REPORT, blocks=blocks, appendices=())))

    assert "".join(line.text for line in first.body if line.text in set("123456")) == "123456"
    assert second.body[0].text.startswith("(1)")
