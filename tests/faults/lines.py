"""What a section says of each thing that it tried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One thing that was tried: what, what was seen, and whether it is as it has to be."""

    what: str
    seen: str
    holds: bool

    def __str__(self) -> str:
        return f"  [{'đạt' if self.holds else 'KHÔNG ĐẠT'}] {self.what}: {self.seen}"


def told(statuses: Counter[int]) -> str:
    """How often there was which answer; 0 where nobody answered, -1 where the person had to sign in again."""
    names = {0: "nobody", -1: "signed out"}
    return ", ".join(f"{number} times {names.get(status, status)}" for status, number in sorted(statuses.items()))


def found_wrong(faults: Sequence[str]) -> str:
    """How much of what was acknowledged is not as it has to be, and the first of it."""
    return f"{len(faults)} missing, double or half {faults[:3] or ''}"
