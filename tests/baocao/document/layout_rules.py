"""What every printed report must keep (NĐ 30/2020, Phụ lục I), whatever it says: lengths in millimetres."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from baocao.document.as_json import as_values
from baocao.document.blocks import Appendix, Block, Document, Footnotes, Heading, Paragraph, Points, Table
from tests.baocao.document.pdf_reading import Line, Page

UPRIGHT = "Liberation-Serif"
BOLD = "Liberation-Serif-Bold"
ITALIC = "Liberation-Serif-Italic"
BOLD_ITALIC = "Liberation-Serif-Bold-Italic"
FACES = {UPRIGHT, BOLD, ITALIC, BOLD_ITALIC}
SIZES = {9, 11, 12, 13, 14}
# What the templates add, and how many letters are more than the narrowest cell has room for.
_FIXED = "Phụ lục Kính gửi: Nơi nhận: Cộng hòa xã hội chủ nghĩa Việt Nam Độc lập - Tự do - Hạnh phúc"
_LONG_WORD = 20


def check_report(pages: Sequence[Page], document: Document) -> None:
    """Everything below, of the text and of each appendix."""
    parts = list(_parts(pages, document))
    for part in parts:
        check_numbers(part)
        for page in part:
            check_page(page)
    check_words(pages, document)
    check_letterhead(parts[0][0], document)
    check_signature(parts[0], document)
    check_headings(parts[0], document.blocks)
    for part, appendix in zip(parts[1:], document.appendices, strict=True):
        check_appendix(part, appendix)


def squeezed(text: str) -> str:
    """A text without blanks and in one case, as it can be found whatever was broken and set in capitals."""
    return re.sub(r"\s", "", text).upper()


def _parts(pages: Sequence[Page], document: Document) -> Iterator[list[Page]]:
    """The pages of the text, then those of each appendix."""
    titles = [f"Phụ lục {one.number}".strip() for one in document.appendices]
    starts = [place for place, page in enumerate(pages) if page.body and page.body[0].text in titles]
    assert [pages[place].body[0].text for place in starts] == titles
    for first, last in zip([0, *starts], [*starts, len(pages)], strict=True):
        yield list(pages[first:last])


def check_numbers(part: Sequence[Page]) -> None:
    """Each part counts from 1, in the middle of the top margin, and says nothing on its first page."""
    assert [page.number for page in part] == ["", *(str(place) for place in range(2, len(part) + 1))]
    for page in part[1:]:
        (number,) = [line for line in page.lines if line.bottom < 20]
        assert abs(number.centre - (30 + page.width - 20) / 2) < 0.5
        assert number.sizes == {13}


def check_page(page: Page) -> None:
    """Faces, sizes and margins."""
    assert {face for line in page.lines for face in line.faces} <= FACES
    assert {size for line in page.lines for size in line.sizes} <= SIZES
    assert page.body, "no page is empty"
    assert min(line.left for line in page.body) >= 29.9
    assert max(line.right for line in page.body) <= page.width - 19.4
    assert min(line.top for line in page.body) >= 19.9
    assert max(line.bottom for line in page.body) <= page.height - 19.9


def check_words(pages: Sequence[Page], document: Document) -> None:
    """No word is broken, in text or cell, save one that is too long for a line."""
    known = {word for text in (_FIXED, *_printed(document)) for word in text.upper().split()}
    numbers = {page.number for page in pages}
    words = {word for page in pages for line in page.lines for word in line.text.upper().split()}
    assert {word for word in words if len(word) < _LONG_WORD} - known <= numbers


def _printed(document: Document) -> Iterator[str]:
    """Everything that a document says, as it is set."""
    yield from _texts(as_values(document))
    yield from (document.place_line, document.letterhead.number_line)
    yield from (*document.recipient_lines, *document.addressee_lines)
    for block in (*document.blocks, *(block for one in document.appendices for block in one.blocks)):
        match block:
            case Points():
                yield from block.lettered
                yield from (f"[{'; '.join(codes)}]" for codes in block.sources)
            case Paragraph():
                yield f"[{'; '.join(block.sources)}]"
            case Footnotes():
                yield from block.numbered


def _texts(values: object) -> Iterator[str]:
    """Every string in nested values."""
    if isinstance(values, str):
        yield values
    elif isinstance(values, Mapping):
        yield from _texts(list(values.values()))
    elif isinstance(values, Sequence):
        for one in values:
            yield from _texts(one)


def check_letterhead(first: Page, document: Document) -> None:
    """The nation's name, the motto, the number and the day on one line each, in two halves of one height."""
    nation, motto = first.line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), first.line("Độc lập - Tự do - Hạnh phúc")
    assert abs(nation.width - 87.7) < 0.5
    assert nation.faces == motto.faces == {BOLD}
    assert abs(nation.centre - motto.centre) < 0.5
    day = next(line for line in first.lines if line.faces == {ITALIC} and line.top < 80)
    assert squeezed(day.text) == squeezed(document.place_line)
    if document.letterhead.number_line:
        number = first.line("Số:")
        assert squeezed(number.text) == squeezed(document.letterhead.number_line)
        assert abs(number.top - day.top) < 0.1


