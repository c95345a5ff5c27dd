"""The officer's own text: cleaned, filled with figures, compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baocao.document.blocks import Block, Column, Heading, Paragraph, Points, Table
from baocao.report.section_markup import (
    Figure,
    blocks_of,
    clean,
    difference,
    likeness,
    source_of,
    unknown_codes,
    unknown_sources,
)

FIGURES = {
    figure.code: figure
    for figure in (
        Figure("TV.lượt", "TV", "Lượt người", "8.882"),
        Figure("TV.sách", "TV", "Sách", "12"),
        Figure("TV.máy", "TV", "Máy", "12"),
        Figure("I.2.a-1.tỷ lệ", "I.2.a-1", "Tỷ lệ", "75%"),
    )
}
TABLE = Table((Column("A"),), (("1",),))


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("•\tMở ba lớp", "- Mở ba lớp"),
        ("\uf0b7 Mở ba lớp", "- Mở ba lớp"),
        ("– Mở ba lớp", "- Mở ba lớp"),
        ("o\tMở ba lớp", "- Mở ba lớp"),
        ("1. Mở ba lớp", "- Mở ba lớp"),
        ("a) Mở ba lớp", "- Mở ba lớp"),
        ("(ii)\u00a0Mở ba lớp", "- Mở ba lớp"),
        ("#Kết quả", "# Kết quả"),
        ("Năm\u00a02025\u2003có  3 lớp\u200b", "Năm 2025 có 3 lớp"),
        ("Một\r\n\r\nHai\vBa\u2028Bốn", "Một\nHai\nBa\nBốn"),
        ("2025 là năm cuối", "2025 là năm cuối"),
        ("12.500 đồng", "12.500 đồng"),
        ("ông A và bà B", "ông A và bà B"),
        ("Hoa\u0301", "Hoá"),
        ("   \n•\n", ""),
        *((f"{bullet} Mở lớp", "- Mở lớp") for bullet in ("\u00ad§", "\ue000•", "\uf0a7", "\uf0b7")),
    ],
)
def test_what_word_puts_around_words_is_taken_off(pasted: str, kept: str) -> None:
    assert clean(pasted) == kept


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.lists(st.text(st.characters(categories=["L"], exclude_characters="oO"), min_size=5), min_size=1))
def test_cleaning_loses_no_word(words: list[str]) -> None:
    line = " ".join(words)

    assert clean(f"•\t{line}").removeprefix("- ").split() == clean(line).split()


def test_lines_become_paragraphs_points_and_titles() -> None:
    assert blocks_of("# Kết quả\nMột.\n- hai;\n- ba.\nBốn.", FIGURES, ()) == (
        Heading(3, "Kết quả"),
        Paragraph("Một."),
        Points(("hai;", "ba."), ((), ())),
        Paragraph("Bốn."),
    )


def test_a_code_becomes_its_figure_and_the_sentence_tells_its_source() -> None:
    blocks = blocks_of("Có {{TV.lượt}} lượt, đạt {{ I.2.a-1.tỷ  lệ }}.\n- {{TV.lượt}}", FIGURES, ())

    assert blocks == (
        Paragraph("Có 8.882 lượt, đạt 75%.", sources=("TV", "I.2.a-1")),
        Points(("8.882",), (("TV",),)),
    )


def test_a_table_stands_where_it_is_placed_and_is_never_lost() -> None:
    other = Table((Column("B"),), (("2",),))

    assert blocks_of("{{bảng 2}}\nMột.", FIGURES, ((TABLE,), (other,))) == (other, Paragraph("Một."), TABLE)


def test_a_code_that_means_nothing_is_told_and_left_as_typed() -> None:
    text = "{{TV.lượt}} {{TV.gì}} {{bảng 1}} {{bảng 2}} {{TV.gì}}"

    assert unknown_codes(text, FIGURES, 1) == ["TV.gì", "bảng 2"]
    assert blocks_of("{{TV.gì}}", FIGURES, ()) == (Paragraph("{{TV.gì}}"),)


def test_a_generated_text_can_be_edited_and_its_figures_stay_alive() -> None:
    blocks: tuple[Block, ...] = (
        Heading(3, "Thư viện"),
        Paragraph("Có 8.882 lượt người, 12 máy; năm 18.882.", sources=("TV",)),
        Points(("Đạt 75%;", "không 75%."), (("I.2.a-1",), ())),
        TABLE,
    )

    text = source_of(blocks, FIGURES)

    assert text == (
        "# Thư viện\nCó {{TV.lượt}} lượt người, 12 máy; năm 18.882.\n- Đạt {{I.2.a-1.tỷ lệ}};\n- không 75%.\n{{bảng 1}}"
    )
    assert blocks_of(text, FIGURES, ((TABLE,),)) == blocks


def test_codes_at_the_end_of_a_line_stand_behind_it() -> None:
    assert blocks_of("Đủ cả. [I.2.a-1; TV]\n- Có {{TV.lượt}} lượt; [I.2.a-1]\nGhi chú [sic]", FIGURES, ()) == (
        Paragraph("Đủ cả.", sources=("I.2.a-1", "TV")),
        Points(("Có 8.882 lượt;",), (("I.2.a-1", "TV"),)),
        Paragraph("Ghi chú [sic]"),
    )


def test_a_generated_text_keeps_the_codes_that_none_of_its_living_figures_has() -> None:
    blocks: tuple[Block, ...] = (
        Paragraph("Cả 4 thư viện đều đủ.", sources=("TV",)),
        Paragraph("Có 8.882 lượt, đạt 7/8.", sources=("I.2.a-1", "TV")),
    )

    text = source_of(blocks, FIGURES)

    assert text == "Cả 4 thư viện đều đủ. [TV]\nCó {{TV.lượt}} lượt, đạt 7/8. [I.2.a-1; TV]"
    assert blocks_of(text, FIGURES, ()) == blocks
    assert source_of(blocks, {}) == "Cả 4 thư viện đều đủ.\nCó 8.882 lượt, đạt 7/8.", "words alone are compared"


def test_a_slip_among_codes_of_sources_is_found() -> None:
    assert unknown_sources("Một. [TV; TX]\nHai. [TV]\nBa [xem sau].", FIGURES) == ["TX"]


def test_a_difference_says_word_by_word_what_goes_and_what_comes() -> None:
    assert difference("Có ba lớp.\nHết.", "Có bốn lớp.\nHết.") == [
        ("same", "Có "),
        ("gone", "ba "),
        ("new", "bốn "),
        ("same", "lớp.\nHết."),
    ]


@given(st.text("ab \n", max_size=40), st.text("ab \n", max_size=40))
def test_both_texts_can_be_read_out_of_their_difference(old: str, new: str) -> None:
    told = difference(old, new)

    assert "".join(text for what, text in told if what != "new").split() == old.split()
    assert "".join(text for what, text in told if what != "gone").split() == new.split()


def test_a_text_with_another_date_is_the_same_text() -> None:
    assert likeness("Năm 2024 xã mở ba lớp (12/5/2024).", "Năm 2025 xã mở ba lớp (20/6/2025).") == 1
    assert likeness("Xã mở ba lớp học hè.", "Thư viện nhận sách mới.") < 0.5
    assert likeness("", "") == 0
