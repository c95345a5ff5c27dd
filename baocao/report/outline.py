"""A report's body cut at its headings into sections that can be written one by one, and put together again.

Whatever the generated body consists of, its sections are found by the numbers of its headings; so a report of another
kind, or a generated text that grows, needs nothing here. Imports no Django.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from baocao.document.blocks import Block, Columns, Footnotes, Heading, Paragraph, Table
from baocao.report.section_markup import Figure, blocks_of

# What stands before the first heading and after the last section: no heading gives these their code.
OPENING, CLOSING = "MD", "KT"
_TITLES = {OPENING: "Mở đầu", CLOSING: "Lời kết"}
_END = "./."
_NUMBER = re.compile(r"([IVX]+|\d+)\. ")
_ROMAN = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True)
class Section:
    """One section of the outline: its code (II.1), the headings above it and its blocks.

    A heading that another follows at once, such as “II. Kết quả thực hiện”, stands above its first section.
    """

    code: str
    headings: tuple[Heading, ...]
    blocks: tuple[Block, ...]

    @property
    def title(self) -> str:
        """Its own heading, or what it is called where it has none."""
        return self.headings[-1].text if self.headings else _TITLES[self.code]

    @property
    def numbered_title(self) -> str:
        """The heading with the number of its chapter: III.1. Ưu điểm"""
        chapter, _, own = self.code.partition(".")
        return f"{chapter}.{self.title}" if own else self.title

    @property
    def tables(self) -> tuple[tuple[Block, ...], ...]:
        """Each table with the notes that belong to it: they come from the figures, whatever is written around them."""
        tables: list[tuple[Block, ...]] = []
        for block in self.blocks:
            if isinstance(block, Table | Columns):
                tables.append((block,))
            elif isinstance(block, Footnotes) and tables:
                tables[-1] += (block,)
        return tuple(tables)

    def written(self, text: str, figures: Mapping[str, Figure]) -> Section:
        """The same section in somebody's own words; its tables stay."""
        return Section(self.code, self.headings, blocks_of(text, figures, self.tables))


def sections_of(blocks: Sequence[Block]) -> tuple[Section, ...]:
    """The sections of a body in order. Raises ValueError for a heading of level 1 or 2 without a number."""
    rest, closing = _without_closing(blocks)
    sections: list[Section] = []
    above: tuple[Heading, ...] = ()
    code = chapter = OPENING
    body: list[Block] = []

    def close() -> None:
        nonlocal above
        if body or (above and above[-1].level == 2):
            sections.append(Section(code, above, tuple(body)))
            above = ()
            body.clear()

    for block in rest:
        if not isinstance(block, Heading) or block.level == 3:
            body.append(block)
            continue
        close()
        number = _number(block)
        if block.level == 1:
            if above:
                sections.append(Section(code, above, ()))
                above = ()
            chapter = code = number
        else:
            code = f"{chapter}.{number}"
        above = (*above, block)
    close()
    if above:
        sections.append(Section(code, above, ()))
    return (*sections, *([Section(CLOSING, (), closing)] if closing else []))


def body_of(sections: Sequence[Section]) -> tuple[Block, ...]:
    """The blocks of a body whose sections these are."""
    return tuple(block for section in sections for block in (*section.headings, *section.blocks))


def numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with the headings inside a section numbered after it: 2.1, 2.2.

    Points begin again with a) below each of them, so that it needs a number of its own to be cited by.
    """
    above, inner = "", count(1)
    for block in blocks:
        if not isinstance(block, Heading):
            yield block
        elif block.level < 3:
            # Somebody's own text may stand under a heading that has no number.
            number = _NUMBER.match(block.text) if block.level == 2 else None
            above, inner = number[1] if number else "", count(1)
            yield block
        else:
            yield Heading(3, f"{above}.{next(inner)}. {block.text}") if above else block


def overlaid(
    sections: Sequence[Section], texts: Mapping[str, tuple[str, str]], figures: Mapping[str, Figure]
) -> tuple[Section, ...]:
    """The sections with somebody's own texts, (heading, text) by code, in place of the generated ones.

    A text whose section is not generated any more is kept: it stands in its place by its number, under its heading.
    """
    own = {code: text for code, (_, text) in texts.items() if text}
    written = [section.written(own[section.code], figures) if section.code in own else section for section in sections]
    for code in sorted(own.keys() - {section.code for section in sections}, key=place_of):
        level = 2 if "." in code else 1
        orphan = Section(code, (Heading(level, texts[code][0]),), ()).written(own[code], figures)  # type: ignore[arg-type]
        after = [number for number, section in enumerate(written, start=1) if place_of(section.code) < place_of(code)]
        written.insert(max(after, default=0), orphan)
    return tuple(_ended(written))


def _ended(sections: Sequence[Section]) -> list[Section]:
    """The last paragraph ends with "./.", whoever wrote it, and no other does."""
    *before, last = sections
    opened = [Section(section.code, section.headings, tuple(map(_open, section.blocks))) for section in before]
    *blocks, end = last.blocks
    if isinstance(end, Paragraph):
        bare = end.text.removesuffix(_END).rstrip(" .;")
        end = Paragraph(bare + _END, end.lead, end.sources)
    return [*opened, Section(last.code, last.headings, (*map(_open, blocks), end))]


def _open(block: Block) -> Block:
    if isinstance(block, Paragraph) and block.text.endswith(_END):
        return Paragraph(block.text.removesuffix("/."), block.lead, block.sources)
    return block


def _without_closing(blocks: Sequence[Block]) -> tuple[Sequence[Block], tuple[Block, ...]]:
    last = blocks[-1] if blocks else None
    if isinstance(last, Paragraph) and last.text.endswith(_END) and len(blocks) > 1:
        return blocks[:-1], (last,)
    return blocks, ()


def _number(heading: Heading) -> str:
    match = _NUMBER.match(heading.text)
    if not match:
        raise ValueError(f"a heading without a number: {heading.text}")
    return match[1]


def place_of(code: str) -> tuple[int, int]:
    """What codes are sorted by: MD, I, II, II.1, II.2 … V, KT."""
    if code in _TITLES:
        return (0 if code == OPENING else 1_000, 0)
    chapter, _, number = code.partition(".")
    return _value(chapter), int(number or 0)


def _value(roman: str) -> int:
    """IV is 4."""
    digits = [_ROMAN[letter] for letter in roman]
    return sum(-digit if digit < max(digits[index:]) else digit for index, digit in enumerate(digits))
