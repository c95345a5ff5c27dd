"""What one person has changed at a sitting, out of versions that were saved one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

MOST_CHANGES = 6
# What is saved by one person within so long of each other is one visit.
PAUSE = timedelta(minutes=30)
SAVED = "Lưu số liệu"


@dataclass(frozen=True)
class Change:
    """One column's value before and after, ready to show; both empty where no more is told than that it changed."""

    name: str
    label: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.label}: {self.before} → {self.after}" if self.before or self.after else self.label


def in_short(changes: Sequence[Change]) -> str:
    """The first few changes in a line."""
    return "; ".join(map(str, changes[:MOST_CHANGES]))


def visits(pairs: Sequence[tuple[Any, Any]]) -> list[tuple[Any, Any, Any]]:
    """What stood before, the first and the last version of each visit, of pairs of a version and the one before it.

    A visit is what one person saved without a longer pause; what moves the form on is one of its own.
    """
    found: list[tuple[Any, Any, Any]] = []
    for version, before in reversed(pairs):
        if found:
            start, first, last = found[-1]
            same = (last.history_user_id, last.history_change_reason, last.state, start.state)
            if (
                same == (version.history_user_id, version.history_change_reason, version.state, version.state)
                and version.history_change_reason == SAVED
                and version.history_date - last.history_date <= PAUSE
            ):
                found[-1] = (start, first, version)
                continue
        found.append((before, version, version))
    return found
