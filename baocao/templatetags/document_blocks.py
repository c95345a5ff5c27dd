"""The blocks of a document for templates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from baocao.document.blocks import Block, Heading, Table
from kehoach.templatetags.vietnamese import unbroken_dash

register = template.Library()

# 93/2020/NĐ-CP and 5–7 are read as one word. Unlike in running text they may break where the cell itself is narrower.
_PIECE = re.compile(r"\d+/\d{4}/[A-ZĐ][\w-]*|(?<![\d/.,])\d{1,4}–\d{1,4}(?![\d/.,])")


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
def rows(table: Table) -> SafeString:
    """The rows of a table, its total included: a report has thousands of cells, and each would cost a lookup."""
    heads = [f'<td class="doc-{column.align}">' for column in table.columns]

    def marked_up(row: Sequence[str]) -> str:
        cells = "".join(f"{head}{escape(text)}</td>" for head, text in zip(heads, row, strict=True))
        return _PIECE.sub(r'<span class="doc-piece">\g<0></span>', unbroken_dash(cells))

    lines = [f"<tr>{marked_up(row)}</tr>" for row in table.rows]
    if table.total:
        lines.append(f'<tr class="doc-total">{marked_up(table.total)}</tr>')
    return mark_safe("\n".join(lines))  # noqa: S308 every text is escaped


@register.filter
def sources(codes: Sequence[str], pages: Mapping[str, str] | None = None) -> SafeString:
    """The codes behind a sentence, [TV; KP]: the first on the line of its last word, and none broken.

    `pages` has the address that a code leads to; on paper there are none.
    """
    inside = "; </span><span>".join(_linked(code, (pages or {}).get(code)) for code in codes)
    return mark_safe(f'<span class="doc-source"><span>&nbsp;[{inside}]</span></span>')  # noqa: S308 escaped


def _linked(code: str, url: str | None) -> str:
    return f'<a href="{escape(url)}">{escape(code)}</a>' if url else escape(code)
