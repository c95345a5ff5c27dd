"""Workbooks of the portal that somebody has changed, and what is asked about when they come back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import openpyxl

from kehoach.accounts.invitation_sheet import HEADS, judged
from kehoach.common.workbook_writer import saved
from kehoach.excel.gathering import template_of
from kehoach.excel.import_plan import opened, plan_import
from kehoach.excel.workbooks.guard import NotAWorkbook
from kehoach.excel.workbooks.opening import open_book
from kehoach.models import ReportingYear, Unit
from kehoach.setup.commune_setup import PATIENCE, set_up
from kehoach.setup.template import template_of as setup_template
from kehoach.succession.workbook import reorganise_from
from kehoach.succession.workbook import template_of as orders_template
from tests.cast import NOW, OPEN_YEAR, Cast

Edit = Callable[[Any], None]
Cells = dict[Any, Any]
LIBRARIES = "Thư viện"


def rows_of(sheet: Any) -> dict[str, int]:
    """The rows by the codes of column A."""
    return {row[0].value: row[0].row for row in sheet.iter_rows(max_col=1) if row[0].value}


def columns_of(sheet: Any, row: int) -> dict[str, int]:
    """The columns by the codes of a row."""
    return {cell.value: cell.column for cell in sheet[row] if cell.value}


def typed(row: str, column: str | int, value: Any = 4321, sheet: str = LIBRARIES) -> Edit:
    """Somebody types an answer into the cell of these two codes."""

    def edit(workbook: Any) -> None:
        table = workbook[sheet]
        at = column if isinstance(column, int) else columns_of(table, 5)[column]
        table.cell(rows_of(table)[row], at).value = value

    return edit


def written(content: bytes, *edits: Edit) -> bytes:
    """The workbook as it comes back."""
    workbook = openpyxl.load_workbook(BytesIO(content))
    for edit in edits:
        edit(workbook)
    return saved(workbook)


def yearly(cast: Cast, *edits: Edit, unit: str = "") -> Iterator[str]:
    """What the yearly form is asked about, of the commune or of one unit."""
    year = ReportingYear.objects.select_related("commune").get(commune=cast.commune, year=OPEN_YEAR)
    whose = Unit.objects.get(commune=cast.commune, code=unit) if unit else None
    plan = plan_import(opened(written(template_of(year, whose), *edits)), year, by=cast.officer, at=NOW)
    return (f"{fault.place}: {fault.message}" for fault in plan.faults)


def school(cast: Cast, *edits: Edit) -> Iterator[str]:
    """The form of a school with one library."""
    return yearly(cast, *edits, unit="MN")


def setup(cast: Cast, *edits: Edit) -> Iterator[str]:
    """The workbook by which a commune is set up."""
    book = open_book(written(setup_template(cast.commune, NOW), *edits), PATIENCE)
    outcome = set_up(book, by=cast.administrator, at=NOW, keep=False)
    return (f"{fault.place}: {fault.message}" for fault in outcome.faults)


def orders(cast: Cast, *edits: Edit) -> Iterator[str]:
    """The workbook by which units and facilities are reorganised."""
    try:
        book = open_book(written(orders_template(cast.commune), *edits), PATIENCE)
        reorganise_from(book, by=cast.officer, at=NOW, keep=False)
    except NotAWorkbook as problem:
        yield str(problem)


def invitations(cast: Cast, *rows: tuple[str, str]) -> Iterator[str]:
    """The sheet of people to invite: codes beside names of units."""
    typed_rows = [
        (number, dict.fromkeys(("phone", "email", "position"), "") | {"name": "An", "code": code, "unit": of})
        for number, (code, of) in enumerate(rows, start=5)
    ]
    assert HEADS[:2] == ("Mã", "Đơn vị")
    return (row.reason for row in judged(typed_rows, cast.commune, NOW.date(), NOW) if row.reason)