def check_signature(part: Sequence[Page], document: Document) -> None:
    """Recipients and signature stand once, whole, on the page that has the end of the text."""
    (last,) = [page for page in part if any(line.text == "Nơi nhận:" for line in page.body)]
    assert last is part[-1]
    told = squeezed(last.text)
    lines = (*document.signature.authority, *document.signature.position, *document.recipient_lines)
    assert _within(squeezed("".join(lines)), told)
    closing = document.blocks[-1]
    assert isinstance(closing, Paragraph)
    assert closing.text.endswith("./.")
    assert squeezed(closing.text[-20:]) in told
    assert last.line("Nơi nhận:").top > 20.5, "never alone on its page"


def check_headings(part: Sequence[Page], blocks: Sequence[Block]) -> None:
    """No page ends with a heading, and each heading is there once."""
    headings = [block for block in blocks if isinstance(block, Heading)]
    whole = squeezed("".join(page.text for page in part))
    for heading in headings:
        assert squeezed(heading.text) in whole
    for page in part:
        bold = takewhile(lambda line: line.faces <= {BOLD, BOLD_ITALIC}, reversed(page.body))
        end = squeezed("".join(line.text for line in reversed(list(bold))))
        assert not any(end.endswith(squeezed(heading.text)) for heading in headings)


def check_appendix(part: Sequence[Page], appendix: Appendix) -> None:
    """Its title, the report it belongs to, and a table that goes on has its head again."""
    first = part[0]
    assert (first.width > first.height) is appendix.landscape
    assert first.body[0].sizes == {14}
    assert first.body[0].faces == {BOLD}
    assert squeezed(appendix.title) in squeezed(first.text)
    assert squeezed(appendix.attached_to) in squeezed(first.text)
    heads = [squeezed("".join(column.title for column in table.columns)) for table in _tables(appendix)]
    captions = [squeezed(table.caption or "-") for table in _tables(appendix)]
    for page in part[1:]:
        top = list(_bold_top(page.body))
        letters = squeezed("".join(line.text for line in top))
        assert top, "a page of an appendix begins with a caption or with the head of a table"
        assert any(_within(known, letters) for known in (*heads, *captions))
    assert not any(squeezed(part[place].body[-1].text) in captions for place in range(len(part)))


def _tables(appendix: Appendix) -> list[Table]:
    return [block for block in appendix.blocks if isinstance(block, Table)]


def _bold_top(lines: Sequence[Line]) -> Iterator[Line]:
    for line in lines:
        if line.faces != {BOLD}:
            return
        yield line


def _within(few: str, many: str) -> bool:
    """Whether all letters of one text are among those of another: the lines of a head interleave."""
    return not Counter(few) - Counter(many)
