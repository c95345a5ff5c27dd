"""Facilities of a commune and of those that have merged into it: which of them are one, and where each comes from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from baocao.attainment.facility_years import CountedFacility, FacilityYears

# A facility and one that it continues, by key.
Pairs = Iterable[tuple[int, int]]


def who_is_one(
    facilities: Mapping[int, CountedFacility], pairs: Pairs, commune_of: Mapping[int, int]
) -> dict[int, int]:
    """By the key of a facility that only came along when its commune merged: the key that it has now."""
    predecessors: dict[int, list[int]] = defaultdict(list)
    for key, predecessor in pairs:
        predecessors[key].append(predecessor)
    heirs = Counter(former for followed in predecessors.values() for former in followed)
    heir_of = {}
    for key, followed in predecessors.items():
        former = followed[0]
        if (
            len(followed) == heirs[former] == 1
            and former in facilities
            and commune_of[former] != commune_of[key]
            and facilities[former].closed_on == facilities[key].opened_on
        ):
            heir_of[former] = key

    def now(key: int) -> int:
        while key in heir_of:
            key = heir_of[key]
        return key

    return {former: now(former) for former in heir_of}


def first_of(facilities: Mapping[int, CountedFacility], as_one: Mapping[int, int]) -> dict[int, int]:
    """By the present key of a facility the one that it had in the first of its communes."""
    latest_first = sorted(as_one, key=lambda key: facilities[key].closed_on or date.max, reverse=True)
    return {as_one[former]: former for former in latest_first}


def as_now(
    facilities: Mapping[int, CountedFacility],
    as_one: Mapping[int, int],
    commune_of: Mapping[int, int],
    present: int,
) -> dict[int, CountedFacility]:
    """Each facility once, open since it was in the first of its communes; `present` is the key of the last one.

    The code of what ended in a former commune has that commune's key behind it: others may have the same code now.
    """
    first = first_of(facilities, as_one)
    return {
        key: facility._replace(
            opened_on=facilities[first.get(key, key)].opened_on,
            code=facility.code if commune_of[key] == present else f"{facility.code}@{commune_of[key]}",
        )
        for key, facility in facilities.items()
        if key not in as_one
    }


def of_area(of_kind: FacilityYears, origins: Collection[int]) -> FacilityYears:
    """Only the facilities that come from the communes with these keys, and what those continue.

    A facility that follows some of the area and some of another one counts in both, and so do all that it follows:
    else it would seem to have grown.
    """
    lineage = of_kind.lineage

    @cache
    def comes_from(code: str) -> frozenset[int]:
        former = lineage.predecessors.get(code, ())
        if not former:
            return frozenset({of_kind.first_commune[of_kind.counted[code].key]})
        return frozenset().union(*(comes_from(other) for other in former))

    own = {code for code in of_kind.counted if not comes_from(code).isdisjoint(origins)}
    codes = own.union(*(lineage.ancestors(code) for code in own))
    counted = {code: facility for code, facility in of_kind.counted.items() if code in codes}
    return replace(of_kind, counted=counted, is_area=True)
