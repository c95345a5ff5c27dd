"""The blocks of a document for templates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from baocao.document.blocks import Block, Heading, Table
from kehoach.templatetags.vietnamese import unbroken_dash

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


@register.filter
def cells(row: Sequence[str], table: Table) -> SafeString:
    """The cells of one of the table's rows: a report has thousands, of which each would cost a template a lookup."""
    marked = "".join(
        f'<td class="doc-{cell.align}">{escape(text)}</td>' for text, cell in zip(row, table.columns, strict=True)
    )
    return mark_safe(unbroken_dash(marked))  # noqa: S308 every text is escaped
