"""The blocks of a document for templates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django import template

from baocao.document.blocks import Block, Heading

register = template.Library()


@register.filter
def nested(blocks: Iterable[Block]) -> Iterator[tuple[Block, int]]:
    """Each block with the number of the HTML heading it stands under, its own where it is one; h1 is the title's.

    A title straight below a mục is one step below it: readers of a screen count the steps, and none may be left out.
    """
    above: list[int] = []
    for block in blocks:
        if isinstance(block, Heading):
            above = [level for level in above if level < block.level] + [block.level]
        yield block, len(above) + 1
