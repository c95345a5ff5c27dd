"""What has changed in the accepted figures since a report was issued."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kehoach.models.kinds import FigureKind, kinds
from kehoach.questionnaire.layout import Field, Kind
from kehoach.questionnaire.values import Absent, Value

MISSING = "chưa có số liệu được duyệt"


@dataclass(frozen=True)
class Difference:
    """One answer of one facility: what the issued report has, and what is accepted now."""

    facility: str
    question: str
    issued: str
    now: str


def differences(frozen: Mapping[str, Any], facts: Mapping[str, Any]) -> list[Difference]:
    """The frozen data of a report beside those of now, facility by facility, in the order of the forms."""
    before, now = _rows(frozen), _rows(facts)
    return [
        difference
        for kind in kinds()
        for key in dict.fromkeys((*before, *now))
        if key[0] == kind.slug
        for difference in _of_facility(kind, before.get(key), now.get(key))
    ]


def _rows(content: Mapping[str, Any]) -> dict[tuple[str, str], Mapping[str, Any]]:
    return {(row["kind"], row["code"]): row for row in content["figures"]}


def _of_facility(
    kind: FigureKind, before: Mapping[str, Any] | None, now: Mapping[str, Any] | None
) -> Iterator[Difference]:
    name = str((before or now or {})["name"])
    was, is_ = (before or {}).get("values"), (now or {}).get("values")
    if was is None or is_ is None:
        if was != is_:
            yield Difference(
                name, "Cả phiếu", MISSING if was is None else "có số liệu", "có số liệu" if is_ else MISSING
            )
        return
    for field in kind.layout.fields:
        if was.get(field.name) != is_.get(field.name):
            yield Difference(name, field.label, _shown(field, was.get(field.name)), _shown(field, is_.get(field.name)))


def _shown(field: Field, plain: Any) -> str:
    """A frozen answer in words, as tables show it."""
    return field.shown(_value(field, plain))


def _value(field: Field, plain: Any) -> Value:
    if plain is None:
        return Absent.UNANSWERED
    if isinstance(plain, dict):
        return Absent(plain["absent"])
    if isinstance(plain, list):
        return frozenset(plain)
    if field.kind is Kind.DATE:
        return date.fromisoformat(plain)
    value: Value = plain
    return value
