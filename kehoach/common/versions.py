"""“Somebody changed it meanwhile”: how that is noticed, and what is done about it. Imports no Django.

Whoever sends a form says what they had in front of them: the version of a row, its state, or the digest of a page that
was put together from much. What rests on something that is not there any more raises Conflict; where a form has several
answers, `merge` saves what only one of two people touched.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Answer = TypeVar("Answer")


class Conflict(Exception):
    """Somebody else was first; nothing of what was sent is saved.

    `theirs` is what is there now: the row, or the plan of what would be written. `clashes` are the names of the answers
    that both changed, each in another way; `untouched` those that the sender left as they had seen them.
    """

    def __init__(
        self,
        message: str,
        theirs: Any = None,
        clashes: frozenset[str] = frozenset(),
        untouched: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(message)
        self.theirs, self.clashes, self.untouched = theirs, clashes, untouched


def digest_of(content: object) -> str:
    """The SHA-256 of what a page shows: equal for equal content, whatever the order of its keys.

    `content` is what JSON can hold; anything else in it counts by its `repr`, so sets have to be sorted first.
    """
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, default=repr)
    return hashlib.sha256(text.encode()).hexdigest()


def version_seen(row: Any, version: int, page: str = "") -> Any:
    """A row as it was in one of its versions: itself, or out of its history; None where neither has that version.

    The row has a `version` that every save counts up, and a `history` as simple_history keeps it. With `page`, the open
    page that sends, what the same page has saved right after counts as seen: the answer was lost on its way, perhaps.
    """
    if version == row.version:
        return row
    seen = None
    for kept in row.history.filter(version__gte=version).order_by("version", "history_id"):
        if kept.version != version and not (seen and page and kept.saved_from == page):
            break
        seen = kept
    return seen


@dataclass(frozen=True)
class Merge(Generic[Answer]):
    """What of somebody's answers is to be saved, and where they clash with what another saved meanwhile.

    `changes` are the answers that differ from the present ones and that only this person touched. `clashes` are the
    names that both changed, each in another way. `untouched` are those that this person left as they had seen them.
    """

    changes: Mapping[str, Answer]
    clashes: frozenset[str]
    untouched: frozenset[str]


def merge(
    seen: Mapping[str, Answer] | None, present: Mapping[str, Answer], sent: Mapping[str, Answer]
) -> Merge[Answer]:
    """Compares name by name what was sent with what its sender had seen and with what is there now.

    Where it is not known what they had seen (`seen` is None), every difference is a clash.
    """
    changes, clashes, untouched = {}, set(), set()
    for name, answer in sent.items():
        if seen is not None and answer == seen.get(name):
            untouched.add(name)
        elif answer == present.get(name):
            continue
        elif seen is not None and seen.get(name) == present.get(name):
            changes[name] = answer
        else:
            clashes.add(name)
    return Merge(changes, frozenset(clashes), frozenset(untouched))
