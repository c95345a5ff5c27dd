"""A document as a page shows it: the letterhead, the text and the appendices, tables apart from text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from baocao.document.blocks import Block, Document, Table


def paper(document: Document) -> dict[str, Any]:
    """What the template of a document asks for."""
    return {
        "document": document,
        "parts": parts(document.blocks),
        "appendices": [(appendix, parts(appendix.blocks)) for appendix in document.appendices],
    }


def parts(blocks: Sequence[Block]) -> list[tuple[bool, list[Block]]]:
    """The blocks in runs of text and of tables, because a table is wider than a phone and scrolls by itself."""
    return [(is_table, list(run)) for is_table, run in groupby(blocks, key=lambda block: isinstance(block, Table))]
