"""The Word file: the decree's layout in named styles, real tables, sections with pages of their own, no clock."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from baocao.document.blocks import Columns, Document, Footnotes, Heading, Paragraph, Points, Signature, Table
from baocao.document.word import render_docx
from baocao.document.word_styles import STYLES
from tests.baocao.document.pdf_reading import read
from tests.baocao.document.sample_document import ATTACHED_TO, CLOSING, LETTERHEAD, REPORT, TARGETS

# LibreOffice may be there without its part for texts.
WRITER = Path(shutil.which("soffice") or "/nowhere").resolve().with_name("libswlo.so")
SHORT = replace(REPORT, blocks=(CLOSING,), appendices=())
SIZES = {
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM": (12, True, False),
    "Độc lập - Tự do - Hạnh phúc": (13, True, False),
    "xã Quảng Nghiệp": (12, True, False),
    "Số: 04/BC-UBND": (13, False, False),
    "Quảng Nghiệp, ngày 05 tháng 01 năm 2026": (13, False, True),
    "Báo cáo": (14, True, False),
    "Kính gửi: Ủy ban nhân dân xã Quảng Nghiệp": (14, False, False),
    "I. Công tác chỉ đạo, triển khai": (14, True, False),
    "1. Kết quả các chỉ tiêu": (14, True, False),
    "Nơi nhận:": (12, True, True),
    "- Như trên;": (11, False, False),
    "Người báo cáo": (14, True, False),
    "Nguyễn Thị Ánh Tuyết": (14, True, False),
    "Phụ lục I": (14, True, False),
    "Số liệu thư viện năm 2025": (14, True, False),
    ATTACHED_TO.partition(" của ")[0]: (14, False, True),
}


@pytest.fixture(scope="module")
def word() -> Any:
    """The sample report, opened again."""
    return opened(REPORT)


def opened(document: Document) -> Any:
    """A document through Word's file format and back."""
    return docx.Document(BytesIO(render_docx(document)))


def paragraphs(word: Any) -> list[Any]:
    """Every paragraph in the order of the file, those in tables included."""
    return [docx.text.paragraph.Paragraph(one, word) for one in word.element.body.iter(qn("w:p"))]


def test_every_component_has_the_size_and_face_of_the_decree(word: Any) -> None:
    found = {
        one.text: (one.style.font.size.pt, bool(one.style.font.bold), bool(one.style.font.italic))
        for one in paragraphs(word)
        if one.text
    }

    assert {
        text: found.get(text) or found[next(key for key in found if key.startswith(text))] for text in SIZES
    } == SIZES


def test_capitals_are_a_property_of_the_style_so_that_the_words_stay_as_they_are(word: Any) -> None:
    capitals = {name for name, style in STYLES.items() if style.caps}
    told = {one.text for one in paragraphs(word) if one.style.style_id in capitals}

    assert {"Ủy ban nhân dân", "Báo cáo", "I. Công tác chỉ đạo, triển khai", "Công chức Văn hóa - Xã hội"} <= told


def test_everything_is_in_times_new_roman_and_vietnamese(word: Any) -> None:
    defaults = word.styles.element.find(qn("w:docDefaults"))
    fonts, language = (next(defaults.iter(qn(name))) for name in ("w:rFonts", "w:lang"))

    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
    assert language.get(qn("w:val")) == "vi-VN"
    assert "rFonts" not in word.element.body.xml


