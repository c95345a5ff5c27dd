"""Two people at one form: what each of them changed since the version that the second one saw. Imports no Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


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
