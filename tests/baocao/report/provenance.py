"""Sentences, their figures and their codes: what a reader of the report can follow to its source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from baocao.document.blocks import Block, Document, Paragraph, Points, Table

NUMBER = re.compile(r"\d[\d.]*(?:,\d+)?")
# What is no figure: days, years, numbers of documents, marks of notes, and how many names a sentence leaves out.
NO_FIGURE = re.compile(
    r"\d{1,2}/\d{1,2}/\d{4}|\b20\d\d\b|(?:số|Số:) \d+/[\w-]+|\d+/\d{4}/[\w-]+|ngày \d+ tháng \d+ năm \d+|\(\d\)"
    r"|và [\d.]+ [\w ]+ khác \(xem"
)


@dataclass(frozen=True)
class Sentence:
    """A paragraph or a point, with the codes behind it: a list's own, else those of the sentence that begins it."""

    text: str
    codes: tuple[str, ...]

    @property
    def numbers(self) -> list[str]:
        """Its figures as they are printed."""
        return numbers_in(self.text)


def numbers_in(text: str) -> list[str]:
    """The figures of a text as they are printed."""
    return [found.strip(".") for found in NUMBER.findall(NO_FIGURE.sub(" ", text))]


def sentences_of(blocks: Sequence[Block]) -> Iterator[Sentence]:
    """Everything that is said outside tables and titles, in order."""
    begun: tuple[str, ...] = ()
    for block in blocks:
        if isinstance(block, Paragraph):
            yield Sentence(f"{block.lead} {block.text}".strip(), block.sources)
            begun = block.sources if block.text.endswith(":") else ()
        elif isinstance(block, Points):
            for item, sources in block.sourced:
                yield Sentence(item, sources or begun)


def numbers_behind(code: str, facts: Mapping[str, Any]) -> set[str]:
    """Every number that the attached data have for a code: its figures, and of a task what the units wrote."""
    told = [
        text
        for one in facts["cited"]
        if one["group"] == code
        for text in (one["label"], one["value"], one["before"], one["change"])
    ]
    told += [unit["result"] for task in facts["tasks"] if task["code"] == code for unit in task["units"]]
    told += [str(unit["count"]) for task in facts["tasks"] if task["code"] == code for unit in task["units"]]
    return {number for text in told for number in numbers_in(text)}


def without_source(blocks: Sequence[Block], facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The numbers of a text that no code behind their sentence leads to, each with its sentence."""
    codes = {code for one in sentences_of(blocks) for code in one.codes}
    behind = {code: numbers_behind(code, facts) for code in codes}
    return [
        (number, one.text)
        for one in sentences_of(blocks)
        for number in one.numbers
        if not any(number in behind[code] for code in one.codes)
    ]


def codes_of(blocks: Sequence[Block]) -> set[str]:
    """All codes behind sentences."""
    return {code for one in sentences_of(blocks) for code in one.codes}


def explained_in(document: Document) -> set[str]:
    """The codes that the table of figures in the last appendix begins its rows with."""
    table = next(block for block in document.appendices[-1].blocks if isinstance(block, Table))
    return {row[0] for row in table.rows}
