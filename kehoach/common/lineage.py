"""Who continues whom, told by the predecessors of each. Imports no Django."""

from collections.abc import Collection, Container, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Lineage(Generic[Key]):
    """By each its `predecessors`, where it has any; `divided` are those that several followed."""

    predecessors: Mapping[Key, Collection[Key]] = field(default_factory=dict)
    divided: frozenset[Key] = frozenset()

    def origins(self, key: Key, then: Container[Key], now: Container[Key]) -> tuple[Key, ...]:
        """Whose values of an earlier year somebody continues: its own, and those of all that have merged into it.

        `then` and `now` are in the population of the earlier and of the later year. Whoever is still there now keeps
        its own past, and what was divided between several is nobody's.
        """
        origins, waiting, seen = [], [key], {key}
        while waiting:
            successor = waiting.pop(0)
            if successor in then:
                origins.append(successor)
            for predecessor in self.predecessors.get(successor, ()):
                if predecessor not in seen and predecessor not in now and predecessor not in self.divided:
                    seen.add(predecessor)
                    waiting.append(predecessor)
        return tuple(origins)

    def ancestors(self, key: Key) -> frozenset[Key]:
        """All that came before, divided or not."""
        found: set[Key] = set()
        waiting = [key]
        while waiting:
            new = set(self.predecessors.get(waiting.pop(), ())) - found
            found |= new
            waiting += new
        return frozenset(found - {key})
