"""How the codes behind sentences are set: each in one piece, inside the margins, and the same in every file."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import docx

from baocao.document.blocks import Block, Paragraph, Points
from baocao.document.pdf import render_pdf
from baocao.document.word import render_docx
from tests.baocao.document.pdf_reading import Line, read
from tests.baocao.document.sample_document import CLOSING, REPORT

CODES = ("I.2.a-1", "IV.1.đ-4", "KPKH")
RIGHT_EDGE = 190.1


def ending_everywhere(codes: tuple[str, ...]) -> list[Block]:
    """Sentences that end a little further to the right each, over more than a whole line, as paragraph and point."""
    told = [
        f"Tỷ lệ ở các cơ sở đạt ba phần tư {'i' * (place % 9)} {'thôn xã ' * (place // 9)}70%." for place in range(99)
    ]
    return [Paragraph(text, sources=codes) for text in told] + [Points(tuple(told[::9]), (codes,) * len(told[::9]))]


def lines_with(codes: tuple[str, ...]) -> list[Line]:
    """The printed lines of such sentences."""
    document = replace(REPORT, blocks=(*ending_everywhere(codes), CLOSING), appendices=())
    return [line for page in read(render_pdf(document)) for line in page.body]


def test_a_code_is_never_broken_and_never_stands_in_the_margin() -> None:
    lines = lines_with(CODES)

    for code in CODES:
        assert sum(bool(re.search(rf"(?<![\w.]){re.escape(code)}(?![\w-])", line.text)) for line in lines) == 110, code
    assert max(line.right for line in lines) <= RIGHT_EDGE
    told = " ".join(line.text for line in lines)
    assert told.count(".\u00a0[I.2.a-1; IV.1.đ-4; KPKH]") == 110, "blanks are there for whoever copies or listens"


def test_the_first_code_never_begins_a_line() -> None:
    told = [line.text for line in lines_with(("I.2.a-1",)) if "[I.2.a-1]" in line.text]

    assert len(told) == 110
    assert not any(text.startswith("[") for text in told)


def test_word_does_not_break_a_code_at_its_hyphen() -> None:
    document = replace(REPORT, blocks=(Paragraph("Đạt 75%.", sources=CODES), CLOSING), appendices=())

    (paragraph,) = [one for one in docx.Document(BytesIO(render_docx(document))).paragraphs if "75%" in one.text]
    assert paragraph.text == "Đạt 75%.\u00a0[I.2.a-1; IV.1.đ-4; KPKH]"
    assert paragraph._p.xml.count("<w:noBreakHyphen/>") == 2
