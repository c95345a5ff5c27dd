"""Rows as lines of JSON that either database takes back: exact to the microsecond, the byte and the last decimal."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from django.apps.registry import Apps
from django.db import connection, models, transaction

# Whoever is signed in signs in again: a back-up opens nobody's session.
LEFT_OUT = frozenset({"django_session", "kehoach_signedinsession"})
CHUNK = 500


@dataclass(frozen=True)
class TableProof:
    """What a table held: the number of its rows and the SHA-256 of all of them in the order of their keys."""

    rows: int
    sha256: str


def tables(apps: Any) -> list[type[models.Model]]:
    """The models that have a table of their own which goes into a back-up, by the table's name.

    `apps` is Django's registry, or that of a state of the migrations.
    """
    registry: Apps = apps
    found = {
        model._meta.db_table: model
        for model in registry.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.db_table not in LEFT_OUT
    }
    return [found[name] for name in sorted(found)]


@contextmanager
def snapshot() -> Iterator[None]:
    """One moment of the database for all that is read within, while others go on writing."""
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        # On SQLite atomic() would take the lock of writers, who would have to wait for all of it.
        is_sqlite = connection.vendor == "sqlite"
        cursor.execute("BEGIN DEFERRED" if is_sqlite else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def lines_of(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    """Each row as it is written, and as it counts for the proof: PostgreSQL keeps no order of the keys in JSON."""
    fields = model._meta.local_concrete_fields
    rows = model._base_manager.order_by("pk").values_list(*(field.attname for field in fields))
    for row in rows.iterator(chunk_size=CHUNK):
        plain = [_plain(value) for value in row]
        yield json.dumps(plain, ensure_ascii=False), json.dumps(plain, ensure_ascii=False, sort_keys=True)


def proof_of(model: type[models.Model]) -> TableProof:
    """What the table holds now."""
    digest, rows = hashlib.sha256(), 0
    for _, counted in lines_of(model):
        digest.update(f"{counted}\n".encode())
        rows += 1
    return TableProof(rows, digest.hexdigest())


def insert(model: type[models.Model], lines: Iterable[str]) -> None:
    """Writes rows as they were: no column is made anew, no signal sent, no version added."""
    fields = model._meta.local_concrete_fields
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608 our own names
    waiting: list[list[Any]] = []
    with connection.cursor() as cursor:
        for line in lines:
            row = zip(fields, json.loads(line), strict=True)
            waiting.append([field.get_db_prep_save(_value(field, plain), connection) for field, plain in row])
            if len(waiting) == CHUNK:
                cursor.executemany(sql, waiting)
                waiting.clear()
        if waiting:
            cursor.executemany(sql, waiting)


@transaction.atomic
def empty(models_to_empty: Iterable[type[models.Model]]) -> None:
    """Takes away what the migrations themselves have put into tables, such as Django's list of models."""
    with connection.cursor() as cursor:
        for model in models_to_empty:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 our own names


def _plain(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, date | time):  # a moment is a day too
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _value(field: models.Field[Any, Any], plain: Any) -> Any:
    if plain is None or isinstance(field, models.JSONField):
        return plain
    return base64.b64decode(plain) if isinstance(field, models.BinaryField) else field.to_python(plain)
