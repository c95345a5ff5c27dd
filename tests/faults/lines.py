"""What a section says of each thing that it tried."""

from __future__ import annotations

from collections import Counter
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
    """How often there was which answer; 0 where nobody answered."""
    return ", ".join(f"{number} times {status or 'nobody'}" for status, number in sorted(statuses.items()))
