"""Sentences on their way into the document, each with the codes of what its figures come from. Imports no Django."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from baocao.document.blocks import Block, Paragraph, Points
from baocao.report.content.words import ended


@dataclass(frozen=True)
class CitedSentence:
    """A sentence and the codes that stand behind it (see groups.py)."""

    text: str
    sources: tuple[str, ...] = ()

    @property
    def paragraph(self) -> Paragraph:
        """The sentence as a paragraph of its own."""
        return Paragraph(self.text, sources=self.sources)


def as_points(sentences: Sequence[CitedSentence]) -> tuple[Block, ...]:
    """Sentences as points that follow each other; a single one is a paragraph."""
    texts = ended([sentence.text.rstrip(".") for sentence in sentences])
    if len(texts) == 1:
        return (Paragraph(texts[0], sources=sentences[0].sources),)
    return (Points(texts, tuple(sentence.sources for sentence in sentences)),) if texts else ()