def test_margins_and_paper_are_the_decrees_and_each_appendix_is_a_section(word: Any) -> None:
    sections = list(word.sections)

    assert [one.orientation for one in sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    for one in sections:
        assert [round(margin.mm) for margin in (one.top_margin, one.bottom_margin)] == [20, 20]
        assert [round(margin.mm) for margin in (one.left_margin, one.right_margin)] == [30, 20]
        assert sorted(round(side.mm) for side in (one.page_width, one.page_height)) == [210, 297]


def test_each_section_numbers_its_pages_from_one_in_the_top_margin_but_not_the_first(word: Any) -> None:
    for one in word.sections:
        assert one._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        assert one.different_first_page_header_footer
        assert "PAGE" in one.header._element.xml
        assert one.header.paragraphs[0].style.paragraph_format.alignment == 1
        assert "PAGE" not in one.first_page_header._element.xml


def test_headings_are_headings_in_words_outline(word: Any) -> None:
    told = [(one.style.name, one.text) for one in paragraphs(word) if one.style.name.startswith("Heading")]
    wanted = [(f"Heading {block.level}", block.text) for block in REPORT.blocks if isinstance(block, Heading)]

    assert told == wanted
    assert all(one.style.paragraph_format.keep_with_next for one in paragraphs(word) if "Heading" in one.style.name)


def test_tables_are_real_with_every_cell_and_a_repeated_head(word: Any) -> None:
    tables = [table for table in word.tables if table.style and table.style.style_id == "TableGrid"]
    wanted = [block for block in REPORT.blocks if isinstance(block, Table)]
    wanted += [block for one in REPORT.appendices for block in one.blocks if isinstance(block, Table)]

    assert len(tables) == len(wanted) >= 3
    for table, source in zip(tables, wanted, strict=True):
        rows = [tuple(cell.text for cell in row.cells) for row in table.rows]
        total = [source.total] if source.total else []
        assert rows == [tuple(column.title for column in source.columns), *source.rows, *total]
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        assert abs(sum(column.width.mm for column in table.columns) - (247 if len(rows[0]) == 9 else 160)) < 3


def test_the_letterhead_is_a_table_without_borders(word: Any) -> None:
    head = word.tables[0]

    assert [len(row.cells) for row in head.rows] == [2, 2]
    assert "tblBorders" not in head._tbl.xml
    assert head.rows[0].cells[0].text.splitlines()[:2] == ["Ủy ban nhân dân", "xã Quảng Nghiệp"]
    assert head.rows[1].cells[1].text == "Quảng Nghiệp, ngày 05 tháng 01 năm 2026"


def test_the_signature_shares_a_row_with_the_recipients_and_stays_with_the_last_paragraph(word: Any) -> None:
    foot = next(table for table in word.tables if "Nơi nhận:" in table.rows[0].cells[0].text)
    last = next(one for one in paragraphs(word) if one.text == CLOSING.text)

    assert foot.rows[0].cells[1].text.split("\n") == [
        "Người báo cáo",
        "Công chức Văn hóa - Xã hội",
        "Nguyễn Thị Ánh Tuyết",
    ]
    assert foot.rows[0]._tr.trPr.find(qn("w:cantSplit")) is not None
    assert last._p.pPr.find(qn("w:keepNext")) is not None


def test_what_the_report_says_is_in_the_file_in_order(word: Any) -> None:
    told = [one.text for one in paragraphs(word)]
    wanted: list[str] = []
    for block in REPORT.blocks:
        match block:
            case Heading(text=text):
                wanted.append(text)
            case Paragraph(text=text, lead=lead):
                wanted.append(f"{lead} {text}".strip())
            case Points():
                wanted += block.lettered
            case Footnotes():
                wanted += block.numbered

    assert [text for text in told if text in set(wanted)] == wanted


def test_sources_stand_small_behind_their_text() -> None:
    blocks = (Paragraph("Đến nay có 5.", sources=("A1", "B2")), Points(("một;", "hai."), sources=((), ("C3",))))
    told = {one.text: one for one in paragraphs(opened(replace(SHORT, blocks=(*blocks, CLOSING))))}

    assert [run.font.size and run.font.size.pt for run in told["Đến nay có 5.\u00a0[A1; B2]"].runs] == [None, 9]
    assert "b) hai.\u00a0[C3]" in told
    assert "a) một;" in told


def test_tables_side_by_side_follow_each_other() -> None:
    word = opened(replace(SHORT, blocks=(Columns((TARGETS,), (replace(TARGETS, caption="Bảng sau"),)), CLOSING)))

    captions = [one.text for one in paragraphs(word) if one.style.style_id == "TableCaption"]
    assert captions == [TARGETS.caption, "Bảng sau"]


def test_several_addressees_and_all_lines_of_authority_are_listed() -> None:
    signature = Signature(("TM. Ủy ban nhân dân", "KT. Chủ tịch"), ("Phó Chủ tịch",), "")
    head = replace(LETTERHEAD, parent=("UBND huyện",), number=None, signed_on=None)
    word = opened(replace(SHORT, letterhead=head, addressees=("Sở A", "Sở B"), signature=signature))
    told = [one.text for one in paragraphs(word)]

    assert [text for text in told if "Sở" in text or "Kính" in text] == ["Kính gửi:", "- Sở A;", "- Sở B."]
    assert [one.text for one in paragraphs(word) if one.style.style_id == "Authority"] == [
        "TM. Ủy ban nhân dân",
        "KT. Chủ tịch",
        "Phó Chủ tịch",
    ]
    assert "UBND huyện" in told
    assert any(re.fullmatch(r"Số:\s+/BC-UBND", text) for text in told)


def test_a_draft_says_so_behind_the_text_and_a_final_does_not() -> None:
    def marks(document: Document) -> list[bool]:
        section = opened(document).sections[0]
        return ['string="DỰ THẢO"' in one._element.xml for one in (section.header, section.first_page_header)]

    assert marks(replace(SHORT, draft=True)) == [True, True]
    assert marks(SHORT) == [False, False]


def test_markup_breaks_and_what_xml_cannot_carry() -> None:
    table = Table(TARGETS.columns[:1], (("dòng một\ndòng hai",),))
    odd = "a < b & \u201cc\u201d {{ d }} {% e %} \x07\ufffe 😀 To\u0302"
    word = opened(replace(SHORT, blocks=(Paragraph(odd), table, CLOSING)))

    assert "a < b & \u201cc\u201d {{ d }} {% e %}   Tô" in [one.text for one in paragraphs(word)]
    assert "dòng một\ndòng hai" in [one.text for one in paragraphs(word)]


def test_equal_values_give_equal_bytes_with_the_documents_date_and_title() -> None:
    first = render_docx(REPORT)
    properties = docx.Document(BytesIO(first)).core_properties
    with zipfile.ZipFile(BytesIO(first)) as package:
        stamps = {one.date_time for one in package.infolist()}

    assert render_docx(REPORT) == first
    assert (properties.title, properties.author) == (REPORT.title, "Ủy ban nhân dân xã Quảng Nghiệp")
    assert properties.created == properties.modified == datetime(2026, 1, 5, tzinfo=UTC)
    assert properties.last_modified_by == ""
    assert stamps == {(2026, 1, 5, 0, 0, 0)}


@pytest.mark.skipif(not WRITER.exists(), reason="LibreOffice Writer is not installed")
def test_libreoffice_opens_it_and_prints_the_same_text(tmp_path: Path) -> None:
    (tmp_path / "b.docx").write_bytes(render_docx(REPORT))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "b.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)

    pages = read((tmp_path / "b.pdf").read_bytes())
    told = "".join(page.text for page in pages).lower()
    wanted = "".join(one.text for one in paragraphs(opened(REPORT))).lower()
    missing = Counter(wanted) - Counter(told)
    assert not [letter for letter in missing if not letter.isspace()]
    for block in REPORT.blocks:
        if isinstance(block, Paragraph):
            assert re.sub(r"\s", "", block.text).lower() in re.sub(r"\s", "", told)
    assert [page.number for page in pages if page.width > page.height] == [""]
    assert pages[1].number == "2"
