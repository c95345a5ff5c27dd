"""Who continues whom: facilities that were renamed, merged or divided, as their predecessors tell it."""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from kehoach.models.facilities import Facility
from kehoach.models.kinds import FigureKind


@dataclass(frozen=True)
class Lineage:
    """Some facilities of a kind and all that they continue, of whatever commune.

    `predecessors` are keys by key. `divided` are the keys of those that several facilities followed. `facilities` are
    the predecessors by key.
    """

    predecessors: Mapping[int, Collection[int]]
    divided: frozenset[int]
    facilities: Mapping[int, Facility]

    def origins(self, key: int, then: Container[int], now: Container[int]) -> tuple[int, ...]:
        """Whose values of an earlier year a facility continues: its own, and those of all that have merged into it.

        `then` and `now` are the keys in the population of the earlier and of the later year. Whoever is still there
        now keeps its own past, and what was divided between several is nobody's.
        """
        origins, waiting, seen = [], [key], {key}
        while waiting:
            facility = waiting.pop()
            if facility in then:
                origins.append(facility)
            for predecessor in self.predecessors.get(facility, ()):
                if predecessor not in seen and predecessor not in now and predecessor not in self.divided:
                    seen.add(predecessor)
                    waiting.append(predecessor)
        return tuple(sorted(origins))


def lineage_of(kind: FigureKind, facilities: QuerySet[Any]) -> Lineage:
    """What these facilities of a kind continue: a query, and two more for each generation before them."""
    predecessors: dict[int, list[int]] = {}
    divided: set[int] = set()
    by_key: dict[int, Facility] = {}
    generation = facilities
    while True:
        pairs = list(
            generation.filter(predecessors__isnull=False)
            .order_by("pk", "predecessors")
            .values_list("pk", "predecessors")
            .annotate(heirs=Count("predecessors__successors"))
        )
        for key, predecessor, heirs in pairs:
            predecessors.setdefault(key, []).append(predecessor)
            if heirs > 1:
                divided.add(predecessor)
        new = {predecessor for _, predecessor, _ in pairs} - by_key.keys()
        if not new:
            return Lineage(predecessors, frozenset(divided), by_key)
        by_key |= kind.facilities.in_bulk(new)
        generation = kind.facilities.filter(pk__in=new - predecessors.keys())
