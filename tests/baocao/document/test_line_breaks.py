"""What is read as one word stands on one line: numbers of documents and appendices, a dash with its word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from baocao.document.blocks import Column, Footnotes, Paragraph, Table
from baocao.document.pdf import render_pdf
from kehoach.templatetags.vietnamese import unbroken, unbroken_dash
from tests.baocao.document.pdf_reading import read
from tests.baocao.document.sample_document import CLOSING, REPORT, TARGETS

pytestmark = pytest.mark.once

PIECES = ("số 06/KH-UBND", "Phụ lục IV", "hóa -")
WORDS = ("thư viện", "trường", "xã", "ở trong", "văn bản", "i")


def test_blanks_that_stay_in_a_line_are_marked_and_nothing_else() -> None:
    assert unbroken("a < số 06/KH-UBND b") == 'a &lt; số<span class="doc-unbroken">\u00a006/KH-UBND</span> b'
    assert unbroken("Văn hóa - Xã hội tại Phụ lục IV") == "Văn hóa\u00a0- Xã hội tại Phụ\u00a0lục\u00a0IV"


def test_a_number_of_a_document_may_be_longer_than_a_cell_and_a_dash_not() -> None:
    assert unbroken_dash("Phòng Văn hóa - Xã hội, số 06/KH-UBND") == "Phòng Văn hóa\u00a0- Xã hội, số 06/KH-UBND"


@pytest.mark.parametrize("piece", PIECES)
def test_no_line_of_a_text_ends_inside_a_piece_or_after_its_first_word(piece: str) -> None:
    before = (f"{' '.join(WORDS[place % 6 :] * (1 + place % 4))} {'i' * (place % 9)}" for place in range(99))
    told = (f"Đầu {words} {piece} hết." for words in before)
    pages = read(render_pdf(replace(REPORT, blocks=(*map(Paragraph, told), CLOSING), appendices=())))
    lines = [" ".join(line.text.split()) for page in pages for line in page.body]

    assert sum(piece in line for line in lines) == 99
    assert "Đầu" not in lines


def test_no_line_of_a_cell_begins_with_a_dash() -> None:
    names = tuple((f"{'i' * place} Văn hóa - Xã hội",) for place in range(30))
    table = Table((Column("Đơn vị", "left", 1), Column("", "left", 4)), tuple((*name, "") for name in names))
    pages = read(render_pdf(replace(REPORT, blocks=(table, CLOSING), appendices=())))

    lines = [line for page in pages for line in page.body if line.sizes == {12} and line.right < 70]
    assert len(lines) > 30
    assert not [line.text for line in lines if line.text.startswith("-")]


def test_a_number_of_an_act_and_a_range_stay_whole_in_a_cell_that_has_room_for_them() -> None:
    pieces = ("93/2020/NĐ-CP", "13/2016/TT-BVHTTDL", "5–7")
    names = tuple((f"{'i ' * place}{piece}, Điều 9",) for place in range(12) for piece in pieces)
    table = Table((Column("Văn bản", "left", 2), Column("", "left", 3)), tuple((*name, "") for name in names))
    pages = read(render_pdf(replace(REPORT, blocks=(table, CLOSING), appendices=())))
    lines = [line.text for page in pages for line in page.body]

    assert [sum(piece in line for line in lines) for piece in pieces] == [12, 12, 12]


@pytest.mark.parametrize("number", [12, 13])
def test_notes_that_find_no_room_below_a_table_leave_its_rows_together(number: int) -> None:
    above = tuple(Paragraph(f"Dòng {place}.") for place in range(number))
    notes = Footnotes(("Thư viện xã giữ mức một trăm phần trăm ở cả hai mốc. " * 4,) * 3)
    blocks = (*above, replace(TARGETS, caption=None), notes, CLOSING)
    first, second = read(render_pdf(replace(REPORT, blocks=blocks, appendices=())))

    assert "".join(line.text for line in first.body if line.text in set("123456")) == "123456"
    assert second.body[0].text.startswith("(1)")
