"""How far an indicator of a two-level standard is, out of what was read. Imports no Django.

Thông tư 25/2023/TT-BGDĐT: a commune is proposed for the level that every indicator has reached.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kehoach.common import formats
from kehoach.questionnaire.values import Absent, Value

LEVELS = (1, 2)
NOT_KNOWN = "chưa đủ số liệu"


@dataclass(frozen=True)
class Reached:
    """The level that one indicator has reached: 0, 1 or 2, None where it is not known; `lacks` by the next level."""

    level: int | None
    lacks: str = ""

    @property
    def words(self) -> str:
        """Mức độ 2 · Chưa đạt · chưa đủ số liệu"""
        return NOT_KNOWN if self.level is None else level_words(self.level)


def level_words(level: int) -> str:
    """A level as documents have it."""
    return f"Mức độ {level}" if level else "Chưa đạt"


def whole(reached: Sequence[Reached]) -> int | None:
    """The level of all indicators together; None where what is not known may decide it."""
    known = [indicator.level for indicator in reached if indicator.level is not None]
    lowest = min(known, default=LEVELS[-1])
    return lowest if len(known) == len(reached) or lowest == 0 else None


def next_level(level: int | None) -> int | None:
    """The level to strive for; None where the highest has been reached."""
    return None if level == LEVELS[-1] else (level or 0) + 1


def yes(value: bool | None, lacks: str) -> Reached:
    """An indicator that asks the same of both levels."""
    if value is None:
        return Reached(None)
    return Reached(LEVELS[-1]) if value else Reached(0, lacks)


def all_of(values: Sequence[tuple[bool | None, str]]) -> Reached:
    """Several things that both levels ask for; what is not there is named."""
    lacking = [name for value, name in values if value is False]
    if lacking:
        return Reached(0, f"chưa có {formats.joined(lacking)}")
    return Reached(None) if any(value is None for value, _ in values) else Reached(LEVELS[-1])


def at_least(value: Value, needed: tuple[int, int]) -> Reached:
    """A level of another standard, as the code of a choice, by what each level asks of it."""
    if isinstance(value, Absent) or not isinstance(value, str):
        return Reached(None)
    reached = sum(int(value) >= threshold for threshold in needed)
    if reached == len(needed):
        return Reached(reached)
    return Reached(reached, f"mới đạt mức độ {value}" if value != "0" else "chưa đạt")


def share(part: int | None, all_: int | None, needed: tuple[int, int], noun: str) -> Reached:
    """A share of people by the percentages that the levels ask for; exact, and how many people are still missing."""
    if part is None or not all_:
        return Reached(None)
    reached = sum(100 * part >= threshold * all_ for threshold in needed)
    if reached == len(needed):
        return Reached(reached)
    lacking = -(-needed[reached] * all_ // 100) - part
    return Reached(reached, f"còn thiếu {formats.count(lacking)} {noun} để đạt {needed[reached]}%")
