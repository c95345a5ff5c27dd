"""A report cut into sections, written over, put together; and the document as JSON and back."""

from __future__ import annotations

import json

import pytest

from baocao.document.as_json import as_values, document_from
from baocao.document.blocks import Block, Column, Footnotes, Heading, Paragraph, Points, Table
from baocao.report.outline import body_of, numbered, overlaid, place_of, sections_of
from tests.baocao.document.sample_document import REPORT
from tests.baocao.report.report_reading import report_of
from tests.cast import Cast

TABLE = Table((Column("A"),), (("1",),))
NOTES = Footnotes(("Ghi chú",))
BODY: tuple[Block, ...] = (
    Paragraph("Thực hiện Kế hoạch, báo cáo như sau:"),
    Heading(1, "I. Công tác chỉ đạo"),
    Paragraph("Đã chỉ đạo."),
    Heading(1, "II. Kết quả"),
    Heading(2, "1. Chỉ tiêu"),
    Paragraph("Bảng sau:"),
    TABLE,
    NOTES,
    Heading(2, "2. Nhiệm vụ"),
    Heading(3, "Thư viện"),
    Points(("một;", "hai.")),
    Heading(1, "III. Đánh giá"),
    Heading(1, "V. Kiến nghị"),
    Paragraph("Không."),
    Paragraph("Trên đây là báo cáo./."),
)


def test_sections_are_found_by_the_numbers_of_their_headings() -> None:
    sections = sections_of(BODY)

    assert [section.code for section in sections] == ["MD", "I", "II.1", "II.2", "III", "V", "KT"]
    assert sections[2].title == "1. Chỉ tiêu"
    assert sections[2].tables == ((TABLE, NOTES),)
    assert sections[4].blocks == ()


def test_sections_put_together_are_the_body_again(cast: Cast) -> None:
    assert body_of(sections_of(BODY)) == BODY
    for year in (2022, 2025, 2026):
        blocks = report_of(cast, year).blocks
        assert body_of(sections_of(blocks)) == blocks


def test_a_heading_inside_a_section_is_numbered_after_it() -> None:
    inner, again = Heading(3, "Thư viện"), Heading(3, "Nhà văn hóa")

    shown = [block.text for block in numbered((*BODY[:10], again, BODY[-4], inner)) if isinstance(block, Heading)]

    assert shown[-4:] == ["2.1. Thư viện", "2.2. Nhà văn hóa", "III. Đánh giá", "Thư viện"]


def test_own_words_take_the_place_of_generated_ones_and_tables_stay() -> None:
    told = overlaid(sections_of(BODY), {"II.1": ("1. Chỉ tiêu", "Tự viết."), "I": ("", "")}, {})

    assert told[2].blocks == (Paragraph("Tự viết."), TABLE, NOTES)
    assert told[1] == sections_of(BODY)[1]


def test_words_of_a_section_that_is_gone_stay_in_its_place() -> None:
    told = overlaid(sections_of(BODY), {"IV": ("IV. Phương hướng", "Mở thêm lớp."), "II.3": ("3. Đơn vị", "Tốt.")}, {})

    assert [section.code for section in told] == ["MD", "I", "II.1", "II.2", "II.3", "III", "IV", "V", "KT"]
    assert told[6].headings == (Heading(1, "IV. Phương hướng"),)


def test_only_the_last_sentence_ends_the_document() -> None:
    told = overlaid(sections_of(BODY), {"I": ("", "Xong./."), "KT": ("", "Kính trình.")}, {})

    assert told[1].blocks == (Paragraph("Xong."),)
    assert told[-1].blocks == (Paragraph("Kính trình./."),)


def test_codes_stand_in_the_order_of_the_document() -> None:
    codes = ["KT", "V", "IX", "II.10", "II.2", "I", "MD", "IV"]

    assert sorted(codes, key=place_of) == ["MD", "I", "II.2", "II.10", "IV", "V", "IX", "KT"]


@pytest.mark.parametrize("level", [1, 2])
def test_a_heading_without_a_number_is_no_section(level: int) -> None:
    with pytest.raises(ValueError, match="without a number"):
        sections_of((Heading(level, "Kết quả"), Paragraph("x")))  # type: ignore[arg-type]


def test_a_document_comes_back_from_json_whole() -> None:
    assert document_from(json.loads(json.dumps(as_values(REPORT)))) == REPORT
