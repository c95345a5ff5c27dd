"""How the report joins names and numbers into sentences. Imports no Django."""

import re
from collections.abc import Sequence
from fractions import Fraction

from kehoach.common import formats

# More names than this make a sentence that nobody reads to its end; one more is still shorter than "and one more".
MOST_NAMES = 5
# Below this a percentage says less than the difference itself: three classes after one are no "tăng 200%".
_SMALL = 30
_DAY = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])")


def upper_first(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def some(names: Sequence[str], *, noun: str, see: str) -> str:
    """All of a few names; of many the first five, how many more there are, and where (`see`) to find them."""
    if len(names) <= MOST_NAMES + 1:
        return formats.joined(names)
    shown = names[:MOST_NAMES]
    mark = "; " if any("," in name for name in shown) else ", "
    return f"{mark.join(shown)} và {formats.count(len(names) - MOST_NAMES)} {noun} khác (xem {see})"


def two_digit_days(text: str) -> str:
    """Days that somebody typed as the report writes all of them: 12/9/2025 becomes 12/09/2025."""
    return _DAY.sub(lambda day: f"{int(day[1]):02d}/{int(day[2]):02d}/{day[3]}", text)


def ended(items: Sequence[str]) -> tuple[str, ...]:
    """Points as they follow each other: each ends with a semicolon, the last with a full stop.

    Where one of them has several sentences, all end with a full stop.
    """
    if any(". " in item for item in items):
        return tuple(f"{item}." for item in items)
    return tuple(f"{item}{'.' if number == len(items) else ';'}" for number, item in enumerate(items, start=1))


def changed(now: int, before: int, unit: str, since: str, *, year: int) -> str:
    """How `now` differs from `before` in a year: tăng 10,1% so với năm 2024 · giảm 2 lớp · năm 2024 chưa có."""
    if before == 0 and now:
        return f"năm {year} chưa có"
    if now == before or before >= _SMALL:
        return f"{formats.change(now, before)} {since}".strip()
    return f"{'tăng' if now > before else 'giảm'} {formats.count(abs(now - before))} {unit} {since}".strip()


def percents_apart(share: Fraction, against: Fraction) -> tuple[str, str]:
    """Two shares of one as percentages, with as many decimals as it takes to tell them apart: 9,96% and 10%."""
    percents = ["", ""]
    for places in (1, 2, 3, 4):
        percents = [f"{formats.decimal(number * 100, places)}%" for number in (share, against)]
        if share == against or percents[0] != percents[1]:
            break
    return percents[0], percents[1]
