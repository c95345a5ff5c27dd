"""Reads several small tables in one query.

What the plan consists of lies in a dozen tables of a few rows each; asking for each of them costs more than the rows.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import (
    BinaryField,
    CharField,
    Field,
    ForeignKey,
    IntegerField,
    JSONField,
    Model,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import JSONArray
from django.utils.timezone import is_naive, make_aware


def together(*querysets: QuerySet[Any, Any]) -> tuple[list[Any], ...]:
    """The rows of each queryset as it would give them by itself, but in no order, and all of them by one query.

    What a queryset is annotated with, numbers or words, its rows have too. Columns of bytes are left out, to be asked
    for where they are needed: JSON cannot hold them. A queryset of `values_list` gives lists of numbers and words.
    """
    asked = [_as_json(place, rows) for place, rows in enumerate(querysets)]
    makers = [_maker(rows) for rows in querysets]
    found: tuple[list[Any], ...] = tuple([] for _ in querysets)
    for place, values in asked[0].union(*asked[1:], all=True):
        found[place].append(makers[place](values))
    return found


def know(rows: Iterable[Model], name: str, others: Iterable[Model]) -> None:
    """Gives each row the object that its foreign key `name` names; none where it names none."""
    by_key = {other.pk: other for other in others}
    for row in rows:
        key = getattr(row, f"{name}_id")
        setattr(row, name, None if key is None else by_key[key])


def hold(rows: Iterable[Model], name: str, back: str, others: Iterable[Model]) -> None:
    """Gives each row its part of the others, as `prefetch_related` would: `row.name.all()` asks no further."""
    held: dict[int, list[Model]] = defaultdict(list)
    for other in others:
        held[getattr(other, f"{back}_id")].append(other)
    for row in rows:
        known = getattr(row, name).all()
        known._result_cache = held[row.pk]
        row.__dict__.setdefault("_prefetched_objects_cache", {})[name] = known


def _as_json(place: int, rows: QuerySet[Any, Any]) -> QuerySet[Any, tuple[Any, ...]]:
    """Every row as its place in the call and an array of its columns: the same two columns for every table."""
    own = [field.attname for field in _columns(rows.model)]
    columns = JSONArray(*(rows._fields or (*own, *rows.query.annotations)))  # type: ignore[attr-defined]
    asked: QuerySet[Any, tuple[Any, ...]] = rows.order_by().annotate(
        row_of=Value(place, IntegerField()), row_as=columns
    )
    return asked.values_list("row_of", "row_as")


def _columns(model: type[Model]) -> list[Field[Any, Any]]:
    return [field for field in model._meta.concrete_fields if not isinstance(field, BinaryField)]


def _maker(rows: QuerySet[Any, Any]) -> Callable[[list[Any]], Any]:
    """What makes a row out of its values: the model, or nothing where values were asked for."""
    if rows._fields:  # type: ignore[attr-defined]
        return list
    model, fields = rows.model, _columns(rows.model)
    names = [field.attname for field in fields]
    annotated = tuple(rows.query.annotations)
    readers = [(place, _python(field)) for place, field in enumerate(fields) if not _is_plain(field)]

    def instance(values: list[Any]) -> Model:
        for place, read in readers:
            values[place] = read(values[place])
        made: Model = model.from_db(connection.alias, names, values[: len(names)])
        for name, value in zip(annotated, values[len(names) :], strict=True):
            setattr(made, name, value)
        return made

    return instance


def _is_plain(field: Field[Any, Any]) -> bool:
    """Whether JSON has the field's values as the model has them."""
    target = field.target_field if isinstance(field, ForeignKey) else field
    return isinstance(target, IntegerField | CharField | TextField)


def _python(field: Field[Any, Any]) -> Callable[[Any], Any]:
    """What the model has for a value as JSON has it. SQLite keeps moments in UTC and JSON as text."""
    if isinstance(field, JSONField):
        return lambda value: json.loads(value) if isinstance(value, str) else value

    def python(value: Any) -> Any:
        found = field.to_python(value)
        return make_aware(found, UTC) if isinstance(found, datetime) and is_naive(found) else found

    return python
