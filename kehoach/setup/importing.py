"""One sheet of the set-up workbook into the database, row by row, and all that speaks against it at its cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from import_export.results import RowResult
from tablib import Dataset

from kehoach.common import formats
from kehoach.excel.preview import ChangedGroup, ChangedRow
from kehoach.excel.workbooks.answers import whole
from kehoach.excel.workbooks.entries import Fault
from kehoach.people.rules import Refused
from kehoach.setup.pattern import YEAR_HERE
from kehoach.setup.reading import SheetRows
from kehoach.setup.resource import SheetResource

NOTHING = "chưa có"


def import_sheet(resource: SheetResource, sheet: SheetRows) -> tuple[ChangedGroup, list[Fault]]:
    """Saves the rows that can be saved; what is new or differs, and every fault."""
    names = [name for name in resource.columns if name in sheet.places]
    missing = [name for name in resource._meta.import_id_fields if name not in names]
    if missing:
        told = f"Thiếu cột {', '.join(map(resource.label, missing))}. Hãy tải mẫu mới của cổng."
        return ChangedGroup(resource.heading, "", ()), [sheet.fault(told)]
    data = Dataset(*[[row[name] for name in names] for _, row in sheet.rows], headers=names)
    result = resource.import_data(data, raise_errors=False, use_transactions=False)
    faults = [*(sheet.fault(str(error.error)) for error in result.base_errors), *_repeated(resource, sheet)]
    faults += _headed_otherwise(resource, sheet, names)
    faults += _left_open(resource, sheet, names)
    changes: list[ChangedRow] = []
    for (number, row), row_result in zip(sheet.rows, result.rows, strict=False):
        faults.extend(_faults(resource, sheet, number, row_result))
        changes.extend(_changes(resource, sheet, number, row, row_result))
    return ChangedGroup(resource.heading, "", tuple(changes)), faults


def _headed_otherwise(resource: SheetResource, sheet: SheetRows, names: Iterable[str]) -> Iterator[Fault]:
    """The columns whose hidden code means one thing and whose head says another."""
    for name in names:
        head = sheet.heads.get(name)
        if head is not None and head.says_another(resource.label(name)):
            yield sheet.fault(head.question(resource.label(name)), head.row, name)


def _left_open(resource: SheetResource, sheet: SheetRows, names: Iterable[str]) -> Iterator[Fault]:
    """The cells in which a year of the pattern was not filled in."""
    for number, row in sheet.rows:
        for name in names:
            if YEAR_HERE in str(row[name]):
                message = f"{resource.label(name)}: chỗ “{YEAR_HERE}” chưa được thay bằng năm."
                yield sheet.fault(message, number, name)


def _key(resource: SheetResource, row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(whole(row.get(name)) for name in resource._meta.import_id_fields)


def _repeated(resource: SheetResource, sheet: SheetRows) -> Iterator[Fault]:
    """Two rows with one key: nobody can say which of them is meant."""
    first: dict[tuple[str, ...], int] = {}
    for number, row in sheet.rows:
        key = tuple(formats.plain(part) for part in _key(resource, row))
        if first.setdefault(key, number) != number:
            named = resource._meta.import_id_fields[0]
            yield sheet.fault(f"Trùng với dòng {first[key]}. Hãy giữ một dòng.", number, named)


def _faults(resource: SheetResource, sheet: SheetRows, number: int, told: RowResult) -> Iterator[Fault]:
    """What speaks against one row, at the cell that it is about."""
    for error in told.errors:
        yield sheet.fault(_sentence(error.error), number)
    problem: ValidationError | None = told.validation_error
    if problem is None:
        return
    for attribute, messages in problem.message_dict.items():
        name = attribute.rpartition("__")[2]
        is_column = attribute != NON_FIELD_ERRORS and name in resource.columns
        for message in messages:
            yield sheet.fault(f"{resource.label(name)}: {message}" if is_column else message, number, name)


def _sentence(error: Exception) -> str:
    """A refusal in words; anything else is no sentence for people."""
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    if isinstance(error, ValueError | Refused):
        return str(error)
    return "Dòng này không ghi được. Hãy xem lại các ô trong dòng."


def _changes(
    resource: SheetResource, sheet: SheetRows, number: int, row: dict[str, Any], row_result: RowResult
) -> Iterator[ChangedRow]:
    """A new row, or the cells of one that differ."""
    name = " · ".join(_key(resource, row))
    if row_result.is_new():
        yield ChangedRow(sheet.fault("", number).place, name, NOTHING, whole(str(row_result.instance)))
    if row_result.is_update():
        for column, *values in resource.differences_of(row_result.instance):
            before, after = (NOTHING if value in (None, "") else whole(value) for value in values)
            place = sheet.fault("", number, column).place
            yield ChangedRow(place, f"{name}: {resource.label(column)}", before, after)
