"""Text cut into the lines that the decree sets it on. Imports no Django."""

import re
import textwrap
from bisect import bisect_left
from collections.abc import Sequence

_ONE_PIECE = re.compile(r"ngày \d+ tháng \d+ năm \d+|(?:năm|số) \d\S*")
_GLUE = "\x1f"


def listed(items: Sequence[str]) -> tuple[str, ...]:
    """Names as the decree lists them: "- Như trên;" … and the last one "- Lưu: VT." with a full stop."""
    bare = [item.strip().rstrip(";.").rstrip() for item in items]
    return tuple(f"- {item}{'.' if number == len(bare) else ';'}" for number, item in enumerate(bare, start=1))


def balanced_lines(text: str, longest: int) -> tuple[str, ...]:
    """`text` on as few lines of at most `longest` characters as will do, all about equally long.

    Dates, years and numbers of documents stay in one piece.
    """
    glued = _ONE_PIECE.sub(lambda piece: piece[0].replace(" ", _GLUE), text)

    def wrapped(width: int) -> list[str]:
        return textwrap.wrap(glued, width, break_long_words=False, break_on_hyphens=False)

    fewest = len(wrapped(longest))
    narrowest = bisect_left(range(1, longest), True, key=lambda width: len(wrapped(width)) <= fewest) + 1
    return tuple(line.replace(_GLUE, " ") for line in wrapped(narrowest))
