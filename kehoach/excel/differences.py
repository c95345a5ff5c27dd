"""Where two texts differ, for a page that shows them side by side. Imports no Django."""

from __future__ import annotations

from itertools import takewhile

# Two texts that are not longer are read whole.
READ_WHOLE = 120
_AROUND = 40


def excerpts(before: str, after: str) -> tuple[str, str]:
    """Both texts from a little before the first letter that differs to a little behind the last; … is left out."""
    if max(len(before), len(after)) <= READ_WHOLE:
        return before, after
    first = _same(before, after)
    same_end = _same(before[first:][::-1], after[first:][::-1])
    start = max(0, first - _AROUND)
    return _excerpt(before, start, same_end), _excerpt(after, start, same_end)


def _same(one: str, other: str) -> int:
    """How many letters two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda letters: letters[0] == letters[1], zip(one, other, strict=False)))


def _excerpt(text: str, start: int, same_end: int) -> str:
    stop = len(text) - max(0, same_end - _AROUND)
    return f"{'…' * (start > 0)}{text[start:stop]}{'…' * (stop < len(text))}"
