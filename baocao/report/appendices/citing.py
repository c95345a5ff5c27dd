"""Which figures the text names with which code behind them: those the appendix of sources lists. Imports no Django."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from baocao.document.blocks import Block, Paragraph, Points
from baocao.report.section_markup import Figure

_NUMBER = re.compile(r"\d[\d.]*(?:,\d+)?")


def cited(blocks: Iterable[Block]) -> dict[str, set[str]]:
    """The codes that stand behind sentences, in the order of the text, each with the numbers of its sentences."""
    numbers_of: dict[str, set[str]] = {}
    for text, codes in _sentences(blocks):
        # “Không có cơ sở nào …” says 0 in words.
        numbers = _numbers(text) or {"0"}
        for code in codes:
            numbers_of.setdefault(code, set()).update(numbers)
    return numbers_of


def _sentences(blocks: Iterable[Block]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each sentence with its codes; a point without any goes with the sentence that begins the list."""
    begun: tuple[str, ...] = ()
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text, block.sources
            begun = block.sources if block.text.endswith(":") else ()
        elif isinstance(block, Points):
            yield from ((item, codes or begun) for item, codes in block.sourced)


def named(figures: Mapping[str, Figure], code: str, numbers: Collection[str]) -> list[Figure]:
    """The figures of a code whose value or change is said with it; all of them where only words are said."""
    of_code = [figure for figure in figures.values() if figure.group == code]
    return [figure for figure in of_code if _is_said(figure, set(numbers))] or of_code


def _is_said(figure: Figure, numbers: set[str]) -> bool:
    value, change = _numbers(figure.text), _numbers(figure.change)
    return value <= numbers or (bool(change) and change <= numbers)


def _numbers(text: str) -> set[str]:
    return {number.strip(".") for number in _NUMBER.findall(text)}
