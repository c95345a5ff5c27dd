"""Kế hoạch số 04/KH-UBND of the fixture as a pattern, of which each commune gets a copy."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

from kehoach.demo.files import FOLDER
from kehoach.models import Assignment, Commune, Interpretation, Target

_NAME = "Quảng Nghiệp"


@dataclass(frozen=True)
class PatternRow:
    """A row of the fixture: its plain values, and for each column that names another row the place of that row."""

    model: type[models.Model]
    values: Mapping[str, Any]
    named: Mapping[str, int]
    targets: tuple[int, ...]


@cache
def pattern() -> tuple[PatternRow, ...]:
    """The fixture's rows in its order, without the assignments; the commune stands first, then its offices."""
    places: dict[tuple[Any, ...], int] = {}
    instances: list[models.Model] = []
    rows = []
    for row in json.loads((FOLDER / "plan-04.json").read_text(encoding="utf-8")):
        model = apps.get_model(row["model"])
        if model is Assignment:
            continue
        targets = tuple(places[Target, *key] for key in row["fields"].pop("targets", ()))
        named = {
            name: places[model._meta.get_field(name).related_model, *value]
            for name, value in row["fields"].items()
            if model._meta.get_field(name).is_relation
        }
        values = {name: value for name, value in row["fields"].items() if name not in named}
        instance: Any = model(**values, **{name: instances[place] for name, place in named.items()})
        places[model, *map(str, instance.natural_key())] = len(instances)
        instances.append(instance)
        rows.append(PatternRow(model, values, named, targets))
    return tuple(rows)


def copy_for(commune: Commune) -> tuple[list[Any], list[models.Model]]:
    """The plan's rows and the offices of a commune, unsaved, in the pattern's order; then which target each reading of
    the wording belongs to."""
    copies: list[Any] = [commune]
    for row in pattern()[1:]:
        values = {name: _renamed(value, commune) for name, value in row.values.items()}
        copies.append(row.model(**values, **{name: copies[place] for name, place in row.named.items()}))
    through: Any = Interpretation.targets.through
    readings = [
        through(interpretation=copies[place], target=copies[target])
        for place, row in enumerate(pattern())
        for target in row.targets
    ]
    return copies[1:], readings


def by_model(rows: Iterable[models.Model]) -> dict[type[models.Model], list[models.Model]]:
    """Rows by their model, in the order in which the models come first."""
    grouped: dict[type[models.Model], list[models.Model]] = defaultdict(list)
    for row in rows:
        grouped[type(row)].append(row)
    return grouped


def _renamed(value: Any, commune: Commune) -> Any:
    if not isinstance(value, str) or _NAME not in value:
        return value
    return value.replace(f"xã {_NAME}", commune.full_name).replace(_NAME, commune.name)
