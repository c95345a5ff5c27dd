"""Reads several small tables in one query.

What the plan consists of lies in a dozen tables of a few rows each; asking for each of them costs more than the rows.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import Field, IntegerField, JSONField, Model, QuerySet, Value
from django.db.models.functions import JSONArray
from django.utils.timezone import is_naive, make_aware


def together(*querysets: QuerySet[Any]) -> tuple[list[Any], ...]:
    """The rows of each queryset as it would give them by itself, but in no order, and all of them by one query."""
    asked = [_as_json(place, rows) for place, rows in enumerate(querysets)]
    found: tuple[list[Any], ...] = tuple([] for _ in querysets)
    for place, values in asked[0].union(*asked[1:], all=True):
        found[place].append(_instance(querysets[place].model, values))
    return found


def _as_json(place: int, rows: QuerySet[Any]) -> QuerySet[Any, tuple[Any, ...]]:
    """Every row as its place in the call and an array of its columns: the same two columns for every table."""
    columns = JSONArray(*(field.attname for field in rows.model._meta.concrete_fields))
    asked: QuerySet[Any, tuple[Any, ...]] = rows.order_by().annotate(
        row_of=Value(place, IntegerField()), row_as=columns
    )
    return asked.values_list("row_of", "row_as")


def _instance(model: type[Model], values: list[Any]) -> Model:
    fields = model._meta.concrete_fields
    python = [_python(field, value) for field, value in zip(fields, values, strict=True)]
    return model.from_db(connection.alias, [field.attname for field in fields], python)


def _python(field: Field[Any, Any], value: Any) -> Any:
    """What the model has for a value as JSON has it. SQLite keeps moments in UTC and JSON as text."""
    if isinstance(field, JSONField):
        return json.loads(value) if isinstance(value, str) else value
    found = field.to_python(value)
    return make_aware(found, UTC) if isinstance(found, datetime) and is_naive(found) else found
