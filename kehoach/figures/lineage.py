"""Which facilities continue which: renamed, moved, merged or divided ones, as their predecessors tell it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet

from kehoach.common.lineage import Lineage
from kehoach.models import Facility
from kehoach.models.kinds import FigureKind


@dataclass(frozen=True)
class FacilityLineage(Lineage[int]):
    """The lineage of some facilities by their keys; `facilities` are all the predecessors, of whatever commune."""

    facilities: Mapping[int, Facility] = field(default_factory=dict)


def lineage_of(kind: FigureKind, facilities: QuerySet[Any]) -> FacilityLineage:
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
            return FacilityLineage(predecessors, frozenset(divided), by_key)
        by_key |= kind.facilities.in_bulk(new)
        generation = kind.facilities.filter(pk__in=new - predecessors.keys())
