"""A Document as JSON and back, without loss: what of an issued report is frozen. Imports no Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from baocao.document.blocks import (
    Appendix,
    Column,
    Columns,
    Document,
    Footnotes,
    Heading,
    Letterhead,
    Paragraph,
    Points,
    Signature,
    Table,
)

_CLASSES: dict[str, type[Any]] = {
    part.__name__: part
    for part in (
        *(Appendix, Column, Columns, Document, Footnotes, Heading, Letterhead, Paragraph, Points, Signature, Table),
    )
}
_CLASS, _DAY = "is", "day"


def as_values(value: Any) -> Any:
    """Values that JSON has: an object for each part with its name, a list for each tuple, a day marked as one."""
    if is_dataclass(value):
        values = {field.name: as_values(getattr(value, field.name)) for field in fields(value)}
        return {_CLASS: type(value).__name__, **values}
    if isinstance(value, tuple):
        return [as_values(item) for item in value]
    return {_DAY: value.isoformat()} if isinstance(value, date) else value


def document_from(values: Mapping[str, Any]) -> Document:
    """The document again. Raises KeyError or TypeError for values that `as_values` did not make."""
    made: Document = _from(values)
    return made


def _from(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_from(item) for item in value)
    if isinstance(value, Mapping) and _DAY in value:
        return date.fromisoformat(value[_DAY])
    if isinstance(value, Mapping):
        given = {name: _from(item) for name, item in value.items() if name != _CLASS}
        return _CLASSES[value[_CLASS]](**given)
    return value
