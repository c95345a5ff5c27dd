"""Over whose facilities a plan is judged: after communes merge each old plan keeps its own area for a while.

The new commune's plan takes over with its first year; it speaks of all communes that had merged before it was issued.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kehoach.models import Commune, Plan


@dataclass(frozen=True)
class Family:
    """A commune and all that have merged into it, over any number of steps; `merged` are by key those of one step."""

    commune: Commune
    members: Mapping[int, Commune]
    merged: Mapping[int, Sequence[Commune]]

    def of(self, commune: Commune) -> frozenset[int]:
        """The keys of one of them and of all that have merged into it."""
        return frozenset({commune.pk}).union(*(self.of(former) for former in self.merged.get(commune.pk, ())))


@dataclass(frozen=True)
class PlanArea:
    """A plan as a commune reads it, over the facilities that come from the communes with the keys `origins`.

    None: over all of the commune's, for no other plan holds beside it.
    """

    plan: Plan
    origins: frozenset[int] | None = None


def family_of(commune: Commune) -> Family:
    """The commune with its predecessors: one query for each step of mergers, and one that finds no more."""
    members, merged = {commune.pk: commune}, defaultdict[int, list[Commune]](list)
    newest = [commune.pk]
    while newest:
        former = Commune.objects.filter(successor__in=newest).exclude(pk__in=members).order_by("code", "pk")
        newest = []
        for row in former:
            members[row.pk] = row
            merged[row.successor_id or 0].append(row)
            newest.append(row.pk)
    return Family(commune, members, merged)


def areas_of(family: Family, year: int) -> tuple[PlanArea, ...]:
    """The plans that hold beside each other in a year; empty where the commune's own one speaks of everybody, or none.

    A query where communes have merged, else none.
    """
    if len(family.members) == 1:
        return ()
    plans: dict[int, list[Plan]] = defaultdict(list)
    for plan in Plan.objects.filter(commune__in=family.members).select_related("commune").order_by("issued_on", "pk"):
        plans[plan.commune_id].append(plan)
    areas = _areas(family, family.commune, plans, year)
    is_own = [area.plan.commune_id for area in areas] == [family.commune.pk]
    if is_own and areas[0].origins == frozenset(family.members):
        return ()
    return tuple(PlanArea(area.plan.carried_on_in(family.commune), area.origins) for area in areas)


def _areas(family: Family, commune: Commune, plans: Mapping[int, Sequence[Plan]], year: int) -> list[PlanArea]:
    begun = [plan for plan in plans[commune.pk] if plan.first_year <= year]
    own = max(begun, key=lambda plan: (plan.first_year, plan.issued_on, plan.pk), default=None)
    former = family.merged.get(commune.pk, ())
    # Whoever merged after the plan was issued was not in the mind of those who issued it.
    later = [
        merged
        for merged in former
        if own is None or (merged.valid_until is not None and own.issued_on <= merged.valid_until)
    ]
    areas = [area for merged in later for area in _areas(family, merged, plans, year)]
    if own is None:
        return areas
    origins = family.of(commune).difference(*(family.of(merged) for merged in later))
    return [PlanArea(own, origins), *areas]
