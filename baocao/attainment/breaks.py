"""Where a series breaks: what of a population followed, closed or opened between two years, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from baocao.attainment.facility_years import CountedFacility, FacilityYears
from kehoach.common.formats import joined


def break_between(of_kind: FacilityYears, scope: str, before: date, day: date) -> str:
    """What changed among the facilities of a scope from one day to the other; empty where they are the same.

    “Trường C tiếp nối Trường A và Trường B; Trường D đóng”. An empty scope means all of the kind.
    """
    old, new = of_kind.existing(before), of_kind.existing(day)
    if old is new or old.keys() == new.keys():
        return ""
    scopes_of = of_kind.kind.scopes_of
    changes = _changes(of_kind, old, new)
    return "; ".join(words for kind, words in changes if not scope or scope in scopes_of[kind])


def _changes(
    of_kind: FacilityYears, old: Mapping[str, CountedFacility], new: Mapping[str, CountedFacility]
) -> Iterator[tuple[str, str]]:
    """Each change with the kind of the facility that it is told of."""
    names = of_kind.names
    followed: set[str] = set()
    for code, facility in new.items():
        ancestors = of_kind.lineage.ancestors(code)
        left = (
            [former for former in old if former in ancestors and (former not in new or code not in old)]
            if ancestors
            else []
        )
        followed.update(left)
        if left:
            is_part = not of_kind.lineage.divided.isdisjoint(left) or any(other in new for other in left)
            verb = "nhận thêm" if code in old else "tách từ" if is_part else "tiếp nối"
            yield facility.kind, f"{names[code]} {verb} {joined([names[other] for other in left])}"
        elif code not in old:
            yield facility.kind, f"{names[code]} mới mở"
    for code, facility in old.items():
        if code not in new and code not in followed:
            yield facility.kind, f"{names[code]} đóng"
